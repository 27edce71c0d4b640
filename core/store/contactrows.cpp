// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/contactrows.h"

#include "store/statement.h"

#include <QRandomGenerator>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPseudonymDigits = 4;
constexpr int kMaxPseudonymDigits = 15;

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

} // namespace

Result<ContactId> addContactRow(Database &database, const QByteArray &lookupKey, const QString &name, bool isGroup)
{
    auto pseudonym = freshPseudonym(database);
    if (!pseudonym)
        return pseudonym.error();
    auto contact = Statement(database, u"INSERT INTO contacts (pseudonym, name, is_group) VALUES (?, ?, ?)"_s)
                           .with(*pseudonym, database.codec().seal(name), isGroup)
                           .insertedId();
    if (!contact)
        return contact.error();
    auto known = Statement(database, u"INSERT INTO contact_ids (lookup_key, contact_id) VALUES (?, ?)"_s)
                         .with(lookupKey, *contact)
                         .done();
    if (!known)
        return known.error();
    return ContactId{*contact};
}

} // namespace atalaia
