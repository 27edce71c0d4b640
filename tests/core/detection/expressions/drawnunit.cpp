// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/drawnunit.h"

#include <QStringList>

namespace atalaia {

using namespace Qt::StringLiterals;

DrawnUnit::DrawnUnit(const QString &drawing)
{
    int token = 0;
    for (const QString &word : drawing.split(u' ', Qt::SkipEmptyParts)) {
        if (word == u"|") {
            m_completedFrom = token;
            continue;
        }
        for (const QString &item : word.split(u'+')) {
            if (item == u".")
                continue;
            AtomMatch match;
            match.firstToken = match.lastToken = token;
            for (qsizetype at = 1; at < item.size(); ++at) {
                if (item[at] == u'~')
                    match.lastToken = token + item[++at].digitValue() - 1;
                else if (item[at] == u':')
                    match.languages = LanguageSet(item[++at].digitValue());
                else
                    match.level = item[at].digitValue();
            }
            m_byName[u'@' + item.left(1)].push_back(match);
        }
        ++token;
    }
}

AtomMatches DrawnUnit::found(const AtomTable &atoms) const
{
    AtomMatches found;
    found.reset(int(atoms.atoms().size()));
    for (int atom = int(atoms.atoms().size()) - 1; atom >= 0; --atom) {
        auto matches = m_byName.value(atoms.atoms()[size_t(atom)].name);
        for (auto match = matches.rbegin(); match != matches.rend(); ++match) {
            match->atom = atom;
            found.add(*match);
        }
    }
    found.sort();
    return found;
}

std::vector<ExpressionMatch> DrawnUnit::matches(const QString &expression, int maxLevel) const
{
    AtomTable atoms;
    const CompiledExpression compiled(parseExpression(expression).value(), atoms);
    return compiled.evaluate(found(atoms), maxLevel, m_completedFrom);
}

QString DrawnUnit::evaluate(const QString &expression, int maxLevel) const
{
    QStringList ranges;
    for (const ExpressionMatch &match : matches(expression, maxLevel))
        ranges.append(u"%1-%2"_s.arg(match.firstToken).arg(match.lastToken));
    return ranges.join(u' ');
}

} // namespace atalaia
