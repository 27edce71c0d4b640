// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/policyengineprivate.h"

#include <QHash>

namespace atalaia {

/// Builds a PolicyEngine from policies and lexicons. Used once.
class PolicyCompiler
{
public:
    PolicyCompiler(QVector<Policy> policies, QVector<Lexicon> lexicons);

    /// Problems: of terms of lexicons only.
    [[nodiscard]] PolicyEngine::Compiled compile(const MatcherAids &aids);
    /// What keeps policies out.
    [[nodiscard]] const QVector<PolicyProblem> &policyProblems() const { return m_problems; }

private:
    void addPolicy(const Policy &policy);
    bool addRule(const Policy &policy, const PolicyRule &rule);
    void orderRules();
    [[nodiscard]] std::vector<std::vector<int>> rulesReferredTo() const;
    [[nodiscard]] QString unknownName(const Expression &expression) const;
    [[nodiscard]] PolicyProblem problemOf(const RefusedTerm &refused) const;
    void findLateAtoms();
    void bindAtoms();
    void bindTerms();
    void bindTriggers();
    void bindBubbles();
    [[nodiscard]] QVector<Lexicon> lexiconsToMatch();
    [[nodiscard]] QStringList references(const PolicyEngine::Private::Rule &rule) const;
    void report(const Policy &policy, const PolicyRule &rule, const QString &reason);

    QVector<Policy> m_policies;
    QVector<Lexicon> m_lexicons; ///< concept lists first, then lexicons
    Lexicon m_lateWords; ///< of expressions, too: regexes that can wait
    qsizetype m_listCount = 0;
    QHash<QString, int> m_lexiconByName;
    std::unique_ptr<PolicyEngine::Private> m_data;
    std::vector<std::vector<int>> m_atomsByLexicon; ///< by index in m_lexicons
    QVector<PolicyProblem> m_problems; ///< of policies
};

} // namespace atalaia
