// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/evolutionprobe.h"
#include "gateway/evolutionbench.h"
#include "support/catch.h"

#include <QNetworkAccessManager>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

struct OrderBench : EvolutionBench
{
    OrderBench() { gateway.addInstance(u"vendas"_s, u"open"_s); }

    [[nodiscard]] GatewayOrder order(InterventionKind kind) const
    {
        GatewayOrder made;
        made.kind = kind;
        made.lineExternalId = u"vendas"_s;
        made.chat = u"5511990000002@s.whatsapp.net"_s;
        made.messageId = u"M1"_s;
        made.text = u"Aviso"_s;
        made.notBeforeMs = clock.nowMs() - 60'000;
        return made;
    }
    [[nodiscard]] Result<GatewayAnswer> answerTo(const GatewayOrder &given) const
    {
        const QFuture<Result<GatewayAnswer>> answer = connector->perform(given);
        REQUIRE(waitFor([&] { return answer.isFinished(); }));
        return answer.result();
    }
    [[nodiscard]] Result<MediaContent> media(qint64 largestBytes) const
    {
        MediaRequest request;
        request.lineExternalId = u"vendas"_s;
        request.messageId = u"M1"_s;
        request.reference = u"M1"_s;
        request.largestBytes = largestBytes;
        const QFuture<Result<MediaContent>> answer = connector->fetchMedia(request);
        REQUIRE(waitFor([&] { return answer.isFinished(); }));
        return answer.result();
    }
    [[nodiscard]] int sends() const { return gateway.count(u"POST"_s, u"/message/sendText"_s); }
};

} // namespace

TEST_CASE("orders are Evolution's calls with the key for actions", "[core]")
{
    OrderBench bench;
    const auto sent = bench.answerTo(bench.order(InterventionKind::MessageToContact));
    REQUIRE(sent.has_value());
    CHECK(sent->summary == u"201 Created");
    CHECK(bench.gateway.requests().last().path == u"/message/sendText/vendas");
    CHECK(bench.gateway.bodiesOf(u"/message/sendText"_s).last()
          == QJsonObject{{u"number"_s, u"5511990000002"_s}, {u"text"_s, u"Aviso"_s}});

    REQUIRE(bench.answerTo(bench.order(InterventionKind::DeleteForEveryone)).has_value());
    CHECK(bench.gateway.requests().last().method == u"DELETE");
    CHECK(bench.gateway.bodiesOf(u"/chat/deleteMessageForEveryone/vendas"_s).last()
          == QJsonObject{{u"id"_s, u"M1"_s}, {u"remoteJid"_s, u"5511990000002@s.whatsapp.net"_s}, {u"fromMe"_s, true}});

    REQUIRE(bench.answerTo(bench.order(InterventionKind::BlockContact)).has_value());
    CHECK(bench.gateway.bodiesOf(u"/chat/updateBlockStatus/vendas"_s).last()
          == QJsonObject{{u"number"_s, u"5511990000002"_s}, {u"status"_s, u"block"_s}});
    REQUIRE(bench.answerTo(bench.order(InterventionKind::UnblockContact)).has_value());
    CHECK(bench.gateway.bodiesOf(u"/chat/updateBlockStatus/vendas"_s).last().value(u"status"_s) == u"unblock"_s);

    REQUIRE(bench.answerTo(bench.order(InterventionKind::SuspendLine)).has_value());
    CHECK(bench.gateway.requests().last().method == u"DELETE");
    CHECK(bench.gateway.requests().last().path == u"/instance/logout/vendas");
    for (const FakeWaha::Request &request : bench.gateway.requests())
        CHECK(request.headers.value("apikey") == "action-key");
}

TEST_CASE("chats of groups and hidden ids are named whole", "[core]")
{
    OrderBench bench;
    for (const QString &chat : {u"120@g.us"_s, u"777@lid"_s}) {
        GatewayOrder order = bench.order(InterventionKind::MessageToContact);
        order.chat = chat;
        REQUIRE(bench.answerTo(order).has_value());
        CHECK(bench.gateway.bodiesOf(u"/message/sendText"_s).last().value(u"number"_s).toString() == chat);
    }
}

TEST_CASE("a text that may have been sent is looked for before it is sent", "[core]")
{
    OrderBench bench;
    GatewayOrder order = bench.order(InterventionKind::MessageToContact);
    order.mayHaveRun = true;

    SECTION("it was sent")
    {
        for (int i = 0; i < 150; ++i)
            bench.gateway.addRecord(u"vendas"_s, u"X%1"_s.arg(i), bench.nowS() - i % 30, u"other"_s, true);
        bench.gateway.addRecord(u"vendas"_s, u"API1"_s, bench.nowS() - 50, u"Aviso"_s, true);
        const auto answer = bench.answerTo(order);
        REQUIRE(answer.has_value());
        CHECK(answer->summary == u"already sent");
        CHECK(bench.sends() == 0);
    }
    SECTION("it is kept under the hidden id of the same person")
    {
        order.chat = u"777@lid"_s;
        bench.gateway.addRecord(u"vendas"_s,
                                {{u"key"_s, QJsonObject{{u"id"_s, u"API1"_s},
                                                        {u"fromMe"_s, true},
                                                        {u"remoteJid"_s, u"777@lid"_s},
                                                        {u"remoteJidAlt"_s, u"5511990000002@s.whatsapp.net"_s}}},
                                 {u"message"_s, QJsonObject{{u"conversation"_s, u"Aviso"_s}}},
                                 {u"messageTimestamp"_s, bench.nowS() - 5}});
        CHECK(bench.answerTo(order).value_or(GatewayAnswer{}).summary == u"already sent");
        CHECK(bench.sends() == 0);
    }
    SECTION("the same words stand there from yesterday and from the contact and in another chat")
    {
        bench.gateway.setIgnoresWindow(true);
        bench.gateway.addRecord(u"vendas"_s, u"OLD"_s, bench.nowS() - 20 * 3600, u"Aviso"_s, true);
        bench.gateway.addRecord(u"vendas"_s, u"IN"_s, bench.nowS() - 5, u"Aviso"_s, false);
        bench.gateway.addRecord(u"vendas"_s,
                                {{u"key"_s, QJsonObject{{u"id"_s, u"OTHER"_s},
                                                        {u"fromMe"_s, true},
                                                        {u"remoteJid"_s, u"5511990000009@s.whatsapp.net"_s}}},
                                 {u"message"_s, QJsonObject{{u"conversation"_s, u"Aviso"_s}}},
                                 {u"messageTimestamp"_s, bench.nowS() - 5}});
        REQUIRE(bench.answerTo(order).has_value());
        CHECK(bench.sends() == 1);
    }
    SECTION("the history cannot be read")
    {
        bench.gateway.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
            if (request.path.contains(u"findMessages"))
                return FakeWaha::Reply{403, R"({"status":403,"error":"Forbidden"})"};
            return std::nullopt;
        });
        const auto answer = bench.answerTo(order);
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().kind == Error::Kind::Unreachable);
        CHECK(bench.sends() == 0);
    }
}

TEST_CASE("a line that is logged out already counts as suspended", "[core]")
{
    OrderBench bench;
    GatewayOrder order = bench.order(InterventionKind::SuspendLine);

    SECTION("seen before")
    {
        order.mayHaveRun = true;
        bench.gateway.setState(u"vendas"_s, u"close"_s);
        CHECK(bench.answerTo(order).value_or(GatewayAnswer{}).summary == u"already logged out");
        CHECK(bench.gateway.count(u"DELETE"_s, u"/instance/logout"_s) == 0);
    }
    SECTION("seen by the refusal")
    {
        bench.gateway.setState(u"vendas"_s, u"close"_s);
        bench.gateway.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
            if (request.path.contains(u"logout"))
                return FakeWaha::Reply{400, R"({"status":400,"response":{"message":["not connected"]}})"};
            return std::nullopt;
        });
        CHECK(bench.answerTo(order).value_or(GatewayAnswer{}).summary == u"already logged out");
    }
    SECTION("not logged out")
    {
        order.mayHaveRun = true;
        CHECK(bench.answerTo(order).has_value());
        CHECK(bench.gateway.count(u"DELETE"_s, u"/instance/logout"_s) == 1);
    }
}

TEST_CASE("a resumed line waits to be paired and the code to scan is not shown", "[core]")
{
    OrderBench bench;
    bench.gateway.setState(u"vendas"_s, u"close"_s);
    const auto answer = bench.answerTo(bench.order(InterventionKind::ResumeLine));
    REQUIRE(answer.has_value());
    CHECK(answer->summary == u"waits to be paired at the gateway");
    CHECK(bench.gateway.count(u"GET"_s, u"/instance/connect/"_s) == 1);
}

TEST_CASE("what Evolution refuses is told by its own words without numbers", "[core]")
{
    OrderBench bench;
    bench.gateway.setScript([](const FakeWaha::Request &) {
        return FakeWaha::Reply{
                400,
                R"({"status":400,"error":"Bad Request","response":{"message":[{"jid":"5511990000002@s.whatsapp.net","exists":false,"number":"5511990000002"}]}})"};
    });
    const auto answer = bench.answerTo(bench.order(InterventionKind::MessageToContact));
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().kind == Error::Kind::Rejected);
    CHECK(answer.error().context == u"400 the number is not on WhatsApp");

    GatewayOrder incomplete = bench.order(InterventionKind::DeleteForEveryone);
    incomplete.messageId.clear();
    CHECK(bench.answerTo(incomplete).error().kind == Error::Kind::InvalidInput);
}

TEST_CASE("media comes decrypted and within its limit", "[core]")
{
    OrderBench bench;
    const QByteArray bytes(1'000'000, 'x');
    int status = 201;
    QByteArray body = R"({"mediaType":"imageMessage","mimetype":"image/jpeg","base64":")" + bytes.toBase64() + "\"}";
    bench.gateway.setScript([&](const FakeWaha::Request &) { return FakeWaha::Reply{status, body}; });

    const auto media = bench.media(2'000'000);
    REQUIRE(media.has_value());
    CHECK(media->bytes == bytes);
    CHECK(media->mediaType == u"image/jpeg");
    CHECK(bench.gateway.requests().last().path == u"/chat/getBase64FromMediaMessage/vendas");
    CHECK(bench.gateway.requests().last().headers.value("apikey") == "reader-key");
    CHECK(bench.media(500'000).error().kind == Error::Kind::Rejected);
    CHECK(bench.media(999'000).error().kind == Error::Kind::Rejected);

    status = 400;
    body = R"({"status":400,"error":"Bad Request","response":{"message":["AxiosError: Request failed with status code 410"]}})";
    CHECK(bench.media(2'000'000).error().kind == Error::Kind::NotFound);
    body = R"({"status":400,"error":"Bad Request","response":{"message":["Message not found"]}})";
    CHECK(bench.media(2'000'000).error().kind == Error::Kind::NotFound);
    status = 401;
    CHECK(bench.media(2'000'000).error().kind == Error::Kind::Unauthorized);
    status = 201;
    body = "{}";
    CHECK(bench.media(2'000'000).error().kind == Error::Kind::Unreachable);
}

TEST_CASE("the test of an address tells Evolution from others", "[core]")
{
    FakeEvolution gateway;
    gateway.addInstance(u"vendas"_s, u"open"_s);
    gateway.addInstance(u"parada"_s, u"close"_s);
    QNetworkAccessManager network;
    GatewayConfig config;
    config.address = gateway.address();
    const auto probe = [&] {
        const QFuture<Result<GatewayProbe>> answer = probeEvolution(network, config, "key", std::chrono::seconds(5));
        REQUIRE(EvolutionBench::waitFor([&] { return answer.isFinished(); }));
        return answer.result();
    };
    const auto found = probe();
    REQUIRE(found.has_value());
    CHECK(found->product == u"Evolution API");
    CHECK(found->version == u"2.3.7");
    CHECK(found->workingLines == QVector<QString>{u"vendas"_s});
    CHECK(found->otherLines == QVector<QString>{u"parada"_s});

    const auto answerWith = [&gateway](const QString &path, const FakeWaha::Reply &reply) {
        gateway.setScript([path, reply](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
            return request.path == path ? std::optional(reply) : std::nullopt;
        });
    };
    answerWith(u"/instance/fetchInstances"_s, {401, R"({"status":401,"error":"Unauthorized"})"});
    CHECK(probe().error().kind == Error::Kind::Unauthorized);
    answerWith(u"/"_s, {200, "<html>"});
    CHECK(probe().error().kind == Error::Kind::Unsupported);
    answerWith(u"/"_s, {404, "{}"});
    CHECK(probe().error().kind == Error::Kind::Unsupported);
    answerWith(u"/"_s, {200, R"({"message":"Welcome to the Evolution API, it is working!","version":"1.8.2"})"});
    CHECK(probe().error().kind == Error::Kind::Unsupported);
    answerWith(u"/"_s, {502, {}});
    CHECK(probe().error().kind == Error::Kind::Unreachable);
    config.address = QUrl(u"http://127.0.0.1:1"_s);
    CHECK(probe().error().kind == Error::Kind::Unreachable);
}
