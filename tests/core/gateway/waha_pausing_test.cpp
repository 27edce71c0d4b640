// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/connectorbench.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

TEST_CASE("live frames do not wait for the history", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.waha.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        return request.path.endsWith(u"/messages") ? std::optional(FakeWaha::Reply{200, {}, true}) : std::nullopt;
    });
    bench.connector->start({});
    REQUIRE(bench.waitFor([&bench] { return bench.waha.count(u"GET"_s, u"/messages"_s) == 1; }));
    bench.waha.sendFrame(frameOf(u"NOW"_s));
    REQUIRE(bench.waitFor([&bench] { return bench.messageIds() == QStringList{u"NOW"_s}; }));
    CHECK(bench.states.last().phase == ConnectionPhase::CatchingUp);
}

TEST_CASE("pausing closes the stream and resuming fills the gap", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.connector->setPaused(true);
    CHECK(bench.states.last().phase == ConnectionPhase::Paused);
    REQUIRE(bench.waitFor([&bench] { return bench.waha.openSockets() == 0; }));
    bench.waha.addMessage(u"vendas"_s, fullId(1), bench.nowS(), u"missed"_s);
    CHECK_FALSE(QTest::qWaitFor([&bench] { return bench.waha.socketsSeen() > 1; }, 100));

    bench.connector->setPaused(false);
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.messageIds() == QStringList{u"M0001"_s});
}

TEST_CASE("pausing hands on what was received since the history does not repeat it", "[core]")
{
    WahaTimings timings = quick();
    timings.coalesce = 1h;
    ConnectorBench bench(timings);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.waha.sendFrame(frameOf(u"NOW"_s));
    REQUIRE(bench.waitFor([&bench] { return bench.states.last().lastEventAtMs > 0; }));
    CHECK(bench.messageIds().isEmpty());
    bench.connector->setPaused(true);
    CHECK(bench.messageIds() == QStringList{u"NOW"_s});
}

TEST_CASE("pausing in the middle of the history gives no cursor", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    for (int i = 0; i < 300; ++i)
        bench.waha.addMessage(u"vendas"_s, fullId(i), bench.nowS() - 1000 + i, u"x"_s);
    QObject::connect(bench.connector.get(), &Connector::batchReady, bench.connector.get(),
                     [&bench](const EventBatch &batch) {
                         if (batch.events.size() == 200)
                             bench.connector->setPaused(true);
                     });
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Paused));
    CHECK_FALSE(
            QTest::qWaitFor([&bench] { return bench.pageRequests().size() > 1 || !bench.cursors().isEmpty(); }, 100));
}

TEST_CASE("a silent connection is dropped by the watchdog", "[core]")
{
    WahaTimings timings = quick();
    timings.pingEvery = 150ms;
    ConnectorBench bench(timings);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    // Pongs keep it alive over many pings.
    CHECK_FALSE(QTest::qWaitFor([&bench] { return bench.waha.socketsSeen() > 1; }, 900));
    bench.waha.setMute(true);
    REQUIRE(bench.waitFor([&bench] { return bench.waha.socketsSeen() == 2; }));
    CHECK(bench.hadPhase(ConnectionPhase::WaitingToRetry));
}

TEST_CASE("nothing is emitted after stop", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.waha.sendFrame(frameOf(u"LATE"_s));
    bench.connector->stop();
    const auto batches = bench.batches.size();
    const auto states = bench.states.size();
    REQUIRE(bench.waitFor([&bench] { return bench.waha.openSockets() == 0; }));
    CHECK_FALSE(QTest::qWaitFor([&] { return bench.batches.size() != batches || bench.states.size() != states; }, 100));
}

TEST_CASE("an unreachable gateway is tried again", "[core]")
{
    ManualClock clock;
    GatewayConfig config;
    config.id = GatewayId{7};
    config.address = QUrl(u"http://127.0.0.1:1"_s);
    WahaConnector connector(config, GatewaySecrets{kKey}, clock, quick());
    int waits = 0;
    QObject::connect(&connector, &Connector::stateChanged, &connector, [&waits](const ConnectionState &state) {
        waits += state.phase == ConnectionPhase::WaitingToRetry && state.retryAtMs > 0 ? 1 : 0;
    });
    connector.start({});
    CHECK(QTest::qWaitFor([&waits] { return waits >= 3; }, kPatienceMs));
}
