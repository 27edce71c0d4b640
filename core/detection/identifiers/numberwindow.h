// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/identifiers/scantext.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace atalaia {

/// Digits that may belong together: one run, or several with a few separators between them.
struct NumberWindow
{
    std::string digits;
    std::string shape; ///< lengths of the runs and what stands between: "3.3.3-2", "5 4", "11"
    std::string lengths; ///< the same with ',' for each separator: "3,3,3,2"
    int start = 0; ///< in the ScanText
    int end = 0;
    bool isTight = true; ///< no white space inside
    bool isWhole = true; ///< nothing of digits goes before or after on this line, or in this chain of lines
    bool isLoose = false; ///< parted so much that any list of small numbers would do
    bool isSpelled = false; ///< of number words or keycaps
    bool hasLetters = false; ///< an O or an l was read as a digit
    bool isGlued = false; ///< a letter stands directly before
    char16_t suffix = u'\0'; ///< 'K' or 'X' after the last digit, which may be a check digit
    int suffixEnd = 0; ///< end including the suffix

    /// Whether the digits may be read without regard to where they are parted.
    [[nodiscard]] bool isFree() const { return isTight || isWhole; }
    [[nodiscard]] bool isBare() const { return lengths.find(',') == std::string::npos; }
    /// Parted like this, with at least one sign that is no space.
    [[nodiscard]] bool isPunctuated(std::string_view wanted) const;
};

/// A run of digits.
struct DigitRun
{
    int start = 0;
    int end = 0;
    bool hasLetters = false;
};

/// All runs of digits; an O or an l between digits counts as one where there are six digits already.
[[nodiscard]] std::vector<DigitRun> digitRuns(const ScanText &text);

/// Calls `read` with each window of the text that could be a number of `fewest` to 60 digits. A hand-written walker:
/// most messages have no digits at all and most runs are prices and hours, so this costs a fraction of what
/// an automaton for all shapes does, and it does not care how the digits are parted.
void forEachNumberWindow(const ScanText &text, const std::vector<DigitRun> &runs, int fewest,
                         const std::function<void(const NumberWindow &)> &read);

} // namespace atalaia
