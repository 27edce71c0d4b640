// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/database.h"

#include <QLockFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

namespace atalaia {

/// What is behind a Database: the connection, its prepared statements, the lock on the file and the
/// state of the running transaction. For core/store and its tests only.
struct Database::Connection
{
    Connection(Database::Access openedFor, const TextCodec &textCodec);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    /// Opens the file and sets and checks the pragmas.
    [[nodiscard]] Result<> open(const QString &filePath);

    /// Runs a statement that returns nothing of interest: a pragma or a step of a migration.
    [[nodiscard]] Result<> execute(const QString &sql);
    [[nodiscard]] Result<QString> pragma(const QString &name);

    [[nodiscard]] Result<> inTransaction(const std::function<Result<>()> &work);
    /// For writes of several statements: in the transaction that is running, else in one of their own.
    [[nodiscard]] Result<> atomically(const std::function<Result<>()> &work);

    /// Makes the Error for a failed statement, logs it without values, and dooms the running
    /// transaction: SQLite may have rolled it back already.
    [[nodiscard]] Error failed(const QSqlError &error, const QString &sql);

    const Database::Access access;
    const TextCodec &codec;
    const QString name; // purpose and thread, unique in the process
    std::unique_ptr<QLockFile> lock; // let go after the connection is closed
    QSqlDatabase database;
    std::unordered_map<QString, QSqlQuery> statements; // prepared once, by text
    QString filePath;
    int schemaVersion = 0;
    bool isInTransaction = false;
    std::optional<Error> transactionFailure;

private:
    [[nodiscard]] Result<> setPragmas();
};

} // namespace atalaia
