// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/lexicon.h"
#include "policy/linefindings.h"

namespace atalaia {

/// The term's text without what copying left in it: blanks at the ends, no-break spaces, invisible
/// characters, typographic quotes, line breaks. Each repair is a finding.
[[nodiscard]] QString cleanedTerm(const QString &text, TermKind kind, LineFindings &findings);

/// What can be said about a cleaned term without knowing the others: empty, too long, spoilt, not
/// usable by the matcher, or usable but probably not what was meant.
void examineTerm(const Term &term, LineFindings &findings);

/// Spreadsheets would calculate a cell that begins so.
[[nodiscard]] bool looksLikeFormula(QStringView cell);
/// `'=x` as an export writes it -> `=x`, and back.
[[nodiscard]] QString withoutFormulaEscape(const QString &cell);
[[nodiscard]] QString withFormulaEscape(const QString &cell);

} // namespace atalaia
