// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/identityrepository.h"

#include "store/contactrows.h"
#include "store/statement.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

/// "phone" of "phone:5511-90000001".
QString classOf(const QString &key)
{
    return key.section(u':', 0, 0);
}

const auto kSelectMerges = u"SELECT g.id, g.kept_contact, g.joined_contact, g.kind, g.at, g.undone_at, g.undone_by "
                           "FROM contact_merges g "_s;

ContactMerge readMerge(Statement &row)
{
    return {row.id<ContactMergeId>(0),
            row.id<ContactId>(1),
            row.id<ContactId>(2),
            row.word<MergeKind>(3),
            row.integer(4),
            row.integer(5),
            row.plain(6)};
}

} // namespace

Result<ContactId> IdentityRepository::contactOf(const QByteArray &key)
{
    auto found = Statement(m_database, u"SELECT contact_id FROM contact_ids WHERE lookup_key = ?"_s)
                         .with(key)
                         .first([](Statement &row) { return row.id<ContactId>(0); });
    if (!found)
        return found.error();
    return found->value_or(ContactId());
}

Result<QVector<IdentityRepository::Partner>> IdentityRepository::partnersOf(const QByteArray &key)
{
    return Statement(m_database,
                     u"SELECT second_key, kind, found_at FROM contact_aliases WHERE first_key = ? "
                     "UNION ALL SELECT first_key, kind, found_at FROM contact_aliases WHERE second_key = ?"_s)
            .with(key, key)
            .all([](Statement &row) {
                return Partner{row.bytes(0), row.word<MergeKind>(1), row.integer(2)};
            });
}

Result<bool> IdentityRepository::areConnected(const QByteArray &from, const QByteArray &to)
{
    QSet<QByteArray> seen{from};
    QVector<QByteArray> next{from};
    while (!next.isEmpty()) {
        auto partners = partnersOf(next.takeLast());
        if (!partners)
            return partners.error();
        for (const Partner &partner : std::as_const(*partners)) {
            if (partner.key == to)
                return true;
            if (!seen.contains(partner.key)) {
                seen.insert(partner.key);
                next.append(partner.key);
            }
        }
    }
    return false;
}

/// A person has one hidden id and one number at a time: a second one for either is a mistake, or a number that
/// was given to somebody else, and strangers must not become one.
Result<bool> IdentityRepository::isContradicted(const Alias &alias)
{
    if (alias.kind == MergeKind::NumberChanged)
        return false;
    const QByteArray first = m_database.codec().lookupKey(alias.firstKey);
    const QByteArray second = m_database.codec().lookupKey(alias.secondKey);
    auto other = Statement(m_database, u"SELECT 1 FROM contact_aliases WHERE kind = 'same_person' AND first_key = ? "
                                       "AND second_class = ? UNION ALL "
                                       "SELECT 1 FROM contact_aliases WHERE kind = 'same_person' AND second_key = ? "
                                       "AND first_class = ? LIMIT 1"_s)
                         .with(first, classOf(alias.secondKey), second, classOf(alias.firstKey))
                         .first([](Statement &) { return true; });
    if (!other)
        return other.error();
    return other->has_value();
}

Result<IdentityRepository::AliasChange> IdentityRepository::noteAlias(const Alias &alias)
{
    const QByteArray first = m_database.codec().lookupKey(alias.firstKey);
    const QByteArray second = m_database.codec().lookupKey(alias.secondKey);
    AliasChange change;
    auto done = m_database.connection().atomically([&]() -> Result<> {
        auto connected = areConnected(first, second);
        if (!connected)
            return connected.error();
        if (*connected)
            return {};
        auto contradicted = isContradicted(alias);
        if (!contradicted)
            return contradicted.error();
        if (*contradicted) {
            change.verdict = Verdict::Refused;
            return {};
        }
        auto added =
                Statement(m_database, u"INSERT INTO contact_aliases (first_key, second_key, kind, first_class, "
                                      "second_class, found_at) VALUES (?, ?, ?, ?, ?, ?)"_s)
                        .with(first, second, alias.kind, classOf(alias.firstKey), classOf(alias.secondKey), alias.atMs)
                        .done();
        if (!added)
            return added;
        change.verdict = Verdict::Remembered;
        for (const QByteArray &key : {first, second}) {
            auto contact = contactOf(key);
            if (!contact)
                return contact.error();
            if (!contact->isValid())
                continue;
            if (auto spreading = spread(*contact, key); !spreading)
                return spreading;
            auto members = membersOf(*contact);
            if (!members)
                return members.error();
            auto regrouped = regroup(m_database, *members);
            if (!regrouped)
                return regrouped.error();
            change.verdict = Verdict::Joined;
            change.regrouping = std::move(*regrouped);
            return {};
        }
        return {};
    });
    if (!done)
        return done.error();
    return change;
}

/// From a contact over all aliases, making what is missing on the way.
Result<> IdentityRepository::spread(ContactId contact, const QByteArray &key)
{
    QSet<QByteArray> seen{key};
    QVector<std::pair<QByteArray, ContactId>> next{{key, contact}};
    while (!next.isEmpty()) {
        const auto [fromKey, from] = next.takeLast();
        auto partners = partnersOf(fromKey);
        if (!partners)
            return partners.error();
        for (const Partner &partner : std::as_const(*partners)) {
            if (seen.contains(partner.key))
                continue;
            seen.insert(partner.key);
            auto other = contactOf(partner.key);
            if (other && !other->isValid())
                other = addContactRow(m_database, partner.key, {}, false);
            if (!other)
                return other.error();
            if (auto merged = addMerge(from, *other, partner.kind, partner.atMs); !merged)
                return merged;
            next.append({partner.key, *other});
        }
    }
    return {};
}

Result<> IdentityRepository::addMerge(ContactId one, ContactId other, MergeKind kind, qint64 atMs)
{
    return Statement(m_database, u"INSERT INTO contact_merges (kept_contact, joined_contact, kind, at) "
                                 "VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"_s)
            .with(std::min(one, other), std::max(one, other), kind, atMs)
            .done();
}

Result<> IdentityRepository::joinRemembered(ContactId contact, const QString &key)
{
    const QByteArray lookupKey = m_database.codec().lookupKey(key);
    auto partners = partnersOf(lookupKey);
    if (!partners)
        return partners.error();
    if (partners->isEmpty())
        return {};
    if (auto spreading = spread(contact, lookupKey); !spreading)
        return spreading;
    auto members = membersOf(contact);
    if (!members)
        return members.error();
    auto regrouped = regroup(m_database, *members);
    return regrouped ? Result<>() : Result<>(regrouped.error());
}

/// Over all merges, those that were undone, too: they are what a regrouping may have to take apart.
Result<QVector<ContactId>> IdentityRepository::membersOf(ContactId contact)
{
    QVector<ContactId> members{contact};
    for (qsizetype i = 0; i < members.size(); ++i) {
        auto others =
                Statement(m_database, u"SELECT joined_contact FROM contact_merges WHERE kept_contact = ? "
                                      "UNION ALL SELECT kept_contact FROM contact_merges WHERE joined_contact = ?"_s)
                        .with(members[i], members[i])
                        .all([](Statement &row) { return row.id<ContactId>(0); });
        if (!others)
            return others.error();
        for (const ContactId other : std::as_const(*others)) {
            if (!members.contains(other))
                members.append(other);
        }
    }
    return members;
}

Result<Regrouping> IdentityRepository::separate(ContactMergeId merge, const QString &actor, qint64 nowMs)
{
    Regrouping regrouping;
    auto done = m_database.connection().atomically([&]() -> Result<> {
        auto changed = Statement(m_database, u"UPDATE contact_merges SET undone_at = ?, undone_by = ? "
                                             "WHERE id = ? AND undone_at = 0"_s)
                               .with(nowMs, actor, merge)
                               .changedRows();
        return regroupAfter(changed, merge, regrouping);
    });
    if (!done)
        return done.error();
    return regrouping;
}

Result<Regrouping> IdentityRepository::joinAgain(ContactMergeId merge)
{
    Regrouping regrouping;
    auto done = m_database.connection().atomically([&]() -> Result<> {
        auto changed = Statement(m_database, u"UPDATE contact_merges SET undone_at = 0, undone_by = '' "
                                             "WHERE id = ? AND undone_at <> 0"_s)
                               .with(merge)
                               .changedRows();
        return regroupAfter(changed, merge, regrouping);
    });
    if (!done)
        return done.error();
    return regrouping;
}

Result<> IdentityRepository::regroupAfter(const Result<int> &changedRows, ContactMergeId id, Regrouping &regrouping)
{
    if (!changedRows)
        return changedRows.error();
    auto merge = Statement(m_database, kSelectMerges + u"WHERE g.id = ?"_s).with(id).first(readMerge);
    if (!merge)
        return merge.error();
    if (!*merge)
        return Error{Error::Kind::NotFound, u"merge %1"_s.arg(id.value)};
    if (*changedRows == 0)
        return Error{Error::Kind::Conflict, u"merge %1 is what it should become"_s.arg(id.value)};
    auto members = membersOf((*merge)->kept);
    if (!members)
        return members.error();
    auto regrouped = regroup(m_database, *members);
    if (!regrouped)
        return regrouped.error();
    regrouping = std::move(*regrouped);
    return {};
}

Result<QVector<ContactMerge>> IdentityRepository::mergesOf(ConversationId conversation)
{
    auto person = Statement(m_database, u"SELECT c.person_id FROM conversations v JOIN contacts c "
                                        "ON c.id = v.contact_id WHERE v.id = ?"_s)
                          .with(conversation)
                          .first([](Statement &row) { return row.id<ContactId>(0); });
    if (!person)
        return person.error();
    QVector<ContactMerge> merges;
    if (!*person)
        return merges;
    auto contacts = contactsOf(**person);
    if (!contacts)
        return contacts.error();
    for (const ContactId contact : std::as_const(*contacts)) {
        for (const QString &side : {u"g.kept_contact"_s, u"g.joined_contact"_s}) {
            auto some = Statement(m_database, kSelectMerges
                                                      + u"WHERE %1 = ? "
                                                        "AND EXISTS (SELECT 1 FROM conversations k WHERE "
                                                        "k.contact_id = g.kept_contact) AND EXISTS "
                                                        "(SELECT 1 FROM conversations j WHERE "
                                                        "j.contact_id = g.joined_contact)"_s.arg(side))
                                .with(contact)
                                .all(readMerge);
            if (!some)
                return some.error();
            for (const ContactMerge &merge : std::as_const(*some)) {
                if (!merges.contains(merge))
                    merges.append(merge);
            }
        }
    }
    std::sort(merges.begin(), merges.end(), [](const ContactMerge &a, const ContactMerge &b) { return a.id < b.id; });
    return merges;
}

Result<QVector<ContactId>> IdentityRepository::contactsOf(ContactId person)
{
    return Statement(m_database, u"SELECT id FROM contacts WHERE person_id = ? ORDER BY id"_s)
            .with(person)
            .all([](Statement &row) { return row.id<ContactId>(0); });
}

} // namespace atalaia
