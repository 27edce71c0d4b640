// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conversationrepository.h"

#include "store/hourcounts.h"
#include "store/linerepository.h"
#include "store/statement.h"

#include <QRandomGenerator>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPseudonymDigits = 4;
constexpr int kMaxPseudonymDigits = 15;

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

/// Drawn, not derived: a pseudonym computed from a number could be computed again by anybody.
Result<QString> freshPseudonym(Database &database)
{
    for (int digits = kPseudonymDigits; digits <= kMaxPseudonymDigits; ++digits) {
        const quint64 drawn = QRandomGenerator::system()->generate64() >> (64 - 4 * digits);
        const QString pseudonym = u"C-"_s + u"%1"_s.arg(drawn, digits, 16, QChar(u'0')).toUpper();
        auto taken = Statement(database, u"SELECT 1 FROM contacts WHERE pseudonym = ?"_s)
                             .with(pseudonym)
                             .first([](Statement &) { return true; });
        if (!taken)
            return taken.error();
        if (!*taken)
            return pseudonym;
    }
    return Error{Error::Kind::Internal, u"no pseudonym is free"_s};
}

Result<ContactId> addContact(Database &database, const QString &identityKey, const QString &name)
{
    auto pseudonym = freshPseudonym(database);
    if (!pseudonym)
        return pseudonym.error();
    auto contact = Statement(database, u"INSERT INTO contacts (pseudonym, name, is_group) VALUES (?, ?, ?)"_s)
                           .with(*pseudonym, database.codec().seal(name), identityKey.startsWith(u"group:"_s))
                           .insertedId();
    if (!contact)
        return contact.error();
    auto known = Statement(database, u"INSERT INTO contact_ids (lookup_key, contact_id) VALUES (?, ?)"_s)
                         .with(database.codec().lookupKey(identityKey), *contact)
                         .done();
    if (!known)
        return known.error();
    return ContactId{*contact};
}

Result<ConversationId> addConversation(Database &database, LineId line, ContactId contact, const QString &address)
{
    auto added = Statement(database, u"INSERT INTO conversations (line_id, contact_id, chat_address) "
                                     "VALUES (?, ?, ?)"_s)
                         .with(line, contact, database.codec().seal(address))
                         .insertedId();
    if (!added)
        return added.error();
    if (auto counted = addToHour(database, Counted::Conversations, 0, 1); !counted)
        return counted.error();
    return ConversationId{*added};
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
    auto found = Statement(m_database, u"SELECT v.line_id, c.id, c.pseudonym, c.name, v.chat_address, c.is_group, "
                                       "v.message_count, v.first_at, v.last_at FROM conversations v "
                                       "JOIN contacts c ON c.id = v.contact_id WHERE v.id = ?"_s)
                         .with(id)
                         .first([id, &line](Statement &row) {
                             ConversationHead head;
                             head.id = id;
                             line = row.id<LineId>(0);
                             head.contact = row.id<ContactId>(1);
                             head.contactPseudonym = row.plain(2);
                             head.contactName = row.opened(3);
                             head.chatAddress = row.opened(4);
                             head.isGroup = row.isTrue(5);
                             head.messageCount = row.number(6);
                             head.firstAtMs = row.integer(7);
                             head.lastAtMs = row.integer(8);
                             return head;
                         });
    if (!found)
        return found.error();
    if (!*found)
        return Error{Error::Kind::NotFound, u"conversation %1"_s.arg(id.value)};
    auto lineFound = LineRepository(m_database).find(line);
    if (!lineFound)
        return lineFound.error();
    (*found)->line = std::move(lineFound).value();
    return **found;
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
