// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/result.h"

#include <QString>

namespace atalaia {

class Database;

/// A new flag that collects, without hits yet; `message` led to it. For core/store only; expects a running transaction.
[[nodiscard]] Result<FlagId> openFlag(Database &database, ConversationId conversation, MessageId message,
                                      const QString &category, int severity, qint64 saidAtMs, qint64 foundAtMs);

} // namespace atalaia
