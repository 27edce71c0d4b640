// SPDX-License-Identifier: GPL-3.0-or-later
#include "storedids.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace atalaia::bench {

namespace {

constexpr auto kConnection = "stored ids"_L1;

StoredIds readFrom(QSqlDatabase database)
{
    StoredIds ids;
    if (!database.open())
        return ids;
    QSqlQuery messages(database);
    messages.setForwardOnly(true);
    messages.exec(u"SELECT external_id FROM messages"_s);
    while (messages.next())
        ids.messages.insert(messages.value(0).toString());
    QSqlQuery flags(database);
    flags.setForwardOnly(true);
    flags.exec(u"SELECT h.flag_id, m.external_id, min(h.id) FROM hits h JOIN messages m ON m.id = h.message_id "
               "WHERE h.flag_id IS NOT NULL GROUP BY h.flag_id"_s);
    while (flags.next())
        ids.messageByFlag.insert(FlagId{flags.value(0).toLongLong()}, flags.value(1).toString());
    return ids;
}

} // namespace

StoredIds readStoredIds(const QString &storePath)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, kConnection);
    database.setDatabaseName(storePath);
    database.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
    const StoredIds ids = readFrom(database);
    database.close();
    database = {};
    QSqlDatabase::removeDatabase(kConnection);
    return ids;
}

} // namespace atalaia::bench
