// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QHash>
#include <QSet>
#include <QString>

namespace atalaia::bench {

/// What a store holds, by the gateway's bare ids.
struct StoredIds
{
    QSet<QString> messages;
    QHash<FlagId, QString> messageByFlag; ///< the message that opened it
};

/// Reads a store past the product's own code, after a run. Empty when it cannot be read.
[[nodiscard]] StoredIds readStoredIds(const QString &storePath);

} // namespace atalaia::bench
