// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "domain/lexicon.h"

#include <QString>
#include <QVector>

namespace atalaia {

/// A half-open range of Unicode code points (not UTF-16 units, not bytes) of an original text.
struct Span
{
    int start = 0;
    int end = 0;
    friend bool operator==(const Span &, const Span &) = default;
};

/// A hit as detection returns it: which term fired on one text, where, and how it was found.
/// Says everything needed to reproduce it from the stored lexicon version.
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

/// A stored hit: a TermHit on one version of one message.
struct Hit
{
    HitId id;
    MessageId message;
    int messageVersion = 0;
    FlagId flag; ///< invalid while it opened no flag
    qint64 foundAtMs = 0;
    TermHit what;

    friend bool operator==(const Hit &, const Hit &) = default;
};

} // namespace atalaia
