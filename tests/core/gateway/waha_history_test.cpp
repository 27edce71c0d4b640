// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/connectorbench.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

TEST_CASE("history comes in pages and only the last carries a cursor", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.waha.addSession(u"parada"_s, u"STOPPED"_s, u"GOWS"_s);
    const qint64 now = bench.nowS();
    bench.waha.addMessage(u"vendas"_s, fullId(9999), now - 25 * 3600, u"older than a day"_s);
    QStringList expected;
    for (int i = 0; i < 450; ++i) {
        bench.waha.addMessage(u"vendas"_s, fullId(i), now - 1000 + i, u"x"_s);
        expected.append(fullId(i).section(u'_', 2));
    }
    bench.waha.setServerTime((now + 30) * 1000); // the gateway's clock is ahead
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));

    CHECK(bench.messageIds() == expected);
    REQUIRE(bench.cursors().size() == 1);
    CHECK(bench.batches.last().cursor == LineCursor{u"vendas"_s, bench.clock.nowMs() - 1000});

    const auto pages = bench.pageRequests();
    REQUIRE(pages.size() == 4);
    CHECK(pages.at(0).path == u"/api/vendas/chats/all/messages");
    CHECK(pages.at(0).query.queryItemValue(u"limit"_s) == u"200");
    CHECK(pages.at(0).query.queryItemValue(u"downloadMedia"_s) == u"false");
    CHECK(pages.at(0).query.queryItemValue(u"sortOrder"_s) == u"asc");
    CHECK(pages.at(0).query.queryItemValue(u"filter.timestamp.gte"_s).toLongLong() == now - 24 * 3600);
    CHECK(pages.at(3).query.queryItemValue(u"offset"_s) == u"600");
    CHECK(bench.waha.mostAtOnce() == 1);

    // Both lines are announced, before anything of their history.
    REQUIRE(bench.batches.first().events.size() == 2);
    const auto line = std::get<LineChanged>(bench.batches.first().events.at(0).body);
    CHECK(line
          == LineChanged{LineState::Working, u"Loja"_s, u"5511900000001@c.us"_s, bench.clock.nowMs(),
                         line.capabilities});
    REQUIRE(line.capabilities.has_value());
    CHECK(line.capabilities->hasHistory);
    CHECK_FALSE(line.capabilities->blocksContacts); // GOWS
    CHECK(std::get<LineChanged>(bench.batches.first().events.at(1).body).state == LineState::Stopped);
}

TEST_CASE("a cursor never claims more than the gateway's clock or the newest message", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.waha.addMessage(u"vendas"_s, fullId(1), bench.nowS() - 900, u"x"_s);

    SECTION("the gateway's clock is behind")
    {
        bench.waha.setServerTime(bench.clock.nowMs() - 600'000);
        bench.connector->start({});
        REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
        REQUIRE(bench.cursors().size() == 1);
        CHECK(bench.cursors().first().untilMs <= bench.clock.nowMs() - 601'000);
        CHECK(bench.cursors().first().untilMs > bench.clock.nowMs() - 610'000);
    }
    SECTION("the gateway's clock is unknown")
    {
        bench.connector->start({});
        REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
        REQUIRE(bench.cursors().size() == 1);
        CHECK(bench.cursors().first().untilMs == bench.clock.nowMs() - 900'000);
    }
}

TEST_CASE("a local clock that is days ahead claims no future", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    const qint64 trueMs = bench.clock.nowMs();
    constexpr qint64 kDayMs = 24LL * 3600 * 1000;
    bench.clock.advance(3 * kDayMs);
    bench.waha.addMessage(u"vendas"_s, fullId(1), trueMs / 1000 - 900, u"x"_s);

    SECTION("a line that was never seen and a gateway that tells its time")
    {
        bench.waha.setServerTime(trueMs);
        bench.connector->start({});
        REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
        CHECK(bench.messageIds() == QStringList{u"M0001"_s}); // the day before the gateway's now
        REQUIRE(bench.cursors().size() == 1);
        CHECK(bench.cursors().first().untilMs <= trueMs);
    }
    SECTION("a line that was never seen and a gateway that does not")
    {
        bench.connector->start({});
        REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
        for (const LineCursor &cursor : bench.cursors())
            CHECK(cursor.untilMs <= trueMs);
    }
    SECTION("a cursor that was claimed while the clock was ahead")
    {
        bench.clock.advance(-3 * kDayMs);
        bench.waha.setServerTime(trueMs);
        bench.waha.addMessage(u"vendas"_s, fullId(0), trueMs / 1000 - 20 * 3600, u"x"_s);
        bench.connector->start({{u"vendas"_s, trueMs + 3 * kDayMs}});
        REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
        CHECK(bench.messageIds() == QStringList{u"M0001"_s, u"M0000"_s});
        for (const LineCursor &cursor : bench.cursors())
            CHECK(cursor.untilMs <= trueMs);
    }
}

TEST_CASE("engines without a list of all messages are read chat by chat", "[core]")
{
    const QString engine = GENERATE(as<QString>(), u"WEBJS"_s, u""_s);
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, engine);
    bench.waha.addMessage(u"vendas"_s, u"false_5511990000002@c.us_A1"_s, bench.nowS() - 20, u"x"_s);
    bench.waha.addMessage(u"vendas"_s, u"false_5511990000003@c.us_B1"_s, bench.nowS() - 10, u"x"_s);
    bench.waha.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (request.path.contains(u"/chats/all/"))
            return FakeWaha::Reply{422, R"({"message":"not supported"})"};
        return std::nullopt;
    });
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.messageIds() == QStringList{u"A1"_s, u"B1"_s});
    CHECK(bench.cursors().size() == 1);
    CHECK(bench.pageRequests().last().rawPath.contains("/chats/5511990000003%40c.us/messages"));
}

TEST_CASE("a dropped connection comes back and fills its gap with an overlap", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    const qint64 untilMs = bench.clock.nowMs() - 60'000;
    bench.connector->start({{u"vendas"_s, untilMs}});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.pageRequests().first().query.queryItemValue(u"filter.timestamp.gte"_s).toLongLong()
          == untilMs / 1000 - 1200);

    const qint64 committedMs = bench.clock.nowMs() - 5000;
    bench.connector->noteCommitted({u"vendas"_s, committedMs});
    bench.waha.addMessage(u"vendas"_s, fullId(1), bench.nowS() - 1, u"missed"_s);
    bench.states.clear();
    bench.waha.dropSockets();
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.hadPhase(ConnectionPhase::WaitingToRetry));
    CHECK(bench.hadPhase(ConnectionPhase::CatchingUp));
    CHECK(bench.waha.socketsSeen() == 2);
    CHECK(bench.messageIds() == QStringList{u"M0001"_s});
    CHECK(bench.pageRequests().last().query.queryItemValue(u"filter.timestamp.gte"_s).toLongLong()
          == committedMs / 1000 - 1200);
}

TEST_CASE("an edit and a revocation during a gap reach messages of ten minutes before it", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.waha.setServerTime(bench.clock.nowMs());
    bench.connector->start({{u"vendas"_s, bench.clock.nowMs() - 5000}});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.connector->noteCommitted(bench.cursors().last());
    const QByteArray before = QByteArray::number(bench.nowS() - 600);
    const QByteArray page = R"([{"id":"true_5511990000002@c.us_AA","timestamp":)" + before
                            + R"(,"body":"new"},)"
                              R"({"id":"true_5511990000002@c.us_BB","timestamp":)"
                            + before + R"(,"body":null,"_data":{"type":"revoked"}}])";
    bench.waha.setScript([page, before](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (!request.path.endsWith(u"/messages"))
            return std::nullopt;
        const bool isListed =
                request.query.queryItemValue(u"filter.timestamp.gte"_s).toLongLong() <= before.toLongLong()
                && request.query.queryItemValue(u"offset"_s) == u"0";
        return FakeWaha::Reply{200, isListed ? page : "[]"};
    });
    bench.states.clear();
    bench.batches.clear();
    bench.waha.dropSockets();
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    REQUIRE(bench.messageIds() == QStringList{u"AA"_s, u"BB"_s});
    const auto page1 = std::find_if(bench.batches.cbegin(), bench.batches.cend(), [](const EventBatch &batch) {
        return batch.events.size() == 2 && std::holds_alternative<MessageReceived>(batch.events.first().body);
    });
    REQUIRE(page1 != bench.batches.cend());
    CHECK(std::get<MessageReceived>(page1->events.at(0).body).isHistory); // another text is a new version
    CHECK(std::get<MessageReceived>(page1->events.at(1).body).isRevoked);
}

TEST_CASE("a page that fails gives no cursor until it was read", "[core]")
{
    const int fault = GENERATE(0, 1, 2, 3);
    CAPTURE(fault);
    WahaTimings timings = quick();
    timings.requestTimeout = fault == 2 ? 100ms : timings.requestTimeout;
    ConnectorBench bench(timings);
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    for (int i = 0; i < 300; ++i)
        bench.waha.addMessage(u"vendas"_s, fullId(i), bench.nowS() - 1000 + i, u"x"_s);
    bool isBroken = true;
    bench.waha.setScript([&isBroken, fault](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (!isBroken || request.query.queryItemValue(u"offset"_s) != u"200")
            return std::nullopt;
        FakeWaha::Reply reply{200, "[{\"id\":"};
        reply.status = fault == 0 ? 503 : 200;
        reply.isCutOff = fault == 1;
        reply.isHeldBack = fault == 2;
        return reply; // 3: broken JSON
    });
    bench.connector->start({});
    REQUIRE(bench.waitFor([&bench] {
        return bench.states.last().phase == ConnectionPhase::CatchingUp && bench.states.last().retryAtMs > 0;
    }));
    CHECK(bench.cursors().isEmpty());

    isBroken = false;
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.cursors().size() == 1);
    CHECK(bench.messageIds().contains(u"M0299"_s));
}

TEST_CASE("one line in trouble does not hold up another", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"ruim"_s, u"WORKING"_s, u"GOWS"_s);
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.waha.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (request.path.startsWith(u"/api/ruim/"))
            return FakeWaha::Reply{422, R"({"message":"session failed"})"};
        return std::nullopt;
    });
    bench.waha.setServerTime(bench.clock.nowMs());
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    REQUIRE(bench.cursors().size() == 1);
    CHECK(bench.cursors().first().lineExternalId == u"vendas");
    CHECK_FALSE(bench.states.last().detail.isEmpty());
}

TEST_CASE("history is compared again from time to time", "[core]")
{
    WahaTimings timings = quick();
    timings.reconcileEvery = 20ms;
    ConnectorBench bench(timings);
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.waha.addMessage(u"vendas"_s, fullId(1), bench.nowS(), u"never sent on the socket"_s);
    REQUIRE(bench.waitFor([&bench] { return bench.messageIds().contains(u"M0001"_s); }));
    CHECK(bench.waha.socketsSeen() == 1);
    CHECK(bench.states.last().phase == ConnectionPhase::Live);
    // A line that did not change is announced once a connection.
    CHECK(std::count_if(bench.batches.cbegin(), bench.batches.cend(),
                        [](const EventBatch &batch) {
                            return !batch.events.isEmpty()
                                   && std::holds_alternative<LineChanged>(batch.events.first().body);
                        })
          == 1);
}

TEST_CASE("a line that comes back to work is read again and its cursor waits", "[core]")
{
    WahaTimings timings = quick();
    timings.settle = 10min;
    ConnectorBench bench(timings);
    bench.waha.addSession(u"vendas"_s, u"STOPPED"_s, u"GOWS"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.pageRequests().isEmpty());

    bench.waha.setSessionStatus(u"vendas"_s, u"WORKING"_s);
    bench.waha.addMessage(u"vendas"_s, fullId(1), bench.nowS(), u"x"_s);
    bench.waha.sendFrame(R"({"event":"session.status","session":"vendas","payload":{"status":"WORKING"}})");
    REQUIRE(bench.waitFor([&bench] { return bench.messageIds() == QStringList{u"M0001"_s}; }));
    CHECK_FALSE(QTest::qWaitFor([&bench] { return !bench.cursors().isEmpty(); }, 100));

    bench.clock.advance(11 * 60'000);
    bench.waha.dropSockets();
    REQUIRE(bench.waitFor([&bench] { return bench.cursors().size() == 1; }));
}
