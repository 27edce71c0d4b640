// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/conversationscan.h"

#include "domain/identity.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

QString contactKeyOf(const NeutralConversation &conversation)
{
    QString digits;
    for (const QChar c : conversation.facts.contactPhone) {
        if (c.isDigit())
            digits.append(c);
    }
    if (digits.isEmpty())
        return u"conversation:"_s + conversation.id;
    return identityKey(digits + u"@c.us"_s);
}

} // namespace

ConversationScan::ConversationScan(std::shared_ptr<const PolicyEngine> engine,
                                   QHash<QString, CompanyProfile> companies, CompanyProfile fallback)
    : m_scanner(std::move(engine)), m_companies(std::move(companies)), m_fallback(std::move(fallback))
{}

QVector<RuleHit> ConversationScan::scan(const NeutralConversation &conversation, qint64 nowMs)
{
    ConversationFacts facts = conversation.facts;
    const auto company = m_companies.constFind(conversation.company);
    facts.company = company == m_companies.cend() ? &m_fallback : &*company;
    facts.contactKey = contactKeyOf(conversation);

    ConversationState state;
    ContactState contact = m_contacts.take(facts.contactKey);
    AgentState &agent = m_agents[facts.agentId];
    QVector<RuleHit> hits;
    for (const ObservedMessage &message : conversation.messages)
        hits += m_scanner.observe(message, facts, state, contact, agent);
    if (!conversation.messages.isEmpty())
        hits += m_scanner.close(std::max(nowMs, conversation.messages.last().atMs), facts, state, contact, agent);
    m_contacts.insert(facts.contactKey, contact);

    std::stable_sort(hits.begin(), hits.end(),
                     [](const RuleHit &a, const RuleHit &b) { return a.message < b.message; });
    return hits;
}

} // namespace atalaia
