// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/expressions/foundplaces.h"

#include <vector>

namespace atalaia {

// All lists of places ascend by place. Sorted sweeps: n log n in the number of places, whatever the text.
// `completedFrom`: pairs with a part that ends there or later are found even where nearer ones exist.

/// AND: each right place with the nearest left one of a common language.
[[nodiscard]] Places pairAnywhere(FoundPlaces *all, const Places &left, const Places &right, int completedFrom);

struct Closeness
{
    int distance = 0; ///< most words between
    bool isOrdered = false; ///< left before right
};

/// NEAR and BEFORE: each right place with the nearest left ones that have no token in common with it.
[[nodiscard]] Places pairClose(FoundPlaces *all, const Places &left, const Places &right, Closeness closeness,
                               int completedFrom);

/// UNLESS: the places that have none of the excluded ones of a common language in their scope. A distance does not
/// reach beyond the sentences of `found` that a place touches.
[[nodiscard]] Places withoutExcluded(const FoundPlaces &all, const AtomMatches &found, const Places &places,
                                     const Places &excluded, Expression::Scope scope, int distance);

/// COUNT: runs of `times` places without a token in common.
[[nodiscard]] Places runsOf(FoundPlaces *all, const Places &places, int times, int anchor, int completedFrom);

} // namespace atalaia
