// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a policy file: a policy or problems with a place, never a crash or a stall.
#include "policy/listincludes.h"
#include "policy/policyreader.h"

#include <cstdlib>

using namespace atalaia;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const QByteArray yaml(reinterpret_cast<const char *>(bytes), qsizetype(size));
    const PolicyReading reading = readPolicy(yaml, QStringLiteral("fuzz.yaml"));
    if (reading.policy.has_value() != reading.problems.isEmpty())
        std::abort();
    for (const PolicyProblem &problem : reading.problems) {
        if (problem.line < 1 || problem.column < 1 || problem.reason.isEmpty())
            std::abort();
    }
    if (reading.policy) {
        QVector<Policy> policies{*reading.policy};
        if (resolveIncludes(policies).isEmpty() && (policies.size() != 1 || !policies.first().includes.isEmpty()))
            std::abort();
    }
    return 0;
}
