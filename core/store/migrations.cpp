// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrations.h"

#include "base/logging.h"
#include "store/connection.h"

#include <QDir>
#include <QFile>
#include <QSqlError>
#include <QSqlQuery>

// The library is static: without this the linker leaves the resource out. It must be called from
// outside any namespace.
static void initMigrationResource()
{
    Q_INIT_RESOURCE(migrations);
}

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

Result<> runOne(Database::Connection &connection, const Migration &migration)
{
    return connection.inTransaction([&connection, &migration]() -> Result<> {
        const QStringList statements = migration.sql.split(u"\n-- @next\n"_s);
        for (const QString &statement : statements) {
            if (auto done = connection.execute(statement); !done)
                return done;
        }
        return connection.execute(u"PRAGMA user_version = %1"_s.arg(migration.number));
    });
}

Result<> backUp(Database::Connection &connection)
{
    const QString target = u"%1.schema%2.backup"_s.arg(connection.filePath).arg(connection.schemaVersion);
    const QString unfinished = target + u".part"_s;
    QFile::remove(unfinished);
    QFile file(unfinished); // made here, because SQLite would make it readable for others
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return Error{Error::Kind::Storage, u"cannot create the backup: %1"_s.arg(file.errorString())};
    file.close();

    QSqlQuery query(connection.database);
    const QString sql = u"VACUUM INTO ?"_s;
    bool isCopied = query.prepare(sql);
    if (isCopied) {
        query.addBindValue(unfinished);
        isCopied = query.exec();
    }
    if (!isCopied) {
        Error error = connection.failed(query.lastError(), sql);
        QFile::remove(unfinished);
        return error;
    }
    QFile::remove(target);
    if (!QFile::rename(unfinished, target))
        return Error{Error::Kind::Storage, u"cannot name the backup"_s};
    return {};
}

} // namespace

QVector<Migration> builtInMigrations()
{
    initMigrationResource();
    QVector<Migration> migrations;
    const QDir folder(u":/migrations"_s);
    const QStringList names = folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        const bool isOpen = file.open(QIODevice::ReadOnly);
        Q_ASSERT(isOpen && name.left(4).toInt() == migrations.size() + 1);
        if (isOpen)
            migrations.append({int(migrations.size()) + 1, name, QString::fromUtf8(file.readAll())});
    }
    Q_ASSERT(!migrations.isEmpty());
    return migrations;
}

Result<> migrate(Database::Connection &connection, const QVector<Migration> &migrations)
{
    const int newest = migrations.isEmpty() ? 0 : migrations.last().number;
    if (connection.schemaVersion > 0 && connection.schemaVersion < newest) {
        if (auto done = backUp(connection); !done)
            return done;
    }
    for (const Migration &migration : migrations) {
        if (migration.number <= connection.schemaVersion)
            continue;
        if (auto done = runOne(connection, migration); !done)
            return Error{done.error().kind, u"%1: %2"_s.arg(migration.name, done.error().context)};
        connection.schemaVersion = migration.number;
        qCInfo(lcStore) << "store brought to schema" << migration.number;
    }
    return {};
}

} // namespace atalaia
