// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/expressions/compiledexpression.h"

#include <QHash>

namespace atalaia {

/// A unit drawn as words: "a . b+c | a2~3:1" has the lists @a, @b and @c at tokens 0, 2, 2 and 3; a dot is
/// any other word; a2 was found in reading 2, ~3 covers three tokens, :1 is of that set of languages. What
/// stands behind the bar is new.
class DrawnUnit
{
public:
    explicit DrawnUnit(const QString &drawing);

    /// The matches as "first-last", joined by spaces.
    [[nodiscard]] QString evaluate(const QString &expression, int maxLevel = 1) const;
    [[nodiscard]] std::vector<ExpressionMatch> matches(const QString &expression, int maxLevel = 1) const;

    /// What was found of the atoms of a table.
    [[nodiscard]] AtomMatches found(const AtomTable &atoms) const;
    [[nodiscard]] int completedFrom() const { return m_completedFrom; }

private:
    QHash<QString, std::vector<AtomMatch>> m_byName; ///< "@a"
    int m_completedFrom = 0;
};

} // namespace atalaia
