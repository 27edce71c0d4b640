// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahaprobe.h"
#include "support/catch.h"
#include "support/fakewaha.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

Result<GatewayProbe> probe(const QUrl &address)
{
    QNetworkAccessManager network;
    QFuture<Result<GatewayProbe>> future = probeWaha(network, address, "key", std::chrono::seconds(5));
    REQUIRE(QTest::qWaitFor([&future] { return future.isFinished(); }, 10'000));
    REQUIRE(future.resultCount() == 1);
    return future.result();
}

} // namespace

TEST_CASE("a probe tells version and lines", "[core]")
{
    FakeWaha waha;
    waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    waha.addSession(u"caixa"_s, u"SCAN_QR_CODE"_s, u"GOWS"_s);
    const auto found = probe(waha.address());
    REQUIRE(found.has_value());
    CHECK(found->product == u"WAHA");
    CHECK(found->version == u"2026.7.1");
    CHECK(found->engine == u"GOWS");
    CHECK(found->workingLines == QVector<QString>{u"vendas"_s});
    CHECK(found->otherLines == QVector<QString>{u"caixa"_s});
}

TEST_CASE("a probe tells a wrong key from a stranger and from silence", "[core]")
{
    FakeWaha waha;
    waha.setScript([](const FakeWaha::Request &) { return FakeWaha::Reply{401, R"({"message":"Unauthorized"})"}; });
    CHECK(probe(waha.address()).error().kind == Error::Kind::Unauthorized);

    waha.setScript([](const FakeWaha::Request &) { return FakeWaha::Reply{200, "<html>Welcome</html>"}; });
    CHECK(probe(waha.address()).error().kind == Error::Kind::Unsupported);
    waha.setScript([](const FakeWaha::Request &) { return FakeWaha::Reply{404, {}}; });
    CHECK(probe(waha.address()).error().kind == Error::Kind::Unsupported);

    waha.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        return request.path == u"/api/sessions" ? std::optional(FakeWaha::Reply{403, "{}"}) : std::nullopt;
    });
    CHECK(probe(waha.address()).error().kind == Error::Kind::Unauthorized);

    CHECK(probe(QUrl(u"http://127.0.0.1:1"_s)).error().kind == Error::Kind::Unreachable);
}
