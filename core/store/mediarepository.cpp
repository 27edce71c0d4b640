// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/mediarepository.h"

#include "store/statement.h"

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

const auto kColumns = u"d.message_id, d.state, CASE WHEN d.state = 'kept' THEN d.size ELSE d.told_size END, "
                      "d.sha256, d.media_type, d.is_other_content "_s;

MessageMedia readMedia(Statement &row)
{
    return {row.id<MessageId>(0), row.word<MediaState>(1), row.integer(2), row.bytes(3), row.plain(4), row.isTrue(5)};
}

} // namespace

Result<bool> MediaRepository::want(LineId line, MessageId message, const Told &told, qint64 nowMs)
{
    const MediaState state = told.sizeBytes > kLargestBytes ? MediaState::TooLarge : MediaState::Wanted;
    auto changed =
            Statement(m_database,
                      u"INSERT INTO media (message_id, line_id, state, reference, told_size, told_sha256, size, "
                      "sha256, media_type, attempts, next_try_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, 0, x'', ?, 0, "
                      "0, ?) ON CONFLICT (message_id) DO UPDATE SET reference = excluded.reference, "
                      "state = 'wanted', attempts = 0, next_try_at = 0, changed_at = excluded.changed_at "
                      "WHERE state IN ('wanted', 'expired') AND reference <> excluded.reference "
                      "AND excluded.state = 'wanted'"_s)
                    .with(message, line, state, m_database.codec().seal(told.reference), told.sizeBytes, told.sha256,
                          told.mediaType, nowMs)
                    .changedRows();
    if (!changed)
        return changed.error();
    return *changed > 0 && state == MediaState::Wanted;
}

Result<QVector<MediaRepository::Job>> MediaRepository::due(GatewayId gateway, qint64 nowMs, int limit)
{
    return Statement(m_database,
                     u"SELECT d.message_id, m.conversation_id, l.external_id, v.chat_address, m.external_id, "
                     "d.reference, d.attempts, d.media_type FROM lines l CROSS JOIN media d ON d.line_id = l.id "
                     "AND d.state = 'wanted' AND d.next_try_at <= ? JOIN messages m ON m.id = d.message_id "
                     "JOIN conversations v ON v.id = coalesce(m.received_in, m.conversation_id) "
                     "WHERE l.gateway_id = ? ORDER BY d.attempts, d.message_id DESC LIMIT ?"_s)
            .with(nowMs, gateway, limit)
            .all([](Statement &row) {
                return Job{row.id<MessageId>(0), row.id<ConversationId>(1),
                           row.plain(2),         row.opened(3),
                           row.plain(4),         row.opened(5),
                           row.number(6),        row.plain(7)};
            });
}

Result<std::optional<qint64>> MediaRepository::nextDueAt(GatewayId gateway, qint64 nowMs)
{
    auto next = Statement(m_database, u"SELECT min(d.next_try_at) FROM lines l CROSS JOIN media d ON d.line_id = l.id "
                                      "AND d.state = 'wanted' AND d.next_try_at > ? WHERE l.gateway_id = ?"_s)
                        .with(nowMs, gateway)
                        .first([](Statement &row) { return row.integer(0); });
    if (!next)
        return next.error();
    return next->value_or(0) > 0 ? *next : std::nullopt;
}

Result<> MediaRepository::noteKept(MessageId message, qint64 sizeBytes, const QByteArray &sha256,
                                   const QString &mediaType, qint64 nowMs)
{
    return Statement(m_database, u"UPDATE media SET state = 'kept', size = ?, sha256 = ?, "
                                 "media_type = CASE WHEN ? = '' THEN media_type ELSE ? END, changed_at = ? "
                                 "WHERE message_id = ?"_s)
            .with(sizeBytes, sha256, mediaType, mediaType, nowMs, message)
            .done();
}

Result<> MediaRepository::postpone(MessageId message, qint64 nextTryAtMs)
{
    return Statement(m_database, u"UPDATE media SET attempts = attempts + 1, next_try_at = ? "
                                 "WHERE message_id = ? AND state = 'wanted'"_s)
            .with(nextTryAtMs, message)
            .done();
}

Result<> MediaRepository::noteEnded(MessageId message, MediaState state, qint64 nowMs)
{
    return Statement(m_database, u"UPDATE media SET state = ?, attempts = attempts + 1, changed_at = ? "
                                 "WHERE message_id = ? AND state = 'wanted'"_s)
            .with(state, nowMs, message)
            .done();
}

Result<> MediaRepository::askAgain(MessageId message, qint64 nowMs)
{
    auto changed = Statement(m_database, u"UPDATE media SET state = 'wanted', attempts = 0, next_try_at = 0, "
                                         "changed_at = ? WHERE message_id = ? "
                                         "AND state IN ('expired', 'refused', 'too_large')"_s)
                           .with(nowMs, message)
                           .changedRows();
    if (!changed)
        return changed.error();
    if (*changed > 0)
        return {};
    auto media = find(message);
    if (!media)
        return media.error();
    return Error{*media ? Error::Kind::Conflict : Error::Kind::NotFound, u"media of message %1"_s.arg(message.value)};
}

Result<std::optional<MessageMedia>> MediaRepository::find(MessageId message)
{
    return Statement(m_database, u"SELECT "_s + kColumns + u"FROM media d WHERE d.message_id = ?"_s)
            .with(message)
            .first(readMedia);
}

Result<QVector<MessageMedia>> MediaRepository::ofThread(ConversationId conversation)
{
    return Statement(m_database, u"SELECT "_s + kColumns
                                         + u"FROM (SELECT id FROM messages WHERE conversation_id = ? "
                                           "ORDER BY sent_at DESC, id DESC LIMIT ?) m "
                                           "JOIN media d ON d.message_id = m.id"_s)
            .with(conversation, kMostOfThread)
            .all(readMedia);
}

} // namespace atalaia
