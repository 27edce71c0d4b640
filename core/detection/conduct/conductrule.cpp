// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductrule.h"

#include "detection/conduct/areazones.h"
#include "detection/conduct/conducts.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

using Maker = ConductResult (*)(const PolicyRule &);

struct NamedMaker
{
    QStringView name;
    Maker make;
};

constexpr std::array kMakers{
        NamedMaker{u"absent", makeAbsentConduct},
        NamedMaker{u"after-objection", makeAfterObjectionConduct},
        NamedMaker{u"first-contact", makeFirstContactConduct},
        NamedMaker{u"late-reply", makeLateReplyConduct},
        NamedMaker{u"off-hours", makeOffHoursConduct},
        NamedMaker{u"overdue", makeOverdueConduct},
        NamedMaker{u"noted", makeNotedConduct},
        NamedMaker{u"private-talk", makePrivateTalkConduct},
        NamedMaker{u"repeated", makeRepeatedConduct},
        NamedMaker{u"similar-outreach", makeSimilarOutreachConduct},
        NamedMaker{u"tampering", makeTamperingConduct},
        NamedMaker{u"unanswered", makeUnansweredConduct},
};

std::optional<SignalTrace::Occurrence> lastIn(const SignalTraces &traces, QStringView subject)
{
    std::optional<SignalTrace::Occurrence> last;
    for (auto trace = traces.cbegin(); trace != traces.cend(); ++trace) {
        if (trace->latest.isEmpty() || !isOfSubject(trace.key(), subject))
            continue;
        const SignalTrace::Occurrence &said = trace->latest.constLast();
        // Variants found at the same time: the hash's order must not show.
        if (!last || said.atMs > last->atMs || (said.atMs == last->atMs && said.message > last->message))
            last = said;
    }
    return last;
}

} // namespace

bool isInTrace(const SignalTrace &trace, qint64 message)
{
    return std::any_of(trace.latest.crbegin(), trace.latest.crend(),
                       [message](const SignalTrace::Occurrence &said) { return said.message == message; });
}

bool ConductContext::isSaidHere(QStringView subject) const
{
    if (!message)
        return false;
    if (saidHere) {
        return std::any_of(saidHere->cbegin(), saidHere->cend(),
                           [subject](const QString &id) { return isOfSubject(id, subject); });
    }
    for (auto trace = conversation.said.cbegin(); trace != conversation.said.cend(); ++trace) {
        if (isOfSubject(trace.key(), subject) && isInTrace(*trace, message->number))
            return true;
    }
    return false;
}

std::optional<SignalTrace::Occurrence> ConductContext::lastSaid(QStringView subject) const
{
    return lastIn(conversation.said, subject);
}

std::optional<SignalTrace::Occurrence> ConductContext::lastSaidEver(QStringView subject) const
{
    return lastIn(contact.said, subject);
}

std::optional<ConductFinding> ConductRule::close(ConductContext &) const
{
    return std::nullopt;
}

bool isOfSubject(const QString &id, QStringView subject)
{
    return id.startsWith(subject) && (id.size() == subject.size() || id.at(subject.size()) == u'/');
}

bool isAnySaidHere(const ConductContext &context, const QStringList &subjects)
{
    return std::any_of(subjects.cbegin(), subjects.cend(),
                       [&context](const QString &subject) { return context.isSaidHere(subject); });
}

qint64 lastingHash(QStringView text)
{
    quint64 hash = 0xcbf29ce484222325ULL; // FNV-1a
    for (const QChar unit : text) {
        hash = (hash ^ (unit.unicode() & 0xffU)) * 0x100000001b3ULL;
        hash = (hash ^ (unit.unicode() >> 8)) * 0x100000001b3ULL;
    }
    return hash == 0 ? 1 : qint64(hash);
}

const QString &agentOf(const ConductContext &context)
{
    const bool hasOwn = context.message && !context.message->agentId.isEmpty();
    return hasOwn ? context.message->agentId : context.facts.agentId;
}

const QTimeZone &agentZone(const ConductContext &context, const AreaZones &zones)
{
    if (context.facts.timeZone.isValid())
        return context.facts.timeZone;
    const CompanyProfile &company = *context.facts.company;
    return company.timeZone.isValid() ? company.timeZone : zones.mainZoneOf(company.country);
}

Result<std::unique_ptr<const ConductRule>> makeConductRule(const PolicyRule &rule)
{
    const auto named = std::find_if(kMakers.begin(), kMakers.end(),
                                    [&rule](const NamedMaker &maker) { return maker.name == rule.conduct; });
    if (named == kMakers.end())
        return Error{Error::Kind::InvalidInput, u"unknown conduct "_s + rule.conduct};
    return named->make(rule);
}

QStringList conductNames()
{
    QStringList names;
    for (const NamedMaker &maker : kMakers)
        names.append(maker.name.toString());
    return names;
}

} // namespace atalaia
