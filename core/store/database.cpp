// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "base/logging.h"
#include "store/connection.h"
#include "store/migrations.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;
constexpr qint64 kUserVersionOffset = 60; // in the header of every SQLite file

Error tooNew(int found, int newest)
{
    return {Error::Kind::StoreTooNew, u"schema %1 is newer than %2"_s.arg(found).arg(newest)};
}

/// PRAGMA user_version out of the file's header, so that a newer store is refused before SQLite
/// touches it. 0 = empty or not readable; SQLite will say what is wrong.
int versionInHeader(const QString &filePath)
{
    QFile file(filePath);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(kUserVersionOffset))
        return 0;
    const QByteArray bytes = file.read(sizeof(qint32));
    return bytes.size() == sizeof(qint32) ? qFromBigEndian<qint32>(bytes.constData()) : 0;
}

Result<> makeFolder(const QString &path)
{
    if (QFileInfo::exists(path))
        return {};
    if (!QDir().mkpath(path) || !QFile::setPermissions(path, kOwnerOnly | QFile::ExeOwner))
        return Error{Error::Kind::Storage, u"cannot create the folder of the store"_s};
    return {};
}

/// SQLite would create it readable for others; its -wal and -shm files take over these permissions.
Result<> makeFile(const QString &filePath)
{
    QFile file(filePath);
    if (file.exists())
        return {};
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, kOwnerOnly))
        return Error{Error::Kind::Storage, u"cannot create the store: %1"_s.arg(file.errorString())};
    return {};
}

Result<std::unique_ptr<QLockFile>> lockStore(const QString &filePath)
{
    auto lock = std::make_unique<QLockFile>(filePath + u".lock"_s);
    // 0: however old, it holds while its process lives; that of a killed process is taken over.
    lock->setStaleLockTime(0);
    if (lock->tryLock(0))
        return lock;
    if (lock->error() == QLockFile::LockFailedError)
        return Error{Error::Kind::StoreLocked, u"another process or connection writes to the store"_s};
    return Error{Error::Kind::Storage, u"cannot create the lock file of the store"_s};
}

} // namespace

Database::Database(std::unique_ptr<Connection> connection) : m_connection(std::move(connection)) {}

Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(const QString &filePath, Access access, const TextCodec &codec)
{
    const QVector<Migration> migrations = builtInMigrations();
    const int newest = int(migrations.size());
    auto connection = std::make_unique<Connection>(access, codec);

    if (access == Access::ReadOnly && !QFileInfo::exists(filePath))
        return Error{Error::Kind::NotFound, u"there is no store yet"_s};
    if (access == Access::ReadWrite) {
        if (auto made = makeFolder(QFileInfo(filePath).absolutePath()); !made)
            return made.error();
        auto lock = lockStore(filePath);
        if (!lock)
            return lock.error();
        connection->lock = std::move(lock).value();
    }
    if (const int found = versionInHeader(filePath); found > newest)
        return tooNew(found, newest);
    if (access == Access::ReadWrite) {
        if (auto made = makeFile(filePath); !made)
            return made.error();
    }

    if (auto opened = connection->open(filePath); !opened)
        return opened.error();
    auto version = connection->pragma(u"user_version"_s);
    if (!version)
        return version.error();
    connection->schemaVersion = version->toInt();
    if (connection->schemaVersion > newest) // the newer header was still in the write-ahead log
        return tooNew(connection->schemaVersion, newest);
    if (access == Access::ReadWrite) {
        if (auto migrated = migrate(*connection, migrations); !migrated)
            return migrated.error();
    } else if (connection->schemaVersion < newest) {
        return Error{
                Error::Kind::Storage,
                u"schema %1 is older than %2 and opened for reading only"_s.arg(connection->schemaVersion).arg(newest)};
    }
    qCInfo(lcStore) << "store open with schema" << connection->schemaVersion;
    return std::unique_ptr<Database>(new Database(std::move(connection)));
}

Result<> Database::inTransaction(const std::function<Result<>()> &work)
{
    return m_connection->inTransaction(work);
}

const TextCodec &Database::codec() const
{
    return m_connection->codec;
}

int Database::schemaVersion() const
{
    return m_connection->schemaVersion;
}

int Database::newestSchemaVersion()
{
    return int(builtInMigrations().size());
}

Database::Connection &Database::connection()
{
    return *m_connection;
}

} // namespace atalaia
