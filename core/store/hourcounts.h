// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtGlobal>

namespace atalaia {

class Database;

/// What is counted by the hour, so that totals need not count rows.
enum class Counted { Messages, Conversations, Hits, Flags };

/// Adds `count` to the hour of `atMs` (0 where the time does not matter).
[[nodiscard]] Result<> addToHour(Database &database, Counted what, qint64 atMs, int count);
[[nodiscard]] Result<qint64> countedSince(Database &database, Counted what, qint64 sinceMs);

} // namespace atalaia
