// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/enginerun.h"
#include "support/fakewaha.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("a gateway that is killed while it sends and comes back loses nothing", "[engine]")
{
    constexpr int kCount = 600;
    FaultBench bench;
    // With the same seed it says the same under the same ids, as one that kept its history.
    SampleGateway gateway(load(300, kCount));
    REQUIRE(gateway.start());
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(gateway);
    REQUIRE(bench.storesAtLeast(kCount / 3));
    gateway.kill();
    CHECK(run.reaches(id, ConnectionPhase::WaitingToRetry));
    CHECK(run.state(id).retryAtMs > 0);
    CHECK_FALSE(run.state(id).detail.isEmpty());
    const QStringList before = bench.store().messageKeys(id);
    REQUIRE(before.size() < kCount);

    REQUIRE(gateway.start());
    CHECK(run.reaches(id, ConnectionPhase::Live));
    REQUIRE(bench.catchesUp(gateway, kCount));
    CHECK(differences(bench.store().messageKeys(id), messageKeys(gateway)) == QStringList());
    CHECK(bench.store().hitDifferences() == QStringList());
    CHECK(bench.tellingLogLines() == QStringList());
}

TEST_CASE("a wrong key is said once and not tried again soon while another gateway goes on", "[engine]")
{
    constexpr int kCount = 300;
    FaultBench bench;
    SampleGateway refusing;
    SampleGateway working(load(300, kCount));
    REQUIRE(refusing.start());
    REQUIRE(working.start());
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId refused = run.connectTo(QUrl(refusing.baseUrl()), u"not-the-key"_s);
    REQUIRE(run.reaches(refused, ConnectionPhase::KeyRefused));
    CHECK(run.state(refused).retryAtMs - run.engine().clock().nowMs() > 4 * 60 * 1000);

    const GatewayId id = run.connectTo(working);
    REQUIRE(bench.catchesUp(working, kCount));
    CHECK(differences(bench.store().messageKeys(id), messageKeys(working)) == QStringList());
    CHECK(run.state(refused).phase == ConnectionPhase::KeyRefused);
    CHECK(run.timesIn(refused, ConnectionPhase::Connecting) == 1);
    CHECK(bench.store().messageKeys(refused) == QStringList());
    CHECK(bench.log().linesWith({u"not-the-key"_s}) == QStringList());
    CHECK(bench.tellingLogLines() == QStringList());
}

TEST_CASE("the right key after a wrong one connects at once", "[engine]")
{
    FaultBench bench;
    SampleGateway gateway;
    REQUIRE(gateway.start());
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(QUrl(gateway.baseUrl()), u"not-the-key"_s);
    REQUIRE(run.reaches(id, ConnectionPhase::KeyRefused));
    CHECK(run.connectTo(gateway) == id);
    CHECK(run.reaches(id, ConnectionPhase::Live));
    CHECK(bench.tellingLogLines() == QStringList());
}

TEST_CASE("a key that is refused makes one attempt", "[engine]")
{
    FaultBench bench;
    FakeWaha refusing;
    refusing.setRefusesSockets(true);
    SampleGateway other(load(300, 300));
    REQUIRE(other.start());
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId id = run.connectTo(refusing.address(), u"some-key"_s);
    REQUIRE(run.reaches(id, ConnectionPhase::KeyRefused));
    // By the time that the other gateway took, a fast retry would have come several times.
    CHECK(run.connectTo(other).isValid());
    REQUIRE(bench.catchesUp(other, 300));
    CHECK(refusing.socketsSeen() == 1);
}

TEST_CASE("a gateway that is down does not hold up another one", "[engine]")
{
    constexpr int kCount = 300;
    FaultBench bench;
    SampleGateway down;
    SampleGateway working(load(300, kCount));
    REQUIRE(down.start());
    REQUIRE(working.start());
    down.kill();
    EngineRun run(bench.storePath());
    REQUIRE(run.start());
    const GatewayId unreachable = run.connectTo(down);
    const GatewayId id = run.connectTo(working);
    CHECK(run.reaches(unreachable, ConnectionPhase::WaitingToRetry));
    REQUIRE(bench.catchesUp(working, kCount));
    CHECK(differences(bench.store().messageKeys(id), messageKeys(working)) == QStringList());
    CHECK(run.timesIn(id, ConnectionPhase::WaitingToRetry) == 0);
    CHECK(run.timesIn(unreachable, ConnectionPhase::Live) == 0);
    CHECK(bench.tellingLogLines() == QStringList());
}

TEST_CASE("what was received is stored when the engine ends", "[engine]")
{
    FaultBench bench;
    FakeWaha waha;
    waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    WahaTimings timings = shortTimings();
    timings.coalesce = std::chrono::minutes(1); // still with the connector when the end comes
    {
        EngineRun run(bench.storePath(), timings);
        REQUIRE(run.start());
        const GatewayId id = run.connectTo(waha.address(), u"some-key"_s);
        REQUIRE(run.reaches(id, ConnectionPhase::Live));
        // Said and corrected: the history will only know the second text.
        waha.sendFrame(
                R"({"id":"e1","timestamp":1767614400000,"event":"message.any","session":"vendas","payload":)"
                R"({"id":"true_5511900000777@c.us_B1","timestamp":1767614400,"fromMe":true,"body":"o que disse"}})");
        REQUIRE(waitUntil([&run, id] { return run.state(id).lastEventAtMs > 0; }));
        CHECK(bench.store().versions(u"B1"_s) == QStringList());
    }
    CHECK(bench.store().versions(u"B1"_s) == QStringList{u"o que disse"_s});
}
