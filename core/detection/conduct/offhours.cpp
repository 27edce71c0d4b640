// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/areazones.h"
#include "detection/conduct/conducts.h"
#include "detection/conduct/parameterreader.h"
#include "detection/conduct/workcalendar.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qint64 kMinuteMs = 60LL * 1000;
constexpr int kHour = 60 * 60;
constexpr int kQuietFrom = 21 * kHour;
constexpr int kQuietTo = 8 * kHour;
constexpr int kNightFrom = 22 * kHour;
constexpr int kNightTo = 6 * kHour;
constexpr int kGravest = 5;

/// Each message by hand outside of the agent's hours, or in the contact's quiet time. A conversation that
/// runs may be finished: the contact wrote lately and, for the agent's hours, it began within them. One grade
/// graver where the agent opened the conversation, two at night.
class OffHoursConduct final : public ConductRule
{
public:
    OffHoursConduct(const PolicyRule &rule, ParameterReader &reader)
        : m_isContacts(reader.choice(u"whose"_s, {u"agent"_s, u"contact"_s}) == u"contact"),
          m_toleranceMinutes(reader.whole(u"tolerance_min"_s, 10, 0, 24 * 60)),
          m_keepsOptional(reader.flag(u"optional_holidays"_s, false)),
          m_severity(rule.severity)
    {}

    std::optional<ConductFinding> observe(ConductContext &context) const override
    {
        if (!isByHand(*context.message) || context.message->isUpdate)
            return std::nullopt;
        const QTimeZone &zone = m_isContacts ? contactZone(context) : agentZone(context, m_zones);
        const LocalMoment now = localMoment(context.message->atMs, zone);
        const bool isBad = m_isContacts ? isQuiet(context, now) : !isInHours(context, now);
        if (!isBad || isTolerated(context, now, zone))
            return std::nullopt;
        return ConductFinding{context.message->number, graverSeverity(context, now), detailOf(context, now, zone), {}};
    }

    QStringList references() const override { return {}; }

private:
    const QTimeZone &contactZone(const ConductContext &context) const
    {
        const QTimeZone &zone = m_zones.zoneOf(context.facts.contactPhone);
        return zone.isValid() ? zone : agentZone(context, m_zones);
    }

    bool isInHours(const ConductContext &context, const LocalMoment &moment) const
    {
        const CompanyProfile &company = *context.facts.company;
        return isWorkingTime(company, moment, m_keepsOptional.isOn(&company));
    }

    bool isQuiet(const ConductContext &context, const LocalMoment &moment) const
    {
        const CompanyProfile &company = *context.facts.company;
        return moment.secondOfDay > kQuietFrom || moment.secondOfDay < kQuietTo || moment.date.dayOfWeek() == Qt::Sunday
               || isHoliday(company, moment.date, m_keepsOptional.isOn(&company));
    }

    bool isTolerated(const ConductContext &context, const LocalMoment &now, const QTimeZone &zone) const
    {
        const ConversationState &conversation = context.conversation;
        const qint64 lastMs = conversation.lastContactAtMs;
        const qint64 allowedMs = m_toleranceMinutes.whole(context.facts.company) * kMinuteMs;
        if (lastMs == 0 || context.message->atMs - lastMs > allowedMs)
            return false;
        if (m_isContacts)
            return true; // whoever has just written is not disturbed
        const LocalMoment start = localMoment(conversation.windowStartedAtMs, zone);
        return start.date == now.date && isInHours(context, start);
    }

    int graverSeverity(const ConductContext &context, const LocalMoment &now) const
    {
        const bool isNight = now.secondOfDay >= kNightFrom || now.secondOfDay < kNightTo;
        const bool isOpenedByAgent = context.conversation.windowStartedBy == Author::Agent;
        return std::min(kGravest, m_severity + (isNight ? 2 : isOpenedByAgent ? 1 : 0));
    }

    QString detailOf(const ConductContext &context, const LocalMoment &now, const QTimeZone &zone) const
    {
        const bool isFree = isHoliday(*context.facts.company, now.date, m_keepsOptional.isOn(context.facts.company));
        return u"%1 %2 in %3%4, %5"_s.arg(now.date.toString(Qt::ISODate),
                                          QTime::fromMSecsSinceStartOfDay(now.secondOfDay * 1000).toString(Qt::ISODate),
                                          zone.isValid() ? QString::fromLatin1(zone.id()) : u"UTC"_s,
                                          isFree ? u", holiday"_s : QString(),
                                          m_isContacts ? u"contact's quiet time"_s : u"outside working hours"_s);
    }

    AreaZones m_zones;
    bool m_isContacts;
    Figure m_toleranceMinutes;
    Figure m_keepsOptional;
    int m_severity;
};

} // namespace

ConductResult makeOffHoursConduct(const PolicyRule &rule)
{
    return makeConduct<OffHoursConduct>(rule);
}

} // namespace atalaia
