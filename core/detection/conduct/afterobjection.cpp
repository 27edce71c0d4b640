// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conducts.h"
#include "detection/conduct/parameterreader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qint64 kMinuteMs = 60LL * 1000;
constexpr qint64 kDayMs = 24 * 60 * kMinuteMs;
/// A message on its way when the objection arrived: servers' clocks order them only so far.
constexpr qint64 kCrossingMs = 2000;

qsizetype codePointsOf(const QString &text)
{
    return text.size() - std::count_if(text.cbegin(), text.cend(), [](QChar unit) { return unit.isLowSurrogate(); });
}

/// The objection is the contact's: it holds on every line and in every conversation, until the contact asks
/// for something anew. A few short acknowledgements are allowed after each objection.
class AfterObjectionConduct final : public ConductRule
{
public:
    AfterObjectionConduct(const PolicyRule &rule, ParameterReader &reader)
        : m_objection(reader.requiredSignals(u"objection"_s)),
          m_clearedBy(reader.optionalSignals(u"cleared_by"_s)),
          m_essential(reader.optionalSignals(u"essential"_s)),
          m_acknowledgement(reader.optionalSignals(u"acknowledgement"_s)),
          m_spoils(reader.optionalSignals(u"spoils"_s)),
          m_graceMessages(reader.whole(u"grace_messages"_s, 2, 0, 100)),
          m_graceMinutes(reader.whole(u"grace_minutes"_s, 30, 0, 14400)),
          m_longest(reader.whole(u"ack_max_chars"_s, 300, 0, 65536)),
          m_ttlDays(reader.whole(u"ttl_days"_s, 0, 0, 36500)),
          m_objectedKey(memoryKey(rule, u"objected")),
          m_graceKey(memoryKey(rule, u"grace")),
          m_firedKey(memoryKey(rule, u"fired"))
    {}

    std::optional<ConductFinding> observe(ConductContext &context) const override
    {
        if (context.message->author == Author::Contact)
            hear(context);
        else if (context.message->author == Author::Agent && !context.message->isUpdate)
            return judge(context);
        return std::nullopt;
    }

    QStringList references() const override
    {
        return m_objection + m_clearedBy + m_essential + m_acknowledgement + m_spoils;
    }

private:
    void hear(ConductContext &context) const
    {
        ConductMemory &memory = context.contact.memory;
        if (isAnySaidHere(context, m_objection)) {
            remember(memory, m_objectedKey, context.message->atMs);
            remember(memory, m_graceKey, 0);
            remember(memory, m_firedKey, 0);
            remember(context.conversation.memory, m_objectedKey, context.message->atMs);
        } else if (recall(memory, m_objectedKey) != 0 && isAnySaidHere(context, m_clearedBy) && isUnprompted(context)) {
            for (const QString *key : {&m_objectedKey, &m_graceKey, &m_firedKey})
                memory.remove(*key);
        }
    }

    /// A request counts where the contact opened the conversation, or nobody pushed since the objection.
    bool isUnprompted(const ConductContext &context) const
    {
        return isOpenedByContact(context, recall(context.contact.memory, m_objectedKey))
               || recall(context.contact.memory, m_firedKey) == 0;
    }

    /// Opened after the objection; or before, where the objection was made elsewhere and the contact goes on here.
    bool isOpenedByContact(const ConductContext &context, qint64 objectedAt) const
    {
        const ConversationState &conversation = context.conversation;
        if (conversation.windowStartedBy != Author::Contact)
            return false;
        const bool isMadeHere = recall(conversation.memory, m_objectedKey) == objectedAt;
        return conversation.windowStartedAtMs > objectedAt
               || (!isMadeHere && conversation.lastContactAtMs > objectedAt);
    }

    std::optional<ConductFinding> judge(ConductContext &context) const
    {
        ConductMemory &memory = context.contact.memory;
        const qint64 objectedAt = recall(memory, m_objectedKey);
        const qint64 sinceMs = context.message->atMs - objectedAt;
        if (objectedAt == 0 || sinceMs <= kCrossingMs)
            return std::nullopt;
        const qint64 ttlDays = m_ttlDays.whole(context.facts.company);
        if (ttlDays > 0 && sinceMs > ttlDays * kDayMs)
            return std::nullopt;
        if (isOpenedByContact(context, objectedAt) || isAnySaidHere(context, m_essential))
            return std::nullopt;

        const qint64 graces = recall(memory, m_graceKey);
        if (hasGrace(context, sinceMs, graces)) {
            remember(memory, m_graceKey, graces + 1);
            return std::nullopt;
        }
        remember(memory, m_firedKey, recall(memory, m_firedKey) + 1);
        return ConductFinding{context.message->number,
                              0,
                              u"objection %1 min before, %2 of %3 acknowledgements used"_s.arg(sinceMs / kMinuteMs)
                                      .arg(graces)
                                      .arg(m_graceMessages.whole(context.facts.company)),
                              {}};
    }

    bool hasGrace(const ConductContext &context, qint64 sinceMs, qint64 graces) const
    {
        const CompanyProfile *company = context.facts.company;
        return graces < m_graceMessages.whole(company) && sinceMs <= m_graceMinutes.whole(company) * kMinuteMs
               && codePointsOf(context.message->text) <= m_longest.whole(company)
               && (m_acknowledgement.isEmpty() || isAnySaidHere(context, m_acknowledgement))
               && !isAnySaidHere(context, m_spoils);
    }

    QStringList m_objection;
    QStringList m_clearedBy;
    QStringList m_essential;
    QStringList m_acknowledgement;
    QStringList m_spoils;
    Figure m_graceMessages;
    Figure m_graceMinutes;
    Figure m_longest;
    Figure m_ttlDays;
    QString m_objectedKey;
    QString m_graceKey;
    QString m_firedKey;
};

} // namespace

ConductResult makeAfterObjectionConduct(const PolicyRule &rule)
{
    return makeConduct<AfterObjectionConduct>(rule);
}

} // namespace atalaia
