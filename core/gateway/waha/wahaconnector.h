// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/connector.h"
#include "gateway/waha/wahatimings.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace atalaia {

class Clock;
struct WahaReading;
struct WahaSession;

/// Connector for one WAHA server: socket, and webhooks where they are set up, for what happens now, REST for what
/// was missed, for files and for orders.
class WahaConnector final : public Connector
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WahaConnector)

public:
    /// `clock` must outlive this. May be made on any thread and moved to its own before start().
    WahaConnector(const GatewayConfig &config, const GatewaySecrets &secrets, const Clock &clock,
                  const WahaTimings &timings = {}, QObject *parent = nullptr);
    ~WahaConnector() override;

    void start(const QHash<QString, qint64> &completeUntil) override;
    void stop() override;
    void setPaused(bool isPaused) override;
    void noteCommitted(const LineCursor &cursor) override;
    void noteStored(quint64 receipt) override;
    [[nodiscard]] EventBatch readAgain(const RejectedEvent &event) override;
    [[nodiscard]] QFuture<WebhookAnswer> acceptPost(const WebhookPost &post) override;
    [[nodiscard]] QFuture<Result<MediaContent>> fetchMedia(const MediaRequest &request) override;
    [[nodiscard]] QFuture<Result<GatewayAnswer>> perform(const GatewayOrder &order) override;

private:
    struct Private;

    void connectSignals();
    void connectNow();
    void closeStream();
    void disconnectNow();
    void handleOpened();
    void handleLost(const QString &problem, bool isKeyRefused);
    void waitToRetry(ConnectionPhase phase, const QString &detail, std::chrono::milliseconds delay);
    void noteLost();

    void handleFrame(const QByteArray &frame);
    QVector<GatewayEvent> accept(const WahaReading &reading);
    void putAside(const RejectedEvent &event);
    void queueEvents(const QVector<GatewayEvent> &events);
    void flush();
    void hand(const QVector<GatewayEvent> &events, const std::optional<LineCursor> &cursor = {});

    void backfillSoon();
    void startBackfill();
    void holdBackfill();
    void proceedBackfill(const QVector<WahaSession> &lines);
    void takePage(const QString &line, const QVector<GatewayEvent> &events, const QVector<RejectedEvent> &rejected);
    void completeLine(const QString &line, qint64 startedAtMs, const std::optional<LineCursor> &cursor);
    void finishBackfill(int refused);
    void retryBackfill(const Error &error);

    void setPhase(ConnectionPhase phase, const QString &detail, qint64 retryAtMs = 0);
    void noteRejected(int count, const QString &reason);
    void emitStateSoon();
    void emitState();

    std::unique_ptr<Private> m_data;
};

} // namespace atalaia
