// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/areazones.h"
#include "detection/conduct/conducts.h"
#include "detection/conduct/parameterreader.h"
#include "detection/conduct/workcalendar.h"

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

/// The first answer by a person came after more working minutes than allowed. With `at_close` also where
/// none came at all: many conversations end with thanks that want no answer, so that is for a rule to ask.
class LateReplyConduct final : public ConductRule
{
public:
    LateReplyConduct(const PolicyRule &rule, ParameterReader &reader)
        : m_minutes(reader.whole(u"first_reply_min"_s, 15, 1, 14400)),
          m_firesAtClose(reader.flag(u"at_close"_s, false)),
          m_firstKey(memoryKey(rule, u"first"))
    {}

    std::optional<ConductFinding> observe(ConductContext &context) const override
    {
        const ConversationState &conversation = context.conversation;
        if (conversation.windowStartedBy != Author::Contact)
            return std::nullopt;
        if (context.message->author == Author::Contact && conversation.contactCount == 1
            && conversation.agentCount == 0)
            remember(context.conversation.memory, m_firstKey, context.message->number + 1); // numbers may begin at 0
        if (!isByHand(*context.message) || conversation.agentCount != 1 || recall(conversation.memory, m_firstKey) == 0)
            return std::nullopt;
        remember(context.conversation.memory, m_firstKey, 0);
        return judge(context, context.message->number);
    }

    std::optional<ConductFinding> close(ConductContext &context) const override
    {
        const qint64 first = recall(context.conversation.memory, m_firstKey);
        if (first == 0)
            return std::nullopt;
        remember(context.conversation.memory, m_firstKey, 0);
        if (!m_firesAtClose.isOn(context.facts.company))
            return std::nullopt;
        return judge(context, first - 1);
    }

    QStringList references() const override { return {}; }

private:
    std::optional<ConductFinding> judge(const ConductContext &context, qint64 message) const
    {
        const CompanyProfile &company = *context.facts.company;
        const QTimeZone &zone = agentZone(context, m_zones);
        const qint64 seconds = workingSeconds(company, zone, context.conversation.windowStartedAtMs, context.nowMs);
        const qint64 limit = m_minutes.whole(&company);
        if (seconds <= limit * 60)
            return std::nullopt;
        return ConductFinding{
                message, 0, u"%1 working min without a reply by a person, limit %2"_s.arg(seconds / 60).arg(limit), {}};
    }

    AreaZones m_zones;
    Figure m_minutes;
    Figure m_firesAtClose;
    QString m_firstKey; ///< the message that waits for a person, from 1
};

} // namespace

ConductResult makeLateReplyConduct(const PolicyRule &rule)
{
    return makeConduct<LateReplyConduct>(rule);
}

} // namespace atalaia
