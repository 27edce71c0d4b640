// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace atalaia {

/// The sum of digits times weights, left to right; further digits than weights are left out.
[[nodiscard]] int weightedSum(std::string_view digits, std::initializer_list<int> weights);

/// The same with weights that start at `first`, change by `step` (1 or -1) and run left to right.
[[nodiscard]] int countedSum(std::string_view digits, int first, int step);

/// Modulo 11 with weights 2 to `last` from the right, again and again. Characters count as ASCII - 48,
/// so capital letters are 17 and up, as in alphanumeric CNPJ.
[[nodiscard]] int cyclicRemainder(std::string_view characters, int last);

/// The check digit of Luhn's scheme for a body without one.
[[nodiscard]] int luhnDigit(std::string_view body);
[[nodiscard]] bool passesLuhn(std::string_view digits);

/// Modulo 97 of a number of any length, letters as 10 to 35 (ISO 7064 as in IBAN).
[[nodiscard]] int remainderOf97(std::string_view characters);

/// CRC-16/CCITT-FALSE.
[[nodiscard]] unsigned crcCcittFalse(std::string_view bytes);

[[nodiscard]] bool isAllSame(std::string_view characters);
[[nodiscard]] inline int digitAt(std::string_view digits, size_t index)
{
    return digits[index] - '0';
}

} // namespace atalaia
