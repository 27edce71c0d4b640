// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conversationrepository.h"

#include "domain/identity.h"
#include "store/contactrows.h"
#include "store/hourcounts.h"
#include "store/identityrepository.h"
#include "store/linerepository.h"
#include "store/statement.h"

#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

/// What the store knows of a contact and its conversation on a line.
struct Known
{
    ContactId contact;
    QString name;
    ConversationId conversation; ///< invalid: none on this line yet
    QString chatAddress;
    bool hasAddress = false;
};

Result<std::optional<Known>> look(Database &database, LineId line, const QString &identityKey, const QString &address)
{
    const TextCodec &codec = database.codec();
    return Statement(database, u"SELECT c.id, c.name, v.id, v.chat_address, EXISTS (SELECT 1 FROM contact_addresses a "
                               "WHERE a.contact_id = c.id AND a.address_key = ?) "
                               "FROM contact_ids i JOIN contacts c ON c.id = i.contact_id "
                               "LEFT JOIN conversations v ON v.line_id = ? AND v.contact_id = c.id "
                               "WHERE i.lookup_key = ?"_s)
            .with(codec.lookupKey(address), line, codec.lookupKey(identityKey))
            .first([](Statement &row) {
                Known known;
                known.contact = row.id<ContactId>(0);
                known.name = row.opened(1);
                known.conversation = row.id<ConversationId>(2);
                if (known.conversation.isValid())
                    known.chatAddress = row.opened(3);
                known.hasAddress = row.isTrue(4);
                return known;
            });
}

/// With those that its aliases name.
Result<ContactId> addContact(Database &database, const QString &identityKey, const QString &name)
{
    auto contact =
            addContactRow(database, database.codec().lookupKey(identityKey), name, identityKey.startsWith(u"group:"_s));
    if (!contact)
        return contact.error();
    if (auto joined = IdentityRepository(database).joinRemembered(*contact, identityKey); !joined)
        return joined.error();
    return contact;
}

Result<ConversationId> addConversation(Database &database, LineId line, ContactId contact, const QString &address)
{
    auto added = Statement(database, u"INSERT INTO conversations (line_id, contact_id, chat_address, joined_to) "
                                     "VALUES (?, ?, ?, (SELECT min(v.id) FROM contacts c JOIN contacts o "
                                     "ON o.person_id = c.person_id JOIN conversations v ON v.contact_id = o.id "
                                     "AND v.line_id = ? WHERE c.id = ?)) RETURNING id, joined_to"_s)
                         .with(line, contact, database.codec().seal(address), line, contact)
                         .first([](Statement &row) { return std::pair(row.id<ConversationId>(0), row.isNull(1)); });
    if (!added)
        return added.error();
    const auto [id, isThread] = added->value_or(std::pair(ConversationId(), false));
    if (isThread) {
        if (auto counted = addToHour(database, Counted::Conversations, 0, 1); !counted)
            return counted.error();
    }
    return id;
}

/// Brings the store to what was seen now; writes only what differs.
Result<> update(Database &database, LineId line, Known &known, const QString &identityKey, const QString &address,
                const QString &name)
{
    const TextCodec &codec = database.codec();
    if (!known.contact.isValid()) {
        auto contact = addContact(database, identityKey, name);
        if (!contact)
            return contact.error();
        known.contact = *contact;
    } else if (!name.isEmpty() && name != known.name) {
        auto named = Statement(database, u"UPDATE contacts SET name = ? WHERE id = ?"_s)
                             .with(codec.seal(name), known.contact)
                             .done();
        if (!named)
            return named;
    }
    if (!known.hasAddress && !address.isEmpty()) {
        auto added = Statement(database, u"INSERT OR IGNORE INTO contact_addresses (contact_id, address_key, address) "
                                         "VALUES (?, ?, ?)"_s)
                             .with(known.contact, codec.lookupKey(address), codec.seal(address))
                             .done();
        if (!added)
            return added;
    }
    if (!known.conversation.isValid()) {
        auto conversation = addConversation(database, line, known.contact, address);
        if (!conversation)
            return conversation.error();
        known.conversation = *conversation;
    } else if (!address.isEmpty() && address != known.chatAddress) {
        return Statement(database, u"UPDATE conversations SET chat_address = ? WHERE id = ?"_s)
                .with(codec.seal(address), known.conversation)
                .done();
    }
    return {};
}

} // namespace

Result<ConversationId> ConversationRepository::ensure(LineId line, const QString &identityKey, const QString &address,
                                                      const QString &name)
{
    auto found = look(m_database, line, identityKey, address);
    if (!found)
        return found.error();
    Known known = found->value_or(Known{});
    const bool isUpToDate = known.conversation.isValid() && (name.isEmpty() || name == known.name)
                            && (address.isEmpty() || (known.hasAddress && address == known.chatAddress));
    if (isUpToDate)
        return known.conversation;
    auto updated = m_database.connection().atomically([this, line, &known, &identityKey, &address, &name] {
        return update(m_database, line, known, identityKey, address, name);
    });
    if (!updated)
        return updated.error();
    return known.conversation;
}

Result<ConversationHead> ConversationRepository::head(ConversationId id)
{
    LineId line;
    bool isJoined = false;
    auto found = Statement(m_database, u"SELECT v.line_id, c.id, c.pseudonym, c.name, v.chat_address, c.is_group, "
                                       "v.message_count, v.first_at, v.last_at, v.id, "
                                       "EXISTS (SELECT 1 FROM contacts j WHERE j.joined_to = c.id) "
                                       "FROM conversations o JOIN conversations v ON v.id = o.thread_id "
                                       "JOIN contacts i ON i.id = v.contact_id JOIN contacts c ON c.id = i.person_id "
                                       "WHERE o.id = ?"_s)
                         .with(id)
                         .first([&line, &isJoined](Statement &row) {
                             ConversationHead head;
                             line = row.id<LineId>(0);
                             head.contact = row.id<ContactId>(1);
                             head.contactPseudonym = row.plain(2);
                             head.contactName = row.opened(3);
                             head.chatAddress = row.opened(4);
                             head.isGroup = row.isTrue(5);
                             head.messageCount = row.number(6);
                             head.firstAtMs = row.integer(7);
                             head.lastAtMs = row.integer(8);
                             head.id = row.id<ConversationId>(9);
                             isJoined = row.isTrue(10);
                             return head;
                         });
    if (!found)
        return found.error();
    if (!*found)
        return Error{Error::Kind::NotFound, u"conversation %1"_s.arg(id.value)};
    ConversationHead head = std::move(**found);
    head.contactPhone = phoneNumberOf(head.chatAddress);
    if (isJoined) {
        if (auto completed = completeJoined(head); !completed)
            return completed.error();
    }
    auto lineFound = LineRepository(m_database).find(line);
    if (!lineFound)
        return lineFound.error();
    head.line = std::move(lineFound).value();
    return head;
}

/// What several contacts know of one person: the name of the first that has one, the phone number, and the
/// address of the newest message.
Result<> ConversationRepository::completeJoined(ConversationHead &head)
{
    auto names = Statement(m_database, u"SELECT name FROM contacts WHERE person_id = ? ORDER BY id"_s)
                         .with(head.contact)
                         .all([](Statement &row) { return row.opened(0); });
    if (!names)
        return names.error();
    for (const QString &name : std::as_const(*names)) {
        if (head.contactName.isEmpty())
            head.contactName = name;
    }
    auto newest = Statement(m_database, u"SELECT v.chat_address FROM messages m JOIN conversations v "
                                        "ON v.id = coalesce(m.received_in, m.conversation_id) "
                                        "WHERE m.conversation_id = ? ORDER BY m.sent_at DESC, m.id DESC LIMIT 1"_s)
                          .with(head.id)
                          .first([](Statement &row) { return row.opened(0); });
    if (!newest)
        return newest.error();
    head.chatAddress = newest->value_or(head.chatAddress);
    head.contactPhone = phoneNumberOf(head.chatAddress);
    if (!head.contactPhone.isEmpty())
        return {};
    auto addresses = Statement(m_database, u"SELECT a.address FROM contacts c JOIN contact_addresses a "
                                           "ON a.contact_id = c.id WHERE c.person_id = ?"_s)
                             .with(head.contact)
                             .all([](Statement &row) { return row.opened(0); });
    if (!addresses)
        return addresses.error();
    for (const QString &address : std::as_const(*addresses)) {
        const QString phone = phoneNumberOf(address);
        if (!phone.isEmpty() && (head.contactPhone.isEmpty() || phone < head.contactPhone))
            head.contactPhone = phone;
    }
    return {};
}

Result<QString> ConversationRepository::addressOf(MessageId message)
{
    auto address = Statement(m_database, u"SELECT v.chat_address FROM messages m JOIN conversations v "
                                         "ON v.id = coalesce(m.received_in, m.conversation_id) WHERE m.id = ?"_s)
                           .with(message)
                           .first([](Statement &row) { return row.opened(0); });
    if (!address)
        return address.error();
    if (!*address)
        return Error{Error::Kind::NotFound, u"message %1"_s.arg(message.value)};
    return **address;
}

Result<qint64> ConversationRepository::lastContactAt(ConversationId id)
{
    const auto found = Statement(m_database, u"SELECT sent_at FROM messages WHERE conversation_id = ? "
                                             "AND author = 'contact' ORDER BY sent_at DESC LIMIT 1"_s)
                               .with(id)
                               .first([](Statement &row) { return row.integer(0); });
    if (!found)
        return found.error();
    return found->value_or(0);
}

} // namespace atalaia
