// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace atalaia {

/// Which of 64 bytes of a text are what; bit 0 is the first byte. Two encodings are read: UTF-8, and a narrowed
/// text of one byte a unit, where all beyond Latin-1 is 0x80.
struct SignBlock
{
    quint64 digits = 0;
    quint64 letters = 0; ///< of ASCII
    quint64 spaces = 0; ///< blank, tab, line feed, carriage return
    quint64 ats = 0;
    quint64 dots = 0;
    quint64 colons = 0;
    quint64 joints = 0; ///< the letters that join number words: e and y
    quint64 leads = 0; ///< 0xC0 and up
    quint64 latinLeads = 0; ///< 0xC3, which leads the letters of Latin-1 in UTF-8
    quint64 signWords = 0; ///< here a part of a word may stand that announces a secret, an address or a key
    quint64 numberWords = 0; ///< a word that begins here may be a number
};

/// Looks at 64 bytes at a time. All ways give the same.
struct SignBlocks
{
    static constexpr qsizetype kSize = 64;
    static constexpr qsizetype kAhead = 3; ///< so many bytes behind the block are read as well

    const char *name = "";
    /// Reads kSize + kAhead bytes.
    SignBlock (*read)(const char *from) = nullptr;
    /// One byte a unit into `to`; whether any unit is beyond Latin-1.
    bool (*narrow)(const char16_t *from, qsizetype size, char *to) = nullptr;
};

/// The fastest that this processor can run.
[[nodiscard]] const SignBlocks &signBlocks();

/// All that this processor can run, the plain one first.
[[nodiscard]] std::vector<SignBlocks> allSignBlocks();

} // namespace atalaia
