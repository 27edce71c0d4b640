// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "domain/lexicon.h"
#include "domain/span.h"

#include <QString>
#include <QVector>

namespace atalaia {

/// A term that fired on one text, where, and how it was found.
struct TermHit
{
    LexiconId lexicon;
    QString lexiconName;
    int lexiconVersion = 0;
    Term term;
    QVector<Span> spans; ///< in the original text, ascending, not overlapping, never empty
    int level = 0; ///< normaliser level at which it was found (0 = folded case and accents)

    friend bool operator==(const TermHit &, const TermHit &) = default;
};

} // namespace atalaia
