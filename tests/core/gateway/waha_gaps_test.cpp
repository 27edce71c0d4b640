// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/connectorbench.h"
#include "gateway/linegaps.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Outcome = GapChanged::Outcome;

template <typename Body> QVector<Body> all(const ConnectorBench &bench)
{
    QVector<Body> found;
    for (const EventBatch &batch : bench.batches) {
        for (const GatewayEvent &event : batch.events) {
            if (const auto *body = std::get_if<Body>(&event.body))
                found.append(*body);
        }
    }
    return found;
}

bool hasGap(const ConnectorBench &bench, Outcome outcome, const QString &reason)
{
    const auto gaps = all<GapChanged>(bench);
    return std::any_of(gaps.cbegin(), gaps.cend(),
                       [&](const GapChanged &gap) { return gap.outcome == outcome && gap.reason == reason; });
}

QByteArray statusFrame(const QByteArray &status)
{
    return R"({"event":"session.status","session":"vendas","engine":"GOWS","me":{"id":"5511900000001@c.us","pushName":"Loja"},"payload":{"status":")"
           + status + R"("}})";
}

void refuseHistory(FakeWaha &waha, const bool &isRefusing)
{
    waha.setScript([&isRefusing](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (isRefusing && request.path.endsWith(u"/messages"))
            return FakeWaha::Reply{422, R"({"message":"Enable NOWEB store"})"};
        return std::nullopt;
    });
}

} // namespace

TEST_CASE("a line has one gap at a time and it is named by its beginning", "[core]")
{
    LineGaps gaps;
    CHECK(gaps.begin(u"a"_s, 100, u"disconnected"_s) == GapChanged{100, 0, Outcome::Open, u"disconnected"_s});
    CHECK_FALSE(gaps.begin(u"a"_s, 150, u"line stopped"_s).has_value());
    CHECK_FALSE(gaps.close(u"a"_s, Outcome::Recovered, 1000).has_value()); // still going on
    CHECK(gaps.end(u"a"_s, 200)->toMs == 200);
    CHECK_FALSE(gaps.end(u"a"_s, 300).has_value());
    CHECK_FALSE(gaps.close(u"a"_s, Outcome::Recovered, 199).has_value()); // read before it ended
    CHECK_FALSE(gaps.begin(u"a"_s, 220, u"disconnected"_s).has_value()); // goes on
    CHECK(gaps.end(u"a"_s, 250)->toMs == 250);
    CHECK(gaps.close(u"a"_s, Outcome::Recovered, 260) == GapChanged{100, 250, Outcome::Recovered, u"disconnected"_s});
    CHECK_FALSE(gaps.isOpen(u"a"_s));
    CHECK(gaps.begin(u"a"_s, 300, u"stalled"_s).has_value());
    CHECK(gaps.end(u"a"_s, 50)->toMs == 300); // a clock that was put back
}

TEST_CASE("a lost socket opens a gap that the history closes with its cursor", "[core]")
{
    WahaTimings timings = quick();
    timings.firstRetry = 300ms;
    timings.longestRetry = 300ms;
    ConnectorBench bench(timings);
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(all<GapChanged>(bench).isEmpty());
    bench.waha.sendFrame(frameOf(u"L1"_s));
    REQUIRE(bench.waitFor([&bench] { return bench.messageIds().contains(u"L1"_s); }));
    const qint64 aliveMs = bench.clock.nowMs();
    bench.clock.advance(5'000);
    bench.waha.setServerTime(bench.clock.nowMs());
    bench.waha.dropSockets();
    REQUIRE(bench.waitFor([&bench] { return hasGap(bench, Outcome::Open, u"disconnected"_s); }));
    bench.clock.advance(60'000);
    bench.waha.setServerTime(bench.clock.nowMs());
    REQUIRE(bench.waitFor([&bench] { return hasGap(bench, Outcome::Recovered, u"disconnected"_s); }));

    const auto gaps = all<GapChanged>(bench);
    CHECK(gaps.first() == GapChanged{aliveMs, 0, Outcome::Open, u"disconnected"_s});
    CHECK(gaps.last() == GapChanged{aliveMs, bench.clock.nowMs(), Outcome::Recovered, u"disconnected"_s});
    const auto closing = std::find_if(bench.batches.cbegin(), bench.batches.cend(), [](const EventBatch &batch) {
        const auto *gap = batch.events.isEmpty() ? nullptr : std::get_if<GapChanged>(&batch.events.first().body);
        return gap && gap->outcome == Outcome::Recovered;
    });
    REQUIRE(closing != bench.batches.cend());
    CHECK(closing->cursor.has_value()); // committed together
}

TEST_CASE("many failed attempts are one gap", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bool isDead = true;
    bench.waha.setScript([&isDead](const FakeWaha::Request &) -> std::optional<FakeWaha::Reply> {
        if (isDead)
            return FakeWaha::Reply{503, "{}"};
        return std::nullopt;
    });
    for (int i = 0; i < 3; ++i) {
        const int seen = bench.waha.socketsSeen();
        bench.waha.dropSockets();
        REQUIRE(bench.waitFor([&bench, seen] { return bench.waha.socketsSeen() > seen; }));
    }
    isDead = false;
    REQUIRE(bench.waitFor([&bench] { return hasGap(bench, Outcome::Recovered, u"disconnected"_s); }));
    const auto gaps = all<GapChanged>(bench);
    CHECK(std::count_if(gaps.cbegin(), gaps.cend(), [](const GapChanged &gap) { return gap.toMs == 0; }) == 1);
}

TEST_CASE("the time in which nobody ran is a gap when it is long", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    const qint64 nowMs = bench.clock.nowMs();
    bench.waha.setServerTime(nowMs);
    SECTION("an hour")
    {
        bench.connector->start({{u"vendas"_s, nowMs - 3'600'000}});
        REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
        const auto gaps = all<GapChanged>(bench);
        REQUIRE(gaps.size() == 3);
        CHECK(gaps.at(0) == GapChanged{nowMs - 3'600'000, 0, Outcome::Open, u"not running"_s});
        CHECK(gaps.at(2) == GapChanged{nowMs - 3'600'000, nowMs, Outcome::Recovered, u"not running"_s});
    }
    SECTION("a minute")
    {
        bench.connector->start({{u"vendas"_s, nowMs - 60'000}});
        REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
        CHECK(all<GapChanged>(bench).isEmpty());
    }
}

TEST_CASE("a line that does not work has a gap until it worked again and its history was read", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.waha.sendFrame(statusFrame("STOPPED"));
    REQUIRE(bench.waitFor([&bench] { return hasGap(bench, Outcome::Open, u"line stopped"_s); }));
    bench.waha.setSessionStatus(u"vendas"_s, u"STOPPED"_s);
    CHECK_FALSE(hasGap(bench, Outcome::Recovered, u"line stopped"_s));
    bench.waha.setSessionStatus(u"vendas"_s, u"WORKING"_s);
    bench.waha.sendFrame(statusFrame("STARTING"));
    bench.waha.sendFrame(statusFrame("WORKING"));
    REQUIRE(bench.waitFor([&bench] { return hasGap(bench, Outcome::Recovered, u"line stopped"_s); }));
    CHECK(all<LineAlarmChanged>(bench).isEmpty());
}

TEST_CASE("a line that asks for pairing was logged out", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.batches.clear();
    for (int i = 0; i < 4; ++i) // each QR code is told
        bench.waha.sendFrame(statusFrame("SCAN_QR_CODE"));
    bench.waha.sendFrame(statusFrame("WORKING"));
    bench.waha.sendFrame(statusFrame("WORKING"));
    REQUIRE(bench.waitFor([&bench] { return all<LineAlarmChanged>(bench).size() == 2; }));
    CHECK(all<LineAlarmChanged>(bench).at(0).kind == LineAlarmChanged::Kind::LoggedOut);
    CHECK(all<LineAlarmChanged>(bench).at(0).isRaised);
    CHECK_FALSE(all<LineAlarmChanged>(bench).at(1).isRaised);
    CHECK(all<LineChanged>(bench).size() == 2); // what repeats is no change
}

TEST_CASE("a history that is refused leaves the gap unknown and raises an alarm once", "[core]")
{
    bool isRefusing = true;
    WahaTimings timings = quick();
    timings.reconcileEvery = 30ms;
    ConnectorBench bench(timings);
    refuseHistory(bench.waha, isRefusing);
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"NOWEB"_s);
    bench.connector->start({{u"vendas"_s, bench.clock.nowMs() - 3'600'000}});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    REQUIRE(bench.waitFor([&bench] { return bench.pageRequests().size() > 3; }));
    CHECK(hasGap(bench, Outcome::Unknown, u"not running"_s));
    CHECK_FALSE(hasGap(bench, Outcome::Recovered, u"not running"_s));
    CHECK(bench.cursors().isEmpty());
    const auto raised = [&bench] {
        QVector<LineAlarmChanged> alarms = all<LineAlarmChanged>(bench);
        alarms.removeIf([](const LineAlarmChanged &a) { return a.kind != LineAlarmChanged::Kind::HistoryRefused; });
        return alarms;
    };
    REQUIRE(raised().size() == 1);
    CHECK(raised().first().isRaised);
    const auto lines = all<LineChanged>(bench);
    REQUIRE(lines.last().capabilities.has_value());
    CHECK_FALSE(lines.last().capabilities->hasHistory);

    isRefusing = false;
    REQUIRE(bench.waitFor([&raised] { return raised().size() == 2; }));
    CHECK_FALSE(raised().last().isRaised);
    CHECK(all<LineChanged>(bench).last().capabilities->hasHistory);
}

TEST_CASE("a paused connector has a gap", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.connector->setPaused(true);
    CHECK(hasGap(bench, Outcome::Open, u"disconnected"_s));
    bench.connector->setPaused(false);
    CHECK(bench.waitFor([&bench] { return hasGap(bench, Outcome::Recovered, u"disconnected"_s); }));
}

TEST_CASE("a stalled socket is noticed by the history and opened again", "[core]")
{
    WahaTimings timings = quick();
    timings.reconcileEvery = 50ms;
    ConnectorBench bench(timings);
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.waha.addMessage(u"vendas"_s, fullId(1), bench.nowS() - 100, u"before the socket"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));

    bench.clock.advance(10'000);
    const qint64 seenAtMs = bench.clock.nowMs() / 1000 * 1000;
    bench.waha.addMessage(u"vendas"_s, fullId(2), bench.nowS(), u"never sent"_s);
    SECTION("what is young may still come")
    {
        const auto asked = bench.pageRequests().size();
        REQUIRE(bench.waitFor([&bench, asked] { return bench.pageRequests().size() > asked + 4; }));
        CHECK_FALSE(hasGap(bench, Outcome::Recovered, u"stalled"_s));
        CHECK(bench.waha.socketsSeen() == 1);
    }
    SECTION("what the socket brought is none")
    {
        bench.waha.sendFrame(frameOf(u"M0002"_s));
        REQUIRE(bench.waitFor([&bench] { return bench.messageIds().contains(u"M0002"_s); }));
        bench.clock.advance(90'000);
        const auto asked = bench.pageRequests().size();
        REQUIRE(bench.waitFor([&bench, asked] { return bench.pageRequests().size() > asked + 4; }));
        CHECK_FALSE(hasGap(bench, Outcome::Recovered, u"stalled"_s));
    }
    SECTION("what is old was missed")
    {
        bench.waha.addMessage(u"vendas"_s, fullId(3), bench.nowS() + 3, u"never sent either"_s);
        bench.clock.advance(90'000);
        REQUIRE(bench.waitFor([&bench] { return bench.waha.socketsSeen() == 2; }));
        CHECK(hasGap(bench, Outcome::Recovered, u"stalled"_s));
        REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
        const auto asked = bench.pageRequests().size();
        REQUIRE(bench.waitFor([&bench, asked] { return bench.pageRequests().size() > asked + 4; }));
        const auto gaps = all<GapChanged>(bench);
        QVector<GapChanged> stalled;
        std::copy_if(gaps.cbegin(), gaps.cend(), std::back_inserter(stalled),
                     [](const GapChanged &gap) { return gap.reason == u"stalled"; });
        REQUIRE(stalled.size() == 1); // each message counts once
        CHECK(stalled.first() == GapChanged{seenAtMs, seenAtMs + 3'000, Outcome::Recovered, u"stalled"_s});
        CHECK(bench.waha.socketsSeen() == 2);
    }
}
