// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/policyreader.h"

#include "policy/listincludes.h"
#include "policy/listreader.h"
#include "policy/policyfields.h"
#include "policy/policykeys.h"
#include "policy/rulereader.h"
#include "policy/yamltree.h"

#include <QSet>

#include <limits>
#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

void readHead(const PolicyFields &fields, Policy &policy, PolicyFindings &findings)
{
    policy.name = fields.word(u"policy", u"[a-z0-9-]{1,60}"_s, u"small letters, digits and '-'"_s);
    findings.setPolicy(policy.name);
    for (const QString &key : {u"policy"_s, u"version"_s, u"title"_s})
        fields.need(key);
    policy.version = fields.number(u"version", 1, 1, std::numeric_limits<int>::max());
    policy.title = fields.text(u"title");
    policy.purpose = fields.text(u"purpose");
    policy.legalBasis = fields.text(u"legal_basis");
    policy.owner = fields.text(u"owner");
    constexpr PolicyState kStates[] = {PolicyState::Draft, PolicyState::Background, PolicyState::Live,
                                       PolicyState::Paused};
    policy.state = kStates[fields.choice(u"state", stateWords(), 2)];
}

void readRules(const PolicyFields &fields, const QString &key, QSet<QString> &ids, Policy &policy,
               PolicyFindings &findings)
{
    for (const YamlNode *node : fields.entries(key)) {
        const PolicyRule rule = readRule(*node, key == u"signals"_s, findings);
        if (ids.contains(rule.id) && !rule.id.isEmpty()) {
            findings.setRule(rule.id);
            findings.add(*node, u"id '%1' is there twice; '/variant' behind it tells entries of one rule apart"_s.arg(
                                        rule.id));
            findings.setRule({});
        }
        ids.insert(rule.id);
        policy.rules.append(rule);
    }
}

Policy readTree(const YamlNode &root, const QString &sourceName, PolicyFindings &findings)
{
    Policy policy;
    policy.sourceName = sourceName;
    const PolicyFields fields(root, policyKeys(), u"a policy"_s, findings);
    if (root.kind != YamlNode::Kind::Map)
        return policy;
    readHead(fields, policy, findings);
    if (const YamlNode *lists = fields.find(u"lists"))
        readLists(*lists, policy, findings);
    QSet<QString> ids;
    readRules(fields, u"signals"_s, ids, policy, findings);
    readRules(fields, u"rules"_s, ids, policy, findings);
    if (policy.rules.isEmpty() && policy.lists.isEmpty())
        findings.add(root, u"a policy needs 'rules', 'signals' or 'lists'"_s);
    return policy;
}

} // namespace

PolicyReading readPolicy(const QByteArray &yaml, const QString &sourceName)
{
    PolicyReading reading;
    PolicyFindings findings(sourceName);
    const YamlReading document = readYaml(yaml);
    if (document.problem) {
        findings.add(document.problem->line, document.problem->column, document.problem->reason);
        reading.problems = findings.problems();
        return reading;
    }
    Policy policy = readTree(document.root, sourceName, findings);
    policy.text = yaml;
    reading.problems = findings.problems();
    if (reading.problems.isEmpty())
        reading.problems = resolveOwnIncludes(policy);
    if (reading.problems.isEmpty())
        reading.policy = std::move(policy);
    return reading;
}

} // namespace atalaia
