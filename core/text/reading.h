// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace atalaia {

/// How a text may also be read, as words separated by exactly one space: with chat spelling written
/// out (level 1), with disguises undone (2), with words turned round (3). It holds the words that
/// differ from the text as written and their neighbours; where several ways are possible they follow
/// one another. kGap stands, as a word of its own, wherever something is left out, so that no phrase
/// matches across.
struct Reading
{
    static constexpr char kGap = '\x1F';

    struct Word
    {
        int start = 0; ///< in `bytes`
        int length = 0;
        int firstToken = 0; ///< tokens of the text as written that it stands for, both inclusive
        int lastToken = 0;
    };

    QByteArray bytes; ///< valid UTF-8
    std::vector<Word> words; ///< by start
    int level = 0;
    bool isCut = false; ///< there are more ways than were written: a bound for texts of nothing but disguise

    [[nodiscard]] QByteArrayView word(int index) const
    {
        return QByteArrayView(bytes).sliced(words[size_t(index)].start, words[size_t(index)].length);
    }
};

} // namespace atalaia
