// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace atalaia {

/// Of the head of a text: how much was read and what became of it, one byte a character.
struct FoldedRun
{
    qsizetype read = 0;
    qsizetype written = 0;

    friend bool operator==(const FoldedRun &, const FoldedRun &) = default;
};

/// Folds the characters at the head of a text in UTF-8 that become one byte each: those of AsciiFold and the letters
/// of U+00C0 to U+00FF that fold to one, which is all there is in most texts of Western languages. Stops where
/// AsciiFold does, but not at such letters. `to` needs room for AsciiFold::kSlack bytes more than `size`. All ways
/// give the same.
struct LatinFold
{
    const char *name = "";
    FoldedRun (*utf8)(const char *from, qsizetype size, char *to, bool isAfterSpace) = nullptr;
};

/// The fastest that this processor can run.
[[nodiscard]] const LatinFold &latinFold();

/// All that this processor can run, the plain one first.
[[nodiscard]] std::vector<LatinFold> latinFolds();

} // namespace atalaia
