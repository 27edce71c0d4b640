// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/line.h"
#include "gateway/gatewayevent.h"
#include "review/changefeed.h"
#include "store/messagerepository.h"

#include <QHash>
#include <QVector>

#include <optional>

namespace atalaia {

class Database;
class Detector;

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

/// Turns batches of events into rows: resolves identities, drops duplicates, detects on each new
/// text, and commits events, hits, flags, gaps, alarms, what is put aside, and cursors in ONE transaction. After a kill
/// at any instant an event is in the store once with its hits, or not at all and its cursor has not moved.
///
/// Used on the writing store thread only.
class IngestWriter
{
public:
    /// References must outlive this. `version`: of this program, so that what it puts aside is tried again
    /// by another one.
    IngestWriter(Detector &detector, const Clock &clock, QString version = {});
    Q_DISABLE_COPY_MOVE(IngestWriter)

    /// Errors are the store's (Storage, StorageFull ...); the same batches may be written again then.
    /// An event whose values the store refuses is put aside, so that it does not hold up the others:
    /// only in that case the events are committed one by one, each batch's cursor after its events, and
    /// a failure on the way comes with what was committed before it (IngestOutcome::stoppedBy).
    [[nodiscard]] Result<IngestOutcome> write(Database &database, const QVector<EventBatch> &batches);

private:
    class Turn;

    [[nodiscard]] Result<> writeAll(Database &database, const QVector<EventBatch> &batches, IngestOutcome &outcome);
    [[nodiscard]] IngestOutcome writeOneByOne(Database &database, const QVector<EventBatch> &batches);
    [[nodiscard]] Result<> putAsideRefused(Database &database, const EventBatch &batch, const GatewayEvent &event,
                                           IngestOutcome &all);
    [[nodiscard]] Result<> commit(Database &database, const QVector<EventBatch> &batches, IngestOutcome &outcome);

    Detector &m_detector;
    const Clock &m_clock;
    const QString m_version;
    // What ensure() answered last, so that a busy conversation costs no look-up per message. Dropped
    // after a failed commit (rows in it may not exist) and when it grows past kCacheLimit.
    QHash<QString, Line> m_lines;
    QHash<QString, ConversationId> m_conversations;
    static constexpr int kCacheLimit = 20'000;
};

} // namespace atalaia
