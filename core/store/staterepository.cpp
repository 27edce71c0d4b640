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
    return Statement(m_database,
                     u"SELECT state, last_at, close_at FROM conversation_states WHERE conversation_id = ?"_s)
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
                                 "CROSS JOIN contacts i ON i.id = c.contact_id "
                                 "WHERE s.close_at > 0 AND s.close_at <= ? AND s.close_at <= l.complete_until "
                                 "AND NOT EXISTS (SELECT 1 FROM contacts_to_read r WHERE r.contact_id = i.person_id) "
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

Result<ContactId> StateRepository::contactOf(ConversationId id)
{
    auto contact = Statement(m_database, u"SELECT c.person_id FROM conversations v JOIN contacts c "
                                         "ON c.id = v.contact_id WHERE v.id = ?"_s)
                           .with(id)
                           .first([](Statement &row) { return row.id<ContactId>(0); });
    if (!contact)
        return contact.error();
    if (!*contact)
        return Error{Error::Kind::NotFound, u"conversation %1"_s.arg(id.value)};
    return **contact;
}

Result<QVector<ConversationId>> StateRepository::conversationsOf(ContactId id)
{
    return Statement(m_database, u"SELECT v.id FROM contacts c CROSS JOIN conversations v ON v.contact_id = c.id "
                                 "WHERE c.person_id = ? AND v.joined_to IS NULL"_s)
            .with(id)
            .all([](Statement &row) { return row.id<ConversationId>(0); });
}

Result<> StateRepository::setToRead(ContactId id)
{
    return Statement(m_database, u"INSERT INTO contacts_to_read (contact_id) VALUES (?) ON CONFLICT DO NOTHING"_s)
            .with(id)
            .done();
}

Result<> StateRepository::setToRead(MessageId id)
{
    return Statement(m_database, u"INSERT INTO messages_to_read (message_id) VALUES (?) ON CONFLICT DO NOTHING"_s)
            .with(id)
            .done();
}

Result<bool> StateRepository::isToRead(ContactId id)
{
    auto found = Statement(m_database, u"SELECT 1 FROM contacts_to_read WHERE contact_id = ?"_s)
                         .with(id)
                         .first([](Statement &) { return true; });
    if (!found)
        return found.error();
    return found->has_value();
}

Result<QVector<ContactId>> StateRepository::contactsToRead(int limit)
{
    return Statement(m_database, u"SELECT contact_id FROM contacts_to_read WHERE contact_id > 0 "
                                 "ORDER BY contact_id LIMIT ?"_s)
            .with(limit)
            .all([](Statement &row) { return row.id<ContactId>(0); });
}

Result<QVector<MessageId>> StateRepository::messagesToRead(ContactId id)
{
    return Statement(m_database, u"SELECT m.id FROM contacts i CROSS JOIN conversations c ON c.contact_id = i.id "
                                 "CROSS JOIN messages m ON m.conversation_id = c.id "
                                 "CROSS JOIN messages_to_read r ON r.message_id = m.id WHERE i.person_id = ?"_s)
            .with(id)
            .all([](Statement &row) { return row.id<MessageId>(0); });
}

Result<> StateRepository::setRead(ContactId id)
{
    auto messages = messagesToRead(id);
    if (!messages)
        return messages.error();
    for (const MessageId message : *messages) {
        auto done = Statement(m_database, u"DELETE FROM messages_to_read WHERE message_id = ?"_s).with(message).done();
        if (!done)
            return done;
    }
    return Statement(m_database, u"DELETE FROM contacts_to_read WHERE contact_id = ?"_s).with(id).done();
}

} // namespace atalaia
