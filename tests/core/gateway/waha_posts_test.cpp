// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/connectorbench.h"
#include "support/catch.h"

#include <QMessageAuthenticationCode>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

struct WebhookBench
{
    FakeWaha waha;
    ManualClock clock;
    WahaConnector connector;
    QVector<EventBatch> batches;

    explicit WebhookBench(const QByteArray &secret = "hook secret")
        : connector(GatewayConfig{GatewayId{7}, GatewayKind::Waha, waha.address(), true}, secretsWith(secret), clock,
                    quick())
    {
        QObject::connect(&connector, &Connector::batchReady, &connector,
                         [this](const EventBatch &batch) { batches.append(batch); });
        connector.start({});
    }

    static GatewaySecrets secretsWith(const QByteArray &secret)
    {
        GatewaySecrets secrets{kKey};
        secrets.webhookSecret = secret;
        return secrets;
    }

    static WebhookPost post(const QByteArray &body, const QByteArray &secret = "hook secret")
    {
        const QByteArray hmac = QMessageAuthenticationCode::hash(body, secret, QCryptographicHash::Sha512).toHex();
        return {"POST", "/webhooks/7", {}, {{"x-webhook-hmac", hmac}, {"x-webhook-hmac-algorithm", "sha512"}}, body};
    }
};

} // namespace

TEST_CASE("a signed webhook is an event and is answered when it is stored", "[core]")
{
    WebhookBench bench;
    QFuture<WebhookAnswer> answer = bench.connector.acceptPost(WebhookBench::post(frameOf(u"W1"_s)));
    REQUIRE(bench.batches.size() == 1);
    CHECK(std::get<MessageReceived>(bench.batches.first().events.first().body).messageId == u"W1");
    REQUIRE(bench.batches.first().receipt != 0);
    CHECK_FALSE(answer.isFinished());
    bench.connector.noteStored(bench.batches.first().receipt + 1);
    CHECK_FALSE(answer.isFinished());
    bench.connector.noteStored(bench.batches.first().receipt);
    REQUIRE(answer.isFinished());
    CHECK(answer.result().status == 200);
}

TEST_CASE("a webhook without a good signature is refused unread", "[core]")
{
    WebhookBench bench;
    WebhookPost forged = WebhookBench::post(frameOf(u"W1"_s), "other secret");
    CHECK(bench.connector.acceptPost(forged).result().status == 403);
    forged.headers.clear();
    CHECK(bench.connector.acceptPost(forged).result().status == 401);
    WebhookPost changed = WebhookBench::post(frameOf(u"W1"_s));
    changed.body += ' ';
    CHECK(bench.connector.acceptPost(changed).result().status == 403);
    WebhookPost asked = WebhookBench::post(frameOf(u"W1"_s));
    asked.method = "GET";
    CHECK(bench.connector.acceptPost(asked).result().status == 405);
    WebhookBench open{QByteArray()};
    CHECK(open.connector.acceptPost(WebhookBench::post(frameOf(u"W1"_s), "")).result().status == 503);
    CHECK(bench.batches.isEmpty());
    CHECK(open.batches.isEmpty());
}

TEST_CASE("a webhook that cannot be read is kept and then not sent again", "[core]")
{
    WebhookBench bench;
    QFuture<WebhookAnswer> answer = bench.connector.acceptPost(
            WebhookBench::post(R"({"event":"message.any","session":"vendas","apikey":"SECRET","payload":{"id":"x"}})"));
    REQUIRE(bench.batches.size() == 1);
    REQUIRE(bench.batches.first().rejected.size() == 1);
    const RejectedEvent &kept = bench.batches.first().rejected.first();
    CHECK(kept.lineExternalId == u"vendas");
    CHECK_FALSE(kept.bytes.contains("SECRET"));
    bench.connector.noteStored(bench.batches.first().receipt);
    CHECK(answer.result().status == 200);
}

TEST_CASE("an event that is not used needs no store", "[core]")
{
    WebhookBench bench;
    const auto answer =
            bench.connector.acceptPost(WebhookBench::post(R"({"event":"presence.update","session":"s","payload":{}})"));
    REQUIRE(answer.isFinished());
    CHECK(answer.result().status == 200);
    CHECK(bench.batches.isEmpty());
}

TEST_CASE("whoever waits when the connector stops shall come again", "[core]")
{
    WebhookBench bench;
    QFuture<WebhookAnswer> answer = bench.connector.acceptPost(WebhookBench::post(frameOf(u"W1"_s)));
    bench.connector.stop();
    REQUIRE(answer.isFinished());
    CHECK(answer.result().status == 503);
    CHECK(bench.connector.acceptPost(WebhookBench::post(frameOf(u"W2"_s))).result().status == 503);
}

TEST_CASE("frames that cannot be read are kept without secrets and can be read again", "[core]")
{
    ConnectorBench bench;
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    bench.waha.sendFrame(R"({"event":"message.any","session":"vendas","token":"T0KEN","payload":{"id":"x","body":"oi )"
                         + kKey + R"("}})");
    bench.waha.sendFrame(frameOf(u"GOOD"_s));
    REQUIRE(bench.waitFor([&bench] { return bench.messageIds() == QStringList{u"GOOD"_s}; }));
    QVector<RejectedEvent> kept;
    for (const EventBatch &batch : bench.batches)
        kept.append(batch.rejected);
    REQUIRE(kept.size() == 1);
    CHECK(kept.first().lineExternalId == u"vendas");
    CHECK(kept.first().reason == u"field id is missing or has the wrong shape");
    CHECK(kept.first().receivedAtMs == bench.clock.nowMs());
    CHECK_FALSE(kept.first().bytes.contains(kKey));
    CHECK_FALSE(kept.first().bytes.contains("T0KEN"));

    const EventBatch still = bench.connector->readAgain(kept.first());
    CHECK(still.events.isEmpty());
    CHECK(still.rejected.size() == 1);
    RejectedEvent mended = kept.first();
    mended.bytes.replace(R"("id":"x")", R"("id":"false_1@c.us_AA")");
    const EventBatch read = bench.connector->readAgain(mended);
    CHECK(read.gateway == GatewayId{7});
    CHECK(read.rejected.isEmpty());
    REQUIRE(read.events.size() == 1);
    CHECK(std::get<MessageReceived>(read.events.first().body).messageId == u"AA");
}

TEST_CASE("a flood of garbage is kept in batches of bounded size", "[core]")
{
    ConnectorBench bench;
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    for (int i = 0; i < 300; ++i)
        bench.waha.sendFrame("{");
    REQUIRE(bench.waitFor([&bench] { return bench.states.last().rejectedFrames == 300; }));
    const auto kept = [&bench] {
        qsizetype count = 0;
        for (const EventBatch &batch : bench.batches)
            count += batch.rejected.size();
        return count;
    };
    CHECK(bench.waitFor([&kept] { return kept() == 300; }));
    for (const EventBatch &batch : bench.batches)
        CHECK(batch.rejected.size() <= 50);
}
