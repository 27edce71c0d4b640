// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/policykeys.h"

namespace atalaia {

using namespace Qt::StringLiterals;

QStringList policyKeys()
{
    return {u"policy"_s, u"version"_s, u"title"_s, u"purpose"_s, u"legal_basis"_s,
            u"owner"_s,  u"state"_s,   u"lists"_s, u"signals"_s, u"rules"_s};
}

QStringList listKeys()
{
    return {u"include"_s, u"pt"_s, u"es"_s, u"en"_s, u"uk"_s, u"any"_s};
}

QStringList ruleKeys()
{
    return {u"id"_s,         u"code"_s,      u"category"_s,   u"title"_s,           u"severity"_s,
            u"confidence"_s, u"by"_s,        u"unit"_s,       u"thread_messages"_s, u"levels"_s,
            u"flag"_s,       u"automatic"_s, u"when"_s,       u"given"_s,           u"unless"_s,
            u"raise"_s,      u"conduct"_s,   u"parameters"_s, u"match"_s,           u"no_match"_s};
}

QStringList signalKeys()
{
    QStringList keys = ruleKeys();
    keys.removeAll(u"category"_s);
    return keys;
}

QStringList saidKeys()
{
    return {u"said"_s, u"within"_s, u"times"_s, u"not_since"_s};
}

QStringList profileKeys()
{
    return {u"profile"_s, u"is"_s};
}

QStringList contactKeys()
{
    return {u"contact"_s};
}

QStringList firstKeys()
{
    return {u"first"_s};
}

QStringList raiseKeys()
{
    return {u"to"_s, u"given"_s};
}

QStringList stateWords()
{
    return {u"draft"_s, u"background"_s, u"live"_s, u"paused"_s};
}

QStringList directionWords()
{
    return {u"any"_s, u"agent"_s, u"customer"_s};
}

QStringList unitWords()
{
    return {u"message"_s, u"turn"_s, u"thread"_s};
}

QStringList profileWords()
{
    return {u"vertical"_s, u"country"_s, u"tickets_by_chat"_s, u"agent_name"_s};
}

QStringList contactWords()
{
    return {u"related"_s, u"unrelated"_s, u"objected"_s, u"minor"_s, u"group"_s};
}

} // namespace atalaia
