// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/textcodec.h"

#include <QString>

#include <functional>
#include <memory>

class QSqlDatabase;

namespace atalaia {

/// One connection to the store, owned by the thread that opened it and used there only.
class Database
{
public:
    enum class Access {
        ReadWrite, ///< creates the file (0600) and runs missing migrations, with a backup before
        ReadOnly ///< the file must exist and have the current schema
    };

    /// Errors: StoreTooNew (context names both schema numbers), StoreLocked, StorageFull, Storage,
    /// NotFound (ReadOnly and no file).
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &filePath, Access access,
                                                                const TextCodec &codec);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Runs `work` in one transaction: commits when it returns a value, rolls back on an error or a
    /// failed commit (StorageFull, Storage). Does not nest.
    [[nodiscard]] Result<> inTransaction(const std::function<Result<>()> &work);

    [[nodiscard]] const TextCodec &codec() const;
    [[nodiscard]] int schemaVersion() const;

    /// The newest schema this program knows.
    [[nodiscard]] static int newestSchemaVersion();

    /// For repositories in core/store only.
    struct Connection;
    [[nodiscard]] Connection &connection();

private:
    explicit Database(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> m_connection;
};

} // namespace atalaia
