// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/historyflow.h"
#include "gateway/waha/wahaconnector.h"
#include "support/fakewaha.h"
#include "support/manualclock.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>

namespace atalaia::test {

using namespace Qt::StringLiterals;

inline constexpr int kPatienceMs = 10'000;
inline const QByteArray kKey("key&with=odd chars+%");

inline WahaTimings quick()
{
    WahaTimings timings;
    timings.connectTimeout = std::chrono::seconds(5);
    timings.requestTimeout = std::chrono::seconds(5);
    timings.firstRetry = std::chrono::milliseconds(10);
    timings.longestRetry = std::chrono::milliseconds(40);
    timings.coalesce = std::chrono::milliseconds(5);
    timings.stateEvery = std::chrono::milliseconds(5);
    timings.settle = std::chrono::milliseconds(0);
    return timings;
}

/// A connector with a fake gateway, a clock and everything it emitted.
struct ConnectorBench
{
    FakeWaha waha;
    ManualClock clock;
    std::unique_ptr<WahaConnector> connector;
    QVector<EventBatch> batches;
    QVector<ConnectionState> states;
    bool storesPages = true; ///< says so at once

    explicit ConnectorBench(const WahaTimings &timings = quick())
    {
        GatewayConfig config;
        config.id = GatewayId{7};
        config.address = waha.address();
        connector = std::make_unique<WahaConnector>(config, GatewaySecrets{kKey}, clock, timings);
        QObject::connect(connector.get(), &Connector::batchReady, connector.get(), [this](const EventBatch &batch) {
            batches.append(batch);
            if (storesPages && HistoryFlow::isPage(batch.receipt))
                connector->noteStored(batch.receipt);
        });
        QObject::connect(connector.get(), &Connector::stateChanged, connector.get(),
                         [this](const ConnectionState &state) { states.append(state); });
    }

    [[nodiscard]] qint64 nowS() const { return clock.nowMs() / 1000; }
    [[nodiscard]] bool waitFor(const std::function<bool()> &condition) const
    {
        return QTest::qWaitFor(condition, kPatienceMs);
    }
    [[nodiscard]] bool waitForPhase(ConnectionPhase phase) const
    {
        return waitFor([this, phase] { return !states.isEmpty() && states.last().phase == phase; });
    }
    [[nodiscard]] bool hadPhase(ConnectionPhase phase) const
    {
        return std::any_of(states.cbegin(), states.cend(), [phase](const auto &state) { return state.phase == phase; });
    }
    [[nodiscard]] QStringList messageIds() const
    {
        QStringList ids;
        for (const EventBatch &batch : batches) {
            for (const GatewayEvent &event : batch.events) {
                if (const auto *message = std::get_if<MessageReceived>(&event.body))
                    ids.append(message->messageId);
            }
        }
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
    [[nodiscard]] QVector<FakeWaha::Request> pageRequests() const
    {
        QVector<FakeWaha::Request> found;
        for (const FakeWaha::Request &request : waha.requests()) {
            if (request.path.endsWith(u"/messages"))
                found.append(request);
        }
        return found;
    }
};

inline QByteArray frameOf(const QString &bareId)
{
    return R"({"event":"message.any","session":"vendas","payload":{"id":"false_5511990000002@c.us_)" + bareId.toLatin1()
           + R"(","timestamp":1767614400,"body":"x"}})";
}

inline QString fullId(int number)
{
    return u"false_5511990000002@c.us_M%1"_s.arg(number, 4, 10, QLatin1Char('0'));
}

} // namespace atalaia::test
