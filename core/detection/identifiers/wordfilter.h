// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace atalaia {

/// Says of most words at a glance that they are not in a list; of the others it does not know.
class WordFilter
{
public:
    template <typename Unit> constexpr void add(const Unit *word, size_t length) { set(bitOf(word, length)); }

    /// `word`: in the spelling of the list. False: certainly not in it.
    template <typename Unit> [[nodiscard]] constexpr bool mayHave(const Unit *word, size_t length) const
    {
        const size_t bit = bitOf(word, length);
        return (m_bits[bit / 64] >> (bit % 64) & 1U) != 0;
    }

    /// The same by its first two units.
    [[nodiscard]] constexpr bool mayHave(unsigned first, unsigned second, size_t length) const
    {
        const size_t bit = bitOf(first, second, length);
        return (m_bits[bit / 64] >> (bit % 64) & 1U) != 0;
    }

private:
    static constexpr size_t kBits = 4096;

    template <typename Unit> static constexpr size_t bitOf(const Unit *word, size_t length)
    {
        const auto unit = [word](size_t i) { return unsigned(std::make_unsigned_t<Unit>(word[i])); };
        return length == 0 ? 0 : bitOf(unit(0), length == 1 ? 0U : unit(1), length);
    }

    static constexpr size_t bitOf(unsigned first, unsigned second, size_t length)
    {
        return (first * 61 + second * 1031 + length * 331) % kBits;
    }

    constexpr void set(size_t bit) { m_bits[bit / 64] |= std::uint64_t(1) << (bit % 64); }

    std::array<std::uint64_t, kBits / 64> m_bits{};
};

} // namespace atalaia
