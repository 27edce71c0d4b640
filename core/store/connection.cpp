// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/connection.h"

#include "base/logging.h"

#include <QScopeGuard>
#include <QSqlError>
#include <QStorageInfo>
#include <QThread>

#include <array>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

// Primary result codes of SQLite; extended ones carry them in the low byte.
constexpr int kSqliteBusy = 5;
constexpr int kSqliteLocked = 6;
constexpr int kSqliteIoError = 10;
constexpr int kSqliteFull = 13;
constexpr int kSqliteTooBig = 18;
constexpr int kSqliteConstraint = 19;
constexpr int kSqliteMismatch = 20;
constexpr qint64 kNearlyFullBytes = 1024 * 1024;

struct Setting
{
    QLatin1StringView name;
    QLatin1StringView value;
    QLatin1StringView expected; // as read back
};

// synchronous=FULL: a batch that was reported as committed must survive a power cut, and in WAL mode
// NORMAL does not promise that; it costs a quarter of the rate at batches of 1 000.
// wal_autocheckpoint=16000 (64 MB): with random unique ids the default of 1 000 pages writes the same
// index pages again and again, and insert rates fall to a third at a million rows.
// temp_store=MEMORY: no text of messages in temporary files.
constexpr std::array kSettings = {
        Setting{"busy_timeout"_L1, "5000"_L1, "5000"_L1}, Setting{"foreign_keys"_L1, "ON"_L1, "1"_L1},
        Setting{"trusted_schema"_L1, "OFF"_L1, "0"_L1},   Setting{"temp_store"_L1, "MEMORY"_L1, "2"_L1},
        Setting{"cell_size_check"_L1, "ON"_L1, "1"_L1},   Setting{"cache_size"_L1, "-32000"_L1, "-32000"_L1},
};
constexpr std::array kWriterSettings = {
        Setting{"journal_mode"_L1, "WAL"_L1, "wal"_L1},
        Setting{"synchronous"_L1, "FULL"_L1, "2"_L1},
        Setting{"wal_autocheckpoint"_L1, "16000"_L1, "16000"_L1},
        Setting{"journal_size_limit"_L1, "67108864"_L1, "67108864"_L1},
};

QString connectionName(Database::Access access, const void *self)
{
    return u"store-%1-%2-%3"_s.arg(access == Database::Access::ReadWrite ? u"write"_s : u"read"_s)
            .arg(quintptr(QThread::currentThreadId()), 0, 16)
            .arg(quintptr(self), 0, 16);
}

} // namespace

Database::Connection::Connection(Database::Access openedFor, const TextCodec &textCodec)
    : access(openedFor), codec(textCodec), name(connectionName(openedFor, this))
{}

Database::Connection::~Connection()
{
    statements.clear();
    database.close();
    database = {};
    if (QSqlDatabase::contains(name))
        QSqlDatabase::removeDatabase(name);
}

Result<> Database::Connection::open(const QString &path)
{
    filePath = path;
    database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
    if (!database.isValid())
        return Error{Error::Kind::Storage, u"the SQLite driver of Qt is missing"_s};
    database.setDatabaseName(path);
    if (access == Database::Access::ReadOnly)
        database.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
    if (!database.open())
        return failed(database.lastError(), u"open"_s);
    return setPragmas();
}

Result<> Database::Connection::setPragmas()
{
    auto apply = [this](const Setting &setting) -> Result<> {
        if (auto done = execute(u"PRAGMA %1 = %2"_s.arg(setting.name, setting.value)); !done)
            return done;
        auto value = pragma(setting.name);
        if (!value)
            return value.error();
        if (*value != setting.expected)
            return Error{Error::Kind::Storage, u"%1 is %2 instead of %3"_s.arg(setting.name, *value, setting.expected)};
        return {};
    };
    for (const Setting &setting : kSettings) {
        if (auto done = apply(setting); !done)
            return done;
    }
    if (access == Database::Access::ReadOnly)
        return {};
    for (const Setting &setting : kWriterSettings) {
        if (auto done = apply(setting); !done)
            return done;
    }
    return {};
}

Result<> Database::Connection::execute(const QString &sql)
{
    QSqlQuery query(database);
    if (!query.exec(sql))
        return failed(query.lastError(), sql);
    return {};
}

Result<QString> Database::Connection::pragma(const QString &pragmaName)
{
    const QString sql = u"PRAGMA "_s + pragmaName;
    QSqlQuery query(database);
    if (!query.exec(sql) || !query.next())
        return failed(query.lastError(), sql);
    return query.value(0).toString();
}

Result<> Database::Connection::inTransaction(const std::function<Result<>()> &work)
{
    if (isInTransaction)
        return Error{Error::Kind::Internal, u"a transaction is running already"_s};
    // IMMEDIATE: the write lock is taken here or not at all, never half-way.
    const bool isReading = access == Database::Access::ReadOnly;
    if (auto begun = execute(isReading ? u"BEGIN"_s : u"BEGIN IMMEDIATE"_s); !begun)
        return begun;
    isInTransaction = true;
    transactionFailure.reset();
    auto undo = qScopeGuard([this] {
        isInTransaction = false;
        QSqlQuery query(database);
        // Fails when SQLite has rolled back by itself, which is what we want.
        query.exec(u"ROLLBACK"_s);
    });

    if (auto worked = work(); !worked)
        return worked;
    if (transactionFailure)
        return *transactionFailure;
    if (auto committed = execute(u"COMMIT"_s); !committed)
        return committed;
    isInTransaction = false;
    undo.dismiss();
    return {};
}

Result<> Database::Connection::atomically(const std::function<Result<>()> &work)
{
    return isInTransaction ? work() : inTransaction(work);
}

Error Database::Connection::failed(const QSqlError &error, const QString &sql)
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    Error::Kind kind = Error::Kind::Storage;
    if (code == kSqliteFull)
        kind = Error::Kind::StorageFull;
    else if (code == kSqliteTooBig || code == kSqliteConstraint || code == kSqliteMismatch)
        kind = Error::Kind::InvalidInput; // the value is wrong, not the store
    else if (code == kSqliteBusy || code == kSqliteLocked)
        kind = Error::Kind::StoreLocked;
    else if (code == kSqliteIoError && QStorageInfo(filePath).bytesAvailable() < kNearlyFullBytes)
        kind = Error::Kind::StorageFull; // quotas and the shared-memory file report a full disk so

    const QString context = u"sqlite error %1: %2"_s.arg(error.nativeErrorCode(), error.databaseText());
    qCWarning(lcStore).noquote() << context << "in" << sql.simplified();
    Error answer{kind, context};
    if (isInTransaction)
        transactionFailure = answer;
    return answer;
}

} // namespace atalaia
