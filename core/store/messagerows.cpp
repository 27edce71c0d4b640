// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/messagerows.h"

#include "store/hourcounts.h"
#include "store/statement.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

const auto kSelect =
        u"SELECT id, conversation_id, external_id, author, kind, status, sent_at, received_at, "
        "is_first_version_missing, revoked_at, media_type, media_name, reply_to, is_automatic, content FROM messages "_s;

QString wordOf(VersionOrigin origin)
{
    return origin == VersionOrigin::History ? u"history"_s : u"stream"_s;
}

Message readRow(Statement &row)
{
    Message message;
    message.id = row.id<MessageId>(0);
    message.conversation = row.id<ConversationId>(1);
    message.externalId = row.plain(2);
    message.author = row.word<Author>(3);
    message.kind = row.word<MessageKind>(4);
    message.status = row.word<DeliveryStatus>(5);
    message.sentAtMs = row.integer(6);
    message.receivedAtMs = row.integer(7);
    message.isFirstVersionMissing = row.isTrue(8);
    message.revokedAtMs = row.integer(9);
    message.mediaType = row.plain(10);
    message.mediaName = row.opened(11);
    message.replyToExternalId = row.plain(12);
    message.isAutomatic = row.isTrue(13);
    message.content = row.word<ContentState>(14);
    return message;
}

/// By time of the edit, because edits can arrive in the wrong order; the first one stays first
/// whatever its clock says.
Result<QVector<MessageVersion>> versionsOf(Database &database, MessageId message)
{
    auto versions =
            Statement(database, u"SELECT version, at, text, is_text_missing FROM message_versions WHERE message_id = ? "
                                "ORDER BY version"_s)
                    .with(message)
                    .all([](Statement &row) {
                        return MessageVersion{row.number(0), row.integer(1), row.opened(2), row.isTrue(3)};
                    });
    if (versions) {
        std::stable_sort(versions->begin(), versions->end(), [](const MessageVersion &a, const MessageVersion &b) {
            if ((a.version == 0) != (b.version == 0))
                return a.version == 0;
            return a.atMs < b.atMs;
        });
    }
    return versions;
}

Result<> addDetails(Database &database, Message &message)
{
    auto versions = versionsOf(database, message.id);
    if (!versions)
        return versions.error();
    message.versions = std::move(versions).value();
    auto reactions = Statement(database, u"SELECT author, emoji, at FROM reactions WHERE message_id = ? "
                                         "AND is_removed = 0 ORDER BY author"_s)
                             .with(message.id)
                             .all([](Statement &row) {
                                 return Reaction{row.word<Author>(0), row.opened(1), row.integer(2)};
                             });
    if (!reactions)
        return reactions.error();
    message.reactions = std::move(reactions).value();
    return {};
}

Result<std::optional<Message>> withDetails(Database &database, Result<std::optional<Message>> message)
{
    if (message && *message) {
        if (auto added = addDetails(database, **message); !added)
            return added.error();
    }
    return message;
}

} // namespace

Result<std::optional<Message>> readMessageByKey(Database &database, LineId line, const QString &externalId)
{
    return withDetails(database, Statement(database, kSelect + u"WHERE line_id = ? AND external_id = ?"_s)
                                         .with(line, externalId)
                                         .first(readRow));
}

Result<std::optional<Message>> readMessageById(Database &database, MessageId id)
{
    return withDetails(database, Statement(database, kSelect + u"WHERE id = ?"_s).with(id).first(readRow));
}

Result<QVector<Message>> readPage(Database &database, ConversationId conversation, qint64 beforeAtMs,
                                  MessageId beforeId, int limit)
{
    auto page = Statement(database, kSelect
                                            + u"WHERE conversation_id = ? AND (sent_at, id) < (?, ?) "
                                              "ORDER BY sent_at DESC, id DESC LIMIT ?"_s)
                        .with(conversation, beforeAtMs, beforeId.value, limit)
                        .all(readRow);
    if (!page)
        return page.error();
    for (Message &message : *page) {
        if (auto added = addDetails(database, message); !added)
            return added.error();
    }
    return page;
}

Result<AddedRow> addMessageRow(Database &database, LineId line, const Message &message)
{
    auto inserted =
            Statement(database, u"INSERT INTO messages (line_id, conversation_id, received_in, external_id, author, "
                                "kind, status, sent_at, received_at, is_first_version_missing, revoked_at, "
                                "media_type, media_name, reply_to, is_automatic, content) "
                                "SELECT ?, v.thread_id, iif(v.joined_to IS NULL, NULL, v.id), ?, ?, ?, ?, ?, ?, ?, ?, "
                                "?, ?, ?, ?, ? "
                                "FROM conversations v WHERE v.id = ? "
                                "ON CONFLICT (line_id, external_id) DO NOTHING RETURNING id, conversation_id"_s)
                    .with(line, message.externalId, message.author, message.kind, message.status, message.sentAtMs,
                          message.receivedAtMs, message.isFirstVersionMissing, message.revokedAtMs, message.mediaType,
                          database.codec().seal(message.mediaName), message.replyToExternalId, message.isAutomatic,
                          message.content, message.conversation)
                    .first([](Statement &row) {
                        return AddedRow{row.id<MessageId>(0), row.id<ConversationId>(1)};
                    });
    if (!inserted)
        return inserted.error();
    if (!*inserted)
        return AddedRow{};

    auto noted = Statement(database, u"UPDATE conversations SET "
                                     "first_at = CASE WHEN message_count = 0 THEN ? ELSE min(first_at, ?) END, "
                                     "last_at = max(last_at, ?), message_count = message_count + 1 WHERE id = ?"_s)
                         .with(message.sentAtMs, message.sentAtMs, message.sentAtMs, (*inserted)->thread)
                         .done();
    if (!noted)
        return noted.error();
    if (auto counted = addToHour(database, Counted::Messages, message.receivedAtMs, 1); !counted)
        return counted.error();
    return **inserted;
}

Result<> updateMessageRow(Database &database, const Message &message)
{
    auto updated =
            Statement(database, u"UPDATE messages SET author = ?, kind = ?, sent_at = ?, received_at = ?, "
                                "is_first_version_missing = ?, media_type = ?, media_name = ?, reply_to = ?, "
                                "is_automatic = ?, content = ? WHERE id = ?"_s)
                    .with(message.author, message.kind, message.sentAtMs, message.receivedAtMs,
                          message.isFirstVersionMissing, message.mediaType, database.codec().seal(message.mediaName),
                          message.replyToExternalId, message.isAutomatic, message.content, message.id)
                    .done();
    if (!updated)
        return updated;
    return Statement(database, u"UPDATE conversations SET "
                               "first_at = (SELECT min(m.sent_at) FROM messages m WHERE m.conversation_id = ?), "
                               "last_at = (SELECT max(m.sent_at) FROM messages m WHERE m.conversation_id = ?) "
                               "WHERE id = ?"_s)
            .with(message.conversation, message.conversation, message.conversation)
            .done();
}

Result<> addVersionRow(Database &database, MessageId message, const MessageVersion &version, VersionOrigin origin,
                       const QString &editId)
{
    return Statement(database, u"INSERT INTO message_versions (message_id, version, at, origin, edit_id, text, "
                               "is_text_missing) VALUES (?, ?, ?, ?, nullif(?, ''), ?, ?)"_s)
            .with(message, version.version, version.atMs, wordOf(origin), editId, database.codec().seal(version.text),
                  version.isTextMissing)
            .done();
}

Result<std::optional<int>> versionOfEdit(Database &database, MessageId message, const QString &editId)
{
    if (editId.isEmpty())
        return std::optional<int>();
    return Statement(database, u"SELECT version FROM message_versions WHERE message_id = ? AND edit_id = ?"_s)
            .with(message, editId)
            .first([](Statement &row) { return row.number(0); });
}

Result<> setVersionText(Database &database, MessageId message, const MessageVersion &version, VersionOrigin origin)
{
    return Statement(database, u"UPDATE message_versions SET text = ?, at = ?, origin = ?, is_text_missing = 0 "
                               "WHERE message_id = ? AND version = ? AND is_text_missing = 1"_s)
            .with(database.codec().seal(version.text), version.atMs, wordOf(origin), message, version.version)
            .done();
}

Result<bool> adoptEdit(Database &database, MessageId message, int version, const QString &editId)
{
    if (editId.isEmpty())
        return false;
    auto changed = Statement(database, u"UPDATE message_versions SET edit_id = ? "
                                       "WHERE message_id = ? AND version = ? AND edit_id IS NULL"_s)
                           .with(editId, message, version)
                           .changedRows();
    if (!changed)
        return changed.error();
    return *changed > 0;
}

Result<> setRevokedAt(Database &database, MessageId message, qint64 atMs)
{
    return Statement(database, u"UPDATE messages SET revoked_at = ? WHERE id = ?"_s).with(atMs, message).done();
}

Result<> setStatusOf(Database &database, MessageId message, DeliveryStatus status)
{
    return Statement(database, u"UPDATE messages SET status = ? WHERE id = ?"_s).with(status, message).done();
}

Result<bool> putReaction(Database &database, MessageId message, const Reaction &reaction)
{
    struct Stored
    {
        qint64 atMs = 0;
        QString emoji;
    };
    auto stored = Statement(database, u"SELECT at, emoji FROM reactions WHERE message_id = ? AND author = ?"_s)
                          .with(message, reaction.author)
                          .first([](Statement &row) {
                              return Stored{row.integer(0), row.opened(1)};
                          });
    if (!stored)
        return stored.error();
    if (*stored && ((*stored)->atMs > reaction.atMs || (*stored)->emoji == reaction.emoji))
        return false;
    auto put = Statement(database, u"INSERT INTO reactions (message_id, author, at, is_removed, emoji) "
                                   "VALUES (?, ?, ?, ?, ?) ON CONFLICT (message_id, author) DO UPDATE SET "
                                   "at = excluded.at, is_removed = excluded.is_removed, emoji = excluded.emoji"_s)
                       .with(message, reaction.author, reaction.atMs, reaction.emoji.isEmpty(),
                             database.codec().seal(reaction.emoji))
                       .done();
    if (!put)
        return put.error();
    return true;
}

} // namespace atalaia
