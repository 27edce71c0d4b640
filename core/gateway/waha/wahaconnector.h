// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/connector.h"
#include "gateway/waha/wahatimings.h"

#include <QByteArray>

#include <memory>

namespace atalaia {

class Clock;
struct WahaSession;

/// Connector for one WAHA server: socket for what happens now, REST for what was missed and for orders.
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
    [[nodiscard]] QFuture<Result<GatewayAnswer>> perform(const GatewayOrder &order) override;

private:
    struct Private;

    void connectNow();
    void handleOpened();
    void handleLost(const QString &problem, bool isKeyRefused);
    void handleFrame(const QByteArray &frame);
    void queueEvents(const QVector<GatewayEvent> &events);
    void flush();
    void noteLine(const QString &name, const LineChanged &line);
    void backfillSoon();
    void startBackfill();
    void proceedBackfill(const QVector<WahaSession> &lines);
    void finishBackfill(int refused);
    void retryBackfill(const Error &error);
    void waitToRetry(ConnectionPhase phase, const QString &detail, std::chrono::milliseconds delay);
    void disconnectNow();
    void setPhase(ConnectionPhase phase, const QString &detail, qint64 retryAtMs = 0);
    void noteRejected(int count, const QString &reason);
    void emitStateSoon();
    void emitState();

    std::unique_ptr<Private> m_data;
};

} // namespace atalaia
