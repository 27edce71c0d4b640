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

/// What stands between the words of two texts that are scanned as one. Never part of a word.
inline constexpr char kTextBreak = '\n';

/// Words are separated by single spaces (texts by breaks) and by nothing else, which makes the check
/// of word borders one look at a byte on each side.
[[nodiscard]] inline bool isWordBorder(char c)
{
    return c == ' ' || c == kTextBreak;
}

[[nodiscard]] inline bool isPlainWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || uchar(c) >= 0x80;
}

[[nodiscard]] inline bool standsAsWords(QByteArrayView words, qsizetype from, qsizetype to, bool isPrefix)
{
    return (from == 0 || isWordBorder(words[from - 1])) && (isPrefix || to == words.size() || isWordBorder(words[to]));
}

} // namespace atalaia
