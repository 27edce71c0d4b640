// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/areazones.h"
#include "detection/conduct/conducts.h"
#include "detection/conduct/parameterreader.h"
#include "detection/conduct/workcalendar.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

/// A request has to be answered within some days, to the end of the last one. An answer to the same contact
/// on another line counts. Seen at the next message or close after the term; the finding belongs to the
/// request. The first request runs until it is answered or overdue.
class OverdueConduct final : public ConductRule
{
public:
    OverdueConduct(const PolicyRule &rule, ParameterReader &reader)
        : m_request(reader.requiredSignals(u"request"_s)),
          m_answer(reader.requiredSignals(u"answer"_s)),
          m_days(reader.whole(u"days"_s, 0, 0, 3650)),
          m_businessDays(reader.whole(u"business_days"_s, 0, 0, 1000)),
          m_requestKey(memoryKey(rule, u"request")),
          m_sinceKey(memoryKey(rule, u"since"))
    {
        if (m_days.isGiven() == m_businessDays.isGiven())
            reader.refuse(u"days"_s, u"needed, or business_days instead"_s);
    }

    std::optional<ConductFinding> observe(ConductContext &context) const override
    {
        if (context.message->author == Author::System)
            return std::nullopt;
        const std::optional<ConductFinding> finding = judge(context);
        ConductMemory &memory = context.conversation.memory;
        if (recall(memory, m_sinceKey) == 0 && isAnySaidHere(context, m_request)) {
            remember(memory, m_requestKey, context.message->number);
            remember(memory, m_sinceKey, context.message->atMs);
        }
        return finding;
    }

    std::optional<ConductFinding> close(ConductContext &context) const override { return judge(context); }

    QStringList references() const override { return m_request + m_answer; }

private:
    std::optional<ConductFinding> judge(ConductContext &context) const
    {
        ConductMemory &memory = context.conversation.memory;
        const qint64 sinceMs = recall(memory, m_sinceKey);
        if (sinceMs == 0)
            return std::nullopt;
        const QTimeZone &zone = agentZone(context, m_zones);
        const QDate due = dueDate(context, localMoment(sinceMs, zone).date);
        const qint64 answeredMs = answeredAtMs(context, sinceMs);
        const QDate reached = localMoment(answeredMs != 0 ? answeredMs : context.nowMs, zone).date;
        if (answeredMs == 0 && reached <= due)
            return std::nullopt;

        const qint64 request = recall(memory, m_requestKey);
        memory.remove(m_requestKey);
        memory.remove(m_sinceKey);
        if (reached <= due)
            return std::nullopt;
        return ConductFinding{request,
                              0,
                              u"request of %1, due %2, %3 %4"_s.arg(
                                      localMoment(sinceMs, zone).date.toString(Qt::ISODate), due.toString(Qt::ISODate),
                                      answeredMs != 0 ? u"answered"_s : u"open on"_s, reached.toString(Qt::ISODate)),
                              {}};
    }

    QDate dueDate(const ConductContext &context, QDate requested) const
    {
        const CompanyProfile &company = *context.facts.company;
        if (m_businessDays.isGiven())
            return addBusinessDays(company, requested, int(m_businessDays.whole(&company)));
        return requested.addDays(m_days.whole(&company));
    }

    /// 0 = not yet.
    qint64 answeredAtMs(const ConductContext &context, qint64 sinceMs) const
    {
        qint64 answeredMs = 0;
        for (const QString &subject : m_answer) {
            const auto said = context.lastSaidEver(subject);
            if (said && said->atMs > sinceMs)
                answeredMs = std::max(answeredMs, said->atMs);
        }
        return answeredMs;
    }

    AreaZones m_zones;
    QStringList m_request;
    QStringList m_answer;
    Figure m_days;
    Figure m_businessDays;
    QString m_requestKey;
    QString m_sinceKey;
};

} // namespace

ConductResult makeOverdueConduct(const PolicyRule &rule)
{
    return makeConduct<OverdueConduct>(rule);
}

} // namespace atalaia
