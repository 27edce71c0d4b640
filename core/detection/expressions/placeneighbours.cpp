// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/placeneighbours.h"

#include <algorithm>

namespace atalaia {

namespace {

// What one place may cost when a crowd of others stands around it that do not fit.
constexpr int kMostInspected = 128;

} // namespace

PlaceNeighbours::PlaceNeighbours(const FoundPlaces &all, const Places &places)
    : m_all(all), m_byFirst(all.memory()), m_byLast(all.memory()), m_farthest(all.memory())
{
    m_byFirst.reserve(places.size());
    m_byLast.reserve(places.size());
    m_farthest.reserve(places.size());
    for (const int place : places) {
        m_byFirst.push_back({all[place].first, place});
        m_byLast.push_back({all[place].last, place});
        const bool isFarther = m_farthest.empty() || all[place].last > m_farthest.back().token;
        m_farthest.push_back(isFarther ? m_byLast.back() : m_farthest.back());
    }
    const auto isEarlier = [](const Entry &a, const Entry &b) { return a.token < b.token; };
    if (!std::is_sorted(m_byLast.begin(), m_byLast.end(), isEarlier)) // for its sort takes memory elsewhere
        std::stable_sort(m_byLast.begin(), m_byLast.end(), isEarlier);
}

size_t PlaceNeighbours::countEndingBefore(int token) const
{
    const auto end = std::partition_point(m_byLast.begin(), m_byLast.end(),
                                          [token](const Entry &entry) { return entry.token < token; });
    return size_t(end - m_byLast.begin());
}

size_t PlaceNeighbours::countBeginningUpTo(int token) const
{
    const auto end = std::partition_point(m_byFirst.begin(), m_byFirst.end(),
                                          [token](const Entry &entry) { return entry.token <= token; });
    return size_t(end - m_byFirst.begin());
}

int PlaceNeighbours::nearest(const FoundPlace &to) const
{
    const size_t next = countBeginningUpTo(to.last);
    const int before = next > 0 ? m_farthest[next - 1].place : -1;
    const int after = next < m_byFirst.size() ? m_byFirst[next].place : -1;
    if (before < 0 || after < 0)
        return std::max(before, after);
    return gapBetween(m_all[before], to) <= gapBetween(m_all[after], to) ? before : after;
}

bool PlaceNeighbours::hasBefore(const FoundPlace &place, int distance) const
{
    const size_t next = countEndingBefore(place.first);
    return next > 0 && place.first - m_byLast[next - 1].token - 1 <= distance;
}

bool PlaceNeighbours::hasAfter(const FoundPlace &place, int distance) const
{
    const size_t next = countBeginningUpTo(place.last);
    return next < m_byFirst.size() && m_byFirst[next].token - place.last - 1 <= distance;
}

void PlaceNeighbours::collectBefore(const FoundPlace &place, int distance, int most, Places *found) const
{
    size_t next = countEndingBefore(place.first);
    for (int inspected = 0; next > 0 && most > 0 && inspected < kMostInspected; ++inspected) {
        const Entry &entry = m_byLast[--next];
        if (place.first - entry.token - 1 > distance)
            return;
        if ((m_all[entry.place].languages & place.languages) == 0)
            continue;
        found->push_back(entry.place);
        --most;
    }
}

void PlaceNeighbours::collectAfter(const FoundPlace &place, int distance, int most, Places *found) const
{
    size_t next = countBeginningUpTo(place.last);
    for (int inspected = 0; next < m_byFirst.size() && most > 0 && inspected < kMostInspected; ++inspected) {
        const Entry &entry = m_byFirst[next++];
        if (entry.token - place.last - 1 > distance)
            return;
        if ((m_all[entry.place].languages & place.languages) == 0)
            continue;
        found->push_back(entry.place);
        --most;
    }
}

void PlaceNeighbours::collectAround(int place, int most, Places *found) const
{
    const FoundPlace &within = m_all[place];
    size_t next = countBeginningUpTo(within.last);
    for (int inspected = 0; next > 0 && most > 0 && inspected < kMostInspected; ++inspected) {
        --next;
        if (m_farthest[next].token < within.first)
            return; // all that begin earlier end before it, too
        const int other = m_byFirst[next].place;
        const FoundPlace &candidate = m_all[other];
        if (candidate.last < within.first || (candidate.languages & within.languages) == 0)
            continue;
        if (!(candidate.hasHoles || within.hasHoles) || m_all.share(other, place))
            continue;
        found->push_back(other);
        --most;
    }
}

} // namespace atalaia
