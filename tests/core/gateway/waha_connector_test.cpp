// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/connectorbench.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

TEST_CASE("frames travel as batches in order", "[core]")
{
    ConnectorBench bench;
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
    ConnectorBench bench;
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    const QUrlQuery query(bench.waha.lastSocketAddress());
    CHECK(query.queryItemValue(u"session"_s) == u"*");
    CHECK(query.queryItemValue(u"events"_s)
          == u"message.any,message.waiting,message.edited,message.revoked,message.reaction,message.ack,"
             "message.ack.group,session.status,group.v2.join,group.v2.participants");
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(QString::fromUtf8(kKey)));
    CHECK(query.queryItemValue(u"x-api-key"_s, QUrl::FullyEncoded) == encoded);
    CHECK(bench.waha.lastSocketKeyHeader() == kKey);
    CHECK(bench.waha.requests().first().headers.value("x-api-key") == kKey);
    CHECK_FALSE(bench.waha.requests().first().rawPath.contains("key"));
}

TEST_CASE("a garbage frame is counted and the next one arrives", "[core]")
{
    ConnectorBench bench;
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
    ConnectorBench bench;
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
    ConnectorBench bench;
    bench.waha.setRefusesSockets(true);
    bench.waha.setScript([](const FakeWaha::Request &) { return FakeWaha::Reply{200, {}, true}; });
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::KeyRefused));
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
        ConnectorBench bench;
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
