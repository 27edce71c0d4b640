// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/foundplaces.h"

#include <algorithm>
#include <tuple>

namespace atalaia {

using Origin = FoundPlace::Origin;

namespace {

auto order(const AtomMatch &part)
{
    return std::tie(part.firstToken, part.lastToken, part.atom, part.level, part.source, part.languages);
}

} // namespace

int FoundPlaces::add(const FoundPlace &place)
{
    m_places.push_back(place);
    return int(m_places.size()) - 1;
}

FoundPlace FoundPlaces::pair(int left, int right) const
{
    const FoundPlace &a = m_places[size_t(left)];
    const FoundPlace &b = m_places[size_t(right)];
    FoundPlace joined;
    joined.origin = Origin::Pair;
    joined.first = std::min(a.first, b.first);
    joined.last = std::max(a.last, b.last);
    joined.gap = a.gap + b.gap + gapBetween(a, b);
    joined.left = left;
    joined.right = right;
    joined.anchor = b.anchor;
    joined.hasHoles = a.hasHoles || b.hasHoles || gapBetween(a, b) > 0;
    joined.level = std::max(a.level, b.level);
    joined.languages = a.languages & b.languages;
    return joined;
}

int FoundPlaces::addMembers(const Places &places)
{
    m_members.insert(m_members.end(), places.begin(), places.end());
    return int(m_members.size() - places.size());
}

FoundPlace FoundPlaces::group(int first, int count) const
{
    FoundPlace joined = m_places[size_t(m_members[size_t(first)])];
    for (int i = first + 1; i < first + count; ++i) {
        const FoundPlace &next = m_places[size_t(m_members[size_t(i)])];
        joined.gap += next.gap + gapBetween(joined, next);
        joined.first = std::min(joined.first, next.first);
        joined.last = std::max(joined.last, next.last);
        joined.level = std::max(joined.level, next.level);
        joined.languages &= next.languages;
    }
    joined.origin = Origin::Group;
    joined.match = nullptr;
    joined.hasHoles = true;
    joined.left = first;
    joined.right = first + count;
    return joined;
}

bool FoundPlaces::share(int a, int b) const
{
    const FoundPlace &one = m_places[size_t(a)];
    const FoundPlace &other = m_places[size_t(b)];
    if (one.last < other.first || other.last < one.first)
        return false;
    if (!one.hasHoles && !other.hasHoles)
        return true;
    if (!one.hasHoles)
        return share(b, a);
    if (one.origin == Origin::Pair)
        return share(one.left, b) || share(one.right, b);
    const auto end = m_members.begin() + one.right;
    const auto begin = std::partition_point(m_members.begin() + one.left, end,
                                            [&](int member) { return m_places[size_t(member)].last < other.first; });
    return std::any_of(begin, end,
                       [&](int member) { return m_places[size_t(member)].first <= other.last && share(member, b); });
}

Places FoundPlaces::addJoined(std::pmr::vector<FoundPlace> candidates, int completedFrom)
{
    if (candidates.size() > kMaxJoined) {
        const auto rank = [completedFrom](const FoundPlace &place) {
            return std::tuple(place.last < completedFrom, place.gap, place.first, place.last, place.left);
        };
        std::nth_element(candidates.begin(), candidates.begin() + kMaxJoined, candidates.end(),
                         [rank](const FoundPlace &a, const FoundPlace &b) { return rank(a) < rank(b); });
        candidates.resize(kMaxJoined);
    }
    Places places(memory());
    places.reserve(candidates.size());
    for (const FoundPlace &candidate : candidates)
        places.push_back(add(candidate));
    sort(&places);
    return places;
}

void FoundPlaces::sort(Places *places) const
{
    const auto rank = [this](int place) {
        const FoundPlace &found = m_places[size_t(place)];
        return std::tuple(found.first, found.last, found.level, place);
    };
    std::sort(places->begin(), places->end(), [rank](int a, int b) { return rank(a) < rank(b); });
}

void FoundPlaces::collect(int place, std::vector<AtomMatch> *parts) const
{
    const FoundPlace &found = m_places[size_t(place)];
    switch (found.origin) {
    case Origin::Atom:
        parts->push_back(*found.match);
        break;
    case Origin::Pair:
        collect(found.left, parts);
        collect(found.right, parts);
        break;
    case Origin::Group:
        for (int i = found.left; i < found.right; ++i)
            collect(m_members[size_t(i)], parts);
        break;
    }
}

ExpressionMatch FoundPlaces::match(int place) const
{
    const FoundPlace &found = m_places[size_t(place)];
    ExpressionMatch match{found.first, found.last, found.level, found.languages, {}};
    collect(place, &match.parts);
    std::sort(match.parts.begin(), match.parts.end(),
              [](const AtomMatch &a, const AtomMatch &b) { return order(a) < order(b); });
    // "a AND a" leads to one part twice.
    const auto same = std::unique(match.parts.begin(), match.parts.end(),
                                  [](const AtomMatch &a, const AtomMatch &b) { return order(a) == order(b); });
    match.parts.erase(same, match.parts.end());
    return match;
}

} // namespace atalaia
