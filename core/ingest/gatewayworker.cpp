// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/gatewayworker.h"

#include "base/futures.h"
#include "base/logging.h"

namespace atalaia {

GatewayWorker::GatewayWorker(StoreThread &writer, Detector &detector, ChangeFeed &feed, const Clock &clock,
                             GatewayMaker maker, const QString &mediaFolder)
    : m_maker(std::move(maker)),
      m_queue(writer, detector, feed, clock, this, m_maker.version),
      m_outbox(
              writer, feed, clock, [this](GatewayId gateway) { return connectorOf(gateway); }, this),
      m_putAsideReader(
              writer, m_queue, [this](GatewayId gateway) { return connectorOf(gateway); }, m_maker.version, this),
      m_media(
              writer, feed, clock, mediaFolder, [this](GatewayId gateway) { return connectorOf(gateway); }, this)
{
    connect(&m_queue, &IngestQueue::mediaWanted, &m_media, &MediaFetcher::wake);
    connect(&m_media, &MediaFetcher::failed, this, &GatewayWorker::mediaFailed);
    connect(&m_media, &MediaFetcher::recovered, this, &GatewayWorker::mediaRecovered);
    connect(&m_queue, &IngestQueue::cursorCommitted, this, &GatewayWorker::noteCursor);
    connect(&m_queue, &IngestQueue::receiptCommitted, this, &GatewayWorker::noteStored);
    connect(&m_queue, &IngestQueue::fullChanged, this, &GatewayWorker::setPaused);
    connect(&m_queue, &IngestQueue::eventsPutAside, this, &GatewayWorker::notePutAside);
    connect(&m_queue, &IngestQueue::failed, this, &GatewayWorker::storeFailed);
    connect(&m_queue, &IngestQueue::recovered, this, &GatewayWorker::storeRecovered);
}

GatewayWorker::~GatewayWorker() = default;

void GatewayWorker::start()
{
    m_outbox.start();
}

void GatewayWorker::connectGateway(const GatewayConfig &config, const GatewaySecrets &secrets,
                                   const QHash<QString, qint64> &completeUntil)
{
    if (Connector *const old = connectorOf(config.id))
        old->stop();
    m_queue.noteNewConnector(config.id);
    std::unique_ptr<Connector> made = m_maker.connector(config, secrets);
    Connector *const connector = made.get();
    // Before it starts: what it hands on at once may fill the queue, and it must hear of that.
    m_connectors.insert_or_assign(config.id.value, std::move(made));
    connect(connector, &Connector::batchReady, this, &GatewayWorker::takeBatch);
    connect(connector, &Connector::stateChanged, this, &GatewayWorker::tellState);
    connector->setPaused(m_queue.isFull());
    connector->start(completeUntil);
    m_outbox.wake();
    m_putAsideReader.readWhatOthersPutAside(config.id);
    m_media.addGateway(config.id);
}

void GatewayWorker::disconnectGateway(GatewayId gateway, ConnectionPhase phase)
{
    m_media.removeGateway(gateway);
    if (Connector *const old = connectorOf(gateway))
        old->stop();
    m_connectors.erase(gateway.value);
    ConnectionState state;
    state.gateway = gateway;
    state.phase = phase;
    tellState(state);
}

void GatewayWorker::stop()
{
    for (const auto &[id, connector] : m_connectors)
        connector->stop();
    m_connectors.clear();
    m_queue.handOver();
}

QFuture<Result<GatewayProbe>> GatewayWorker::probe(const GatewayConfig &config, const GatewaySecrets &secrets)
{
    return m_maker.probe(config, secrets);
}

QFuture<WebhookAnswer> GatewayWorker::post(GatewayId gateway, const WebhookPost &post)
{
    Connector *const connector = connectorOf(gateway);
    if (!connector || m_queue.isFull())
        return finishedFuture(WebhookAnswer{503, {}});
    return connector->acceptPost(post);
}

QFuture<Result<ReadAgainOutcome>> GatewayWorker::readAgain(GatewayId gateway)
{
    return m_putAsideReader.read(gateway);
}

QFuture<Result<>> GatewayWorker::askForMediaAgain(MessageId message)
{
    return m_media.askAgain(message);
}

void GatewayWorker::noteStored(GatewayId gateway, quint64 receipt)
{
    if (Connector *const connector = connectorOf(gateway))
        connector->noteStored(receipt);
}

void GatewayWorker::takeBatch(const EventBatch &batch)
{
    m_queue.enqueue(batch);
}

void GatewayWorker::noteCursor(GatewayId gateway, const LineCursor &cursor)
{
    if (Connector *const connector = connectorOf(gateway))
        connector->noteCommitted(cursor);
    emit historyCompleted();
}

void GatewayWorker::notePutAside(GatewayId gateway, qint64 count)
{
    m_putAside[gateway] += count;
    if (const auto state = m_states.constFind(gateway); state != m_states.cend())
        tellState(ConnectionState(*state));
}

/// Frames that the connector could not read and events that the store could not keep are one number
/// on the screen: what came and is not there.
void GatewayWorker::tellState(const ConnectionState &state)
{
    m_states.insert(state.gateway, state);
    ConnectionState told = state;
    told.rejectedFrames += m_putAside.value(state.gateway);
    emit stateChanged(told);
}

void GatewayWorker::setPaused(bool isPaused)
{
    qCInfo(lcIngest) << (isPaused ? "queue full: streams closed" : "queue drained: streams reopen");
    for (const auto &[id, connector] : m_connectors)
        connector->setPaused(isPaused);
}

Connector *GatewayWorker::connectorOf(GatewayId gateway) const
{
    const auto found = m_connectors.find(gateway.value);
    return found == m_connectors.end() ? nullptr : found->second.get();
}

} // namespace atalaia
