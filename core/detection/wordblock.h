// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace atalaia {

/// Which of 64 bytes of folded text are what; bit 0 is the first byte.
struct WordBlock
{
    quint64 words = 0; ///< small letters and digits
    quint64 apostrophes = 0;
    quint64 odd = 0; ///< underscores and bytes of other characters than ASCII
};

/// Looks at 64 bytes at a time. All ways give the same.
struct WordBlocks
{
    static constexpr qsizetype kSize = 64;

    const char *name = "";
    /// Reads `size` bytes (1 to 64) and writes 64, of which those count: words as they are, spaces for the rest.
    WordBlock (*read)(const char *from, qsizetype size, char *to) = nullptr;
    /// Moves the bytes of `kept` (bit 0 is the first of 64 bytes) to the front and says how many they are. Behind
    /// them there is room for another 64, which may be overwritten.
    qsizetype (*squeeze)(char *block, quint64 kept) = nullptr;
    /// The place of the bit in `bits` that has `before` others below it. There are more than that.
    int (*nthBit)(quint64 bits, int before) = nullptr;
};

/// The fastest that this processor can run.
[[nodiscard]] const WordBlocks &wordBlocks();

/// All that this processor can run, the plain one first.
[[nodiscard]] std::vector<WordBlocks> allWordBlocks();

} // namespace atalaia
