// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/expressions/foundplaces.h"

#include <vector>

namespace atalaia {

/// Places in order, to be asked for those next to another one. Refers to `all`, which may grow meanwhile.
class PlaceNeighbours
{
public:
    /// `places` ascend by their first token.
    PlaceNeighbours(const FoundPlaces &all, const Places &places);

    /// The place with the fewest words between, -1 if there is none; of equals the earlier one.
    [[nodiscard]] int nearest(const FoundPlace &to) const;
    /// Whether one ends at most `distance` words before `place` begins.
    [[nodiscard]] bool hasBefore(const FoundPlace &place, int distance) const;
    /// Whether one begins at most `distance` words after `place` ends.
    [[nodiscard]] bool hasAfter(const FoundPlace &place, int distance) const;

    /// The next ones on one side that have a language in common, nearest first; at most `most`.
    void collectBefore(const FoundPlace &place, int distance, int most, Places *found) const;
    void collectAfter(const FoundPlace &place, int distance, int most, Places *found) const;
    /// Those whose range overlaps but which have no token in common with the place of this number.
    void collectAround(int place, int most, Places *found) const;

private:
    struct Entry
    {
        int token = 0; ///< what it is sorted by
        int place = 0;
    };

    [[nodiscard]] size_t countEndingBefore(int token) const;
    [[nodiscard]] size_t countBeginningUpTo(int token) const;

    const FoundPlaces &m_all;
    std::pmr::vector<Entry> m_byFirst;
    std::pmr::vector<Entry> m_byLast;
    std::pmr::vector<Entry> m_farthest; ///< of each beginning of m_byFirst, which place ends last and where
};

} // namespace atalaia
