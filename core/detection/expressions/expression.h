// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>
#include <QStringView>

#include <vector>

namespace atalaia {

/// What a rule says of words: a tree as parseExpression() reads it. Keywords in any case.
///
///     expression = either { UNLESS primary [ (NEAR|BEFORE|AFTER)/n ] }
///     either     = both { OR both }
///     both       = close { AND close }
///     close      = unary { (NEAR|BEFORE)/n unary }          left to right
///     unary      = [ NOT ] primary
///     primary    = "phrase" | prefix* | "phrase prefix*" | /regex/ | @lexicon [ >= severity ] | #identifier
///                | COUNT ( expression ) >= n | ( expression )
///
/// `a BEFORE/2 b`: a, at most two words, b. `x UNLESS y BEFORE/3`: y ends at most three words before x
/// begins; AFTER the other way; NEAR both; without a distance: y anywhere in the unit.
struct Expression
{
    enum class Kind {
        Phrase, ///< text: words in natural spelling
        Prefix, ///< text without the star: the last word may go on
        Regex, ///< text between the slashes; on the folded text
        List, ///< text: name of a lexicon or concept list; number: least severity, 0 = any
        Identifier, ///< text: its name ("cpf"), without '#'
        And,
        Or,
        Not,
        Near, ///< number: most words between; either order
        Before, ///< the same, in order
        Unless, ///< children: what holds, then what must not; scope and number
        Count ///< number: least times
    };
    enum class Scope { Unit, Near, Before, After }; ///< of Unless: where the exclusion is looked for

    Kind kind = Kind::Phrase;
    QString text;
    int number = 0;
    Scope scope = Scope::Unit;
    int column = 1; ///< 1-based, in UTF-16 units, where it stands in the source
    std::vector<Expression> children;

    friend bool operator==(const Expression &, const Expression &) = default;
};

/// Error: Pattern, with the column and the reason ("column 12: NEAR needs a distance, as in NEAR/3").
/// At most 10 000 characters and 64 levels deep; distances 0 to 100, counts 1 to 1000. An expression that
/// consists of exclusions only (NOT x) is refused: it would match everything.
[[nodiscard]] Result<Expression> parseExpression(QStringView source);

/// As parseExpression() would read it again, in one spelling. For explanations and lists.
[[nodiscard]] QString expressionText(const Expression &expression);

} // namespace atalaia
