// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>
#include <vector>

namespace atalaia {

/// A phrase to look for, as words separated by single spaces.
struct PhraseLiteral
{
    QByteArray words;
    bool isPrefix = false; ///< the last word may go on
};

/// A phrase found as words of a TokenText or of a Reading.
struct LiteralMatch
{
    int literal = 0; ///< index in the list that was compiled
    int from = 0;
    int to = 0; ///< end of what the literal says; a prefix's word may go on

    friend bool operator==(const LiteralMatch &, const LiteralMatch &) = default;
};

/// Index of the word that holds a byte, in words ordered by `start`; -1 before the first.
template <typename Word> [[nodiscard]] int wordHolding(const std::vector<Word> &words, qsizetype byte)
{
    const auto next = std::upper_bound(words.begin(), words.end(), byte,
                                       [](qsizetype at, const Word &word) { return at < word.start; });
    return int(next - words.begin()) - 1;
}

/// Ends a text that is scanned with others. Never part of a word.
inline constexpr char kTextBreak = '\n';

/// Stands before and behind each word of a text that is scanned with others (between two of them once): a phrase is
/// looked for with a border at both ends, so that it is found as words and never inside of one.
inline constexpr char kWordBorder = ' ';

[[nodiscard]] inline bool isPlainWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || uchar(c) >= 0x80;
}

} // namespace atalaia
