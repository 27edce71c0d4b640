// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "review/changefeed.h"

#include <QHash>

#include <optional>

namespace atalaia {

/// What one commit of ingest did.
struct IngestOutcome
{
    StoreChange change;
    qint64 events = 0; ///< handed in
    qint64 duplicates = 0; ///< changed nothing
    qint64 putAside = 0; ///< unusable (no id, no chat ...), logged by reason
    QHash<GatewayId, qint64> putAsideOf; ///< the same, by gateway
    qint64 hits = 0; ///< found, before the store's own dedupe
    bool isMediaWanted = false; ///< some was told that is to be asked for
    qint64 readAgain = 0; ///< events of stored history that were played once more
    qint64 rejected = 0; ///< handed in as not readable, and put aside; the connector has counted them
    QHash<qint64, bool> triedAgain; ///< by EventBatch::putAsideId: whether all of it is in the store now
    /// Set: only a part was committed, then this happened; the same batches must be written again.
    std::optional<Error> stoppedBy;

    /// Takes over what a later commit did.
    void add(const IngestOutcome &other);
};

} // namespace atalaia
