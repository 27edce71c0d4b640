// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/policyengine.h"

#include "detection/policycompiler.h"
#include "detection/policyengineprivate.h"
#include "detection/policyexamples.h"

#include <QSet>

namespace atalaia {

namespace {

/// Takes the rules out of policies that have problems; their lists stay, others may need them. Notes what
/// is wrong with those that were not in `silenced` before; false where there are none.
bool silence(QVector<Policy> &policies, const QVector<PolicyProblem> &found, QSet<QString> &silenced,
             QVector<PolicyProblem> &problems)
{
    const qsizetype before = silenced.size();
    for (Policy &policy : policies) {
        QVector<PolicyProblem> own;
        for (const PolicyProblem &problem : found) {
            if (problem.policy == policy.name)
                own.append(problem);
        }
        if (own.isEmpty() || silenced.contains(policy.name))
            continue;
        policy.rules.clear();
        silenced.insert(policy.name);
        problems += own;
    }
    return silenced.size() > before;
}

} // namespace

PolicyEngine::PolicyEngine(std::unique_ptr<Private> data) : m_data(std::move(data)) {}

PolicyEngine::~PolicyEngine() = default;

const QVector<PolicySource> &PolicyEngine::sources() const
{
    return m_data->sources;
}

int PolicyEngine::ruleCount() const
{
    return int(m_data->rules.size());
}

int PolicyEngine::termCount() const
{
    return m_data->matcher->termCount() + m_data->lateMatcher->termCount();
}

PolicyEngine::Compiled PolicyEngine::compile(const QVector<Policy> &policies, const QVector<Lexicon> &lexicons,
                                             const MatcherAids &aids)
{
    QVector<Policy> kept = policies;
    QVector<PolicyProblem> problems;
    QSet<QString> silenced;
    while (true) {
        PolicyCompiler compiler(kept, lexicons);
        Compiled compiled = compiler.compile(aids);
        bool isChanged = silence(kept, compiler.policyProblems(), silenced, problems);
        if (compiled.engine)
            isChanged = silence(kept, checkExamples(kept, compiled.engine), silenced, problems) || isChanged;
        if (!isChanged || !compiled.engine) {
            compiled.problems = problems + compiled.problems;
            return compiled;
        }
    }
}

} // namespace atalaia
