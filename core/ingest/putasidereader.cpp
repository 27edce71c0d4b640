// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/putasidereader.h"

#include "base/continuation.h"
#include "base/futures.h"
#include "base/logging.h"
#include "gateway/connector.h"
#include "ingest/ingestqueue.h"
#include "store/putasiderepository.h"
#include "store/storethread.h"

#include <QSet>

namespace atalaia {

/// One pass over what is put aside of a gateway.
struct PutAsideReader::Run
{
    QString notTriedBy;
    qint64 lastId = 0;
    QSet<qint64> awaited; // of the page that is in the queue
    ReadAgainOutcome outcome;
    QPromise<Result<ReadAgainOutcome>> promise;
};

PutAsideReader::PutAsideReader(StoreThread &writer, IngestQueue &queue, ConnectorOf connectorOf, QString version,
                               QObject *parent)
    : QObject(parent),
      m_writer(writer),
      m_queue(queue),
      m_connectorOf(std::move(connectorOf)),
      m_version(std::move(version))
{
    connect(&m_queue, &IngestQueue::triedAgain, this, &PutAsideReader::noteTried);
}

PutAsideReader::~PutAsideReader() = default;

QFuture<Result<ReadAgainOutcome>> PutAsideReader::read(GatewayId gateway)
{
    return begin(gateway, {});
}

void PutAsideReader::readWhatOthersPutAside(GatewayId gateway)
{
    if (!m_version.isEmpty())
        static_cast<void>(begin(gateway, m_version));
}

QFuture<Result<ReadAgainOutcome>> PutAsideReader::begin(GatewayId gateway, const QString &notTriedBy)
{
    const auto refused = [gateway](Error::Kind kind) {
        return finishedFuture(Result<ReadAgainOutcome>(Error{kind, QStringLiteral("gateway %1").arg(gateway.value)}));
    };
    if (!m_connectorOf(gateway))
        return refused(Error::Kind::NotFound);
    if (m_runs.contains(gateway.value))
        return refused(Error::Kind::Conflict);
    auto run = std::make_unique<Run>();
    run->notTriedBy = notTriedBy;
    run->promise.start();
    auto future = run->promise.future();
    m_runs.emplace(gateway.value, std::move(run));
    readPage(gateway);
    return future;
}

void PutAsideReader::readPage(GatewayId gateway)
{
    const Run &run = *m_runs.at(gateway.value);
    const auto page = m_writer.submit([gateway, afterId = run.lastId, notTriedBy = run.notTriedBy](Database &database) {
        return PutAsideRepository(database).readable(gateway, afterId, kPage, kPageBytes, notTriedBy);
    });
    continueOn(this, page,
               [this, gateway](const Result<QVector<PutAsideEvent>> &events) { takePage(gateway, events); });
}

void PutAsideReader::takePage(GatewayId gateway, const Result<QVector<PutAsideEvent>> &page)
{
    Run &run = *m_runs.at(gateway.value);
    Connector *const connector = m_connectorOf(gateway);
    if (!page || !connector) {
        end(gateway,
            page ? Error{Error::Kind::NotFound, QStringLiteral("gateway %1").arg(gateway.value)} : page.error());
        return;
    }
    if (page->isEmpty()) {
        if (run.outcome.tried > 0)
            qCInfo(lcIngest) << "read again:" << run.outcome.tried << "put aside," << run.outcome.solved << "solved";
        end(gateway, run.outcome);
        return;
    }
    for (const PutAsideEvent &event : *page)
        run.awaited.insert(event.id);
    run.lastId = page->constLast().id;
    for (const PutAsideEvent &event : *page) {
        EventBatch batch = connector->readAgain({event.line, event.bytes, event.reason, event.receivedAtMs});
        batch.gateway = gateway;
        batch.putAsideId = event.id;
        batch.cursor.reset();
        batch.receipt = 0; // nobody waits for it
        m_queue.enqueue(batch);
    }
}

void PutAsideReader::noteTried(qint64 putAsideId, bool isSolved)
{
    for (const auto &[gateway, run] : m_runs) {
        if (!run->awaited.remove(putAsideId))
            continue;
        ++run->outcome.tried;
        run->outcome.solved += isSolved ? 1 : 0;
        if (run->awaited.isEmpty())
            readPage(GatewayId{gateway});
        return;
    }
}

void PutAsideReader::end(GatewayId gateway, const Result<ReadAgainOutcome> &outcome)
{
    const auto found = m_runs.find(gateway.value);
    const std::unique_ptr<Run> run = std::move(found->second);
    m_runs.erase(found);
    run->promise.addResult(outcome);
    run->promise.finish();
}

} // namespace atalaia
