// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/importedfiles.h"

#include "store/statement.h"

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

const auto kSelect = u"SELECT id, sha256, size, line_id, zone, date_order, is_order_chosen, first_at, last_at, "
                     "messages, imported_by, imported_at, events, new_messages, duplicates, put_aside, ended_at, "
                     "was_stopped FROM imported_files "_s;

ImportedFile readFile(Statement &row)
{
    ImportedFile file;
    file.id = row.integer(0);
    file.sha256 = row.bytes(1);
    file.size = row.integer(2);
    file.line = row.id<LineId>(3);
    file.zone = row.plain(4);
    file.dateOrder = row.plain(5);
    file.isOrderChosen = row.isTrue(6);
    file.firstAtMs = row.integer(7);
    file.lastAtMs = row.integer(8);
    file.messages = row.integer(9);
    file.importedBy = row.plain(10);
    file.importedAtMs = row.integer(11);
    file.events = row.integer(12);
    file.newMessages = row.integer(13);
    file.duplicates = row.integer(14);
    file.putAside = row.integer(15);
    file.endedAtMs = row.integer(16);
    file.wasStopped = row.isTrue(17);
    return file;
}

QByteArray keyOf(Database &database, const QString &name)
{
    return database.codec().lookupKey(u"file:"_s + name);
}

} // namespace

Result<qint64> ImportedFiles::add(const ImportedFile &file, const QString &name)
{
    return Statement(
                   m_database,
                   u"INSERT INTO imported_files (sha256, size, name_key, line_id, zone, date_order, is_order_chosen, "
                   "first_at, last_at, messages, imported_by, imported_at, events, new_messages, duplicates, "
                   "put_aside, ended_at, was_stopped) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0)"_s)
            .with(file.sha256, file.size, keyOf(m_database, name), file.line, file.zone, file.dateOrder,
                  file.isOrderChosen, file.firstAtMs, file.lastAtMs, file.messages, file.importedBy, file.importedAtMs)
            .insertedId();
}

Result<> ImportedFiles::setEnded(const ImportedFile &file)
{
    return Statement(m_database, u"UPDATE imported_files SET events = ?, new_messages = ?, duplicates = ?, "
                                 "put_aside = ?, ended_at = ?, was_stopped = ? WHERE id = ?"_s)
            .with(file.events, file.newMessages, file.duplicates, file.putAside, file.endedAtMs, file.wasStopped,
                  file.id)
            .done();
}

Result<QVector<ImportedFile>> ImportedFiles::of(const QByteArray &sha256)
{
    return Statement(m_database, kSelect + u"WHERE sha256 = ? ORDER BY id DESC LIMIT ?"_s)
            .with(sha256, kMostOfOneFile)
            .all(readFile);
}

Result<QVector<ImportedFile>> ImportedFiles::named(const QString &name)
{
    return Statement(m_database, kSelect + u"WHERE name_key = ? ORDER BY id DESC LIMIT ?"_s)
            .with(keyOf(m_database, name), kMostOfOneFile)
            .all(readFile);
}

Result<QVector<ImportedFile>> ImportedFiles::newest(int limit)
{
    return Statement(m_database, kSelect + u"ORDER BY id DESC LIMIT ?"_s).with(limit).all(readFile);
}

} // namespace atalaia
