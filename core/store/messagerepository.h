// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/message.h"

#include <QVector>

#include <optional>

namespace atalaia {

class Database;

/// What a write to a message did; hits are due for `newVersion` when it is set.
struct MessageChange
{
    MessageId message;
    ConversationId conversation;
    Author author = Author::Contact; ///< as stored
    bool isNewMessage = false;
    std::optional<MessageVersion> newVersion;
    bool isRevocation = false; ///< the message was deleted for everyone, as is known just now
    bool isFilled = false; ///< the message itself came, after what refers to it
    bool hasChanged = false; ///< anything at all was written
};

/// Messages, their versions, tombstones, reactions and status. Every write is idempotent: the same
/// event twice, or from the stream and from history, changes nothing the second time. An edit,
/// revocation or reaction may come before its message: the row is then made with
/// isFirstVersionMissing, and the message fills it in when it comes.
class MessageRepository
{
public:
    explicit MessageRepository(Database &database) : m_database(database) {}

    /// Key: (line, message.externalId). `message.versions` holds at most version 0. When the row
    /// exists with another current text and `isHistory` is set, the text becomes a new version:
    /// history shows an edit that the stream did not bring. `message.revokedAtMs` adds a tombstone.
    /// What was pending or unavailable is filled in when it comes after all; never the other way.
    [[nodiscard]] Result<MessageChange> insert(LineId line, const Message &message, bool isHistory);
    /// Key: (message, editId). A text equal to the current version adds nothing. `isTextMissing`: that it was
    /// edited is all that is known; the text may come later, by the same edit or by history.
    [[nodiscard]] Result<MessageChange> addVersion(LineId line, ConversationId conversation, const QString &externalId,
                                                   Author author, const QString &editId, qint64 atMs,
                                                   const QString &text, bool isTextMissing = false);
    [[nodiscard]] Result<MessageChange> revoke(LineId line, ConversationId conversation, const QString &externalId,
                                               Author author, qint64 atMs);
    /// One reaction per author and message, the latest wins; an empty emoji removes it.
    [[nodiscard]] Result<MessageChange> react(LineId line, ConversationId conversation, const QString &externalId,
                                              Author reactor, const QString &emoji, qint64 atMs);
    /// Never goes back; unknown messages are ignored (hasChanged false, message invalid).
    [[nodiscard]] Result<MessageChange> setStatus(LineId line, const QString &externalId, DeliveryStatus status);

    [[nodiscard]] Result<std::optional<Message>> find(LineId line, const QString &externalId);
    [[nodiscard]] Result<Message> find(MessageId id);
    /// A page of the thread by (sentAt, id): the newest `limit` messages before the given key, in
    /// reading order (oldest first). beforeId invalid = from the end.
    [[nodiscard]] Result<QVector<Message>> page(ConversationId conversation, qint64 beforeAtMs, MessageId beforeId,
                                                int limit);

private:
    Database &m_database;
};

} // namespace atalaia
