// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/restclient.h"
#include "support/catch.h"
#include "support/fakewaha.h"

#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Fixture
{
    FakeWaha server;
    QNetworkAccessManager network;

    RestResponse answerTo(const RestRequest &request, const QByteArray &header, const QByteArray &scheme)
    {
        RestClient client(network, {server.address(), "secret-1", header, scheme}, 5s);
        const QFuture<RestResponse> answer = client.send(request, RestClient::Priority::Order);
        REQUIRE(QTest::qWaitFor([&] { return answer.isFinished(); }, 5000));
        return answer.result();
    }
};

} // namespace

TEST_CASE("the key travels in the header and under the scheme that the gateway wants", "[core]")
{
    Fixture f;
    f.server.setScript([](const FakeWaha::Request &) { return FakeWaha::Reply{200, "{}"}; });

    CHECK(f.answerTo({RestRequest::Method::Get, "/a", {}}, "apikey", {}).status == 200);
    CHECK(f.server.requests().last().headers.value("apikey") == "secret-1");

    CHECK(f.answerTo({RestRequest::Method::Get, "/a", {}}, "Authorization", "Bearer").status == 200);
    CHECK(f.server.requests().last().headers.value("authorization") == "Bearer secret-1");
    CHECK_FALSE(f.server.requests().last().rawPath.contains("secret"));
}

TEST_CASE("a deletion may carry a body and then says its type", "[core]")
{
    Fixture f;
    f.server.setScript([](const FakeWaha::Request &) { return FakeWaha::Reply{200, "{}"}; });

    CHECK(f.answerTo({RestRequest::Method::Delete, "/a", R"({"id":"X"})"}, "apikey", {}).status == 200);
    CHECK(f.server.requests().last().method == u"DELETE");
    CHECK(f.server.requests().last().body == R"({"id":"X"})");
    CHECK(f.server.requests().last().headers.value("content-type") == "application/json");

    CHECK(f.answerTo({RestRequest::Method::Delete, "/a", {}}, "apikey", {}).status == 200);
    CHECK_FALSE(f.server.requests().last().headers.contains("content-type"));
}

TEST_CASE("an answer over the request's own limit is cut off", "[core]")
{
    Fixture f;
    f.server.setScript([](const FakeWaha::Request &) { return FakeWaha::Reply{200, QByteArray(64 * 1024, 'x')}; });

    RestRequest request{RestRequest::Method::Get, "/a", {}};
    CHECK(f.answerTo(request, "apikey", {}).body.size() == 64 * 1024);
    request.largestAnswer = 1024;
    const RestResponse cut = f.answerTo(request, "apikey", {});
    CHECK(cut.isTooLarge);
    CHECK(cut.body.isEmpty());
}

TEST_CASE("a file of authorities that holds none does not keep plain requests from working", "[core]")
{
    Fixture f;
    RestClient client(f.network, {f.server.address(), "k", "apikey", {}, u"/nowhere/ca.pem"_s}, 5s);
    const QFuture<RestResponse> answer =
            client.send({RestRequest::Method::Get, "/api/server/version", {}}, RestClient::Priority::Order);
    REQUIRE(QTest::qWaitFor([&] { return answer.isFinished(); }, 5000));
    CHECK(answer.result().status == 200);
}

TEST_CASE("what a gateway quotes of keys and numbers is in no error", "[core]")
{
    RestResponse response;
    response.status = 401;
    const QString key = u"EAAGm0PX4ZCpsBAKZCinvented0123456789abcdef"_s;
    CHECK_FALSE(errorOf(response, u"Malformed access token "_s + key).context.contains(key.left(20)));
    CHECK_FALSE(errorOf(response, QString(190, u'x') + u' ' + key).context.contains(key.left(6)));
    for (const QString &number :
         {u"+55 11 98765-4321"_s, u"55 11 9876 5432"_s, u"5511987654321"_s, u"(11) 98765.4321"_s}) {
        const QString context = errorOf(response, u"no such number: "_s + number + u" here"_s).context;
        CAPTURE(context.toStdString());
        CHECK_FALSE(context.contains(u"9876"_s));
        CHECK_FALSE(context.contains(u"98765"_s));
        CHECK(context.contains(u"no such number"_s));
    }
}
