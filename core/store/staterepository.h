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
        qint64 closeAtMs = 0; ///< when the silence after it is looked at; 0 = not any more
        friend bool operator==(const ConversationEntry &, const ConversationEntry &) = default;
    };

    explicit StateRepository(Database &database) : m_database(database) {}

    [[nodiscard]] Result<std::optional<ConversationEntry>> conversation(ConversationId id);
    [[nodiscard]] Result<> save(ConversationId id, const ConversationEntry &entry);
    /// Those with a closeAtMs at or before `nowMs` whose lines are complete until then, so that nothing
    /// that was said is still to come, and whose contacts are not to be read first; oldest first.
    [[nodiscard]] Result<QVector<ConversationId>> toClose(qint64 nowMs, int limit);

    /// Empty when nothing is remembered.
    [[nodiscard]] Result<QCborMap> contact(ContactId id);
    [[nodiscard]] Result<> save(ContactId id, const QCborMap &state);
    [[nodiscard]] Result<QCborMap> agent(AgentId id);
    [[nodiscard]] Result<> save(AgentId id, const QCborMap &state);

    /// Who stands for the person of a conversation.
    [[nodiscard]] Result<ContactId> contactOf(ConversationId id);
    /// All threads with a person, on whatever line.
    [[nodiscard]] Result<QVector<ConversationId>> conversationsOf(ContactId id);

    /// From now on what is remembered of the contact is not all that was said.
    [[nodiscard]] Result<> setToRead(ContactId id);
    /// A message of such a contact that no rule has seen yet.
    [[nodiscard]] Result<> setToRead(MessageId id);
    [[nodiscard]] Result<bool> isToRead(ContactId id);
    [[nodiscard]] Result<QVector<ContactId>> contactsToRead(int limit);
    [[nodiscard]] Result<QVector<MessageId>> messagesToRead(ContactId id);
    /// All of the contact has been read.
    [[nodiscard]] Result<> setRead(ContactId id);

private:
    Database &m_database;
};

} // namespace atalaia
