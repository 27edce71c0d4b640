// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/result.h"

#include <QCborMap>
#include <QVector>

#include <optional>

namespace atalaia {

class Database;

/// What conduct rules remember of conversations, contacts and agents, sealed by the TextCodec. Writes
/// expect the transaction of the batch that led there.
class StateRepository
{
public:
    struct ConversationEntry
    {
        QCborMap state;
        qint64 lastAtMs = 0; ///< of the newest event in it
        bool isOpen = true;
    };

    explicit StateRepository(Database &database) : m_database(database) {}

    [[nodiscard]] Result<std::optional<ConversationEntry>> conversation(ConversationId id);
    [[nodiscard]] Result<> save(ConversationId id, const ConversationEntry &entry);
    /// Open ones whose last event was at or before `untilMs`, oldest first.
    [[nodiscard]] Result<QVector<ConversationId>> silentSince(qint64 untilMs, int limit);

    /// Empty when nothing is remembered.
    [[nodiscard]] Result<QCborMap> contact(ContactId id);
    [[nodiscard]] Result<> save(ContactId id, const QCborMap &state);
    [[nodiscard]] Result<QCborMap> agent(AgentId id);
    [[nodiscard]] Result<> save(AgentId id, const QCborMap &state);

    /// All conversations of a contact, on whatever line.
    [[nodiscard]] Result<QVector<ConversationId>> conversationsOf(ContactId id);

private:
    Database &m_database;
};

} // namespace atalaia
