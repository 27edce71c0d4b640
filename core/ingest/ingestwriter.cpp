// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/ingestwriter.h"

#include "base/logging.h"
#include "ingest/ingestturn.h"
#include "store/database.h"

namespace atalaia {

IngestWriter::IngestWriter(Detector &detector, const Clock &clock, QString version)
    : m_detector(detector), m_clock(clock), m_version(std::move(version)), m_memory(std::make_unique<IngestMemory>())
{}

IngestWriter::~IngestWriter() = default;

Result<IngestOutcome> IngestWriter::write(Database &database, const QVector<EventBatch> &batches)
{
    IngestOutcome outcome;
    const Result<> committed = commit(database, outcome, [&batches](IngestTurn &turn) -> Result<> {
        for (const EventBatch &batch : batches) {
            if (const Result<> written = turn.write(batch); !written)
                return written;
        }
        return {};
    });
    if (committed)
        return outcome;
    if (committed.error().kind == Error::Kind::InvalidInput)
        return writeOneByOne(database, batches);
    return committed.error();
}

void IngestWriter::noteNewConnector(GatewayId gateway)
{
    m_memory->gaps.removeIf([gateway](LiveGaps::iterator gap) { return gap->gateway == gateway; });
}

Result<> IngestWriter::commit(Database &database, IngestOutcome &outcome, const Work &work)
{
    const Result<> committed = database.inTransaction([this, &database, &outcome, &work] {
        IngestTurn turn(*m_memory, m_detector, database, m_clock.nowMs(), m_version, outcome);
        const Result<> worked = work(turn);
        return worked ? turn.finish() : worked;
    });
    if (!committed)
        m_memory->forgetRows();
    return committed;
}

IngestOutcome IngestWriter::writeOneByOne(Database &database, const QVector<EventBatch> &batches)
{
    IngestOutcome all;
    for (const EventBatch &batch : batches) {
        if (const Result<> written = writeApart(database, batch, all); !written) {
            all.stoppedBy = written.error();
            break;
        }
    }
    return all;
}

/// An error says that something of the batch is neither stored nor put aside.
Result<> IngestWriter::writeApart(Database &database, const EventBatch &batch, IngestOutcome &all)
{
    bool isAllKept = true;
    for (const GatewayEvent &event : batch.events) {
        const Result<bool> isKept = writeEventApart(database, batch, event, all);
        if (!isKept)
            return isKept.error();
        isAllKept = isAllKept && *isKept;
    }
    EventBatch rest{batch.gateway, {}, batch.cursor, batch.rejected, 0, batch.putAsideId};
    if (batch.putAsideId != 0 && !isAllKept && rest.rejected.isEmpty())
        rest.rejected.append({{}, {}, QStringLiteral("the store refuses it"), 0});
    IngestOutcome outcome;
    const Result<> committed = commit(database, outcome, [&rest](IngestTurn &turn) { return turn.write(rest); });
    if (committed)
        all.add(outcome);
    return committed;
}

/// False: it is put aside.
Result<bool> IngestWriter::writeEventApart(Database &database, const EventBatch &batch, const GatewayEvent &event,
                                           IngestOutcome &all)
{
    IngestOutcome stored;
    const Result<> committed =
            commit(database, stored, [&batch, &event](IngestTurn &turn) { return turn.writeOnly(batch, event); });
    if (committed) {
        all.add(stored);
        return stored.putAside == 0;
    }
    if (committed.error().kind != Error::Kind::InvalidInput)
        return committed.error();
    qCWarning(lcIngest) << "event put aside, the store refuses it:" << committed.error().context;
    IngestOutcome aside;
    const Result<> kept = commit(database, aside, [&batch, &event](IngestTurn &turn) {
        return turn.putAsideOnly(batch, event, QStringLiteral("the store refuses it"));
    });
    if (!kept)
        return kept.error();
    all.add(aside);
    return false;
}

} // namespace atalaia
