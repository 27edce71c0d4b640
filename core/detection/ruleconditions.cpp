// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/ruleconditions.h"

#include "detection/conduct/conducts.h"

#include <algorithm>
#include <tuple>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

struct Sayings
{
    int count = 0;
    SignalTrace::Occurrence last;
};

/// Occurrences of `condition` in `traces`, of all variants of its subject, within its limits.
Sayings sayings(const RuleCondition &condition, const SignalTraces &traces, const ConductContext &context)
{
    Sayings found;
    const int here = context.conversation.messageCount;
    const bool isUnlimited = !condition.isHere && condition.withinMessages == 0 && condition.withinSeconds == 0;
    const qint64 sinceMs = isUnlimited && !condition.isEver ? context.conversation.windowStartedAtMs : 0;
    const auto isWithin = [&](const SignalTrace::Occurrence &occurrence) {
        if (occurrence.atMs < sinceMs)
            return false;
        // Places in another conversation have other ordinals: only time limits them.
        if (condition.isHere && (context.message == nullptr || occurrence.message != context.message->number))
            return false;
        if (condition.withinMessages > 0 && !condition.isEver
            && (occurrence.ordinal > here || here - occurrence.ordinal > condition.withinMessages))
            return false;
        return condition.withinSeconds == 0 || context.nowMs - occurrence.atMs <= condition.withinSeconds * 1000LL;
    };
    for (auto it = traces.begin(); it != traces.end(); ++it) {
        if (!isOfSubject(it.key(), condition.subject))
            continue;
        int count = 0;
        for (const SignalTrace::Occurrence &occurrence : it->latest) {
            if (!isWithin(occurrence))
                continue;
            ++count;
            // The order of the traces is that of a hash: it must not show.
            if (std::tie(found.last.atMs, found.last.message) <= std::tie(occurrence.atMs, occurrence.message))
                found.last = occurrence;
        }
        found.count += isUnlimited && count > 0 ? it->count : count; // more than are kept
    }
    return found;
}

bool wasSaidSince(const RuleCondition &condition, const SignalTrace::Occurrence &last, const ConductContext &context)
{
    if (condition.isEver) { // ordinals of other conversations say nothing here
        const auto later = context.lastSaidEver(condition.notSince);
        return later && later->atMs > last.atMs;
    }
    const auto later = context.lastSaid(condition.notSince);
    return later && (later->atMs > last.atMs || later->ordinal > last.ordinal);
}

std::optional<ExplanationStep> saidBecause(const RuleCondition &condition, const ConductContext &context)
{
    const SignalTraces &traces = condition.isEver ? context.contact.said : context.conversation.said;
    const Sayings found = sayings(condition, traces, context);
    if (found.count < condition.times)
        return std::nullopt;
    if (!condition.notSince.isEmpty() && wasSaidSince(condition, found.last, context))
        return std::nullopt;
    ExplanationStep step{
            ExplanationStep::Kind::Condition, conditionText(condition), u"message %1"_s.arg(found.last.message), 0, {}};
    if (found.count > 1)
        step.detail += u", %1 times"_s.arg(found.count);
    return step;
}

bool holdsForProfile(const RuleCondition &condition, const ConversationFacts &facts)
{
    const CompanyProfile &company = *facts.company;
    if (condition.subject == u"agent_name")
        return facts.agentName.isEmpty() == (condition.value == u"unknown");
    if (condition.subject == u"tickets_by_chat")
        return company.allowsTickets == (condition.value != u"false");
    if (condition.subject == u"vertical")
        return company.vertical == condition.value;
    if (condition.subject == u"country")
        return company.country == condition.value;
    return false;
}

/// An objection that was not taken back, as a conduct remembers it.
bool hasObjected(const ContactState &contact)
{
    const auto keys = contact.memory.keyBegin();
    return std::any_of(keys, contact.memory.keyEnd(), [](const QString &key) { return key.endsWith(u" objected"); });
}

bool holdsForContact(const RuleCondition &condition, const ConductContext &context)
{
    const std::optional<bool> &isRelated = context.facts.isRelated;
    if (condition.subject == u"related")
        return isRelated.value_or(false);
    if (condition.subject == u"unrelated")
        return isRelated.has_value() && !*isRelated;
    if (condition.subject == u"objected")
        return hasObjected(context.contact);
    if (condition.subject == u"group")
        return context.facts.isGroup;
    if (condition.subject == u"minor")
        return context.lastSaidEver(u"minor").has_value();
    return false;
}

bool isFirst(const ConductContext &context)
{
    if (context.message == nullptr)
        return false;
    return (context.message->author == Author::Agent ? context.conversation.agentCount
                                                     : context.conversation.contactCount)
           <= 1;
}

} // namespace

std::optional<ExplanationStep> holdsBecause(const RuleCondition &condition, const ConductContext &context)
{
    const auto stepIf = [&condition](bool holds) -> std::optional<ExplanationStep> {
        if (!holds)
            return std::nullopt;
        return ExplanationStep{ExplanationStep::Kind::Condition, conditionText(condition), {}, 0, {}};
    };
    switch (condition.kind) {
    case RuleCondition::Kind::Said:
        return saidBecause(condition, context);
    case RuleCondition::Kind::Profile:
        return stepIf(holdsForProfile(condition, context.facts));
    case RuleCondition::Kind::Contact:
        return stepIf(holdsForContact(condition, context));
    case RuleCondition::Kind::First:
        return stepIf(isFirst(context) == (condition.value != u"false"));
    }
    return std::nullopt;
}

QString conditionText(const RuleCondition &condition)
{
    switch (condition.kind) {
    case RuleCondition::Kind::Profile:
        return u"profile %1 is %2"_s.arg(condition.subject, condition.value);
    case RuleCondition::Kind::Contact:
        return u"contact %1"_s.arg(condition.subject);
    case RuleCondition::Kind::First:
        return u"first message of its author"_s;
    case RuleCondition::Kind::Said:
        break;
    }
    QString text = u"said "_s + condition.subject;
    if (condition.isHere)
        text += u" here"_s;
    if (condition.isEver)
        text += u" ever"_s;
    if (condition.withinMessages > 0)
        text += u" within %1 messages"_s.arg(condition.withinMessages);
    if (condition.withinSeconds > 0)
        text += u" within %1 s"_s.arg(condition.withinSeconds);
    if (condition.times > 1)
        text += u" %1 times"_s.arg(condition.times);
    if (!condition.notSince.isEmpty())
        text += u" not since %1"_s.arg(condition.notSince);
    return text;
}

} // namespace atalaia
