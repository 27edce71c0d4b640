// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/expressions/compiledexpression.h"

#include <array>
#include <cstddef>
#include <memory_resource>
#include <vector>

namespace atalaia {

/// Where a part of an expression holds. Joined places refer to what they were joined from.
struct FoundPlace
{
    enum class Origin { Atom, Pair, Group };

    int first = 0;
    int last = 0; ///< inclusive
    int gap = 0; ///< words between its parts, all together: less is better
    int left = -1; ///< Pair: place; Group: index of its first member
    int right = -1; ///< Pair: place; Group: index behind its last member
    int anchor = 0; ///< the place that it was sought from: one result an anchor is shown
    const AtomMatch *match = nullptr; ///< Atom
    Origin origin = Origin::Atom;
    bool hasHoles = false; ///< some tokens of the range are not its own
    quint8 level = 0;
    LanguageSet languages = kAnyLanguage;
};

/// Words between two ranges; 0 where they touch or overlap.
[[nodiscard]] inline int gapBetween(const FoundPlace &a, const FoundPlace &b)
{
    return a.last < b.first ? b.first - a.last - 1 : b.last < a.first ? a.first - b.last - 1 : 0;
}

[[nodiscard]] inline bool overlaps(const FoundPlace &a, const FoundPlace &b)
{
    return a.first <= b.last && b.first <= a.last;
}

/// Numbers of places. Those of an evaluation are in the memory of its FoundPlaces.
using Places = std::pmr::vector<int>;

/// All places of one evaluation, each with a number, and the memory that it works in: as much as most of them
/// need is part of it.
class FoundPlaces
{
public:
    FoundPlaces() : m_memory(m_block.data(), m_block.size()), m_places(&m_memory), m_members(&m_memory) {}
    Q_DISABLE_COPY_MOVE(FoundPlaces)

    /// Most places that a joined part of an expression keeps, the nearest ones: what is above only
    /// occurs in texts that were made to cost time.
    static constexpr size_t kMaxJoined = 4096;

    /// For whatever lives no longer than this.
    [[nodiscard]] std::pmr::memory_resource *memory() const { return &m_memory; }

    int add(const FoundPlace &place);
    [[nodiscard]] const FoundPlace &operator[](int place) const { return m_places[size_t(place)]; }

    /// Two places as one, with no number yet.
    [[nodiscard]] FoundPlace pair(int left, int right) const;
    /// Remembers places that groups are made of and returns the index of the first one.
    int addMembers(const Places &places);
    /// `count` members as one, from the index `first` on; no number yet.
    [[nodiscard]] FoundPlace group(int first, int count) const;

    /// Whether the two have a token of an atom in common.
    [[nodiscard]] bool share(int a, int b) const;

    /// Numbers of the candidates, ascending by place; above kMaxJoined the completed and nearest ones.
    [[nodiscard]] Places addJoined(std::pmr::vector<FoundPlace> candidates, int completedFrom);

    /// Ascending by place.
    void sort(Places *places) const;

    [[nodiscard]] ExpressionMatch match(int place) const;

private:
    void collect(int place, std::vector<AtomMatch> *parts) const;

    static constexpr size_t kBlock = 8 * 1024;

    std::array<std::byte, kBlock> m_block; ///< not initialised: most of it stays untouched
    mutable std::pmr::monotonic_buffer_resource m_memory;
    std::pmr::vector<FoundPlace> m_places;
    Places m_members; ///< of groups
};

} // namespace atalaia
