// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/expressionevaluation.h"

#include "detection/expressions/placepairing.h"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>

namespace atalaia {

using Kind = Expression::Kind;

namespace {

// An exclusion looks at the whole unit, not only at what is new in it.
constexpr int kWholeUnit = std::numeric_limits<int>::min();

} // namespace

std::vector<ExpressionMatch> ExpressionEvaluation::run(const ExpressionNode &root, int completedFrom)
{
    if (!canHold(root))
        return {};
    std::vector<ExpressionMatch> matches;
    for (const int place : shown(places(root, completedFrom), completedFrom))
        matches.push_back(m_places.match(place));
    return matches;
}

bool ExpressionEvaluation::canHold(const ExpressionNode &node) const
{
    const auto can = [this](const ExpressionNode &child) { return canHold(child); };
    switch (node.kind) {
    case Kind::Not:
        return true;
    case Kind::And:
    case Kind::Near:
    case Kind::Before:
        return std::all_of(node.children.begin(), node.children.end(), can);
    case Kind::Or:
        return std::any_of(node.children.begin(), node.children.end(), can);
    case Kind::Unless:
    case Kind::Count:
        return canHold(node.children.front());
    default:
        return m_found.has(node.atom, m_maxLevel);
    }
}

std::vector<int> ExpressionEvaluation::places(const ExpressionNode &node, int completedFrom)
{
    if (!canHold(node))
        return {};
    switch (node.kind) {
    case Kind::And:
        return bothPlaces(node, completedFrom);
    case Kind::Or:
        return eitherPlaces(node, completedFrom);
    case Kind::Near:
    case Kind::Before: {
        const std::vector<int> left = places(node.children[0], completedFrom);
        const std::vector<int> right = left.empty() ? left : places(node.children[1], completedFrom);
        return pairClose(&m_places, left, right, {node.number, node.kind == Kind::Before}, completedFrom);
    }
    case Kind::Unless: {
        const std::vector<int> held = places(node.children[0], completedFrom);
        const std::vector<int> excluded = held.empty() ? held : places(node.children[1], kWholeUnit);
        return withoutExcluded(m_places, m_found, held, excluded, node.scope, node.number);
    }
    case Kind::Count:
        return runsOf(&m_places, places(node.children[0], completedFrom), node.number, m_nextAnchor++, completedFrom);
    case Kind::Not:
        return {}; // asked by bothPlaces() only
    default:
        return atomPlaces(node.atom);
    }
}

std::vector<int> ExpressionEvaluation::atomPlaces(int atom)
{
    std::vector<int> places;
    int first = -1;
    int last = -1;
    LanguageSet languages = 0; // that this range was found in so far
    for (const AtomMatch &match : m_found.of(atom)) {
        if (match.level > m_maxLevel)
            continue;
        if (match.firstToken != first || match.lastToken != last)
            languages = 0;
        first = match.firstToken;
        last = match.lastToken;
        if ((match.languages & ~languages) == 0)
            continue; // the same again, by another entry of a list or in a bolder reading
        languages |= match.languages;
        FoundPlace place;
        place.first = first;
        place.last = last;
        place.anchor = m_nextAnchor++;
        place.match = &match;
        place.level = quint8(match.level);
        place.languages = match.languages;
        places.push_back(m_places.add(place));
    }
    return places;
}

std::vector<int> ExpressionEvaluation::eitherPlaces(const ExpressionNode &node, int completedFrom)
{
    std::vector<int> all;
    for (const ExpressionNode &child : node.children) {
        const std::vector<int> some = places(child, completedFrom);
        all.insert(all.end(), some.begin(), some.end());
    }
    m_places.sort(&all);
    return all;
}

bool ExpressionEvaluation::isAbsent(const ExpressionNode &exclusion)
{
    if (exclusion.kind == Kind::Not)
        return places(exclusion.children.front(), kWholeUnit).empty();
    return std::all_of(exclusion.children.begin(), exclusion.children.end(),
                       [this](const ExpressionNode &child) { return isAbsent(child); });
}

std::vector<int> ExpressionEvaluation::bothPlaces(const ExpressionNode &node, int completedFrom)
{
    for (const ExpressionNode &child : node.children) {
        if (!child.isFound && !isAbsent(child))
            return {};
    }
    std::vector<int> joined;
    bool isFirst = true;
    for (const ExpressionNode &child : node.children) {
        if (!child.isFound)
            continue;
        std::vector<int> next = places(child, completedFrom);
        joined = isFirst ? std::move(next) : pairAnywhere(&m_places, joined, next, completedFrom);
        isFirst = false;
        if (joined.empty())
            return {};
    }
    return joined;
}

std::vector<int> ExpressionEvaluation::shown(std::vector<int> places, int completedFrom) const
{
    const auto rank = [this](int place) {
        const FoundPlace &found = m_places[place];
        return std::tuple(found.gap, found.first, found.last, found.level, place);
    };
    std::sort(places.begin(), places.end(), [rank](int a, int b) { return rank(a) < rank(b); });
    std::set<int> anchors;
    std::set<std::pair<int, int>> ranges;
    std::vector<int> kept;
    for (const int place : places) {
        const FoundPlace &found = m_places[place];
        if (found.last < completedFrom || anchors.count(found.anchor) > 0)
            continue;
        if (!ranges.insert({found.first, found.last}).second)
            continue;
        anchors.insert(found.anchor);
        kept.push_back(place);
        if (kept.size() == size_t(CompiledExpression::kMaxMatches))
            break;
    }
    m_places.sort(&kept);
    return kept;
}

} // namespace atalaia
