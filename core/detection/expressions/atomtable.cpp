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
    for (const int atom : m_touched) {
        auto &matches = m_byAtom[size_t(atom)];
        std::sort(matches.begin(), matches.end(), [](const AtomMatch &a, const AtomMatch &b) {
            return std::tie(a.firstToken, a.lastToken, a.level, a.source, a.languages)
                   < std::tie(b.firstToken, b.lastToken, b.level, b.source, b.languages);
        });
    }
}

} // namespace atalaia
