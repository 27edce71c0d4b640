// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conducts.h"
#include "detection/conduct/parameterreader.h"

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qint64 kMinuteMs = 60LL * 1000;

/// A request opens a clock for the party that has to answer. Fires at that party's N-th message after it
/// without an answer, at its first one after the minutes are over, and at the close when they are. With
/// `handling` only once that was said after the request. A request repeated counts messages anew; its time
/// runs on. Fires once for a request.
class UnansweredConduct final : public ConductRule
{
public:
    UnansweredConduct(const PolicyRule &rule, ParameterReader &reader)
        : m_request(reader.requiredSignals(u"request"_s)),
          m_answer(reader.requiredSignals(u"answer"_s)),
          m_handling(reader.optionalSignals(u"handling"_s)),
          m_answerer(reader.choice(u"by"_s, {u"agent"_s, u"customer"_s}) == u"agent" ? Author::Agent : Author::Contact),
          m_withinMessages(reader.whole(u"within_messages"_s, 0, 0, 1000)),
          m_withinMinutes(reader.whole(u"within_minutes"_s, 0, 0, 366 * 24 * 60)),
          m_requestKey(memoryKey(rule, u"request")),
          m_sinceKey(memoryKey(rule, u"since")),
          m_countKey(memoryKey(rule, u"count")),
          m_handledKey(memoryKey(rule, u"handled"))
    {
        if (!m_withinMessages.isGiven() && !m_withinMinutes.isGiven())
            reader.refuse(u"within_messages"_s, u"missing, and so is within_minutes"_s);
    }

    std::optional<ConductFinding> observe(ConductContext &context) const override
    {
        ConductMemory &memory = context.conversation.memory;
        const ObservedMessage &message = *context.message;
        if (message.author == Author::System)
            return std::nullopt;
        const bool isOpen = recall(memory, m_sinceKey) != 0;
        if (message.author == m_answerer && isAnySaidHere(context, m_answer)) {
            forget(memory); // whoever asks and answers in one breath opens nothing
            return std::nullopt;
        }
        if (isAnySaidHere(context, m_request)) {
            open(context, isOpen);
            return std::nullopt;
        }
        // An automatic message may be an answer; its absence there is nobody's fault.
        if (!isOpen || message.author != m_answerer || message.isAutomatic || message.isUpdate)
            return std::nullopt;
        if (isAnySaidHere(context, m_handling))
            remember(memory, m_handledKey, 1);
        remember(memory, m_countKey, recall(memory, m_countKey) + 1);
        if (!isDue(context))
            return std::nullopt;
        return fire(context, message.number);
    }

    std::optional<ConductFinding> close(ConductContext &context) const override
    {
        ConductMemory &memory = context.conversation.memory;
        if (recall(memory, m_sinceKey) == 0)
            return std::nullopt;
        if (isTooLate(context) && isHandled(context))
            return fire(context, recall(memory, m_requestKey));
        if (m_withinMinutes.whole(context.facts.company) == 0)
            forget(memory); // messages are counted within one window, minutes run on
        return std::nullopt;
    }

    QStringList references() const override { return m_request + m_answer + m_handling; }

private:
    void open(ConductContext &context, bool wasOpen) const
    {
        ConductMemory &memory = context.conversation.memory;
        remember(memory, m_countKey, 0);
        remember(memory, m_handledKey, 0);
        if (wasOpen)
            return;
        remember(memory, m_requestKey, context.message->number);
        remember(memory, m_sinceKey, context.message->atMs);
    }

    void forget(ConductMemory &memory) const
    {
        for (const QString *key : {&m_requestKey, &m_sinceKey, &m_countKey, &m_handledKey})
            memory.remove(*key);
    }

    bool isHandled(const ConductContext &context) const
    {
        return m_handling.isEmpty() || recall(context.conversation.memory, m_handledKey) != 0;
    }

    bool isTooLate(const ConductContext &context) const
    {
        const qint64 minutes = m_withinMinutes.whole(context.facts.company);
        return minutes > 0 && context.nowMs - recall(context.conversation.memory, m_sinceKey) > minutes * kMinuteMs;
    }

    bool isDue(const ConductContext &context) const
    {
        const qint64 messages = m_withinMessages.whole(context.facts.company);
        const bool isOverCount = messages > 0 && recall(context.conversation.memory, m_countKey) >= messages;
        return (isOverCount || isTooLate(context)) && isHandled(context);
    }

    ConductFinding fire(ConductContext &context, qint64 message) const
    {
        ConductMemory &memory = context.conversation.memory;
        const QString detail = u"request in message %1, %2 messages and %3 min without an answer"_s;
        const qint64 minutes = (context.nowMs - recall(memory, m_sinceKey)) / kMinuteMs;
        ConductFinding finding{
                message, 0, detail.arg(recall(memory, m_requestKey)).arg(recall(memory, m_countKey)).arg(minutes), {}};
        forget(memory);
        return finding;
    }

    QStringList m_request;
    QStringList m_answer;
    QStringList m_handling;
    Author m_answerer;
    Figure m_withinMessages;
    Figure m_withinMinutes;
    QString m_requestKey;
    QString m_sinceKey;
    QString m_countKey;
    QString m_handledKey;
};

} // namespace

ConductResult makeUnansweredConduct(const PolicyRule &rule)
{
    return makeConduct<UnansweredConduct>(rule);
}

} // namespace atalaia
