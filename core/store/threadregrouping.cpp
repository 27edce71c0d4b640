// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/threadregrouping.h"

#include "store/hourcounts.h"
#include "store/statement.h"

#include <QSet>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

struct ContactEntry
{
    ContactId person;
    ContactId before;
};

struct ConversationEntry
{
    ConversationId id;
    LineId line;
    ContactId contact;
    ConversationId before; ///< the thread that showed its messages
    ConversationId thread; ///< the thread that does now
};

struct FlagEntry
{
    FlagId id;
    ConversationId before;
    ConversationId conversation;
    ConversationId own; ///< of the message that opened it
    QString category;
    bool isUndecided = false;
    bool isCollecting = false;
    bool hasDecisions = false;
};

class Regroup
{
public:
    explicit Regroup(Database &database) : m_database(database) {}

    Result<> run(const QVector<ContactId> &contacts);

    Regrouping outcome;

private:
    Result<> readContacts(const QVector<ContactId> &contacts);
    Result<> findPersons();
    Result<> writePersons();
    Result<> readConversations();
    Result<> writeThreads();
    Result<> moveMessages(const ConversationEntry &conversation);
    Result<> moveWhatFollows(ConversationId oldThread);
    [[nodiscard]] ConversationId threadOf(ConversationId own) const;
    Result<> readFlags(ConversationId oldThread);
    Result<> moveFlags();
    Result<> chooseCollecting();
    Result<> partHits();
    Result<> recount();
    Result<> forgetStates();

    Database &m_database;
    std::map<ContactId, ContactEntry> m_contacts;
    std::vector<ConversationEntry> m_conversations;
    QSet<ConversationId> m_oldThreads; // that lose messages
    std::vector<FlagEntry> m_flags;
};

Result<> Regroup::readContacts(const QVector<ContactId> &contacts)
{
    for (const ContactId contact : contacts) {
        auto person = Statement(m_database, u"SELECT person_id FROM contacts WHERE id = ?"_s)
                              .with(contact)
                              .first([](Statement &row) { return row.id<ContactId>(0); });
        if (!person)
            return person.error();
        if (*person)
            m_contacts[contact] = {contact, **person};
    }
    return {};
}

/// The smallest id of those that are connected: ids are given in the order in which contacts became known.
Result<> Regroup::findPersons()
{
    for (bool hasChanged = true; hasChanged;) {
        hasChanged = false;
        for (auto &[contact, entry] : m_contacts) {
            auto joined = Statement(m_database, u"SELECT joined_contact FROM contact_merges "
                                                "WHERE kept_contact = ? AND undone_at = 0"_s)
                                  .with(contact)
                                  .all([](Statement &row) { return row.id<ContactId>(0); });
            if (!joined)
                return joined.error();
            for (const ContactId other : std::as_const(*joined)) {
                const auto found = m_contacts.find(other);
                if (found == m_contacts.end() || found->second.person == entry.person)
                    continue;
                const ContactId person = std::min(found->second.person, entry.person);
                found->second.person = entry.person = person;
                hasChanged = true;
            }
        }
    }
    return {};
}

Result<> Regroup::writePersons()
{
    for (const auto &[contact, entry] : m_contacts) {
        if (entry.person == entry.before)
            continue;
        auto written = Statement(m_database, u"UPDATE contacts SET joined_to = nullif(?, id) WHERE id = ?"_s)
                               .with(entry.person, contact)
                               .done();
        if (!written)
            return written;
        for (const ContactId person : {entry.person, entry.before}) {
            const auto found = m_contacts.find(person);
            const bool isPerson = found != m_contacts.end() && found->second.person == person;
            if (isPerson && !outcome.persons.contains(person))
                outcome.persons.append(person);
        }
    }
    return {};
}

Result<> Regroup::readConversations()
{
    for (const auto &[contact, entry] : m_contacts) {
        auto some =
                Statement(m_database, u"SELECT id, line_id, thread_id FROM conversations WHERE contact_id = ?"_s)
                        .with(contact)
                        .all([owner = contact](Statement &row) {
                            return ConversationEntry{
                                    row.id<ConversationId>(0), row.id<LineId>(1), owner, row.id<ConversationId>(2), {}};
                        });
        if (!some)
            return some.error();
        m_conversations.insert(m_conversations.end(), some->cbegin(), some->cend());
    }
    std::map<std::pair<LineId, ContactId>, ConversationId> threads;
    std::sort(m_conversations.begin(), m_conversations.end(),
              [](const ConversationEntry &a, const ConversationEntry &b) { return a.id < b.id; });
    for (ConversationEntry &conversation : m_conversations) {
        const ContactId person = m_contacts.at(conversation.contact).person;
        conversation.thread = threads.try_emplace({conversation.line, person}, conversation.id).first->second;
    }
    return {};
}

Result<> Regroup::moveMessages(const ConversationEntry &conversation)
{
    for (const QString &sql : {u"UPDATE messages SET conversation_id = ?, received_in = nullif(?, ?) "
                               "WHERE conversation_id = ? AND coalesce(received_in, conversation_id) = ?"_s,
                               u"UPDATE outbox SET conversation_id = ?, ordered_in = nullif(?, ?) "
                               "WHERE conversation_id = ? AND coalesce(ordered_in, conversation_id) = ?"_s}) {
        auto moved = Statement(m_database, sql)
                             .with(conversation.thread, conversation.id, conversation.thread, conversation.before,
                                   conversation.id)
                             .done();
        if (!moved)
            return moved;
    }
    return {};
}

Result<> Regroup::writeThreads()
{
    int threads = 0;
    for (const ConversationEntry &conversation : m_conversations) {
        threads += conversation.thread == conversation.id ? 1 : 0;
        threads -= conversation.before == conversation.id ? 1 : 0;
        if (conversation.thread == conversation.before)
            continue;
        auto written = Statement(m_database, u"UPDATE conversations SET joined_to = nullif(?, id) WHERE id = ?"_s)
                               .with(conversation.thread, conversation.id)
                               .done();
        if (!written)
            return written;
        if (auto moved = moveMessages(conversation); !moved)
            return moved;
        m_oldThreads.insert(conversation.before);
        for (const ConversationId id : {conversation.id, conversation.before, conversation.thread}) {
            if (!outcome.conversations.contains(id))
                outcome.conversations.append(id);
        }
    }
    if (threads == 0)
        return {};
    return addToHour(m_database, Counted::Conversations, 0, threads);
}

Result<> Regroup::moveWhatFollows(ConversationId oldThread)
{
    auto hits = Statement(m_database, u"UPDATE hits SET conversation_id = (SELECT m.conversation_id FROM messages m "
                                      "WHERE m.id = hits.message_id) WHERE conversation_id = ?"_s)
                        .with(oldThread)
                        .done();
    if (!hits)
        return hits;
    return Statement(m_database, u"UPDATE outbox SET conversation_id = (SELECT m.conversation_id FROM messages m "
                                 "WHERE m.id = outbox.message_id), ordered_in = (SELECT m.received_in FROM messages m "
                                 "WHERE m.id = outbox.message_id) WHERE conversation_id = ? "
                                 "AND message_id IS NOT NULL"_s)
            .with(oldThread)
            .done();
}

ConversationId Regroup::threadOf(ConversationId own) const
{
    const auto found = std::find_if(m_conversations.cbegin(), m_conversations.cend(),
                                    [own](const ConversationEntry &one) { return one.id == own; });
    return found == m_conversations.cend() ? own : found->thread;
}

Result<> Regroup::readFlags(ConversationId oldThread)
{
    auto flags = Statement(m_database, u"SELECT f.id, coalesce(f.opened_in, f.conversation_id), f.category, "
                                       "f.state IN ('open', 'escalated'), f.is_collecting, "
                                       "EXISTS (SELECT 1 FROM decisions d WHERE d.flag_id = f.id) "
                                       "FROM flags f WHERE f.conversation_id = ? ORDER BY f.id"_s)
                         .with(oldThread)
                         .all([this, oldThread](Statement &row) {
                             const auto own = row.id<ConversationId>(1);
                             return FlagEntry{row.id<FlagId>(0), oldThread,     threadOf(own), own,
                                              row.plain(2),      row.isTrue(3), row.isTrue(4), row.isTrue(5)};
                         });
    if (!flags)
        return flags.error();
    m_flags.insert(m_flags.end(), flags->cbegin(), flags->cend());
    return {};
}

Result<> Regroup::moveFlags()
{
    // The threads that get flags, too: only one flag of a category collects.
    QSet<ConversationId> touched = m_oldThreads;
    for (const ConversationEntry &conversation : m_conversations) {
        if (conversation.thread != conversation.before)
            touched.insert(conversation.thread);
    }
    for (const ConversationId thread : std::as_const(touched)) {
        if (auto read = readFlags(thread); !read)
            return read;
    }
    for (const FlagEntry &flag : m_flags) {
        auto moved = Statement(m_database, u"UPDATE flags SET conversation_id = ?, opened_in = nullif(?, ?), "
                                           "is_collecting = 0 WHERE id = ?"_s)
                             .with(flag.conversation, flag.own, flag.conversation, flag.id)
                             .done();
        if (!moved)
            return moved;
        if (flag.conversation != flag.before)
            outcome.flags.append({flag.id, false, false});
    }
    return chooseCollecting();
}

Result<> Regroup::chooseCollecting()
{
    std::map<std::pair<ConversationId, QString>, const FlagEntry *> collecting;
    for (const FlagEntry &flag : m_flags) {
        if (!flag.isUndecided)
            continue;
        const FlagEntry *&chosen = collecting[{flag.conversation, flag.category}];
        // That of the thread itself before one that came with another.
        const auto rankOf = [](const FlagEntry &one) {
            return std::tuple(one.isCollecting, one.own == one.conversation, one.id);
        };
        if (chosen == nullptr || rankOf(flag) > rankOf(*chosen))
            chosen = &flag;
    }
    for (const auto &[place, flag] : collecting) {
        auto set = Statement(m_database, u"UPDATE flags SET is_collecting = 1 WHERE id = ?"_s).with(flag->id).done();
        if (!set)
            return set;
    }
    return {};
}

Result<> Regroup::partHits()
{
    FlagRepository flags(m_database);
    QVector<HitId> strays;
    for (const FlagEntry &flag : m_flags) {
        if (flag.hasDecisions)
            continue;
        auto some = Statement(m_database, u"SELECT id FROM hits WHERE flag_id = ? AND conversation_id <> ?"_s)
                            .with(flag.id, flag.conversation)
                            .all([](Statement &row) { return row.id<HitId>(0); });
        if (!some)
            return some.error();
        strays += *some;
    }
    auto refiled = flags.refileHits(strays);
    if (!refiled)
        return refiled.error();
    outcome.flags += *refiled;
    return {};
}

Result<> Regroup::recount()
{
    for (const ConversationId id : std::as_const(outcome.conversations)) {
        auto counted = Statement(m_database, u"UPDATE conversations SET (message_count, first_at, last_at) = "
                                             "(SELECT count(*), coalesce(min(m.sent_at), 0), "
                                             "coalesce(max(m.sent_at), 0) FROM messages m "
                                             "WHERE m.conversation_id = conversations.id) WHERE id = ?"_s)
                               .with(id)
                               .done();
        if (!counted)
            return counted;
    }
    return {};
}

/// What conduct rules remember of a person is there once, with the person; it is read anew.
Result<> Regroup::forgetStates()
{
    for (const ConversationEntry &conversation : m_conversations) {
        if (conversation.thread == conversation.id)
            continue;
        auto forgotten = Statement(m_database, u"DELETE FROM conversation_states WHERE conversation_id = ?"_s)
                                 .with(conversation.id)
                                 .done();
        if (!forgotten)
            return forgotten;
    }
    for (const auto &[contact, entry] : m_contacts) {
        if (entry.person == contact)
            continue;
        for (const QString &sql : {u"DELETE FROM contact_states WHERE contact_id = ?"_s,
                                   u"DELETE FROM contacts_to_read WHERE contact_id = ?"_s}) {
            if (auto forgotten = Statement(m_database, sql).with(contact).done(); !forgotten)
                return forgotten;
        }
    }
    for (const ContactId person : std::as_const(outcome.persons)) {
        auto waits =
                Statement(m_database, u"INSERT INTO contacts_to_read (contact_id) VALUES (?) ON CONFLICT DO NOTHING"_s)
                        .with(person)
                        .done();
        if (!waits)
            return waits;
    }
    return {};
}

Result<> Regroup::run(const QVector<ContactId> &contacts)
{
    if (auto read = readContacts(contacts); !read)
        return read;
    for (const auto step :
         {&Regroup::findPersons, &Regroup::writePersons, &Regroup::readConversations, &Regroup::writeThreads}) {
        if (auto done = (this->*step)(); !done)
            return done;
    }
    for (const ConversationId thread : std::as_const(m_oldThreads)) {
        if (auto moved = moveWhatFollows(thread); !moved)
            return moved;
    }
    for (const auto step : {&Regroup::moveFlags, &Regroup::partHits, &Regroup::recount, &Regroup::forgetStates}) {
        if (auto done = (this->*step)(); !done)
            return done;
    }
    return {};
}

} // namespace

Result<Regrouping> regroup(Database &database, const QVector<ContactId> &contacts)
{
    Regroup regroup(database);
    if (auto done = regroup.run(contacts); !done)
        return done.error();
    return std::move(regroup.outcome);
}

} // namespace atalaia
