// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/compiledexpression.h"

#include <algorithm>
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
    for (const int atom : m_touched)
        m_byAtom[size_t(atom)].clear();
    m_touched.clear();
    if (m_byAtom.size() < size_t(atomCount))
        m_byAtom.resize(size_t(atomCount));
}

void AtomMatches::add(const AtomMatch &match)
{
    auto &matches = m_byAtom[size_t(match.atom)];
    if (matches.empty())
        m_touched.push_back(match.atom);
    matches.push_back(match);
}

void AtomMatches::sort()
{
    std::sort(m_touched.begin(), m_touched.end());
    // A word that a list has in several languages is one match that belongs to all of them: what excludes
    // it in one language excludes it.
    const auto isSamePlace = [](const AtomMatch &a, const AtomMatch &b) {
        return std::tie(a.firstToken, a.lastToken, a.level) == std::tie(b.firstToken, b.lastToken, b.level);
    };
    for (const int atom : m_touched) {
        auto &matches = m_byAtom[size_t(atom)];
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
        if (!matches.empty())
            matches.erase(kept + 1, matches.end());
    }
}

} // namespace atalaia
