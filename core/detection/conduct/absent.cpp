// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conducts.h"
#include "detection/conduct/parameterreader.h"

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;

/// Fires at the N-th message by hand of a window in which nobody said it, or at the close where there were
/// fewer. With `per_agent` another agent begins anew.
class AbsentConduct final : public ConductRule
{
public:
    AbsentConduct(const PolicyRule &rule, ParameterReader &reader)
        : m_subjects(reader.requiredSignals(u"signal"_s)),
          m_limit(reader.whole(u"N"_s, 2, 1, 1000)),
          m_validDays(reader.whole(u"valid_days"_s, 0, 0, 36500)),
          m_firesAtClose(reader.flag(u"at_close"_s, true)),
          m_acceptsAutomatic(reader.flag(u"accept_auto"_s, true)),
          m_isPerAgent(reader.flag(u"per_agent"_s, false)),
          m_windowKey(memoryKey(rule, u"window")),
          m_settledKey(memoryKey(rule, u"settled")),
          m_agentKey(memoryKey(rule, u"agent")),
          m_beforeKey(memoryKey(rule, u"before")),
          m_givenAtKey(memoryKey(rule, u"given-at")),
          m_givenByKey(memoryKey(rule, u"given-by"))
    {}

    std::optional<ConductFinding> observe(ConductContext &context) const override
    {
        const ObservedMessage &message = *context.message;
        if (message.author != Author::Agent)
            return std::nullopt;
        enterWindow(context);
        if (!message.isAutomatic)
            followAgent(context);
        if (recall(context.conversation.memory, m_settledKey) != 0)
            return std::nullopt;

        if (isGivenHere(context) || isStillValid(context)) {
            remember(context.conversation.memory, m_settledKey, 1);
            return std::nullopt;
        }
        const qint64 count = countedMessages(context);
        if (message.isAutomatic || count < m_limit.whole(context.facts.company))
            return std::nullopt;
        return fire(context, message.number, count);
    }

    std::optional<ConductFinding> close(ConductContext &context) const override
    {
        const qint64 count = countedMessages(context);
        const bool isOfThisWindow =
                recall(context.conversation.memory, m_windowKey) == context.conversation.windowStartedAtMs;
        if (!isOfThisWindow || count == 0 || recall(context.conversation.memory, m_settledKey) != 0
            || !m_firesAtClose.isOn(context.facts.company))
            return std::nullopt;
        return fire(context, context.conversation.lastAgentMessage, count);
    }

    QStringList references() const override { return m_subjects; }

private:
    void enterWindow(ConductContext &context) const
    {
        ConductMemory &memory = context.conversation.memory;
        if (recall(memory, m_windowKey) == context.conversation.windowStartedAtMs)
            return;
        remember(memory, m_windowKey, context.conversation.windowStartedAtMs);
        for (const QString *key : {&m_settledKey, &m_agentKey, &m_beforeKey})
            memory.remove(*key);
    }

    void followAgent(ConductContext &context) const
    {
        const QString &agent = agentOf(context);
        if (agent.isEmpty() || !m_isPerAgent.isOn(context.facts.company))
            return;
        ConductMemory &memory = context.conversation.memory;
        const qint64 hash = lastingHash(agent);
        const qint64 before = recall(memory, m_agentKey);
        if (before == hash)
            return;
        remember(memory, m_agentKey, hash);
        if (before == 0)
            return;
        remember(memory, m_settledKey, 0);
        remember(memory, m_beforeKey, context.conversation.agentCount - 1);
    }

    bool isGivenHere(ConductContext &context) const
    {
        if (!isAnySaidHere(context, m_subjects)
            || (context.message->isAutomatic && !m_acceptsAutomatic.isOn(context.facts.company)))
            return false;
        if (m_validDays.whole(context.facts.company) > 0) {
            remember(context.contact.memory, m_givenAtKey, context.nowMs);
            if (m_isPerAgent.isOn(context.facts.company) && !agentOf(context).isEmpty())
                remember(context.contact.memory, m_givenByKey, lastingHash(agentOf(context)));
        }
        return true;
    }

    bool isStillValid(const ConductContext &context) const
    {
        const qint64 days = m_validDays.whole(context.facts.company);
        const qint64 givenAt = days > 0 ? recall(context.contact.memory, m_givenAtKey) : 0;
        if (givenAt == 0 || context.nowMs - givenAt > days * kDayMs)
            return false;
        const qint64 givenBy = recall(context.contact.memory, m_givenByKey);
        return givenBy == 0 || !m_isPerAgent.isOn(context.facts.company) || agentOf(context).isEmpty()
               || givenBy == lastingHash(agentOf(context));
    }

    qint64 countedMessages(const ConductContext &context) const
    {
        return context.conversation.agentCount - recall(context.conversation.memory, m_beforeKey);
    }

    ConductFinding fire(ConductContext &context, qint64 message, qint64 count) const
    {
        remember(context.conversation.memory, m_settledKey, 1);
        const QString detail = u"agent messages %1 of %2, %3 not given"_s;
        return {message,
                0,
                detail.arg(count).arg(m_limit.whole(context.facts.company)).arg(m_subjects.join(u" or "_s)),
                {}};
    }

    QStringList m_subjects;
    Figure m_limit;
    Figure m_validDays;
    Figure m_firesAtClose;
    Figure m_acceptsAutomatic;
    Figure m_isPerAgent;
    QString m_windowKey;
    QString m_settledKey; ///< given or fired: nothing more to say in this window
    QString m_agentKey;
    QString m_beforeKey; ///< messages by hand before the present agent
    QString m_givenAtKey;
    QString m_givenByKey;
};

} // namespace

ConductResult makeAbsentConduct(const PolicyRule &rule)
{
    return makeConduct<AbsentConduct>(rule);
}

} // namespace atalaia
