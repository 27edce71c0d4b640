// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/policyengine.h"
#include "ingest/neutralconversation.h"
#include "ingest/recentlyseen.h"

#include <QHash>

namespace atalaia {

/// Scans whole conversations without a store, one after the other. What is known of contacts and agents
/// goes on from one to the next. One thread.
class ConversationScan
{
public:
    /// `companies` by key; a conversation of another company gets `fallback`.
    ConversationScan(std::shared_ptr<const PolicyEngine> engine, QHash<QString, CompanyProfile> companies,
                     CompanyProfile fallback);

    /// Hits in the order of the messages, one a rule and message. `nowMs`: when the reader looks at it, for what is
    /// late by then; 0 = right after the last message.
    [[nodiscard]] QVector<RuleHit> scan(const NeutralConversation &conversation, qint64 nowMs);

    [[nodiscard]] const CompanyProfile &companyOf(const NeutralConversation &conversation) const;
    /// As PolicyScanner has it.
    [[nodiscard]] qint64 cutReadings() const { return m_scanner.cutReadings(); }
    /// Contacts and agents of whom nothing is known any more: see kMaxKnown.
    [[nodiscard]] qint64 forgottenCount() const { return m_contacts.forgottenCount() + m_agents.forgottenCount(); }

    /// Of contacts, and of agents, that many are known at least: those seen last.
    static constexpr qsizetype kMaxKnown = 100'000;

private:
    PolicyScanner m_scanner;
    QHash<QString, CompanyProfile> m_companies;
    CompanyProfile m_fallback;
    RecentlySeen<ContactState> m_contacts{kMaxKnown}; ///< by company and identity key; only those with a phone
    RecentlySeen<AgentState> m_agents{kMaxKnown}; ///< by company and agent; only those with an id
};

} // namespace atalaia
