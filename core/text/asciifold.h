// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace atalaia {

/// Folds the ASCII characters at the head of a text: letters to lower case, white space to spaces, the
/// grave accent to an apostrophe. Each function stops before the first other character and before
/// white space that follows white space (or `isAfterSpace`), and returns how many it took. `to` needs
/// room for kSlack bytes more than `size`. All ways give the same bytes.
struct AsciiFold
{
    static constexpr qsizetype kSlack = 64;

    const char *name = "";
    qsizetype (*utf8)(const char *from, qsizetype size, char *to, bool isAfterSpace) = nullptr;
    qsizetype (*utf16)(const char16_t *from, qsizetype size, char *to, bool isAfterSpace) = nullptr;
};

/// The fastest that this processor can run.
[[nodiscard]] const AsciiFold &asciiFold();

/// All that this processor can run, the plain one first.
[[nodiscard]] std::vector<AsciiFold> asciiFolds();

} // namespace atalaia
