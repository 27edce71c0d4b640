// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/compiledexpression.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace atalaia {

int AtomTable::add(const Expression &atom)
{
    const QString name = expressionText(atom);
    const auto known = m_index.constFind(name);
    if (known != m_index.cend())
        return known.value();
    const int index = int(m_atoms.size());
    m_atoms.push_back({atom.kind, atom.text, atom.kind == Expression::Kind::List ? atom.number : 0, name});
    m_index.insert(name, index);
    return index;
}

void AtomMatches::reset(int atomCount)
{
    for (const int atom : m_touched) {
        m_byAtom[size_t(atom)].clear();
        m_extents[size_t(atom)] = {};
    }
    m_touched.clear();
    m_sentences.clear();
    m_sorted = 0;
    if (m_byAtom.size() < size_t(atomCount)) {
        m_byAtom.resize(size_t(atomCount));
        m_extents.resize(size_t(atomCount));
    }
}

void AtomMatches::add(const AtomMatch &match)
{
    auto &matches = m_byAtom[size_t(match.atom)];
    if (matches.empty())
        m_touched.push_back(match.atom);
    matches.push_back(match);
    Extent &extent = m_extents[size_t(match.atom)];
    extent.lowestLevel = std::min(extent.lowestLevel, match.level);
    extent.lastToken = std::max(extent.lastToken, match.lastToken);
}

void AtomMatches::beginSentence(int firstToken)
{
    if (m_sentences.empty() || m_sentences.back() < firstToken)
        m_sentences.push_back(firstToken);
}

std::pair<int, int> AtomMatches::sentencesOf(int firstToken, int lastToken) const
{
    const auto own = std::upper_bound(m_sentences.begin(), m_sentences.end(), firstToken);
    const auto next = std::upper_bound(own, m_sentences.end(), lastToken);
    return {own == m_sentences.begin() ? 0 : *std::prev(own),
            next == m_sentences.end() ? std::numeric_limits<int>::max() : *next - 1};
}

void AtomMatches::sort()
{
    // A word that a list has in several languages is one match that belongs to all of them: what excludes
    // it in one language excludes it.
    const auto isSamePlace = [](const AtomMatch &a, const AtomMatch &b) {
        return std::tie(a.firstToken, a.lastToken, a.level) == std::tie(b.firstToken, b.lastToken, b.level);
    };
    for (; m_sorted < m_touched.size(); ++m_sorted) {
        auto &matches = m_byAtom[size_t(m_touched[m_sorted])];
        if (matches.size() == 1)
            continue;
        std::sort(matches.begin(), matches.end(), [](const AtomMatch &a, const AtomMatch &b) {
            return std::tie(a.firstToken, a.lastToken, a.level, a.source, a.languages)
                   < std::tie(b.firstToken, b.lastToken, b.level, b.source, b.languages);
        });
        auto kept = matches.begin();
        for (auto match = matches.begin(); match != matches.end(); ++match) {
            if (match != matches.begin() && isSamePlace(*kept, *match)) {
                kept->languages = LanguageSet(kept->languages | match->languages);
                continue;
            }
            if (match != matches.begin())
                ++kept;
            *kept = *match;
        }
        matches.erase(kept + 1, matches.end());
    }
    std::sort(m_touched.begin(), m_touched.end());
}

} // namespace atalaia
