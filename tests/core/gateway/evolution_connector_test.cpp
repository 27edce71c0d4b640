// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolutionbench.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray text(const QByteArray &id)
{
    return evolutionEvent("messages.upsert", evolutionMessage(id, R"({"conversation":"x"})"));
}

quint64 lastReceipt(const EvolutionBench &bench)
{
    quint64 receipt = 0;
    for (const EventBatch &batch : bench.batches)
        receipt = std::max(receipt, batch.receipt);
    return receipt;
}

} // namespace

TEST_CASE("a queue's events are acknowledged when they are stored and not before", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));

    bench.source->send(text("M1"));
    bench.source->send(text("M2"));
    bench.source->send(evolutionEvent("presence.update", "{}")); // of no use, and still to be acknowledged
    bench.source->send("not json");
    REQUIRE(bench.waitFor([&] { return lastReceipt(bench) == 4; }));
    CHECK(bench.messageIds() == QStringList{u"M1"_s, u"M2"_s});
    CHECK(bench.rejectedCount() == 1);
    CHECK(bench.source->acknowledged.isEmpty());
    bench.connector->noteStored(4);
    CHECK(bench.source->acknowledged == QVector<quint64>{4});

    bench.source->send(evolutionEvent("presence.update", "{}"));
    REQUIRE(bench.waitFor([&] { return lastReceipt(bench) == 5; }));
}

TEST_CASE("what came is handed on before the connector stops", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.source->send(text("M1"));
    bench.connector->stop();
    CHECK(bench.messageIds() == QStringList{u"M1"_s});
    CHECK_FALSE(bench.source->isOpen);
    const qsizetype before = bench.batches.size();
    bench.source->send(text("M2"));
    CHECK(bench.batches.size() == before);
}

TEST_CASE("an event too large to be kept is counted and looked for in the history", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.gateway.addRecord(u"vendas"_s, u"M1"_s, bench.nowS() - 5, u"x"_s);
    bench.source->send({});
    REQUIRE(bench.waitFor([&] { return bench.messageIds() == QStringList{u"M1"_s}; }));
    CHECK(bench.rejectedCount() == 1);
    CHECK(bench.states.last().rejectedFrames == 1);
}

TEST_CASE("a lost connection is made again and the time between is a gap until the history was read", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.all<GapChanged>().isEmpty());
    bench.gateway.addRecord(u"vendas"_s, u"M1"_s, bench.nowS() + 10, u"x"_s);
    const qint64 lostAtMs = bench.clock.nowMs();
    bench.source->drop();
    REQUIRE(bench.waitForPhase(ConnectionPhase::WaitingToRetry));
    bench.clock.advance(30'000);
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.messageIds() == QStringList{u"M1"_s});
    const auto gaps = bench.all<GapChanged>();
    REQUIRE(gaps.size() == 3);
    CHECK(gaps.at(0).outcome == GapChanged::Outcome::Open);
    CHECK(gaps.at(0).toMs == 0);
    CHECK(gaps.at(0).fromMs <= lostAtMs);
    CHECK(gaps.at(0).reason == u"disconnected");
    CHECK(gaps.at(1).toMs == lostAtMs + 30'000);
    CHECK(gaps.at(2).outcome == GapChanged::Outcome::Recovered);
    CHECK(gaps.at(2).fromMs == gaps.at(0).fromMs);
}

TEST_CASE("an Evolution that cannot be reached or refuses is tried again", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    bench.source->isReachable = false;
    bench.connector->start({});
    REQUIRE(bench.waitFor([&] { return bench.source->opens >= 3; }));
    CHECK(bench.states.last().phase != ConnectionPhase::Live);
    bench.source->isReachable = true;
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));

    bench.source->isReachable = false;
    bench.source->isRefusing = true;
    bench.source->drop();
    REQUIRE(bench.waitForPhase(ConnectionPhase::KeyRefused));
    CHECK(bench.states.last().retryAtMs > bench.clock.nowMs() + 60'000);
}

TEST_CASE("a refused REST key is said though events come", "[core]")
{
    EvolutionBench bench;
    bench.gateway.setScript([](const FakeWaha::Request &) {
        return FakeWaha::Reply{401, R"({"status":401,"error":"Unauthorized","response":{"message":"Unauthorized"}})"};
    });
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::KeyRefused));
    CHECK(bench.states.last().detail.contains(u"401"));
    CHECK_FALSE(bench.source->isOpen);
}

TEST_CASE("a paused Evolution connector holds its source back and catches up afterwards", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.connector->setPaused(true);
    CHECK(bench.source->isPaused);
    CHECK(bench.source->isOpen);
    REQUIRE(bench.waitForPhase(ConnectionPhase::Paused));
    const int asked = bench.gateway.count(u"POST"_s, u"/chat/findMessages"_s);
    bench.gateway.addRecord(u"vendas"_s, u"M1"_s, bench.nowS() - 5, u"x"_s);
    bench.connector->setPaused(false);
    CHECK_FALSE(bench.source->isPaused);
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.gateway.count(u"POST"_s, u"/chat/findMessages"_s) > asked);
    CHECK(bench.messageIds() == QStringList{u"M1"_s});

    // Lost while paused: it waits for the pause to end.
    bench.connector->setPaused(true);
    bench.source->drop();
    const int opens = bench.source->opens;
    bench.connector->setPaused(false);
    CHECK(bench.source->opens == opens + 1);
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
}

TEST_CASE("what a source held back in a pause is handed on when it ends", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.connector->setPaused(true);
    bench.source->held = {text("M1"), text("M2")};
    SECTION("because the connector stops")
    {
        bench.connector->stop();
    }
    SECTION("because the connector is gone")
    {
        bench.connector.reset();
    }
    SECTION("because the connection is lost")
    {
        bench.source->drop();
    }
    CHECK(bench.messageIds() == QStringList{u"M1"_s, u"M2"_s});
}

TEST_CASE("a connection lost in a pause or right after it leaves a gap from the start of the pause", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    const qint64 pausedAtMs = bench.clock.nowMs();
    bench.connector->setPaused(true);
    bench.clock.advance(600'000);
    SECTION("in it")
    {
        bench.source->drop();
        REQUIRE(bench.all<GapChanged>().size() == 1);
        CHECK(bench.all<GapChanged>().first() == GapChanged{pausedAtMs, 0, GapOutcome::Open, u"disconnected"_s});
        bench.connector->setPaused(false);
    }
    SECTION("right after it")
    {
        bench.connector->setPaused(false);
        bench.clock.advance(1'000);
        bench.source->drop();
        REQUIRE(bench.all<GapChanged>().size() == 1);
        CHECK(bench.all<GapChanged>().first() == GapChanged{pausedAtMs, 0, GapOutcome::Open, u"disconnected"_s});
    }
    SECTION("long after it")
    {
        bench.connector->setPaused(false);
        bench.clock.advance(120'000);
        bench.source->drop();
        REQUIRE(bench.all<GapChanged>().size() == 1);
        CHECK(bench.all<GapChanged>().first().fromMs == pausedAtMs + 660'000);
    }
    REQUIRE(bench.waitFor([&] { return bench.all<GapChanged>().last().outcome == GapOutcome::Recovered; }));
}

TEST_CASE("a source that brings nothing of what the history has is noticed and opened again", "[core]")
{
    EvolutionTimings timings = quickEvolution();
    timings.reconcileEvery = std::chrono::milliseconds(30);
    EvolutionBench bench(timings);
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    bench.gateway.addRecord(u"vendas"_s, u"M1"_s, bench.nowS() - 100, u"before the source"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    const auto waitForRounds = [&bench] {
        const qsizetype before = bench.cursors().size();
        return bench.waitFor([&] { return bench.cursors().size() >= before + 4; });
    };
    const auto stalled = [&bench] {
        QVector<GapChanged> gaps = bench.all<GapChanged>();
        gaps.removeIf([](const GapChanged &gap) { return gap.reason != u"stalled"; });
        return gaps;
    };
    bench.clock.advance(10'000);
    const qint64 missedAtS = bench.nowS();
    bench.gateway.addRecord(u"vendas"_s, u"M2"_s, missedAtS, u"never sent"_s);

    SECTION("what is young may still come")
    {
        REQUIRE(waitForRounds());
        CHECK(stalled().isEmpty());
        CHECK(bench.source->opens == 1);
    }
    SECTION("what the source brought is none")
    {
        bench.source->send(text("M2"));
        bench.clock.advance(90'000);
        REQUIRE(waitForRounds());
        CHECK(stalled().isEmpty());
        CHECK(bench.source->opens == 1);
    }
    SECTION("what is old was missed")
    {
        bench.gateway.addRecord(u"vendas"_s, u"M3"_s, missedAtS + 3, u"never sent either"_s);
        bench.clock.advance(90'000);
        REQUIRE(bench.waitFor([&] { return bench.source->opens == 2; }));
        REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
        REQUIRE(waitForRounds());
        REQUIRE(stalled().size() == 1); // each message counts once
        CHECK(stalled().first()
              == GapChanged{missedAtS * 1000, (missedAtS + 3) * 1000, GapOutcome::Recovered, u"stalled"_s});
        CHECK(bench.source->opens == 2);
        CHECK(bench.messageIds() == QStringList{u"M1"_s, u"M2"_s, u"M3"_s});
    }
    SECTION("what waits behind older events in the queue will come")
    {
        const auto sendSent = [&bench](const QByteArray &id, qint64 seconds) {
            bench.source->send(text(id).replace("1767614400", QByteArray::number(seconds)));
        };
        bench.clock.advance(90'000);
        sendSent("Q1", missedAtS - 500);
        REQUIRE(waitForRounds());
        CHECK(stalled().isEmpty());
        // They are past it now.
        sendSent("Q2", missedAtS + 80);
        REQUIRE(bench.waitFor([&] { return !stalled().isEmpty(); }));
        CHECK(stalled().first().fromMs == missedAtS * 1000);
    }
    SECTION("what comes only where it is switched on is none")
    {
        bench.gateway.removeRecord(u"vendas"_s, u"M2"_s);
        bench.gateway.addRecord(u"vendas"_s, u"M2"_s, missedAtS, u"sent through the API"_s, true);
        bench.clock.advance(90'000);
        REQUIRE(waitForRounds());
        CHECK(stalled().isEmpty());
    }
    SECTION("an edit is no new message")
    {
        bench.gateway.removeRecord(u"vendas"_s, u"M2"_s);
        bench.gateway.addRecord(u"vendas"_s,
                                {{u"key"_s, QJsonObject{{u"id"_s, u"OLD"_s},
                                                        {u"fromMe"_s, false},
                                                        {u"remoteJid"_s, u"5511990000002@s.whatsapp.net"_s}}},
                                 {u"message"_s, QJsonObject{{u"conversation"_s, u"new text"_s}}},
                                 {u"messageTimestamp"_s, missedAtS},
                                 {u"MessageUpdate"_s, QJsonArray{QJsonObject{{u"status"_s, u"EDITED"_s}}}}});
        bench.clock.advance(90'000);
        REQUIRE(waitForRounds());
        CHECK(stalled().isEmpty());
        CHECK(bench.all<MessageEdited>().first().messageId == u"OLD");
    }
    SECTION("what came while we were in a pause is none")
    {
        bench.connector->setPaused(true);
        bench.clock.advance(90'000);
        bench.connector->setPaused(false);
        REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
        REQUIRE(waitForRounds());
        CHECK(stalled().isEmpty());
    }
}

TEST_CASE("a line that comes back to work has its gap read", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"open"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.source->send(evolutionEvent("connection.update", R"({"state":"close","statusReason":401})"));
    REQUIRE(bench.waitFor([&] { return !bench.all<LineAlarmChanged>().isEmpty(); }));
    CHECK(bench.all<LineAlarmChanged>().first().kind == LineAlarmChanged::Kind::LoggedOut);
    CHECK(bench.all<GapChanged>().first().reason == u"line stopped");
    CHECK(bench.all<LineChanged>().last().capabilities.has_value());
    CHECK(bench.all<LineChanged>().last().displayName == u"Loja"); // the event did not say

    const int asked = bench.gateway.count(u"POST"_s, u"/chat/findMessages"_s);
    bench.source->send(evolutionEvent("connection.update", R"({"state":"connecting"})"));
    bench.source->send(evolutionEvent("connection.update", R"({"state":"open"})"));
    REQUIRE(bench.waitFor([&] { return bench.gateway.count(u"POST"_s, u"/chat/findMessages"_s) > asked; }));
    REQUIRE(bench.waitFor([&] {
        return !bench.all<GapChanged>().isEmpty()
               && bench.all<GapChanged>().last().outcome == GapChanged::Outcome::Recovered;
    }));
}

TEST_CASE("a line that was logged out while nobody listened raises the alarm when it is listed", "[core]")
{
    EvolutionBench bench;
    bench.gateway.addInstance(u"vendas"_s, u"close"_s);
    bench.connector->start({{u"vendas"_s, bench.clock.nowMs() - 3'600'000}});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    REQUIRE(bench.all<LineAlarmChanged>().size() == 1);
    CHECK(bench.all<LineAlarmChanged>().first().kind == LineAlarmChanged::Kind::LoggedOut);
    REQUIRE(bench.all<GapChanged>().size() == 1);
    CHECK(bench.all<GapChanged>().first().reason == u"not running");
}

TEST_CASE("what was put aside is read again by the connector", "[core]")
{
    EvolutionBench bench;
    const RejectedEvent readable{u"vendas"_s, text("M1"), u"field x"_s, kReceivedAtMs};
    const EventBatch batch = bench.connector->readAgain(readable);
    CHECK(batch.gateway == GatewayId{7});
    CHECK(batch.events.size() == 1);
    CHECK(batch.rejected.isEmpty());
    const EventBatch still = bench.connector->readAgain({u"vendas"_s, "{", u"not JSON"_s, kReceivedAtMs});
    CHECK(still.events.isEmpty());
    REQUIRE(still.rejected.size() == 1);
    CHECK(still.rejected.first().lineExternalId == u"vendas");
}

TEST_CASE("the config says whether events come from a broker or over socket.io", "[core]")
{
    ManualClock clock;
    GatewayConfig config;
    config.address = QUrl(u"http://127.0.0.1:1"_s);
    const auto sourceName = [&clock](const GatewayConfig &given) {
        const EvolutionConnector connector(given, {}, clock);
        const auto *source = connector.findChild<EventSource *>();
        return QString::fromLatin1(source->metaObject()->className());
    };
    CHECK(sourceName(config).endsWith(u"SocketIoClient"));
    config.brokerAddress = QUrl(u"amqp://atalaia@127.0.0.1:1"_s);
    CHECK(sourceName(config).endsWith(u"AmqpConsumer"));
}

TEST_CASE("Evolution's key is not kept with what cannot be read", "[core]")
{
    EvolutionBench bench;
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.source->send(R"({"body":"a "b","x":"reader-key","event":)"); // the quotes tell names from values no more
    REQUIRE(bench.waitFor([&bench] { return bench.rejectedCount() == 1; }));
    for (const EventBatch &batch : bench.batches) {
        for (const RejectedEvent &rejected : batch.rejected)
            CHECK_FALSE(rejected.bytes.contains("reader-key"));
    }
}
