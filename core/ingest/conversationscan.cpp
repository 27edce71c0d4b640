// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/conversationscan.h"

#include "domain/identity.h"

#include <algorithm>
#include <tuple>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

/// Empty where no phone is known.
QString phoneKeyOf(const ConversationFacts &facts)
{
    QString digits;
    for (const QChar c : facts.contactPhone) {
        if (c.isDigit())
            digits.append(c);
    }
    return digits.isEmpty() ? QString() : identityKey(digits + u"@c.us"_s);
}

} // namespace

ConversationScan::ConversationScan(std::shared_ptr<const PolicyEngine> engine, QHash<QString, CompanyProfile> companies,
                                   CompanyProfile fallback)
    : m_scanner(std::move(engine)), m_companies(std::move(companies)), m_fallback(std::move(fallback))
{}

const CompanyProfile &ConversationScan::companyOf(const NeutralConversation &conversation) const
{
    const auto company = m_companies.constFind(conversation.company);
    return company == m_companies.cend() ? m_fallback : *company;
}

QVector<RuleHit> ConversationScan::scan(const NeutralConversation &conversation, qint64 nowMs)
{
    ConversationFacts facts = conversation.facts;
    facts.company = &companyOf(conversation);
    if (!facts.timeZone.isValid() && !facts.company->timeZone.isValid())
        facts.timeZone = conversation.messageZone;
    const QString phoneKey = phoneKeyOf(facts);
    facts.contactKey = phoneKey.isEmpty() ? u"conversation:"_s + conversation.id : phoneKey;

    // Somebody whom nothing names is nobody whom we know the next time.
    const QString owner = conversation.company + u'\n';
    ConversationState state;
    ContactState contact = phoneKey.isEmpty() ? ContactState() : m_contacts.take(owner + phoneKey);
    AgentState agent = facts.agentId.isEmpty() ? AgentState() : m_agents.take(owner + facts.agentId);
    QVector<RuleHit> hits;
    for (const ObservedMessage &message : conversation.messages)
        hits += m_scanner.observe(message, facts, state, contact, agent);
    if (!conversation.messages.isEmpty())
        hits += m_scanner.close(std::max(nowMs, conversation.messages.last().atMs), facts, state, contact, agent);
    if (!phoneKey.isEmpty())
        m_contacts.insert(owner + phoneKey, std::move(contact));
    if (!facts.agentId.isEmpty())
        m_agents.insert(owner + facts.agentId, std::move(agent));

    std::stable_sort(hits.begin(), hits.end(), [](const RuleHit &a, const RuleHit &b) {
        return std::tie(a.message, a.rule) < std::tie(b.message, b.rule);
    });
    // What a message led to later joins what it led to at once.
    const auto isSame = [](const RuleHit &a, const RuleHit &b) { return a.message == b.message && a.rule == b.rule; };
    hits.erase(std::unique(hits.begin(), hits.end(), isSame), hits.end());
    return hits;
}

} // namespace atalaia
