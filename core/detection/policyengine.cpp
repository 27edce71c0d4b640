// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/policyengine.h"

#include "detection/policycompiler.h"
#include "detection/policyengineprivate.h"
#include "detection/policyexamples.h"

#include <algorithm>

namespace atalaia {

PolicyEngine::PolicyEngine(std::unique_ptr<Private> data) : m_data(std::move(data)) {}

PolicyEngine::~PolicyEngine() = default;

int PolicyEngine::ruleCount() const
{
    return int(m_data->rules.size());
}

int PolicyEngine::termCount() const
{
    return m_data->matcher->termCount();
}

PolicyEngine::Compiled PolicyEngine::compile(const QVector<Policy> &policies, const QVector<Lexicon> &lexicons,
                                             const MatcherAids &aids)
{
    Compiled compiled = PolicyCompiler(policies, lexicons).compile(aids);
    if (!compiled.engine)
        return compiled;
    const QVector<PolicyProblem> failed = checkExamples(policies, compiled.engine);
    if (failed.isEmpty())
        return compiled;
    // What a policy says of itself does not hold: it stays out, the others are compiled without it.
    QVector<Policy> kept;
    for (const Policy &policy : policies) {
        const bool hasFailed = std::any_of(failed.begin(), failed.end(), [&policy](const PolicyProblem &problem) {
            return problem.policy == policy.name;
        });
        if (!hasFailed)
            kept.append(policy);
    }
    Compiled rest = compile(kept, lexicons, aids);
    rest.problems = failed + rest.problems;
    return rest;
}

} // namespace atalaia
