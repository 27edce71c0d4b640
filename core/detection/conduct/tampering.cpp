// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/areazones.h"
#include "detection/conduct/conducts.h"
#include "detection/conduct/parameterreader.h"
#include "detection/conduct/workcalendar.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qint64 kHourMs = 60LL * 60 * 1000;

/// An agent takes back or changes an own message. To mend a spelling mistake is no offence; it fires where
///  - something of `after` or `on` was found in that message, in whatever version;
///  - something of `after` (a complaint, an objection, a finding) was found in the conversation, or with the
///    contact, at most `window_h` before;
///  - the message was taken back before anything of it was captured: nobody can say that it was harmless
///    (`uncaptured: false` lets it pass);
///  - it is the `del_n`-th message that the agent took back on one day, and for each further one.
class TamperingConduct final : public ConductRule
{
public:
    TamperingConduct(const PolicyRule &rule, ParameterReader &reader)
        : m_after(reader.optionalSignals(u"after"_s)),
          m_on(reader.optionalSignals(u"on"_s)),
          m_windowHours(reader.whole(u"window_h"_s, 24, 0, 24 * 366)),
          m_deletions(reader.whole(u"del_n"_s, 3, 0, 100000)),
          m_firesUncaptured(reader.flag(u"uncaptured"_s, true)),
          m_dayKey(memoryKey(rule, u"day")),
          m_deletedKey(memoryKey(rule, u"deleted"))
    {}

    std::optional<ConductFinding> observe(ConductContext &context) const override
    {
        const ObservedMessage &message = *context.message;
        if (!isByHand(message) || !(message.isEdited || message.isRevoked))
            return std::nullopt;
        const qint64 changedAtMs = message.changedAtMs != 0 ? message.changedAtMs : message.atMs;
        const qint64 deletions = message.isRevoked ? countDeletion(context, changedAtMs) : 0;
        const QString reason = reasonToFire(context, changedAtMs, deletions);
        if (reason.isEmpty())
            return std::nullopt;
        const QString what = message.isRevoked ? u"taken back"_s : u"edited"_s;
        return ConductFinding{message.number, 0, what + u", "_s + reason, {}};
    }

    QStringList references() const override { return m_after + m_on; }

private:
    qint64 countDeletion(ConductContext &context, qint64 changedAtMs) const
    {
        ConductMemory &memory = context.agent.memory;
        const QTimeZone &zone = agentZone(context, m_zones);
        const qint64 day = localMoment(changedAtMs, zone).date.toJulianDay();
        if (recall(memory, m_dayKey) != day) {
            remember(memory, m_dayKey, day);
            remember(memory, m_deletedKey, 0);
        }
        remember(memory, m_deletedKey, recall(memory, m_deletedKey) + 1);
        return recall(memory, m_deletedKey);
    }

    QString reasonToFire(const ConductContext &context, qint64 changedAtMs, qint64 deletions) const
    {
        for (const QStringList *subjects : {&m_on, &m_after}) {
            for (const QString &subject : *subjects) {
                if (context.isSaidHere(subject))
                    return u"%1 in this message"_s.arg(subject);
            }
        }
        const qint64 windowMs = m_windowHours.whole(context.facts.company) * kHourMs;
        for (const QString &subject : m_after) {
            const auto said = context.lastSaidEver(subject);
            const qint64 sinceMs = said ? changedAtMs - said->atMs : -1;
            if (sinceMs >= 0 && sinceMs <= windowMs)
                return u"%1 in message %2 %3 min before"_s.arg(subject).arg(said->message).arg(sinceMs / 60000);
        }
        if (isUncaptured(*context.message) && m_firesUncaptured.isOn(context.facts.company))
            return u"nothing of it captured"_s;
        const qint64 limit = m_deletions.whole(context.facts.company);
        if (limit > 0 && deletions >= limit)
            return u"%1 taken back on one day, limit %2"_s.arg(deletions).arg(limit);
        return {};
    }

    static bool isUncaptured(const ObservedMessage &message)
    {
        return message.isRevoked && !message.isUpdate && message.text.isEmpty()
               && std::all_of(message.earlierTexts.cbegin(), message.earlierTexts.cend(),
                              [](const QString &text) { return text.isEmpty(); });
    }

    AreaZones m_zones;
    QStringList m_after;
    QStringList m_on;
    Figure m_windowHours;
    Figure m_deletions;
    Figure m_firesUncaptured;
    QString m_dayKey;
    QString m_deletedKey;
};

} // namespace

ConductResult makeTamperingConduct(const PolicyRule &rule)
{
    return makeConduct<TamperingConduct>(rule);
}

} // namespace atalaia
