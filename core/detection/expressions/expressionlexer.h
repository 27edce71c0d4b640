// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <vector>

namespace atalaia {

/// What the text of an expression consists of.
struct ExpressionToken
{
    enum class Kind {
        End,
        Invalid, ///< text: the reason; nothing follows
        Open,
        Close,
        AtLeast, ///< >=
        Number,
        Phrase,
        Prefix, ///< text without the star
        Regex, ///< text with `\/` undone
        List,
        Identifier,
        And,
        Or,
        Not,
        Near, ///< number: the distance
        Before, ///< the same
        After, ///< the same
        Unless,
        Count
    };

    Kind kind = Kind::End;
    QString text;
    int number = 0; ///< very large ones are cut to kLargestNumber
    int column = 1; ///< 1-based, UTF-16 units

    static constexpr int kLargestNumber = 1'000'000;
};

/// All tokens of a source; the last one is End or Invalid.
[[nodiscard]] std::vector<ExpressionToken> expressionTokens(QStringView source);

/// Whether a word with a star behind it is read as a prefix without quotes around it.
[[nodiscard]] bool isBareWord(QStringView text);

} // namespace atalaia
