// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapiprobe.h"
#include "support/catch.h"
#include "support/fakewaha.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

Result<GatewayProbe> probe(const QUrl &address, const QByteArray &token = "t", const QString &account = u"800"_s)
{
    QNetworkAccessManager network;
    GatewayConfig config;
    config.kind = GatewayKind::CloudApi;
    config.address = address;
    config.businessAccount = account;
    GatewaySecrets secrets;
    secrets.key = token;
    const auto future = probeCloudApi(network, config, secrets, std::chrono::seconds(5));
    REQUIRE(QTest::qWaitFor([&future] { return future.isFinished(); }, 10'000));
    REQUIRE(future.resultCount() == 1);
    return future.result();
}

} // namespace

TEST_CASE("a probe of the Cloud API tells the numbers of the account", "[core]")
{
    FakeWaha graph;
    graph.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        CHECK(request.headers.value("authorization") == "Bearer t");
        CHECK(request.path == u"/v23.0/800/phone_numbers");
        return FakeWaha::Reply{200,
                               R"({"data":[{"id":"900","status":"CONNECTED"},{"id":"901","status":"DISCONNECTED"}]})"};
    });
    const auto found = probe(graph.address());
    REQUIRE(found.has_value());
    CHECK(found->product == u"WhatsApp Cloud API");
    CHECK(found->workingLines == QVector<QString>{u"900"_s});
    CHECK(found->otherLines == QVector<QString>{u"901"_s});
}

TEST_CASE("a probe of the Cloud API says what is wrong", "[core]")
{
    FakeWaha graph;
    FakeWaha::Reply reply;
    graph.setScript([&reply](const FakeWaha::Request &) -> std::optional<FakeWaha::Reply> { return reply; });
    reply = {401, R"({"error":{"message":"Invalid OAuth access token","code":190}})"};
    CHECK(probe(graph.address()).error().kind == Error::Kind::Unauthorized);
    reply = {400, R"({"error":{"message":"Object does not exist","code":100,"error_subcode":33}})"};
    CHECK(probe(graph.address()).error().kind == Error::Kind::NotFound);
    reply = {200, "<html>"};
    CHECK(probe(graph.address()).error().kind == Error::Kind::Unsupported);
    CHECK(probe(QUrl(u"http://127.0.0.1:1"_s)).error().kind == Error::Kind::Unreachable);
    CHECK(probe(graph.address(), {}).error().kind == Error::Kind::InvalidInput);
    CHECK(probe(graph.address(), "t", {}).error().kind == Error::Kind::InvalidInput);
}
