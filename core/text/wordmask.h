// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace atalaia {

/// Which of at most 64 bytes are what; bit 0 is the first byte.
struct WordMask
{
    quint64 words = 0; ///< small letters and digits of ASCII
    quint64 wide = 0; ///< bytes of other characters than ASCII
};

/// Finds the words of folded text, 64 bytes at a time. All ways give the same masks.
struct WordMasking
{
    const char *name = "";
    WordMask (*mask)(const char *from, qsizetype size) = nullptr; ///< `size`: 1 to 64
};

/// The fastest that this processor can run.
[[nodiscard]] const WordMasking &wordMasking();

/// All that this processor can run, the plain one first.
[[nodiscard]] std::vector<WordMasking> wordMaskings();

} // namespace atalaia
