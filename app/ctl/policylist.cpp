// SPDX-License-Identifier: GPL-3.0-or-later
#include "output.h"
#include "policy/policykeys.h"
#include "policy/policyreader.h"
#include "policycommand.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

ExitStatus runPolicyList(const QStringList &arguments, const CommonOptions &outer)
{
    CommandLine line(u"policy list [options]"_s, u"Writes a line for each policy that comes with Atalaia."_s, outer);
    if (const auto over = line.parse(arguments, 0))
        return *over;
    for (const PolicyReading &reading : readShippedPolicies()) {
        if (!reading.policy)
            continue;
        const Policy &policy = *reading.policy;
        const auto signalCount = std::count_if(policy.rules.cbegin(), policy.rules.cend(),
                                               [](const PolicyRule &rule) { return rule.category.isEmpty(); });
        writeJson({{u"policy"_s, policy.name},
                   {u"version"_s, policy.version},
                   {u"title"_s, policy.title},
                   {u"state"_s, stateWords().at(int(policy.state))},
                   {u"file"_s, policy.sourceName},
                   {u"rules"_s, policy.rules.size() - signalCount},
                   {u"signals"_s, qint64(signalCount)},
                   {u"lists"_s, policy.lists.size()}});
    }
    return ExitStatus::Done;
}

} // namespace atalaia
