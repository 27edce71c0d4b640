// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/expressions/compiledexpression.h"
#include "detection/identifiers/identifier.h"
#include "detection/observedmessage.h"
#include "detection/textunit.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <vector>

class QRegularExpression;

namespace atalaia {

/// The '#names' of expressions that are not read off a list: identifiers, what is the company's or is
/// not, and signs of the text itself (a question, shouting, money, links, the agent's own name).
class BuiltinAtoms
{
public:
    /// Names of the last conversation, split into words. Of one thread.
    struct NameWords
    {
        QString name;
        TokenText words;
    };
    struct Scratch
    {
        NameWords agent;
        NameWords contact;
        NameWords company;
    };

    /// Whether '#name' means anything.
    [[nodiscard]] static bool isKnown(const QString &name);
    [[nodiscard]] static QStringList names();

    /// Looks up which of the table's atoms are builtin.
    void bind(const AtomTable &atoms);
    [[nodiscard]] bool needsIdentifiers() const { return m_needsIdentifiers; }
    /// Whether this atom of the table is found among identifiers.
    [[nodiscard]] bool needsIdentifiers(int atom) const;

    /// Adds what is found in `unit`, and where its sentences begin. `identifiers`: of the unit's text, spans in its
    /// code points; AtomMatch::source is the index of the identifier.
    void find(const UnitText &unit, const QVector<Identifier> &identifiers, const ConversationFacts &facts,
              Scratch &scratch, AtomMatches &matches) const;

private:
    void add(const QString &name, const UnitText &unit, const Span &span, int source, AtomMatches &matches) const;
    void addTokens(int atom, int first, int last, AtomMatches &matches) const;
    void findIdentifiers(const UnitText &unit, const QVector<Identifier> &identifiers, const CompanyProfile &company,
                         AtomMatches &matches) const;
    void findWords(const UnitText &unit, const ConversationFacts &facts, Scratch &scratch, AtomMatches &matches) const;
    void findSigns(const UnitText &unit, AtomMatches &matches) const;
    static void findSentences(const UnitText &unit, AtomMatches &matches);
    void findLinks(const UnitText &unit, AtomMatches &matches) const;
    void findMoney(const UnitText &unit, AtomMatches &matches) const;
    void findQuestions(const UnitText &unit, AtomMatches &matches) const;
    void findShouting(const UnitText &unit, AtomMatches &matches) const;
    void findAll(const QRegularExpression &expression, int atom, const UnitText &unit, AtomMatches &matches) const;
    void findName(int atom, const QString &name, bool firstWordOnly, const UnitText &unit, NameWords &words,
                  AtomMatches &matches) const;
    [[nodiscard]] int atom(const QString &name) const { return m_atoms.value(name, -1); }

    /// Those that every message is asked for; -1 = no rule does.
    struct Signs
    {
        int agentName = -1;
        int contactName = -1;
        int companyName = -1;
        int digits = -1;
        int link = -1;
        int waLink = -1;
        int money = -1;
        int question = -1;
        int shouting = -1;
    };

    QHash<QString, int> m_atoms; ///< by name, without '#'
    Signs m_signs;
    std::vector<int> m_ofIdentifiers;
    bool m_needsIdentifiers = false;
};

} // namespace atalaia
