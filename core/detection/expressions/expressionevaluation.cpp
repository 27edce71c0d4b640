// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/expressionevaluation.h"

#include "detection/expressions/placepairing.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace atalaia {

using Kind = Expression::Kind;

namespace {

// An exclusion looks at the whole unit, not only at what is new in it.
constexpr int kWholeUnit = std::numeric_limits<int>::min();

} // namespace

bool canHold(const ExpressionNode &node, const AtomMatches &found, int maxLevel, const std::vector<char> *isAssumed)
{
    const auto can = [&](const ExpressionNode &child) { return canHold(child, found, maxLevel, isAssumed); };
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
        return can(node.children.front());
    default:
        return found.has(node.atom, maxLevel) || (isAssumed && (*isAssumed)[size_t(node.atom)] != 0);
    }
}

std::vector<ExpressionMatch> ExpressionEvaluation::run(const ExpressionNode &root, int completedFrom)
{
    std::vector<ExpressionMatch> matches;
    for (const int place : shown(places(root, completedFrom), completedFrom))
        matches.push_back(m_places.match(place));
    return matches;
}

Places ExpressionEvaluation::places(const ExpressionNode &node, int completedFrom)
{
    if (!canHold(node, m_found, m_maxLevel))
        return {};
    switch (node.kind) {
    case Kind::And:
        return bothPlaces(node, completedFrom);
    case Kind::Or:
        return eitherPlaces(node, completedFrom);
    case Kind::Near:
    case Kind::Before: {
        const Places left = places(node.children[0], completedFrom);
        const Places right = left.empty() ? left : places(node.children[1], completedFrom);
        return pairClose(&m_places, left, right, {node.number, node.kind == Kind::Before}, completedFrom);
    }
    case Kind::Unless: {
        const Places held = places(node.children[0], completedFrom);
        const Places excluded = held.empty() ? held : places(node.children[1], kWholeUnit);
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

Places ExpressionEvaluation::atomPlaces(int atom)
{
    Places places(m_places.memory());
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

Places ExpressionEvaluation::eitherPlaces(const ExpressionNode &node, int completedFrom)
{
    Places all(m_places.memory());
    for (const ExpressionNode &child : node.children) {
        const Places some = places(child, completedFrom);
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

Places ExpressionEvaluation::bothPlaces(const ExpressionNode &node, int completedFrom)
{
    for (const ExpressionNode &child : node.children) {
        if (!child.isFound && !isAbsent(child))
            return {};
    }
    Places joined(m_places.memory());
    bool isFirst = true;
    for (const ExpressionNode &child : node.children) {
        if (!child.isFound)
            continue;
        Places next = places(child, completedFrom);
        joined = isFirst ? std::move(next) : pairAnywhere(&m_places, joined, next, completedFrom);
        isFirst = false;
        if (joined.empty())
            return {};
    }
    return joined;
}

Places ExpressionEvaluation::shown(Places places, int completedFrom) const
{
    const auto rank = [this](int place) {
        const FoundPlace &found = m_places[place];
        return std::tuple(found.gap, found.first, found.last, found.level, place);
    };
    std::sort(places.begin(), places.end(), [rank](int a, int b) { return rank(a) < rank(b); });
    Places kept(m_places.memory());
    const auto isShown = [this, &kept](const FoundPlace &found) {
        return std::any_of(kept.begin(), kept.end(), [this, &found](int other) {
            const FoundPlace &shown = m_places[other];
            return shown.anchor == found.anchor || (shown.first == found.first && shown.last == found.last);
        });
    };
    for (const int place : places) {
        const FoundPlace &found = m_places[place];
        if (found.last < completedFrom || isShown(found))
            continue;
        kept.push_back(place);
        if (kept.size() == size_t(CompiledExpression::kMaxMatches))
            break;
    }
    m_places.sort(&kept);
    return kept;
}

} // namespace atalaia
