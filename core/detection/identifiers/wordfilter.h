// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace atalaia {

/// Tells most words that are not in a set without comparing them with any: by first letter, last letter and
/// length. Letters may be of either case.
class WordFilter
{
public:
    constexpr void add(std::u16string_view word)
    {
        if (word.size() <= kLongest)
            m_lengths[slot(word.front())][slot(word.back())] |= 1U << word.size();
        else
            m_hasLonger = true;
    }

    [[nodiscard]] constexpr bool mayHold(std::u16string_view word) const
    {
        return word.size() > kLongest ? m_hasLonger
                                      : (m_lengths[slot(word.front())][slot(word.back())] >> word.size() & 1U) != 0;
    }

private:
    static constexpr size_t kLongest = 31;
    static constexpr size_t kSlots = 64;

    /// The same for both cases: five low bits, and for the Cyrillic letters whose cases differ in them their row.
    static constexpr size_t slot(char16_t unit)
    {
        if (unit < 0x80)
            return unit & 31U;
        return 32U + ((unit >= 0x400 && unit < 0x410) || (unit >= 0x450 && unit < 0x460) ? unit & 15U : unit & 31U);
    }

    std::array<std::array<uint32_t, kSlots>, kSlots> m_lengths{};
    bool m_hasLonger = false;
};

} // namespace atalaia
