// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/message.h"

#include <QString>
#include <QVector>

#include <optional>

namespace atalaia {

class Database;

/// How a version came to the store.
enum class VersionOrigin { Stream, History };

// The rows behind MessageRepository: one step each, no rules. For core/store only; writes expect a
// running transaction.

[[nodiscard]] Result<std::optional<Message>> readMessageByKey(Database &database, LineId line,
                                                              const QString &externalId);
[[nodiscard]] Result<std::optional<Message>> readMessageById(Database &database, MessageId id);
/// Newest first.
[[nodiscard]] Result<QVector<Message>> readPage(Database &database, ConversationId conversation, qint64 beforeAtMs,
                                                MessageId beforeId, int limit);

struct AddedRow
{
    MessageId id; ///< invalid: a row with this key exists already
    ConversationId thread; ///< in which the message is shown
};

/// Counts the message where it is new. `message.conversation` is that of its address.
[[nodiscard]] Result<AddedRow> addMessageRow(Database &database, LineId line, const Message &message);
/// Writes author, kind, times, content, media and what is missing; keeps the conversation's bounds right.
[[nodiscard]] Result<> updateMessageRow(Database &database, const Message &message);
[[nodiscard]] Result<> addVersionRow(Database &database, MessageId message, const MessageVersion &version,
                                     VersionOrigin origin, const QString &editId);
/// The version that holds the edit, if it is stored; its text may be missing.
[[nodiscard]] Result<std::optional<int>> versionOfEdit(Database &database, MessageId message, const QString &editId);
/// Puts a text where it was missing.
[[nodiscard]] Result<> setVersionText(Database &database, MessageId message, const MessageVersion &version,
                                      VersionOrigin origin);
/// Remembers which edit led to a version that was known already from history; false: another edit did.
[[nodiscard]] Result<bool> adoptEdit(Database &database, MessageId message, int version, const QString &editId);
[[nodiscard]] Result<> setRevokedAt(Database &database, MessageId message, qint64 atMs);
[[nodiscard]] Result<> setStatusOf(Database &database, MessageId message, DeliveryStatus status);
/// False: a later one is stored, or the same.
[[nodiscard]] Result<bool> putReaction(Database &database, MessageId message, const Reaction &reaction);

} // namespace atalaia
