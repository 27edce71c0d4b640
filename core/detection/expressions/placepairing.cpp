// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/placepairing.h"

#include "detection/expressions/placeneighbours.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace atalaia {

namespace {

// Left places on each side of a right one: enough for what an outer operator may still refuse.
constexpr int kPartnersPerSide = 8;

Places completedOnly(const FoundPlaces &all, const Places &places, int completedFrom)
{
    Places completed(all.memory());
    std::copy_if(places.begin(), places.end(), std::back_inserter(completed),
                 [&all, completedFrom](int place) { return all[place].last >= completedFrom; });
    return completed;
}

/// Places apart by language, so that the nearest one of a fitting language is found without a search.
class ByLanguage
{
public:
    ByLanguage(const FoundPlaces &all, const Places &places) : m_all(all), m_groups(all.memory())
    {
        std::pmr::map<LanguageSet, Places> apart(all.memory());
        for (const int place : places)
            apart[all[place].languages].push_back(place);
        for (const auto &[languages, some] : apart)
            m_groups.push_back({languages, PlaceNeighbours(all, some)});
    }

    /// Nearest first; a farther one only if it adds a language.
    void collectNearest(const FoundPlace &to, Places *found) const
    {
        std::pmr::vector<std::tuple<int, int>> candidates(m_all.memory()); // gap, place
        for (const Group &group : m_groups) {
            if ((group.languages & to.languages) == 0)
                continue;
            const int place = group.places.nearest(to);
            candidates.emplace_back(gapBetween(m_all[place], to), place);
        }
        std::sort(candidates.begin(), candidates.end());
        LanguageSet covered = 0;
        for (const auto &[gap, place] : candidates) {
            const LanguageSet common = m_all[place].languages & to.languages;
            if ((common & ~covered) == 0)
                continue;
            covered |= common;
            found->push_back(place);
        }
    }

    /// Most words between on either side; -1: nothing on this side counts.
    struct Reach
    {
        int before = 0;
        int after = 0;
    };

    [[nodiscard]] bool isInScope(const FoundPlace &of, Expression::Scope scope, Reach reach) const
    {
        return std::any_of(m_groups.begin(), m_groups.end(), [&](const Group &group) {
            if ((group.languages & of.languages) == 0)
                return false;
            switch (scope) {
            case Expression::Scope::Unit:
                return true;
            case Expression::Scope::Near:
                return overlaps(m_all[group.places.nearest(of)], of) || group.places.hasBefore(of, reach.before)
                       || group.places.hasAfter(of, reach.after);
            case Expression::Scope::Before:
                return group.places.hasBefore(of, reach.before);
            case Expression::Scope::After:
                return group.places.hasAfter(of, reach.after);
            }
            return false;
        });
    }

private:
    struct Group
    {
        LanguageSet languages = kAnyLanguage;
        PlaceNeighbours places; ///< never empty
    };

    const FoundPlaces &m_all;
    std::pmr::vector<Group> m_groups;
};

bool hasCompleted(const FoundPlaces &all, const Places &partners, int right, int completedFrom)
{
    const auto isCompleted = [&all, completedFrom](int place) { return all[place].last >= completedFrom; };
    return isCompleted(right) || std::any_of(partners.begin(), partners.end(), isCompleted);
}

/// Places of one language, in the order in which they end, each with those before it that have no token
/// in common with each other nor with it. Taking what ends first leaves room for the most.
class Runs
{
public:
    Runs(FoundPlaces *all, const Places &byEnd)
        : m_all(*all), m_byEnd(byEnd), m_before(all->memory()), m_chosen(all->memory())
    {
        for (const int place : byEnd) {
            if (isApart(place)) {
                m_before.push_back(int(m_chosen.size()));
                m_chosen.push_back(place);
            } else {
                m_before.push_back(countEndingBefore(m_all[place].first));
            }
        }
        m_firstMember = all->addMembers(m_chosen);
    }

    /// Those of `times` places, each with the nearest ones before its last place.
    void collect(FoundPlaces *all, int times, int anchor, std::pmr::vector<FoundPlace> *runs) const
    {
        for (size_t i = 0; i < m_byEnd.size(); ++i) {
            if (m_before[i] < times - 1)
                continue;
            FoundPlace run = m_all[m_byEnd[i]];
            if (times > 1) {
                const int first = m_firstMember + m_before[i] - (times - 1);
                run = all->pair(all->add(all->group(first, times - 1)), m_byEnd[i]);
            }
            run.anchor = anchor;
            runs->push_back(run);
        }
    }

private:
    [[nodiscard]] bool isApart(int place) const
    {
        for (size_t i = m_chosen.size(); i > 0; --i) {
            const int earlier = m_chosen[i - 1];
            if (m_all[earlier].last < m_all[place].first)
                return true;
            if (m_chosen.size() - i >= kPartnersPerSide || m_all.share(place, earlier))
                return false;
        }
        return true;
    }

    [[nodiscard]] int countEndingBefore(int token) const
    {
        const auto end = std::partition_point(m_chosen.begin(), m_chosen.end(),
                                              [&](int place) { return m_all[place].last < token; });
        return int(end - m_chosen.begin());
    }

    const FoundPlaces &m_all;
    const Places &m_byEnd;
    Places m_before; ///< of each place, how many of the chosen ones may stand before it
    Places m_chosen;
    int m_firstMember = 0;
};

} // namespace

Places pairAnywhere(FoundPlaces *all, const Places &left, const Places &right, int completedFrom)
{
    const ByLanguage anywhere(*all, left);
    const ByLanguage completed(*all, completedOnly(*all, left, completedFrom));
    std::pmr::vector<FoundPlace> pairs(all->memory());
    Places partners(all->memory());
    for (const int place : right) {
        partners.clear();
        anywhere.collectNearest((*all)[place], &partners);
        if (!hasCompleted(*all, partners, place, completedFrom))
            completed.collectNearest((*all)[place], &partners);
        for (const int partner : partners)
            pairs.push_back(all->pair(partner, place));
    }
    return all->addJoined(std::move(pairs), completedFrom);
}

Places pairClose(FoundPlaces *all, const Places &left, const Places &right, Closeness closeness, int completedFrom)
{
    const PlaceNeighbours anywhere(*all, left);
    const PlaceNeighbours completed(*all, completedOnly(*all, left, completedFrom));
    const auto collect = [&](const PlaceNeighbours &from, int place, int most, Places *partners) {
        from.collectBefore((*all)[place], closeness.distance, most, partners);
        if (closeness.isOrdered)
            return;
        from.collectAfter((*all)[place], closeness.distance, most, partners);
        from.collectAround(place, most, partners);
    };
    std::pmr::vector<FoundPlace> pairs(all->memory());
    Places partners(all->memory());
    for (const int place : right) {
        partners.clear();
        collect(anywhere, place, kPartnersPerSide, &partners);
        if (!hasCompleted(*all, partners, place, completedFrom))
            collect(completed, place, 1, &partners);
        for (const int partner : partners)
            pairs.push_back(all->pair(partner, place));
    }
    return all->addJoined(std::move(pairs), completedFrom);
}

Places withoutExcluded(const FoundPlaces &all, const AtomMatches &found, const Places &places, const Places &excluded,
                       Expression::Scope scope, int distance)
{
    const ByLanguage exclusions(all, excluded);
    Places kept(all.memory());
    std::copy_if(places.begin(), places.end(), std::back_inserter(kept), [&](int number) {
        const FoundPlace &place = all[number];
        const auto [first, last] = found.sentencesOf(place.first, place.last);
        const ByLanguage::Reach reach{std::min(distance, place.first - first - 1),
                                      std::min(distance, last - place.last - 1)};
        return !exclusions.isInScope(place, scope, reach);
    });
    return kept;
}

Places runsOf(FoundPlaces *all, const Places &places, int times, int anchor, int completedFrom)
{
    Places byEnd(places, all->memory());
    std::stable_sort(byEnd.begin(), byEnd.end(), [all](int a, int b) {
        // The narrower of two that end together leaves more room.
        return std::tuple((*all)[a].last, -(*all)[a].first) < std::tuple((*all)[b].last, -(*all)[b].first);
    });
    std::pmr::vector<FoundPlace> runs(all->memory());
    std::pmr::vector<Places> tried(all->memory());
    for (int bit = 0; bit < 8; ++bit) {
        Places ofLanguage(all->memory());
        std::copy_if(byEnd.begin(), byEnd.end(), std::back_inserter(ofLanguage),
                     [all, bit](int place) { return ((*all)[place].languages >> bit & 1) != 0; });
        if (std::find(tried.begin(), tried.end(), ofLanguage) != tried.end())
            continue;
        tried.push_back(std::move(ofLanguage));
        Runs(all, tried.back()).collect(all, times, anchor, &runs);
    }
    return all->addJoined(std::move(runs), completedFrom);
}

} // namespace atalaia
