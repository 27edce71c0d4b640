// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/database.h"

#include <QString>
#include <QVector>

namespace atalaia {

/// One file of resources/migrations: leads to schema `number`.
struct Migration
{
    int number = 0;
    QString name; ///< "0001_first.sql"
    QString sql; ///< statements, separated by "-- @next"
};

/// Those built into the program, in order, without gaps.
[[nodiscard]] QVector<Migration> builtInMigrations();

/// Runs the missing ones, each in a transaction together with its number; an existing store is
/// copied beside itself before ("store.db.schema1.backup").
[[nodiscard]] Result<> migrate(Database::Connection &connection, const QVector<Migration> &migrations);

} // namespace atalaia
