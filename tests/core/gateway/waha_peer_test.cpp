// SPDX-License-Identifier: GPL-3.0-or-later
// Against a WebSocket server that is not Qt's and not ours.
#include "gateway/connectorbench.h"
#include "support/catch.h"
#include "support/peerprocess.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

WahaTimings patient()
{
    WahaTimings timings = quick();
    timings.pingEvery = 200ms;
    timings.hiddenIdsEvery = 1h;
    return timings;
}

struct PeerBench
{
    ManualClock clock;
    PeerProcess peer{u"waha_ws.js"_s};
    std::unique_ptr<WahaConnector> connector;
    QVector<EventBatch> batches;
    QVector<ConnectionState> states;

    explicit PeerBench(const WahaTimings &timings = patient(), const QByteArray &key = kKey)
    {
        REQUIRE(peer.start(
                {{u"key"_s, QString::fromUtf8(kKey)}, {u"nowS"_s, clock.nowMs() / 1000}, {u"slowMs"_s, 50}}));
        GatewayConfig config;
        config.id = GatewayId{7};
        config.address = QUrl(u"http://127.0.0.1:%1"_s.arg(peer.port()));
        connector = std::make_unique<WahaConnector>(config, GatewaySecrets{key}, clock, timings);
        QObject::connect(connector.get(), &Connector::batchReady, connector.get(),
                         [this](const EventBatch &batch) { batches.append(batch); });
        QObject::connect(connector.get(), &Connector::stateChanged, connector.get(),
                         [this](const ConnectionState &state) { states.append(state); });
        connector->start({});
    }

    void order(const QString &what, QJsonObject members = {})
    {
        members.insert(u"do"_s, what);
        peer.order(members);
    }
    [[nodiscard]] bool waitFor(const std::function<bool()> &condition) const
    {
        return QTest::qWaitFor(condition, kPatienceMs);
    }
    [[nodiscard]] bool waitForPhase(ConnectionPhase phase) const
    {
        return waitFor([this, phase] { return !states.isEmpty() && states.last().phase == phase; });
    }
    [[nodiscard]] int count(const QString &what) const
    {
        return int(std::count_if(peer.said().cbegin(), peer.said().cend(),
                                 [&what](const QJsonObject &line) { return line[u"say"].toString() == what; }));
    }
    [[nodiscard]] QStringList texts(const QString &id) const
    {
        QStringList found;
        for (const EventBatch &batch : batches) {
            for (const GatewayEvent &event : batch.events) {
                const auto *message = std::get_if<MessageReceived>(&event.body);
                if (message && message->messageId == id)
                    found.append(message->text);
            }
        }
        return found;
    }
};

bool isMissing()
{
    if (PeerProcess::isInstalled())
        return false;
    WARN("SKIPPED HERE: the packages of tests/peers are not installed");
    return true;
}

} // namespace

TEST_CASE("another library's server is understood whole in pieces and as bytes", "[core]")
{
    if (isMissing())
        return;
    PeerBench bench;
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.order(u"send"_s, {{u"id"_s, u"A1"_s}});
    bench.order(u"fragments"_s, {{u"id"_s, u"A2"_s}, {u"text"_s, u"in many pieces"_s}});
    bench.order(u"binary"_s, {{u"id"_s, u"A3"_s}});
    REQUIRE(bench.waitFor([&bench] { return !bench.texts(u"A3"_s).isEmpty(); }));
    CHECK(bench.texts(u"A1"_s) == QStringList{u"oi"_s});
    CHECK(bench.texts(u"A2"_s) == QStringList{u"in many pieces"_s});
    // Its pings are answered and it answers ours.
    REQUIRE(bench.waitFor([&bench] { return bench.count(u"ponged"_s) > 0 && bench.count(u"pinged"_s) > 2; }));
    CHECK(bench.count(u"accepted"_s) == 1);
    CHECK(bench.states.last().phase == ConnectionPhase::Live);
}

TEST_CASE("a socket that another library closes or drops is opened again and its gap is closed", "[core]")
{
    if (isMissing())
        return;
    const QString how = GENERATE(as<QString>(), u"close"_s, u"terminate"_s);
    PeerBench bench;
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.order(u"remember"_s, {{u"id"_s, u"H1"_s}});
    bench.order(how, {{u"code"_s, 1001}});
    REQUIRE(bench.waitFor([&bench] { return bench.count(u"accepted"_s) == 2; }));
    REQUIRE(bench.waitFor([&bench] { return !bench.texts(u"H1"_s).isEmpty(); }));
    const auto hasOutcome = [&bench](GapChanged::Outcome outcome) {
        for (const EventBatch &batch : bench.batches) {
            for (const GatewayEvent &event : batch.events) {
                const auto *gap = std::get_if<GapChanged>(&event.body);
                if (gap && gap->outcome == outcome && gap->reason == u"disconnected")
                    return true;
            }
        }
        return false;
    };
    CHECK(hasOutcome(GapChanged::Outcome::Open));
    CHECK(bench.waitFor([&hasOutcome] { return hasOutcome(GapChanged::Outcome::Recovered); }));
}

TEST_CASE("another library's close code 1008 is a refused key", "[core]")
{
    if (isMissing())
        return;
    PeerBench bench(patient(), "wrong");
    REQUIRE(bench.waitForPhase(ConnectionPhase::KeyRefused));
    CHECK(bench.count(u"accepted"_s) == 0);
}

TEST_CASE("a server that sends a byte now and then does not hold the socket for ever", "[core]")
{
    if (isMissing())
        return;
    PeerBench bench;
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.order(u"slowFrame"_s);
    REQUIRE(bench.waitFor([&bench] { return bench.count(u"accepted"_s) == 2; }));
    CHECK(bench.waitForPhase(ConnectionPhase::Live));
}

TEST_CASE("a history that trickles is given up and asked for again", "[core]")
{
    if (isMissing())
        return;
    WahaTimings timings = patient();
    timings.requestTimeout = 100ms; // a byte comes every 50 ms: there is always progress
    timings.reconcileEvery = 100ms;
    PeerBench bench(timings);
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.order(u"trickle"_s, {{u"on"_s, true}});
    REQUIRE(bench.waitFor([&bench] { return bench.count(u"trickling"_s) >= 2; }));
    CHECK(bench.waitFor([&bench] { return bench.states.last().detail.startsWith(u"history: "); }));
    bench.order(u"trickle"_s, {{u"on"_s, false}});
    CHECK(bench.waitFor([&bench] { return bench.states.last().detail.isEmpty(); }));
}

TEST_CASE("a frame of ten megabytes is put aside and the next one arrives", "[core]")
{
    if (isMissing())
        return;
    PeerBench bench;
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.order(u"send"_s, {{u"id"_s, u"HUGE"_s}, {u"size"_s, 10 * 1024 * 1024}});
    bench.order(u"send"_s, {{u"id"_s, u"NEXT"_s}});
    REQUIRE(bench.waitFor([&bench] { return !bench.texts(u"NEXT"_s).isEmpty(); }));
    CHECK(bench.texts(u"HUGE"_s).isEmpty());
    qsizetype kept = 0;
    for (const EventBatch &batch : bench.batches) {
        for (const RejectedEvent &event : batch.rejected)
            kept += event.bytes.size();
    }
    CHECK(kept == RejectedEvent::kLargestBytes);
    CHECK(bench.states.last().rejectedFrames == 1);
    CHECK(bench.count(u"accepted"_s) == 1);
}

TEST_CASE("a message that is cut inside a character costs the socket at most", "[core]")
{
    if (isMissing())
        return;
    PeerBench bench;
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.order(u"remember"_s, {{u"id"_s, u"A2"_s}});
    bench.order(u"fragments"_s, {{u"id"_s, u"A2"_s}}); // Qt takes the pieces for broken text and closes
    REQUIRE(bench.waitFor([&bench] { return !bench.texts(u"A2"_s).isEmpty(); }));
    CHECK(bench.waitForPhase(ConnectionPhase::Live));
}
