// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/expressions/expressionnode.h"
#include "detection/expressions/foundplaces.h"

#include <vector>

namespace atalaia {

/// Whether enough atoms were found at all: spares the rest for nearly all units. Those `isAssumed` (by atom,
/// may be null) are taken for found.
[[nodiscard]] bool canHold(const ExpressionNode &node, const AtomMatches &found, int maxLevel,
                           const std::vector<char> *isAssumed = nullptr);

/// One look at one unit: from what was found of the atoms to where the whole holds.
class ExpressionEvaluation
{
public:
    ExpressionEvaluation(const AtomMatches &found, int maxLevel) : m_found(found), m_maxLevel(maxLevel) {}

    [[nodiscard]] std::vector<ExpressionMatch> run(const ExpressionNode &root, int completedFrom);

private:
    [[nodiscard]] Places places(const ExpressionNode &node, int completedFrom);
    [[nodiscard]] Places atomPlaces(int atom);
    [[nodiscard]] Places eitherPlaces(const ExpressionNode &node, int completedFrom);
    [[nodiscard]] Places bothPlaces(const ExpressionNode &node, int completedFrom);
    [[nodiscard]] bool isAbsent(const ExpressionNode &exclusion);
    [[nodiscard]] Places shown(Places places, int completedFrom) const;

    const AtomMatches &m_found;
    int m_maxLevel = 0;
    FoundPlaces m_places;
    int m_nextAnchor = 0;
};

} // namespace atalaia
