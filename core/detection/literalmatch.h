// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace atalaia {

/// A phrase found as whole words in the bytes of a TokenText.
struct LiteralMatch
{
    int literal = 0; ///< index in the list that was compiled
    int from = 0;
    int to = 0;
};

/// Words of a TokenText are separated by single spaces and by nothing else, which makes the check of
/// word borders one look at a byte on each side.
[[nodiscard]] inline bool isWholeWords(QByteArrayView words, qsizetype from, qsizetype to)
{
    return (from == 0 || words[from - 1] == ' ') && (to == words.size() || words[to] == ' ');
}

} // namespace atalaia
