// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/connector.h"
#include "gateway/evolution/evolutiontimings.h"

#include <chrono>
#include <memory>

namespace atalaia {

class Clock;
class EventSource;
struct EvolutionLine;
struct EvolutionReading;

/// Connector for one server of Evolution API 2: a queue of our own at its RabbitMQ, or else its socket.io, for what
/// happens now; REST for what was missed, for media and for orders.
///
/// A queue's events are acknowledged after the batch with their receipt is stored, so what a crash or a full disk kept
/// out of the store comes again.
class EvolutionConnector final : public Connector
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EvolutionConnector)

public:
    /// `clock` must outlive this. May be made on any thread and moved to its own before start().
    EvolutionConnector(const GatewayConfig &config, const GatewaySecrets &secrets, const Clock &clock,
                       const EvolutionTimings &timings = {}, QObject *parent = nullptr);
    /// With events from elsewhere than `config` says.
    EvolutionConnector(const GatewayConfig &config, const GatewaySecrets &secrets, std::unique_ptr<EventSource> source,
                       const Clock &clock, const EvolutionTimings &timings = {}, QObject *parent = nullptr);
    ~EvolutionConnector() override;

    void start(const QHash<QString, qint64> &completeUntil) override;
    void stop() override;
    void setPaused(bool isPaused) override;
    void noteCommitted(const LineCursor &cursor) override;
    void noteStored(quint64 receipt) override;
    [[nodiscard]] EventBatch readAgain(const RejectedEvent &event) override;
    [[nodiscard]] QFuture<Result<MediaContent>> fetchMedia(const MediaRequest &request) override;
    [[nodiscard]] QFuture<Result<GatewayAnswer>> perform(const GatewayOrder &order) override;

private:
    struct Private;

    void connectNow();
    void closeSource();
    void disconnectNow();
    void handleOpened();
    void handleLost(const QString &problem, bool isRefused);
    void handleReceived(const QByteArray &payload, quint64 tag);
    void take(const EvolutionReading &reading, quint64 tag);
    void noteLive(const QString &line, const MessageReceived &message);
    void noteHistory(const QVector<GatewayEvent> &events);
    void tellMissed(const QString &line);
    void flush();
    void tell(const QVector<GatewayEvent> &events);
    void startBackfill();
    void holdBackfill();
    void backfillSoon();
    void proceedBackfill(const QVector<EvolutionLine> &lines);
    void takePage(const QVector<GatewayEvent> &events, const QVector<RejectedEvent> &rejected,
                  const std::optional<LineCursor> &cursor);
    void finishBackfill(int refused);
    void retryBackfill(const Error &error);
    [[nodiscard]] qint64 aliveAtMs() const;
    void waitToRetry(ConnectionPhase phase, const QString &detail, std::chrono::milliseconds delay);
    void setPhase(ConnectionPhase phase, const QString &detail, qint64 retryAtMs = 0);
    void noteRejected(qsizetype count, const QString &reason);
    void emitStateSoon();
    void emitState();

    std::unique_ptr<Private> m_data;
};

} // namespace atalaia
