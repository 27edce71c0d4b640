// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolutionbench.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

QString idOf(int number)
{
    return u"M%1"_s.arg(number, 4, 10, QLatin1Char('0'));
}

/// `count` messages, one a second, the newest 1000 seconds ago.
QStringList fill(EvolutionBench &bench, int count)
{
    QStringList ids;
    for (int i = 0; i < count; ++i) {
        bench.gateway.addRecord(u"vendas"_s, idOf(i), bench.nowS() - 1000 - count + i, u"x"_s);
        ids.append(idOf(i));
    }
    return ids;
}

bool isPageRequest(const FakeWaha::Request &request, int page)
{
    return request.path.startsWith(u"/chat/findMessages")
           && QJsonDocument::fromJson(request.body).object().value(u"page"_s).toInt() == page;
}

} // namespace

TEST_CASE("Evolution's history comes in pages and only the last carries a cursor", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    bench.gateway.addInstance(u"parada"_s, u"close"_s);
    bench.gateway.addRecord(u"vendas"_s, u"OLD"_s, bench.nowS() - 25 * 3600, u"older than a day"_s);
    const QStringList expected = fill(bench, 600);
    bench.gateway.setServerTime(bench.clock.nowMs() + 30'000); // the gateway's clock is ahead
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));

    CHECK(bench.messageIds() == expected);
    REQUIRE(bench.cursors().size() == 1);
    CHECK(bench.batches.last().cursor == LineCursor{u"vendas"_s, bench.clock.nowMs() - 1000});

    const QVector<QJsonObject> pages = bench.gateway.bodiesOf(u"/chat/findMessages/vendas"_s);
    REQUIRE(pages.size() == 4);
    CHECK(pages.at(0).value(u"page"_s).toInt() == 1);
    CHECK(pages.at(3).value(u"page"_s).toInt() == 4);
    CHECK(pages.at(0).value(u"where"_s) == pages.at(3).value(u"where"_s)); // one window for the whole round
    CHECK(bench.gateway.count(u"POST"_s, u"/parada"_s) == 0);
    for (const FakeWaha::Request &request : bench.gateway.requests())
        CHECK(request.headers.value("apikey") == "reader-key");

    REQUIRE(bench.batches.first().events.size() == 2);
    const auto line = std::get<LineChanged>(bench.batches.first().events.at(0).body);
    CHECK(line.state == LineState::Working);
    CHECK(line.displayName == u"Loja");
    REQUIRE(line.capabilities.has_value());
    CHECK(line.capabilities->suspendWay == SuspendWay::LogsOut);
    CHECK(std::get<LineChanged>(bench.batches.first().events.at(1).body).state == LineState::NeedsPairing);
    for (const MessageReceived &message : bench.all<MessageReceived>())
        REQUIRE(message.isHistory);
}

TEST_CASE("Evolution's history starts at the cursor less the overlap", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    const qint64 untilS = bench.nowS() - 60;
    bench.gateway.addRecord(u"vendas"_s, u"IN"_s, untilS - 19 * 60, u"x"_s);
    bench.gateway.addRecord(u"vendas"_s, u"OUT"_s, untilS - 21 * 60, u"x"_s);
    bench.connector->start({{u"vendas"_s, untilS * 1000}});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.messageIds() == QStringList{u"IN"_s});
}

TEST_CASE("records that vanish while Evolution's pages are read make none be missed", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    QStringList expected = fill(bench, 700);
    bool hasRemoved = false;
    bench.gateway.setScript([&](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (isPageRequest(request, 2) && !hasRemoved) {
            hasRemoved = true;
            for (int i = 690; i < 700; ++i) // of the page that was read already
                bench.gateway.removeRecord(u"vendas"_s, idOf(i));
        }
        return std::nullopt;
    });
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(hasRemoved);
    CHECK(bench.messageIds() == expected);
    CHECK(bench.cursors().size() == 1);
}

TEST_CASE("records that come while Evolution's pages are read do no harm", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    QStringList expected = fill(bench, 700);
    int added = 0;
    bench.gateway.setScript([&](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (request.path.startsWith(u"/chat/findMessages") && added < 30) {
            const QString id = u"N%1"_s.arg(added++, 2, 10, QLatin1Char('0'));
            bench.gateway.addRecord(u"vendas"_s, id, bench.nowS() - 10, u"x"_s);
        }
        return std::nullopt;
    });
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    for (const QString &id : expected)
        REQUIRE(bench.messageIds().contains(id));
}

TEST_CASE("an Evolution that ignores the window is not read to its beginning", "[core]")
{
    EvolutionBench bench;
    bench.gateway.setIgnoresWindow(true);
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    for (int i = 0; i < 3000; ++i)
        bench.gateway.addRecord(u"vendas"_s, u"O%1"_s.arg(i), bench.nowS() - 30 * 3600 - i, u"x"_s);
    const QStringList expected = fill(bench, 300);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.messageIds() == expected);
    CHECK(bench.gateway.count(u"POST"_s, u"/chat/findMessages"_s) == 3);
    CHECK(bench.cursors().size() == 1);
}

TEST_CASE("an Evolution that repeats a page for ever gets no cursor and an alarm", "[core]")
{
    EvolutionBench bench;
    bench.gateway.setIgnoresPage(true);
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    fill(bench, 300);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.cursors().isEmpty());
    CHECK(bench.states.last().detail.contains(u"refused"));
    const auto alarms = bench.all<LineAlarmChanged>();
    REQUIRE(alarms.size() == 1);
    CHECK(alarms.first().kind == LineAlarmChanged::Kind::HistoryRefused);
    CHECK(alarms.first().isRaised);
}

TEST_CASE("a page of Evolution's history that is too large is read in pieces", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    QStringList expected;
    const QString large(300 * 1024, u'x');
    for (int i = 0; i < 40; ++i) {
        bench.gateway.addRecord(u"vendas"_s, idOf(i), bench.nowS() - 1000 + i, i % 2 == 0 ? large : u"x"_s);
        expected.append(idOf(i));
    }
    bench.gateway.addRecord(u"vendas"_s, u"HUGE"_s, bench.nowS() - 980, QString(6 * 1024 * 1024, u'x'));
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.messageIds() == expected);
    CHECK(bench.states.last().rejectedFrames == 1);
    CHECK(bench.cursors().size() == 1);
}

TEST_CASE("a record that cannot be read is put aside once and not in every round", "[core]")
{
    EvolutionTimings timings = quickEvolution();
    timings.reconcileEvery = std::chrono::milliseconds(5);
    EvolutionBench bench(timings);
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    bench.gateway.addRecord(u"vendas"_s, {{u"id"_s, u"cm0"_s}, {u"messageTimestamp"_s, bench.nowS() - 10}});
    bench.gateway.addRecord(u"vendas"_s, u"M1"_s, bench.nowS() - 20, u"x"_s);
    bench.connector->start({});
    REQUIRE(bench.waitFor([&] { return bench.cursors().size() >= 3; }));
    CHECK(bench.rejectedCount() == 1);
    CHECK(bench.messageIds() == QStringList{u"M1"_s});
}

TEST_CASE("an Evolution in trouble is asked again and claims nothing before", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    fill(bench, 300);
    int failures = 3;
    bench.gateway.setScript([&](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (isPageRequest(request, 2) && failures-- > 0)
            return failures % 2 == 0 ? FakeWaha::Reply{500, R"({"status":500})"} : FakeWaha::Reply{.isDropped = true};
        return std::nullopt;
    });
    bench.connector->start({});
    REQUIRE(bench.waitFor([&] { return bench.states.last().detail.startsWith(u"history: "); }));
    CHECK(bench.cursors().isEmpty());
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.cursors().size() == 1);
}

TEST_CASE("a line's history is read to its end while Evolution's source is away", "[core]")
{
    EvolutionBench bench;
    for (const QString &line : {u"vendas"_s, u"cobranca"_s})
        bench.gateway.addInstance(line, u"open"_s);
    const QStringList expected = fill(bench, 600);
    bench.gateway.setServerTime(bench.clock.nowMs());
    bool hasDropped = false;
    bench.gateway.setScript([&](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (!hasDropped && isPageRequest(request, 2)) {
            hasDropped = true;
            bench.source->isReachable = false;
            bench.source->drop();
        }
        return std::nullopt;
    });
    bench.connector->start({});
    REQUIRE(bench.waitFor([&bench] { return bench.cursors().size() == 1; }));
    CHECK(bench.messageIds() == expected);
    CHECK(bench.states.last().phase != ConnectionPhase::Live);
    CHECK(bench.gateway.count(u"GET"_s, u"/instance/fetchInstances"_s) == 1);

    bench.gateway.addRecord(u"vendas"_s, u"LATE"_s, bench.nowS() - 1, u"x"_s);
    bench.source->isReachable = true;
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.messageIds().contains(u"LATE"_s)); // the new connection's own round
}

TEST_CASE("a pause holds a round through Evolution's history", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    const QStringList expected = fill(bench, 600);
    bool hasPaused = false;
    bench.gateway.setScript([&](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (!hasPaused && isPageRequest(request, 2)) {
            hasPaused = true;
            bench.connector->setPaused(true);
        }
        return std::nullopt;
    });
    bench.connector->start({});
    REQUIRE(bench.waitFor([&bench] { return bench.messageIds().size() == 512; })); // what was asked for is taken
    CHECK(bench.gateway.bodiesOf(u"/chat/findMessages/vendas"_s).size() == 2);

    bench.connector->setPaused(false);
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.messageIds() == expected);
    const QVector<QJsonObject> pages = bench.gateway.bodiesOf(u"/chat/findMessages/vendas"_s);
    CHECK(pages.at(2).value(u"page"_s).toInt() == 3);
    CHECK(pages.size() == 8); // the round that was held and the one after it
}

TEST_CASE("Evolution's history waits for the store", "[core]")
{
    EvolutionBench bench;
    bench.storesPages = false;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    const QStringList expected = fill(bench, 1500); // six pages
    bench.connector->start({});
    REQUIRE(bench.waitFor([&bench] { return bench.messageIds().size() == HistoryFlow::kMostPages * 256; }));
    bench.storesPages = true;
    const QVector<EventBatch> waiting = bench.batches;
    CHECK(bench.source->acknowledged.isEmpty());
    for (const EventBatch &batch : waiting)
        bench.connector->noteStored(batch.receipt);
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.messageIds() == expected);
}
