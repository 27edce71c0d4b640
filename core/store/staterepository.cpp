// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/staterepository.h"

#include "store/statement.h"

#include <QCborValue>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

QByteArray sealed(Database &database, const QCborMap &state)
{
    return database.codec().seal(QString::fromLatin1(QCborValue(state).toCbor().toBase64()));
}

QCborMap opened(const QString &text)
{
    return QCborValue::fromCbor(QByteArray::fromBase64(text.toLatin1())).toMap();
}

Result<QCborMap> stateIn(Database &database, const QString &sql, qint64 id)
{
    auto found = Statement(database, sql).with(id).first([](Statement &row) { return opened(row.opened(0)); });
    if (!found)
        return found.error();
    return found->value_or(QCborMap());
}

} // namespace

Result<std::optional<StateRepository::ConversationEntry>> StateRepository::conversation(ConversationId id)
{
    return Statement(m_database, u"SELECT state, last_at, close_at FROM conversation_states WHERE conversation_id = ?"_s)
            .with(id)
            .first([](Statement &row) {
                return ConversationEntry{opened(row.opened(0)), row.integer(1), row.integer(2)};
            });
}

Result<> StateRepository::save(ConversationId id, const ConversationEntry &entry)
{
    return Statement(m_database, u"INSERT INTO conversation_states (conversation_id, last_at, close_at, state) "
                                 "VALUES (?, ?, ?, ?) ON CONFLICT (conversation_id) DO UPDATE SET "
                                 "last_at = excluded.last_at, close_at = excluded.close_at, state = excluded.state"_s)
            .with(id, entry.lastAtMs, entry.closeAtMs, sealed(m_database, entry.state))
            .done();
}

Result<QVector<ConversationId>> StateRepository::toClose(qint64 nowMs, int limit)
{
    return Statement(m_database, u"SELECT s.conversation_id FROM conversation_states s "
                                 "CROSS JOIN conversations c ON c.id = s.conversation_id "
                                 "CROSS JOIN lines l ON l.id = c.line_id "
                                 "WHERE s.close_at > 0 AND s.close_at <= ? AND s.close_at <= l.complete_until "
                                 "ORDER BY s.close_at LIMIT ?"_s)
            .with(nowMs, limit)
            .all([](Statement &row) { return row.id<ConversationId>(0); });
}

Result<QCborMap> StateRepository::contact(ContactId id)
{
    return stateIn(m_database, u"SELECT state FROM contact_states WHERE contact_id = ?"_s, id.value);
}

Result<> StateRepository::save(ContactId id, const QCborMap &state)
{
    return Statement(m_database, u"INSERT INTO contact_states (contact_id, state) VALUES (?, ?) "
                                 "ON CONFLICT (contact_id) DO UPDATE SET state = excluded.state"_s)
            .with(id, sealed(m_database, state))
            .done();
}

Result<QCborMap> StateRepository::agent(AgentId id)
{
    return stateIn(m_database, u"SELECT state FROM agent_states WHERE agent_id = ?"_s, id.value);
}

Result<> StateRepository::save(AgentId id, const QCborMap &state)
{
    return Statement(m_database, u"INSERT INTO agent_states (agent_id, state) VALUES (?, ?) "
                                 "ON CONFLICT (agent_id) DO UPDATE SET state = excluded.state"_s)
            .with(id, sealed(m_database, state))
            .done();
}

Result<std::optional<qint64>> StateRepository::lastEventOf(ContactId id)
{
    auto last = Statement(m_database, u"SELECT max(s.last_at) FROM conversations c JOIN conversation_states s "
                                      "ON s.conversation_id = c.id WHERE c.contact_id = ?"_s)
                        .with(id)
                        .first([](Statement &row) {
                            return row.isNull(0) ? std::optional<qint64>() : row.integer(0);
                        });
    if (!last)
        return last.error();
    return last->value_or(std::nullopt);
}

Result<QVector<ConversationId>> StateRepository::conversationsOf(ContactId id)
{
    return Statement(m_database, u"SELECT id FROM conversations WHERE contact_id = ? ORDER BY id"_s)
            .with(id)
            .all([](Statement &row) { return row.id<ConversationId>(0); });
}

} // namespace atalaia
