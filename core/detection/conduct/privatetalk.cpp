// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/areazones.h"
#include "detection/conduct/conducts.h"
#include "detection/conduct/parameterreader.h"
#include "detection/conduct/workcalendar.h"

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

/// Many messages of both parties within working time, with somebody who is no relation of the company, and
/// never a word of business. By counting alone: nothing of the text is used but that.
class PrivateTalkConduct final : public ConductRule
{
public:
    PrivateTalkConduct(const PolicyRule &rule, ParameterReader &reader)
        : m_business(reader.requiredSignals(u"business"_s)),
          m_messages(reader.whole(u"messages"_s, 15, 2, 10000)),
          m_windowKey(memoryKey(rule, u"window")),
          m_countKey(memoryKey(rule, u"count")),
          m_settledKey(memoryKey(rule, u"settled"))
    {}

    std::optional<ConductFinding> observe(ConductContext &context) const override
    {
        const ObservedMessage &message = *context.message;
        if (message.author == Author::System || message.isAutomatic || message.isUpdate || context.facts.isRelated.value_or(false))
            return std::nullopt;
        ConductMemory &memory = context.conversation.memory;
        if (recall(memory, m_windowKey) != context.conversation.windowStartedAtMs) {
            remember(memory, m_windowKey, context.conversation.windowStartedAtMs);
            remember(memory, m_countKey, 0);
            remember(memory, m_settledKey, 0);
        }
        if (recall(memory, m_settledKey) != 0)
            return std::nullopt;
        if (isAnySaidHere(context, m_business)) {
            remember(memory, m_settledKey, 1);
            return std::nullopt;
        }
        const QTimeZone &zone = agentZone(context, m_zones);
        if (!isWorkingTime(*context.facts.company, localMoment(message.atMs, zone)))
            return std::nullopt;
        remember(memory, m_countKey, recall(memory, m_countKey) + 1);
        return judge(context);
    }

    QStringList references() const override { return m_business; }

private:
    std::optional<ConductFinding> judge(ConductContext &context) const
    {
        ConductMemory &memory = context.conversation.memory;
        const qint64 count = recall(memory, m_countKey);
        const qint64 limit = m_messages.whole(context.facts.company);
        if (count < limit || context.conversation.agentCount == 0 || context.conversation.contactCount == 0)
            return std::nullopt;
        remember(memory, m_settledKey, 1);
        return ConductFinding{context.message->number,
                              0,
                              u"%1 messages in working time, limit %2, no business"_s.arg(count).arg(limit),
                              {}};
    }

    AreaZones m_zones;
    QStringList m_business;
    Figure m_messages;
    QString m_windowKey;
    QString m_countKey;
    QString m_settledKey; ///< business was talked, or it fired: nothing more in this window
};

} // namespace

ConductResult makePrivateTalkConduct(const PolicyRule &rule)
{
    return makeConduct<PrivateTalkConduct>(rule);
}

} // namespace atalaia
