// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/expressions/compiledexpression.h"
#include "detection/identifiers/identifier.h"
#include "detection/observedmessage.h"
#include "detection/textunit.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <functional>
#include <vector>

namespace atalaia {

/// The '#names' of expressions that are not read off a list: identifiers, what is the company's or is
/// not, and signs of the text itself (a question, shouting, money, links, the agent's own name).
class BuiltinAtoms
{
public:
    /// Whether '#name' means anything.
    [[nodiscard]] static bool isKnown(const QString &name);
    [[nodiscard]] static QStringList names();

    /// Looks up which of the table's atoms are builtin.
    void bind(const AtomTable &atoms);
    [[nodiscard]] bool needsIdentifiers() const { return m_needsIdentifiers; }

    /// Adds what is found in `unit`. `identifiers`: of the unit's text, spans in its code points;
    /// AtomMatch::source is the index of the identifier.
    void find(const UnitText &unit, const QVector<Identifier> &identifiers, const ConversationFacts &facts,
              AtomMatches &matches) const;

private:
    void add(const QString &name, const UnitText &unit, const Span &span, int source, AtomMatches &matches) const;
    void addTokens(int atom, int first, int last, AtomMatches &matches) const;
    void findIdentifiers(const UnitText &unit, const QVector<Identifier> &identifiers, const CompanyProfile &company,
                         AtomMatches &matches) const;
    void findWords(const UnitText &unit, const ConversationFacts &facts, AtomMatches &matches) const;
    void findSigns(const UnitText &unit, AtomMatches &matches) const;
    void findQuestions(int atom, const UnitText &unit, AtomMatches &matches) const;
    void findShouting(int atom, const UnitText &unit, AtomMatches &matches) const;
    void findName(const QString &atomName, const QString &name, int minLength, bool firstWordOnly, const UnitText &unit,
                  AtomMatches &matches) const;
    [[nodiscard]] int atom(const QString &name) const { return m_atoms.value(name, -1); }

    QHash<QString, int> m_atoms; ///< by name, without '#'
    bool m_needsIdentifiers = false;
};

} // namespace atalaia
