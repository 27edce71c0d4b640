// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conducts.h"
#include "detection/conduct/parameterreader.h"

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;

/// Fires on the first message of a window that an agent opened to somebody without a relationship. Somebody
/// who opened a conversation lately has one, even where the record says no; an answer to a message that was
/// unasked for makes none. Where nothing is on record, any message of the contact does.
class FirstContactConduct final : public ConductRule
{
public:
    FirstContactConduct(const PolicyRule &rule, ParameterReader &reader)
        : m_continuation(reader.optionalSignals(u"continuation"_s)),
          m_relationshipDays(reader.whole(u"relationship_days"_s, 180, 0, 36500)),
          m_firesUnknown(reader.flag(u"review"_s, false)),
          m_isForAutomatic(rule.isForAutomatic),
          m_firedKey(memoryKey(rule, u"fired")),
          m_openedKey(memoryKey(rule, u"opened"))
    {}

    std::optional<ConductFinding> observe(ConductContext &context) const override
    {
        const ConversationState &conversation = context.conversation;
        if (context.message->author == Author::Contact) {
            if (conversation.windowStartedBy == Author::Contact && conversation.contactCount == 1)
                remember(context.contact.memory, m_openedKey, context.message->atMs);
            return std::nullopt;
        }
        const bool isCounted =
                isByHand(*context.message) || (m_isForAutomatic && context.message->author == Author::Agent);
        const bool isFirstWord = conversation.windowStartedBy == Author::Agent && conversation.contactCount == 0;
        if (!isCounted || !isFirstWord || context.facts.isRelated.value_or(false)
            || recall(context.conversation.memory, m_firedKey) == conversation.windowStartedAtMs)
            return std::nullopt;

        const QString reason = reasonToFire(context);
        if (reason.isEmpty())
            return std::nullopt;
        remember(context.conversation.memory, m_firedKey, conversation.windowStartedAtMs);
        return ConductFinding{context.message->number, 0, reason, {}};
    }

    QStringList references() const override { return m_continuation; }

private:
    QString reasonToFire(const ConductContext &context) const
    {
        if (isAnySaidHere(context, m_continuation))
            return u"agent wrote first, continues an earlier call, no consent on record"_s;
        const qint64 days = m_relationshipDays.whole(context.facts.company);
        const bool isOnRecord = context.facts.isRelated.has_value();
        const qint64 lastAtMs =
                isOnRecord ? recall(context.contact.memory, m_openedKey) : context.contact.lastWroteAtMs;
        if (lastAtMs != 0 && context.nowMs - lastAtMs <= days * kDayMs)
            return {};
        if (isOnRecord)
            return u"agent wrote first, no relationship on record, contact opened nothing within %1 days"_s.arg(days);
        if (m_firesUnknown.isOn(context.facts.company))
            return u"agent wrote first, relationship unknown, contact did not write within %1 days"_s.arg(days);
        return {};
    }

    QStringList m_continuation;
    Figure m_relationshipDays;
    Figure m_firesUnknown;
    bool m_isForAutomatic;
    QString m_firedKey;
    QString m_openedKey;
};

} // namespace

ConductResult makeFirstContactConduct(const PolicyRule &rule)
{
    return makeConduct<FirstContactConduct>(rule);
}

} // namespace atalaia
