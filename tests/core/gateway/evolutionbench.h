// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/evolution/eventsource.h"
#include "gateway/evolution/evolutionconnector.h"
#include "gateway/evolutionfixtures.h"
#include "gateway/historyflow.h"
#include "support/fakeevolution.h"
#include "support/manualclock.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

namespace atalaia::test {

/// Events as the test sends them.
class FakeSource final : public EventSource
{
public:
    void open() override
    {
        ++opens;
        isOpen = true;
        if (isReachable)
            emit opened();
        else
            emit lost(QStringLiteral("nobody there"), isRefusing);
    }
    void close() override
    {
        isOpen = false;
        for (const QByteArray &payload : std::exchange(held, {}))
            emit received(payload, hasTags ? ++lastTag : 0);
    }
    void acknowledge(quint64 tag) override { acknowledged.append(tag); }
    void setPaused(bool paused) override { isPaused = paused; }

    void send(const QByteArray &payload) { emit received(payload, hasTags ? ++lastTag : 0); }
    void drop()
    {
        close();
        emit lost(QStringLiteral("dropped"), false);
    }

    bool isReachable = true;
    bool isRefusing = false;
    bool hasTags = true;
    bool isOpen = false;
    bool isPaused = false;
    int opens = 0;
    quint64 lastTag = 0;
    QVector<QByteArray> held; ///< handed out when it ends
    QVector<quint64> acknowledged;
};

inline EvolutionTimings quickEvolution()
{
    EvolutionTimings timings;
    timings.requestTimeout = std::chrono::seconds(5);
    timings.firstRetry = std::chrono::milliseconds(10);
    timings.longestRetry = std::chrono::milliseconds(40);
    timings.coalesce = std::chrono::milliseconds(5);
    timings.stateEvery = std::chrono::milliseconds(5);
    timings.settle = std::chrono::milliseconds(0);
    return timings;
}

/// A connector with a fake gateway, a clock and everything it emitted.
struct EvolutionBench
{
    FakeEvolution gateway;
    ManualClock clock;
    FakeSource *source = new FakeSource; ///< the connector's
    QVector<EventBatch> batches;
    QVector<ConnectionState> states;
    bool storesPages = true; ///< says so at once
    std::unique_ptr<EvolutionConnector> connector; ///< goes first, and tells what it has yet

    explicit EvolutionBench(const EvolutionTimings &timings = quickEvolution())
    {
        GatewayConfig config;
        config.id = GatewayId{7};
        config.kind = GatewayKind::Evolution;
        config.address = gateway.address();
        GatewaySecrets secrets;
        secrets.key = "reader-key";
        secrets.actionKey = "action-key";
        connector = std::make_unique<EvolutionConnector>(config, secrets, std::unique_ptr<EventSource>(source), clock,
                                                         timings);
        QObject::connect(connector.get(), &Connector::batchReady, connector.get(), [this](const EventBatch &batch) {
            batches.append(batch);
            if (storesPages && HistoryFlow::isPage(batch.receipt))
                connector->noteStored(batch.receipt);
        });
        QObject::connect(connector.get(), &Connector::stateChanged, connector.get(),
                         [this](const ConnectionState &state) { states.append(state); });
    }

    [[nodiscard]] qint64 nowS() const { return clock.nowMs() / 1000; }
    [[nodiscard]] static bool waitFor(const std::function<bool()> &condition)
    {
        return QTest::qWaitFor(condition, 10'000);
    }
    [[nodiscard]] bool waitForPhase(ConnectionPhase phase) const
    {
        return waitFor([this, phase] { return !states.isEmpty() && states.last().phase == phase; });
    }
    template <typename Body> [[nodiscard]] QVector<Body> all() const
    {
        QVector<Body> found;
        for (const EventBatch &batch : batches) {
            for (const GatewayEvent &event : batch.events) {
                if (const auto *body = std::get_if<Body>(&event.body))
                    found.append(*body);
            }
        }
        return found;
    }
    /// Sorted, each once.
    [[nodiscard]] QStringList messageIds() const
    {
        QStringList ids;
        for (const MessageReceived &message : all<MessageReceived>())
            ids.append(message.messageId);
        ids.removeDuplicates();
        ids.sort();
        return ids;
    }
    [[nodiscard]] QVector<LineCursor> cursors() const
    {
        QVector<LineCursor> found;
        for (const EventBatch &batch : batches) {
            if (batch.cursor)
                found.append(*batch.cursor);
        }
        return found;
    }
    [[nodiscard]] qsizetype rejectedCount() const
    {
        qsizetype count = 0;
        for (const EventBatch &batch : batches)
            count += batch.rejected.size();
        return count;
    }
};

} // namespace atalaia::test
