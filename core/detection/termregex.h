// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QRegularExpression>
#include <QString>

namespace atalaia {

/// A regex term, read and found harmless.
struct TermRegex
{
    /// What decides: Unicode letters count as letters, with a limit on its backtracking.
    QRegularExpression expression;
    /// For Hyperscan in UTF-8 mode without UCP: matches at least wherever `expression` does. Empty
    /// where no such form is known; the term is then tried on every text.
    QString prefilter;
};

/// Reads a regex as a person wrote it. Letters outside escapes are folded like the texts it will be
/// applied to. Error: Pattern; not well formed, nothing to match, or able to stall: nested
/// quantifiers, recursion, huge repeats.
[[nodiscard]] Result<TermRegex> readTermRegex(const QString &text);

} // namespace atalaia
