// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/contactmerge.h"
#include "store/threadregrouping.h"

#include <QString>
#include <QVector>

namespace atalaia {

class Database;

/// Which contacts are one person: what gateways said, what was made of it, and taking it back.
///
/// A contact stays what it is, the owner of one identity key; persons are the groups that the merges which
/// hold make of contacts. So the order in which aliases and messages arrive does not matter, and a
/// separation needs nothing but the merges that are left.
class IdentityRepository
{
public:
    struct Alias
    {
        QString firstKey; ///< see identityKey()
        QString secondKey;
        MergeKind kind = MergeKind::SamePerson;
        qint64 atMs = 0;
    };

    enum class Verdict {
        Joined,
        Remembered, ///< nobody has written under either key yet
        Known, ///< said before, also where a person separated the two since
        Refused ///< against what is known: one of the two has another partner of that class
    };
    struct AliasChange
    {
        Verdict verdict = Verdict::Known;
        Regrouping regrouping; ///< with Joined
    };

    explicit IdentityRepository(Database &database) : m_database(database) {}

    /// Joins the contacts of both keys. One that nobody wrote under yet is made, if the other is known.
    /// The caller has made sure that neither is a group or the line's own.
    [[nodiscard]] Result<AliasChange> noteAlias(const Alias &alias);
    /// For a contact that was just made: joins it to those that its aliases name.
    [[nodiscard]] Result<> joinRemembered(ContactId contact, const QString &key);

    /// NotFound; Conflict: it is undone already, or holds again.
    [[nodiscard]] Result<Regrouping> separate(ContactMergeId merge, const QString &actor, qint64 nowMs);
    [[nodiscard]] Result<Regrouping> joinAgain(ContactMergeId merge);

    /// Of the person of a conversation: the merges whose two sides both have written or were written to,
    /// oldest first; undone ones, too.
    [[nodiscard]] Result<QVector<ContactMerge>> mergesOf(ConversationId conversation);

    /// The contacts that are shown as the person, itself included.
    [[nodiscard]] Result<QVector<ContactId>> contactsOf(ContactId person);

private:
    struct Partner
    {
        QByteArray key;
        MergeKind kind = MergeKind::SamePerson;
        qint64 atMs = 0;
    };

    [[nodiscard]] Result<ContactId> contactOf(const QByteArray &key);
    [[nodiscard]] Result<QVector<Partner>> partnersOf(const QByteArray &key);
    [[nodiscard]] Result<bool> areConnected(const QByteArray &from, const QByteArray &to);
    [[nodiscard]] Result<bool> isContradicted(const Alias &alias);
    [[nodiscard]] Result<> addMerge(ContactId one, ContactId other, MergeKind kind, qint64 atMs);
    [[nodiscard]] Result<> spread(ContactId contact, const QByteArray &key);
    [[nodiscard]] Result<QVector<ContactId>> membersOf(ContactId contact);
    [[nodiscard]] Result<> regroupAfter(const Result<int> &changedRows, ContactMergeId id, Regrouping &regrouping);

    Database &m_database;
};

} // namespace atalaia
