// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "domain/gatewayconfig.h"
#include "gateway/connector.h"
#include "ingest/gatewayservice.h"
#include "ingest/ingestqueue.h"
#include "ingest/putasidereader.h"
#include "ingest/mediafetcher.h"
#include "review/outboxrunner.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <unordered_map>

namespace atalaia {

/// The gateway thread's side of GatewayService: connectors, the ingest queue and the outbox.
/// Made on any thread, moved to the gateway thread before start(); all else happens there.
class GatewayWorker final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GatewayWorker)

public:
    GatewayWorker(StoreThread &writer, Detector &detector, ChangeFeed &feed, const Clock &clock, GatewayMaker maker,
                  const QString &mediaFolder);
    ~GatewayWorker() override;

    void start();
    /// Replaces the connector of that gateway. `completeUntil`: see Connector::start().
    void connectGateway(const GatewayConfig &config, const GatewaySecrets &secrets,
                        const QHash<QString, qint64> &completeUntil);
    /// No connector; reports `phase` for it.
    void disconnectGateway(GatewayId gateway, ConnectionPhase phase);
    /// Stops intake and hands what was received to the store. The last call.
    void stop();

    [[nodiscard]] QFuture<Result<GatewayProbe>> probe(const GatewayConfig &config, const GatewaySecrets &secrets);
    /// 503 while the gateway has no connector or nothing can be taken.
    [[nodiscard]] QFuture<WebhookAnswer> post(GatewayId gateway, const WebhookPost &post);
    [[nodiscard]] QFuture<Result<ReadAgainOutcome>> readAgain(GatewayId gateway);

    /// See MediaFetcher::askAgain().
    [[nodiscard]] QFuture<Result<>> askForMediaAgain(MessageId message);

signals:
    void mediaFailed(const atalaia::Error &error);
    void mediaRecovered();
    void stateChanged(const atalaia::ConnectionState &state);
    void storeFailed(const atalaia::Error &error);
    void storeRecovered();
    /// The history of a line is in the store up to its cursor.
    void historyCompleted();

private:
    void takeBatch(const EventBatch &batch);
    void noteStored(GatewayId gateway, quint64 receipt);
    void noteCursor(GatewayId gateway, const LineCursor &cursor);
    void notePutAside(GatewayId gateway, qint64 count);
    void tellState(const ConnectionState &state);
    void setPaused(bool isPaused);
    [[nodiscard]] Connector *connectorOf(GatewayId gateway) const;

    const GatewayMaker m_maker;
    IngestQueue m_queue;
    OutboxRunner m_outbox;
    PutAsideReader m_putAsideReader;
    MediaFetcher m_media;
    std::unordered_map<qint64, std::unique_ptr<Connector>> m_connectors; // by GatewayId::value
    QHash<GatewayId, ConnectionState> m_states; // as the connectors said them last
    QHash<GatewayId, qint64> m_putAside; // by ingest, since start
};

} // namespace atalaia
