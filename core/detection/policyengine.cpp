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
    // What a policy says of itself does not hold: its rules stay out, the others are compiled without
    // them. Its lists fire nothing by themselves and may be what others are written for.
    QVector<Policy> kept = policies;
    for (Policy &policy : kept) {
        const bool hasFailed = std::any_of(failed.begin(), failed.end(), [&policy](const PolicyProblem &problem) {
            return problem.policy == policy.name;
        });
        if (hasFailed)
            policy.rules.clear();
    }
    Compiled rest = compile(kept, lexicons, aids);
    rest.problems = failed + rest.problems;
    return rest;
}

} // namespace atalaia
