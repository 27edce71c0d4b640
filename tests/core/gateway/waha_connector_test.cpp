// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahaconnector.h"
#include "support/catch.h"
#include "support/fakewaha.h"
#include "support/manualclock.h"

#include <QTest>

#include <algorithm>

using namespace atalaia;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kPatienceMs = 10'000;
const QByteArray kKey("key&with=odd chars+%");

WahaTimings quick()
{
    WahaTimings timings;
    timings.connectTimeout = 5s;
    timings.requestTimeout = 5s;
    timings.firstRetry = 10ms;
    timings.longestRetry = 40ms;
    timings.coalesce = 5ms;
    timings.stateEvery = 5ms;
    timings.settle = 0ms;
    return timings;
}

/// A connector with a fake gateway, a clock and everything it emitted.
struct Bench
{
    FakeWaha waha;
    ManualClock clock;
    std::unique_ptr<WahaConnector> connector;
    QVector<EventBatch> batches;
    QVector<ConnectionState> states;

    explicit Bench(const WahaTimings &timings = quick())
    {
        GatewayConfig config;
        config.id = GatewayId{7};
        config.address = waha.address();
        connector = std::make_unique<WahaConnector>(config, kKey, clock, timings);
        QObject::connect(connector.get(), &Connector::batchReady, connector.get(),
                         [this](const EventBatch &batch) { batches.append(batch); });
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

QByteArray frameOf(const QString &bareId)
{
    return R"({"event":"message.any","session":"vendas","payload":{"id":"false_5511990000002@c.us_)" + bareId.toLatin1()
           + R"(","timestamp":1767614400,"body":"x"}})";
}

QString fullId(int number)
{
    return u"false_5511990000002@c.us_M%1"_s.arg(number, 4, 10, QLatin1Char('0'));
}

} // namespace

TEST_CASE("frames travel as batches in order", "[core]")
{
    Bench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.batches.clear();

    QStringList sent;
    for (int i = 0; i < 1200; ++i) {
        sent.append(u"L%1"_s.arg(i));
        bench.waha.sendFrame(frameOf(sent.last()));
    }
    REQUIRE(bench.waitFor([&bench, &sent] { return bench.messageIds().size() >= sent.size(); }));
    CHECK(bench.messageIds() == sent);
    CHECK(bench.batches.size() < 600);
    for (const EventBatch &batch : bench.batches) {
        CHECK(batch.gateway == GatewayId{7});
        CHECK(batch.events.size() <= 500);
        CHECK_FALSE(batch.cursor.has_value());
    }
    CHECK(bench.states.last().lastEventAtMs == bench.clock.nowMs());
}

TEST_CASE("the socket asks for its events and shows the key in both places", "[core]")
{
    Bench bench;
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    const QUrlQuery query(bench.waha.lastSocketAddress());
    CHECK(query.queryItemValue(u"session"_s) == u"*");
    CHECK(query.queryItemValue(u"events"_s)
          == u"message.any,message.edited,message.revoked,message.reaction,message.ack,session.status");
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(QString::fromUtf8(kKey)));
    CHECK(query.queryItemValue(u"x-api-key"_s, QUrl::FullyEncoded) == encoded);
    CHECK(bench.waha.lastSocketKeyHeader() == kKey);
    CHECK(bench.waha.requests().first().headers.value("x-api-key") == kKey);
    CHECK_FALSE(bench.waha.requests().first().rawPath.contains("key"));
}

TEST_CASE("a garbage frame is counted and the next one arrives", "[core]")
{
    Bench bench;
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.waha.sendFrame("{\"event\":");
    bench.waha.sendFrame(R"({"event":"message.any","session":"vendas","payload":{"id":"x"}})");
    bench.waha.sendFrame(frameOf(u"GOOD"_s));
    REQUIRE(bench.waitFor([&bench] { return bench.messageIds() == QStringList{u"GOOD"_s}; }));
    REQUIRE(bench.waitFor([&bench] { return bench.states.last().rejectedFrames == 2; }));
    CHECK(bench.states.last().phase == ConnectionPhase::Live);
    CHECK(bench.waha.socketsSeen() == 1);
}

TEST_CASE("close code 1008 means that the key is refused and is retried slowly", "[core]")
{
    Bench bench;
    bench.waha.setRefusesSockets(true);
    bench.waha.setScript([](const FakeWaha::Request &) {
        return FakeWaha::Reply{401, R"({"message":"Unauthorized"})"};
    });
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::KeyRefused));
    CHECK(bench.states.last().retryAtMs == bench.clock.nowMs() + 300'000);
    // Many times the ordinary back-off later there was no further attempt.
    CHECK_FALSE(QTest::qWaitFor([&bench] { return bench.waha.socketsSeen() > 1; }, 300));
}

TEST_CASE("1008 alone is enough to tell a refused key", "[core]")
{
    Bench bench;
    bench.waha.setRefusesSockets(true);
    bench.waha.setScript([](const FakeWaha::Request &) { return FakeWaha::Reply{200, {}, true}; });
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::KeyRefused));
}

TEST_CASE("history comes in pages and only the last carries a cursor", "[core]")
{
    Bench bench;
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
    CHECK(std::get<LineChanged>(bench.batches.first().events.at(0).body)
          == LineChanged{LineState::Working, u"Loja"_s, u"5511900000001@c.us"_s, bench.clock.nowMs()});
    CHECK(std::get<LineChanged>(bench.batches.first().events.at(1).body).state == LineState::Stopped);
}

TEST_CASE("a cursor never claims more than the gateway's clock or the newest message", "[core]")
{
    Bench bench;
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
    Bench bench;
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
    Bench bench;
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
    Bench bench;
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
    Bench bench;
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
    const auto page1 = std::find_if(bench.batches.cbegin(), bench.batches.cend(),
                                    [](const EventBatch &batch) { return batch.events.size() == 2; });
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
    Bench bench(timings);
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
    Bench bench;
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

TEST_CASE("a page that is too large is read in smaller pieces", "[core]")
{
    Bench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    for (int i = 0; i < 4; ++i)
        bench.waha.addMessage(u"vendas"_s, fullId(i), bench.nowS() - 10 + i,
                              i == 1 ? QString(6 * 1024 * 1024, u'a') : u"x"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.messageIds() == QStringList{u"M0000"_s, u"M0002"_s, u"M0003"_s});
    CHECK(bench.states.last().rejectedFrames == 1);
    CHECK(bench.cursors().size() == 1);
}

TEST_CASE("a gateway that ignores the offset does not keep us for ever", "[core]")
{
    Bench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.waha.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (request.path.endsWith(u"/messages"))
            return FakeWaha::Reply{200, R"([{"id":"true_5511990000002@c.us_AA","timestamp":1767614000,"body":"x"}])"};
        return std::nullopt;
    });
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.pageRequests().size() == 2);
    CHECK(bench.cursors().isEmpty());
}

TEST_CASE("pages that hold no events and do not end do not keep us for ever", "[core]")
{
    Bench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.waha.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (request.path.endsWith(u"/messages"))
            return FakeWaha::Reply{200,
                                   R"([{"id":"false_status@broadcast_AA_1@c.us","timestamp":1767614000,"body":"x"}])"};
        return std::nullopt;
    });
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.pageRequests().size() == 2);
    CHECK(bench.cursors().isEmpty());
}

TEST_CASE("answers that are always too large do not keep us for ever", "[core]")
{
    Bench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    const QByteArray huge(5 * 1024 * 1024 + 1, 'x');
    bench.waha.setScript([huge](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (request.path.endsWith(u"/messages"))
            return FakeWaha::Reply{200, huge};
        return std::nullopt;
    });
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.pageRequests().size() < 60);
    CHECK(bench.cursors().isEmpty());
}

TEST_CASE("a session that cannot be read is counted and the others work", "[core]")
{
    Bench bench;
    bench.waha.addSession(u""_s, u"WORKING"_s, u"GOWS"_s);
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.waha.addMessage(u"vendas"_s, fullId(1), bench.nowS() - 10, u"x"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.messageIds() == QStringList{u"M0001"_s});
    CHECK(bench.states.last().rejectedFrames == 1);
}

TEST_CASE("live frames do not wait for the history", "[core]")
{
    Bench bench;
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
    Bench bench;
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
    Bench bench(timings);
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
    Bench bench;
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
    Bench bench(timings);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    // Pongs keep it alive over many pings.
    CHECK_FALSE(QTest::qWaitFor([&bench] { return bench.waha.socketsSeen() > 1; }, 900));
    bench.waha.setMute(true);
    REQUIRE(bench.waitFor([&bench] { return bench.waha.socketsSeen() == 2; }));
    CHECK(bench.hadPhase(ConnectionPhase::WaitingToRetry));
}

TEST_CASE("history is compared again from time to time", "[core]")
{
    WahaTimings timings = quick();
    timings.reconcileEvery = 20ms;
    Bench bench(timings);
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
    Bench bench(timings);
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

TEST_CASE("nothing is emitted after stop", "[core]")
{
    Bench bench;
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
    WahaConnector connector(config, kKey, clock, quick());
    int waits = 0;
    QObject::connect(&connector, &Connector::stateChanged, &connector, [&waits](const ConnectionState &state) {
        waits += state.phase == ConnectionPhase::WaitingToRetry && state.retryAtMs > 0 ? 1 : 0;
    });
    connector.start({});
    CHECK(QTest::qWaitFor([&waits] { return waits >= 3; }, kPatienceMs));
}

namespace {

QtMessageHandler previousHandler = nullptr;
QString *logged = nullptr;

void collect(QtMsgType, const QMessageLogContext &, const QString &message)
{
    *logged += message + u'\n';
}

} // namespace

TEST_CASE("neither key nor text nor number is logged or told in a state", "[core]")
{
    QString log;
    logged = &log;
    previousHandler = qInstallMessageHandler(&collect);
    {
        Bench bench;
        bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"WEBJS"_s);
        bench.waha.addMessage(u"vendas"_s, fullId(1), bench.nowS(), u"segredo"_s);
        bool isFailing = false;
        bench.waha.setScript([&isFailing](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
            if (isFailing && request.path.endsWith(u"/messages"))
                return FakeWaha::Reply{500, R"({"message":"chat 5511990000002@c.us failed"})"};
            return std::nullopt;
        });
        bench.connector->start({});
        CHECK(bench.waitForPhase(ConnectionPhase::Live));
        bench.waha.sendFrame(
                R"({"event":"message.any","session":"vendas","payload":{"id":"segredo","body":"segredo"}})");
        CHECK(bench.waitFor([&bench] { return bench.states.last().rejectedFrames == 1; }));
        isFailing = true;
        bench.waha.dropSockets();
        CHECK(bench.waitFor([&bench] { return bench.states.last().detail.contains(u"500"); }));
        bench.waha.setRefusesSockets(true);
        bench.waha.dropSockets();
        CHECK(bench.waitForPhase(ConnectionPhase::KeyRefused));
        for (const ConnectionState &state : bench.states)
            log += state.detail + u'\n';
    }
    qInstallMessageHandler(previousHandler);
    logged = nullptr;

    CHECK(log.contains(u"put aside"));
    CHECK_FALSE(log.contains(QString::fromUtf8(kKey)));
    CHECK_FALSE(log.contains(u"odd"));
    CHECK_FALSE(log.contains(u"segredo"));
    CHECK_FALSE(log.contains(u"5511990000002"));
    CHECK_FALSE(log.contains(u"ws://"));
}
