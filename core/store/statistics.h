// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

namespace atalaia {

class Database;

struct StoreTotals
{
    qint64 messages = 0;
    qint64 conversations = 0;
    qint64 hits = 0; ///< without those of background policies
    qint64 flags = 0;
    qint64 pendingContents = 0; ///< messages that the gateway has not decrypted yet
    qint64 unavailableContents = 0; ///< messages that it does not hand on
    qint64 unreadableEdits = 0; ///< edits whose new text it could not read
    qint64 messagesSince = 0; ///< received since the beginning of the hour that was asked for
};

/// Counts, cheap enough to be asked every second (kept by hour, not counted over all rows).
[[nodiscard]] Result<StoreTotals> storeTotals(Database &database, qint64 sinceMs);

} // namespace atalaia
