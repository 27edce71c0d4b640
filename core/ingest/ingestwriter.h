// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "gateway/gatewayevent.h"
#include "ingest/ingestoutcome.h"

#include <QVector>

#include <functional>
#include <memory>

namespace atalaia {

class Database;
class Detector;
class IngestTurn;
struct IngestMemory;

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
    ~IngestWriter();
    Q_DISABLE_COPY_MOVE(IngestWriter)

    /// Errors are the store's (Storage, StorageFull ...); the same batches may be written again then.
    /// An event whose values the store refuses is put aside, so that it does not hold up the others:
    /// only in that case the events are committed one by one, each batch's cursor after its events, and
    /// a failure on the way comes with what was committed before it (IngestOutcome::stoppedBy). Without
    /// stoppedBy every event of every batch is stored, or put aside with its reason.
    [[nodiscard]] Result<IngestOutcome> write(Database &database, const QVector<EventBatch> &batches);

    /// Another connector takes the place of the one whose events came until now: it does not know of the gaps
    /// that were open.
    void noteNewConnector(GatewayId gateway);

private:
    using Work = std::function<Result<>(IngestTurn &turn)>;

    [[nodiscard]] Result<> commit(Database &database, IngestOutcome &outcome, const Work &work);
    [[nodiscard]] IngestOutcome writeOneByOne(Database &database, const QVector<EventBatch> &batches);
    [[nodiscard]] Result<> writeApart(Database &database, const EventBatch &batch, IngestOutcome &all);
    [[nodiscard]] Result<bool> writeEventApart(Database &database, const EventBatch &batch, const GatewayEvent &event,
                                               IngestOutcome &all);

    Detector &m_detector;
    const Clock &m_clock;
    const QString m_version;
    const std::unique_ptr<IngestMemory> m_memory;
};

} // namespace atalaia
