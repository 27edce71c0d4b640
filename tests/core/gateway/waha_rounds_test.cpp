// SPDX-License-Identifier: GPL-3.0-or-later
// Rounds through the history while the stream comes and goes.
#include "gateway/connectorbench.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kMessages = 450; // three pages a line

/// Once away, the stream stays away until the connector is told to connect.
WahaTimings notByItself()
{
    WahaTimings timings = quick();
    timings.firstRetry = std::chrono::hours(1);
    timings.longestRetry = std::chrono::hours(1);
    return timings;
}

struct RoundsBench : ConnectorBench
{
    explicit RoundsBench(const WahaTimings &timings = quick()) : ConnectorBench(timings)
    {
        for (const QString &line : {u"vendas"_s, u"cobranca"_s}) {
            waha.addSession(line, u"WORKING"_s, u"GOWS"_s);
            for (int i = 0; i < kMessages; ++i)
                waha.addMessage(line, fullId(i), nowS() - 1000 + i, u"x"_s);
        }
        waha.setServerTime(clock.nowMs());
    }

    /// Calls `act` once, in the middle of the first line, before that page is answered.
    template <typename Act> void atSecondPage(Act act)
    {
        waha.setScript([this, act](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
            if (!hasActed && request.query.queryItemValue(u"offset"_s) == u"200") {
                hasActed = true;
                act();
            }
            return std::nullopt;
        });
    }

    bool hasActed = false;
};

} // namespace

TEST_CASE("a line's history is read to its end while the stream is away", "[core]")
{
    RoundsBench bench(notByItself());
    bench.atSecondPage([&bench] { bench.waha.dropSockets(); });
    bench.connector->start({});
    REQUIRE(bench.waitFor([&bench] { return bench.cursors().size() == 1; }));
    CHECK(bench.cursors().first().lineExternalId == u"vendas");
    CHECK(bench.hadPhase(ConnectionPhase::WaitingToRetry));
    CHECK_FALSE(bench.hadPhase(ConnectionPhase::Live));
    CHECK(bench.waha.count(u"GET"_s, u"/api/sessions"_s) == 1);

    // What came while nobody listened is read by the next round.
    bench.waha.addMessage(u"vendas"_s, fullId(7000), bench.nowS() - 1, u"x"_s);
    bench.waha.setScript({});
    bench.connector->setPaused(true);
    bench.connector->setPaused(false);
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.messageIds().contains(u"M7000"_s));
    CHECK(bench.cursors().size() == 3);
    CHECK(bench.cursors().last().lineExternalId == u"cobranca"); // how it is was not known while the stream was away
    CHECK(bench.waha.count(u"GET"_s, u"/api/sessions"_s) == 2);
}

TEST_CASE("a round that began before the connection does not count as its own", "[core]")
{
    RoundsBench bench;
    bench.atSecondPage([&bench] { bench.waha.dropSockets(); });
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.waha.count(u"GET"_s, u"/api/sessions"_s) == 2);
    CHECK(bench.cursors().size() == 3);
    CHECK(bench.waha.mostAtOnce() == 1);
}

TEST_CASE("a pause holds a round and does not begin it anew", "[core]")
{
    RoundsBench bench;
    bench.atSecondPage([&bench] { bench.connector->setPaused(true); });
    bench.connector->start({});
    REQUIRE(bench.waitFor([&bench] { return bench.messageIds().size() >= 400; })); // what was asked for is taken
    CHECK(bench.states.last().phase == ConnectionPhase::Paused);
    CHECK(bench.pageRequests().size() == 2);
    CHECK(bench.cursors().isEmpty());

    bench.connector->setPaused(false);
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    const auto pages = bench.pageRequests();
    CHECK(pages.at(2).query.queryItemValue(u"offset"_s) == u"400");
    CHECK(bench.cursors().size() == 3); // of the line that was held, and the round of the new connection
}

TEST_CASE("the line that is furthest behind is read first", "[core]")
{
    RoundsBench bench;
    const qint64 now = bench.clock.nowMs();
    bench.connector->start({{u"vendas"_s, now - 60'000}, {u"cobranca"_s, now - 600'000}});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.pageRequests().first().path.contains(u"cobranca"));
    CHECK(bench.pageRequests().last().path.contains(u"vendas"));
}

TEST_CASE("history waits for the store and live events do not", "[core]")
{
    ConnectorBench bench;
    bench.storesPages = false;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    for (int i = 0; i < 1200; ++i) // six pages
        bench.waha.addMessage(u"vendas"_s, fullId(i), bench.nowS() - 2000 + i, u"x"_s);
    bench.connector->start({});
    REQUIRE(bench.waitFor([&bench] { return bench.messageIds().size() == HistoryFlow::kMostPages * 200; }));
    bench.waha.sendFrame(frameOf(u"LIVE"_s));
    REQUIRE(bench.waitFor([&bench] { return bench.messageIds().contains(u"LIVE"_s); }));
    CHECK(bench.pageRequests().size() == HistoryFlow::kMostPages);

    bench.storesPages = true;
    const QVector<EventBatch> waiting = bench.batches;
    for (const EventBatch &batch : waiting)
        bench.connector->noteStored(batch.receipt);
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.messageIds().size() == 1201);
}
