// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/conditionreader.h"

#include "policy/policykeys.h"

#include <QRegularExpression>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostMessages = 1000;
constexpr int kMostDays = 3650;
constexpr int kMostTimes = 1000;

/// Reads "10 messages", "30 min", "2 h", "7 d", "here", "conversation", "ever". False when it is none.
bool readWithin(const QString &text, RuleCondition &condition)
{
    condition.isHere = text == u"here"_s;
    condition.isEver = text == u"ever"_s;
    if (condition.isHere || condition.isEver || text == u"conversation"_s)
        return true;
    static const QRegularExpression kAmount(u"\\A([0-9]{1,6}) ?(messages?|min|h|d)\\z"_s);
    const auto match = kAmount.match(text);
    if (!match.hasMatch())
        return false;
    const int amount = match.captured(1).toInt();
    const QString unit = match.captured(2);
    if (unit.startsWith(u"message"_s)) {
        condition.withinMessages = amount;
        return amount >= 1 && amount <= kMostMessages;
    }
    const int seconds = unit == u"min"_s ? 60 : unit == u"h"_s ? 3600 : 86'400;
    if (amount < 1 || qint64(amount) * seconds > qint64(kMostDays) * 86'400)
        return false;
    condition.withinSeconds = amount * seconds;
    return true;
}

QString subjectOf(const PolicyFields &fields, QStringView key)
{
    return fields.word(key, u"[a-z0-9-]+(/[a-z0-9-]+)?"_s, u"the id of a rule or signal"_s);
}

RuleCondition readSaid(const YamlNode &node, PolicyFindings &findings)
{
    const PolicyFields fields(node, saidKeys(), u"a condition with 'said'"_s, findings);
    RuleCondition condition;
    condition.kind = RuleCondition::Kind::Said;
    condition.subject = subjectOf(fields, u"said");
    if (const YamlNode *within = fields.find(u"within");
        within != nullptr && !readWithin(within->text.simplified(), condition))
        findings.add(*within, u"'within' must be 'N messages', 'N min', 'N h', 'N d', 'here', 'conversation' or "
                              "'ever', up to %1 messages or %2 d"_s.arg(kMostMessages)
                                      .arg(kMostDays));
    condition.times = fields.number(u"times", 1, 1, kMostTimes);
    condition.notSince = subjectOf(fields, u"not_since");
    return condition;
}

RuleCondition readProfile(const YamlNode &node, PolicyFindings &findings)
{
    const PolicyFields fields(node, profileKeys(), u"a condition with 'profile'"_s, findings);
    fields.need(u"is"_s);
    RuleCondition condition;
    condition.kind = RuleCondition::Kind::Profile;
    condition.subject = profileWords().at(fields.choice(u"profile", profileWords(), 0));
    condition.value = fields.text(u"is");
    const YamlNode *value = fields.find(u"is");
    if (condition.subject == u"tickets_by_chat"_s && value != nullptr && condition.value != u"true"_s
        && condition.value != u"false"_s)
        findings.add(*value, u"'tickets_by_chat' is true or false"_s);
    return condition;
}

RuleCondition readContact(const YamlNode &node, PolicyFindings &findings)
{
    const PolicyFields fields(node, contactKeys(), u"a condition with 'contact'"_s, findings);
    RuleCondition condition;
    condition.kind = RuleCondition::Kind::Contact;
    condition.subject = contactWords().at(fields.choice(u"contact", contactWords(), 0));
    return condition;
}

RuleCondition readFirst(const YamlNode &node, PolicyFindings &findings)
{
    const PolicyFields fields(node, firstKeys(), u"a condition with 'first'"_s, findings);
    RuleCondition condition;
    condition.kind = RuleCondition::Kind::First;
    if (!fields.flag(u"first", true))
        findings.add(*fields.find(u"first"),
                     u"'first' is true; for the contrary use the other of 'given' and 'unless'"_s);
    return condition;
}

bool hasKey(const YamlNode &map, const QString &key)
{
    for (const YamlNode &value : map.children) {
        if (value.key == key && value.kind != YamlNode::Kind::Null)
            return true;
    }
    return false;
}

} // namespace

QVector<RuleCondition> readConditions(const PolicyFields &fields, QStringView key, PolicyFindings &findings)
{
    QVector<RuleCondition> conditions;
    for (const YamlNode *node : fields.entries(key)) {
        if (node->kind == YamlNode::Kind::Map && hasKey(*node, u"said"_s))
            conditions.append(readSaid(*node, findings));
        else if (node->kind == YamlNode::Kind::Map && hasKey(*node, u"profile"_s))
            conditions.append(readProfile(*node, findings));
        else if (node->kind == YamlNode::Kind::Map && hasKey(*node, u"contact"_s))
            conditions.append(readContact(*node, findings));
        else if (node->kind == YamlNode::Kind::Map && hasKey(*node, u"first"_s))
            conditions.append(readFirst(*node, findings));
        else
            findings.add(*node,
                         u"a condition of '%1' must be a map with 'said', 'profile', 'contact' or 'first'"_s.arg(key));
    }
    return conditions;
}

} // namespace atalaia
