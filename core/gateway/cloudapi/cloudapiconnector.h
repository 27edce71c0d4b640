// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/cloudapi/cloudapitimings.h"
#include "gateway/connector.h"

#include <memory>

namespace atalaia {

class Clock;
struct CloudNumber;
struct CloudReading;

/// Connector for Meta's WhatsApp Business Cloud API: webhooks for what happens, the Graph API for
/// orders, media and the list of numbers.
///
/// There is no history to fetch. What comes while nobody listens Meta delivers again for up to seven days, which
/// nobody can check: the time is a gap, and stays unknown.
class CloudApiConnector final : public Connector
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CloudApiConnector)

public:
    /// `clock` must outlive this. May be made on any thread and moved to its own before start().
    CloudApiConnector(const GatewayConfig &config, const GatewaySecrets &secrets, const Clock &clock,
                      const CloudApiTimings &timings = {}, QObject *parent = nullptr);
    ~CloudApiConnector() override;

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

    [[nodiscard]] WebhookAnswer shakeHands(const WebhookPost &post) const;
    [[nodiscard]] QFuture<WebhookAnswer> takeNotification(const WebhookPost &post);
    [[nodiscard]] QFuture<WebhookAnswer> handOn(EventBatch batch, const QStringList &aliases);
    void takeReading(CloudReading reading, EventBatch &batch, QStringList &aliases);
    void noteLines(const CloudReading &reading, QVector<GatewayEvent> &events);
    void reportGaps();
    [[nodiscard]] QVector<GatewayEvent> gapsOfAllLines(const GapChanged &gap) const;
    void noteLateMessages(EventBatch &batch);
    [[nodiscard]] QFuture<bool> keepSent(const GatewayEvent &event);
    void emitCursors();
    void expireWaiting(qint64 nowMs);
    void listNumbers();
    void readNumbers(const Result<QVector<CloudNumber>> &numbers);
    void setPhase(ConnectionPhase phase, const QString &detail, qint64 retryAtMs = 0);
    void noteRejected(qsizetype count, const QString &reason);
    void emitStateSoon();
    void emitState();

    std::unique_ptr<Private> m_data;
};

} // namespace atalaia
