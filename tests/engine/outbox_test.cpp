// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/enginerun.h"
#include "support/fakewaha.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

const QString kText = u"Uma palavra da empresa para o contato"_s;

/// Orders a message to whoever is in the first conversation.
[[nodiscard]] bool orderMessage(const FaultBench &bench, EngineRun &run)
{
    const ConversationId conversation{bench.store().number(u"SELECT id FROM conversations ORDER BY id LIMIT 1"_s)};
    const auto ordered = EngineRun::answerOf(run.engine().interventions().messageContact(conversation, kText));
    return ordered && *ordered;
}

[[nodiscard]] QString outboxState(const FaultBench &bench)
{
    const auto rows = bench.store().rows(u"SELECT state FROM outbox"_s);
    return rows.isEmpty() ? QString() : rows.constFirst().constFirst().toString();
}

[[nodiscard]] QString orderedId(const FaultBench &bench)
{
    return bench.store().rows(u"SELECT external_id FROM outbox"_s).constFirst().constFirst().toString();
}

[[nodiscard]] int sendCalls(const SampleGateway &gateway)
{
    return QJsonDocument::fromJson(gateway.get(u"/sample/stats"_s).body)[u"sendCalls"].toInt(-1);
}

} // namespace

TEST_CASE("a message that was ordered before the end is sent once by the next run", "[engine]")
{
    FaultBench bench;
    SampleGateway gateway(load(300, 30));
    REQUIRE(gateway.start());
    {
        EngineRun run(bench.storePath());
        REQUIRE(run.start());
        REQUIRE(run.connectTo(gateway).isValid());
        REQUIRE(bench.catchesUp(gateway, 30));
        REQUIRE(orderMessage(bench, run));
    }
    REQUIRE(outboxState(bench) == u"pending"_s);
    CHECK(gateway.sends().isEmpty());
    EngineRun again(bench.storePath());
    REQUIRE(again.start());
    const GatewayId id = again.connectTo(gateway);
    REQUIRE(waitUntil([&bench] { return outboxState(bench) == u"done"_s; }));
    CHECK(gateway.sends() == QStringList{orderedId(bench)});
    CHECK(sendCalls(gateway) == 1);
    // What was sent is in the thread as well, once.
    CHECK(bench.catchesUp(gateway, 31));
    CHECK(differences(bench.store().messageKeys(id), messageKeys(gateway)) == QStringList());
    CHECK(bench.tellingLogLines() == QStringList());
}

TEST_CASE("a message that is due while the gateway is down is sent once when it is back", "[engine]")
{
    FaultBench bench;
    SampleGateway gateway(load(300, 30));
    REQUIRE(gateway.start());
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(gateway);
    REQUIRE(bench.catchesUp(gateway, 30));
    REQUIRE(orderMessage(bench, run));
    gateway.kill();
    REQUIRE(waitUntil([&bench] { return bench.store().number(u"SELECT attempts FROM outbox"_s) >= 1; }));
    CHECK(outboxState(bench) != u"failed"_s);
    REQUIRE(gateway.start());
    REQUIRE(run.reaches(id, ConnectionPhase::Live));
    REQUIRE(waitUntil([&bench] { return outboxState(bench) == u"done"_s; }));
    CHECK(gateway.sends() == QStringList{orderedId(bench)});
    CHECK(sendCalls(gateway) == 1);
    CHECK(bench.tellingLogLines() == QStringList());
}

TEST_CASE("a message whose answer came too late is not sent a second time", "[engine]")
{
    const QString session = u"vendas"_s;
    FaultBench bench;
    FakeWaha waha;
    waha.addSession(session, u"WORKING"_s, u"GOWS"_s);
    waha.addMessage(session, u"false_5511900000777@c.us_B1"_s, QDateTime::currentSecsSinceEpoch(),
                    u"bom dia a todos"_s);
    waha.setScript([&waha, session](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (request.method != u"POST" || request.path != u"/api/sendText")
            return std::nullopt;
        // Done, but the answer never reaches us.
        const QJsonObject order = QJsonDocument::fromJson(request.body).object();
        waha.addMessage(session, u"true_%1_%2"_s.arg(order[u"chatId"].toString(), order[u"id"].toString()),
                        QDateTime::currentSecsSinceEpoch(), order[u"text"].toString());
        FakeWaha::Reply reply;
        reply.isHeldBack = true;
        return reply;
    });
    WahaTimings timings = shortTimings();
    timings.requestTimeout = std::chrono::milliseconds(500);
    EngineRun run(bench.storePath(), timings);
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(waha.address(), u"sample-key"_s);
    REQUIRE(run.reaches(id, ConnectionPhase::Live));
    REQUIRE(bench.storesAtLeast(1));
    REQUIRE(orderMessage(bench, run));
    REQUIRE(waitUntil([&bench] { return outboxState(bench) == u"done"_s; }));
    CHECK(waha.count(u"POST"_s, u"sendText"_s) == 1);
    CHECK(bench.store().number(u"SELECT attempts FROM outbox"_s) == 2);
    CHECK(bench.tellingLogLines() == QStringList());
}
