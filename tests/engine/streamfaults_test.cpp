// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/enginerun.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

/// Everything that the gateway has is in the store once, with its hits, and no log line tells of it.
void checkNothingLost(const FaultBench &bench, const SampleGateway &gateway, GatewayId id)
{
    CHECK(differences(bench.store().messageKeys(id), messageKeys(gateway)) == QStringList());
    CHECK(bench.store().hitDifferences() == QStringList());
    CHECK(bench.store().number(u"SELECT count(*) FROM hits"_s) > 0);
    CHECK(bench.tellingLogLines() == QStringList());
}

} // namespace

TEST_CASE("sockets that drop in the middle of frames lose nothing", "[engine]")
{
    constexpr int kCount = 1200;
    FaultBench bench;
    SampleGateway gateway(load(300, kCount, {u"--drop-every"_s, u"1"_s}));
    REQUIRE(gateway.start());
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(gateway);
    REQUIRE(bench.catchesUp(gateway, kCount));
    CHECK(run.timesIn(id, ConnectionPhase::WaitingToRetry) >= 2);
    checkNothingLost(bench, gateway, id);
}

TEST_CASE("events that the stream lost come with the next connection", "[engine]")
{
    constexpr int kCount = 600;
    FaultBench bench;
    SampleGateway gateway(load(600, kCount, {u"--lose"_s, u"0.05"_s}));
    REQUIRE(gateway.start());
    {
        EngineRun run(bench.storePath());
        REQUIRE(run.start());
        const GatewayId id = run.connectTo(gateway);
        REQUIRE(waitUntil([&gateway] { return gateway.messageCount() == kCount; }));
        REQUIRE(run.reaches(id, ConnectionPhase::Live));
        REQUIRE(bench.storesAtLeast(kCount * 8 / 10));
    }
    REQUIRE(bench.store().messageCount() < kCount); // else this run proves nothing
    EngineRun again(bench.storePath());
    REQUIRE(again.start());
    const GatewayId id = again.connectTo(gateway);
    CHECK(bench.catchesUp(gateway, kCount));
    checkNothingLost(bench, gateway, id);
}

TEST_CASE("events that come twice are stored once", "[engine]")
{
    constexpr int kCount = 600;
    FaultBench bench;
    SampleGateway gateway(load(600, kCount, {u"--duplicate"_s, u"0.1"_s}));
    REQUIRE(gateway.start());
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(gateway);
    REQUIRE(bench.catchesUp(gateway, kCount));
    checkNothingLost(bench, gateway, id);
}

TEST_CASE("events out of order are all stored", "[engine]")
{
    constexpr int kCount = 600;
    FaultBench bench;
    SampleGateway gateway(load(600, kCount, {u"--reorder"_s, u"20"_s}));
    REQUIRE(gateway.start());
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(gateway);
    REQUIRE(bench.catchesUp(gateway, kCount));
    checkNothingLost(bench, gateway, id);
}

TEST_CASE("unreadable frames are counted and the readable ones are stored", "[engine]")
{
    constexpr int kCount = 600;
    FaultBench bench;
    SampleGateway gateway(load(300, kCount, {u"--garbage"_s, u"0.1"_s}));
    REQUIRE(gateway.start());
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(gateway);
    REQUIRE(bench.catchesUp(gateway, kCount));
    // Every eighth is invalid UTF-8, at which the connection ends; the others are put aside one by one.
    CHECK(waitUntil([&run, id] { return run.state(id).rejectedFrames >= 7; }));
    checkNothingLost(bench, gateway, id);
}

TEST_CASE("all faults together lose nothing", "[engine][slow]")
{
    constexpr int kCount = 1500;
    FaultBench bench;
    SampleGateway gateway(load(300, kCount,
                               {u"--drop-every"_s, u"2"_s, u"--lose"_s, u"0.05"_s, u"--duplicate"_s, u"0.1"_s,
                                u"--reorder"_s, u"20"_s, u"--garbage"_s, u"0.02"_s, u"--slow"_s, u"30"_s}));
    REQUIRE(gateway.start());
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(gateway);
    REQUIRE(bench.catchesUp(gateway, kCount));
    checkNothingLost(bench, gateway, id);
}

TEST_CASE("slow answers hold up the history and not the stream", "[engine]")
{
    constexpr int kCount = 300;
    FaultBench bench;
    SampleGateway gateway(load(300, kCount, {u"--slow"_s, u"300"_s}));
    REQUIRE(gateway.start());
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(gateway);
    REQUIRE(bench.storesAtLeast(kCount / 3));
    CHECK(run.timesIn(id, ConnectionPhase::Live) == 0); // the history of so many lines takes longer
    CHECK(run.reaches(id, ConnectionPhase::Live));
    REQUIRE(bench.catchesUp(gateway, kCount));
    checkNothingLost(bench, gateway, id);
}

TEST_CASE("edits and deletions keep what was said first", "[engine]")
{
    FaultBench bench;
    // Fast enough that the corrections come within seconds, out of order and twice.
    SampleGateway gateway({u"--script"_s, QStringLiteral(ATALAIA_TEST_DATA "/engine/corrections.jsonl"), u"--speed"_s,
                           u"120"_s, u"--wait-for-client"_s, u"--reorder"_s, u"6"_s, u"--duplicate"_s, u"0.5"_s});
    REQUIRE(gateway.start());
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(gateway);
    const auto messageThatSaidFirst = [&bench](const QString &text) {
        return bench.store().number(
                u"SELECT m.id FROM messages m JOIN message_versions v ON v.message_id = m.id "
                "WHERE v.version = 0 AND v.text = CAST('%1' AS BLOB) ORDER BY m.id LIMIT 1"_s.arg(text));
    };
    const auto textsOf = [&bench](qint64 message) {
        QStringList texts;
        for (const QVariantList &row : bench.store().rows(
                     u"SELECT text FROM message_versions WHERE message_id = %1 ORDER BY version"_s.arg(message)))
            texts.append(QString::fromUtf8(row[0].toByteArray()));
        return texts;
    };
    const QString first = u"o preço é cem reais"_s;
    REQUIRE(waitUntil([&] { return textsOf(messageThatSaidFirst(first)).size() == 3; }));
    QStringList texts = textsOf(messageThatSaidFirst(first));
    CHECK(texts.takeFirst() == first);
    texts.sort(); // the edits themselves may have come in either order
    CHECK(texts == QStringList{u"o preço é cento e dez reais"_s, u"o preço é cento e vinte reais"_s});

    const QString deleted = u"me passa a senha"_s;
    REQUIRE(waitUntil([&] {
        return bench.store().number(
                       u"SELECT revoked_at FROM messages WHERE id = %1"_s.arg(messageThatSaidFirst(deleted)))
               > 0;
    }));
    CHECK(textsOf(messageThatSaidFirst(deleted)) == QStringList{deleted});
    CHECK(run.state(id).rejectedFrames == 0);
    CHECK(bench.tellingLogLines() == QStringList());
}
