// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/policyengine.h"
#include "ingest/neutralconversation.h"

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

    /// Hits in the order of the messages, one a rule and message. `nowMs`: when the reader looks at it, for what is late by then;
    /// 0 = right after the last message.
    [[nodiscard]] QVector<RuleHit> scan(const NeutralConversation &conversation, qint64 nowMs);

private:
    PolicyScanner m_scanner;
    QHash<QString, CompanyProfile> m_companies;
    CompanyProfile m_fallback;
    QHash<QString, ContactState> m_contacts; ///< by company and identity key; only those with a phone
    QHash<QString, AgentState> m_agents; ///< by company and agent; only those with an id
};

} // namespace atalaia
