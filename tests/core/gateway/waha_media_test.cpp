// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/connectorbench.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

const QString kFullId = u"false_5511990000002@c.us_AA"_s;
const QString kPath = u"/api/files/vendas/AA.jpeg"_s;

MediaRequest requestOf(const QString &reference)
{
    return {u"vendas"_s, u"5511990000002@c.us"_s, u"AA"_s, reference, 1000};
}

Result<MediaContent> fetch(ConnectorBench &bench, const MediaRequest &request)
{
    QFuture<Result<MediaContent>> future = bench.connector->fetchMedia(request);
    REQUIRE(bench.waitFor([&future] { return future.isFinished(); }));
    REQUIRE(future.resultCount() == 1);
    return future.result();
}

/// Files by path, the message's media by its url (empty = null), everything else as it is built in.
FakeWaha::Script shelf(const QHash<QString, FakeWaha::Reply> &files, const QString &url)
{
    return [files, url](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (files.contains(request.path))
            return files.value(request.path);
        if (!request.path.endsWith(u"/messages/"_s + kFullId) && !request.path.endsWith(u"/messages/AA"))
            return std::nullopt;
        const QByteArray media = url.isEmpty() ? QByteArray("null") : R"({"url":")" + url.toUtf8() + R"("})";
        return FakeWaha::Reply{200, R"({"id":"false_5511990000002@c.us_AA","hasMedia":true,"media":)" + media + "}"};
    };
}

} // namespace

TEST_CASE("a file is fetched at once with the key in the header", "[core]")
{
    ConnectorBench bench;
    FakeWaha::Reply reply{200, "bytes"};
    bench.waha.setScript(shelf({{kPath, reply}}, {}));
    const auto content = fetch(bench, requestOf(kPath + u' ' + kFullId));
    REQUIRE(content.has_value());
    CHECK(content->bytes == "bytes");
    REQUIRE(bench.waha.requests().size() == 1);
    CHECK(bench.waha.requests().first().headers.value("x-api-key") == kKey);
    CHECK(bench.waha.requests().first().rawPath == kPath.toLatin1());
}

TEST_CASE("an expired file is asked for by its message", "[core]")
{
    ConnectorBench bench;
    const QString again = u"/api/files/vendas/AA2.jpeg"_s;
    // The host that the gateway writes is its own name for itself.
    bench.waha.setScript(shelf({{kPath, {404, "{}"}}, {again, {200, "later"}}}, u"http://internal:3000"_s + again));
    const auto content = fetch(bench, requestOf(kPath + u' ' + kFullId));
    REQUIRE(content.has_value());
    CHECK(content->bytes == "later");
    REQUIRE(bench.waha.requests().size() == 3);
    CHECK(bench.waha.requests().at(1).path == u"/api/vendas/chats/5511990000002@c.us/messages/"_s + kFullId);
    CHECK(bench.waha.requests().at(1).rawPath.contains("5511990000002%40c.us"));
    CHECK(bench.waha.requests().at(1).query.queryItemValue(u"downloadMedia"_s) == u"true");
}

TEST_CASE("what was never downloaded is asked for by its message alone", "[core]")
{
    ConnectorBench bench;
    bench.waha.setScript(shelf({{kPath, {200, "bytes"}}}, u"http://internal"_s + kPath));
    CHECK(fetch(bench, requestOf(kFullId))->bytes == "bytes");
    CHECK(fetch(bench, requestOf({}))->bytes == "bytes"); // by its bare id
    CHECK(bench.waha.requests().at(2).path == u"/api/vendas/chats/all/messages/AA");
}

TEST_CASE("a presigned address is read without our key", "[core]")
{
    ConnectorBench bench;
    FakeWaha store; // another server on this machine
    store.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        const bool isSigned = request.query.queryItemValue(u"X-Amz-Signature"_s) == u"S%2BS";
        return isSigned ? FakeWaha::Reply{200, "from S3"} : FakeWaha::Reply{403, "<Error/>"};
    });
    const QString url = store.address().toString() + u"/bucket/AA.jpeg?X-Amz-Signature=S%2BS"_s;
    bench.waha.setScript(shelf({}, url));
    const auto content = fetch(bench, requestOf(kFullId));
    REQUIRE(content.has_value());
    CHECK(content->bytes == "from S3");
    REQUIRE(store.requests().size() == 1);
    CHECK_FALSE(store.requests().first().headers.contains("x-api-key"));
}

TEST_CASE("a file of an address that is not safe is not fetched", "[core]")
{
    const QString url = GENERATE(as<QString>(), u"http://files.example/x.jpeg"_s, u"file:///etc/passwd"_s,
                                 u"ftp://127.0.0.1/x"_s, u"nonsense"_s);
    ConnectorBench bench;
    bench.waha.setScript(shelf({}, url));
    CHECK(fetch(bench, requestOf(kFullId)).error().kind == Error::Kind::Rejected);
}

TEST_CASE("why a file cannot be had is told apart", "[core]")
{
    struct Row
    {
        FakeWaha::Reply file;
        Error::Kind kind;
    };
    const auto row = GENERATE(
            values<Row>({{{200, QByteArray(1001, 'x')}, Error::Kind::Rejected},
                         {{401, "{}"}, Error::Kind::Unauthorized},
                         {{504, "{}"}, Error::Kind::Unreachable},
                         {{200, {}, false, false, {}, true}, Error::Kind::Unreachable},
                         {{404, "{}"}, Error::Kind::NotFound},
                         {{302, {}, false, false, "Location: http://127.0.0.1:1/x\r\n"}, Error::Kind::Rejected}}));
    CAPTURE(row.file.status);
    ConnectorBench bench;
    bench.waha.setScript(shelf({{kPath, row.file}}, {})); // and the message has no file any more
    const auto content = fetch(bench, requestOf(kPath + u' ' + kFullId));
    REQUIRE_FALSE(content.has_value());
    CHECK(content.error().kind == row.kind);
    CHECK_FALSE(content.error().context.contains(QString::fromUtf8(kKey)));
}

TEST_CASE("a message that is gone has no file", "[core]")
{
    ConnectorBench bench;
    CHECK(fetch(bench, requestOf(kFullId)).error().kind == Error::Kind::NotFound);
    CHECK(fetch(bench, requestOf(u"/api/sessions/../../x "_s)).error().kind == Error::Kind::NotFound);
    for (const FakeWaha::Request &request : bench.waha.requests())
        CHECK(request.path.contains(u"/messages/"));
}

TEST_CASE("a connector that stops ends what is being fetched", "[core]")
{
    ConnectorBench bench;
    bench.waha.setScript([](const FakeWaha::Request &) { return FakeWaha::Reply{200, {}, true}; });
    QFuture<Result<MediaContent>> future = bench.connector->fetchMedia(requestOf(kFullId));
    REQUIRE(bench.waitFor([&bench] { return !bench.waha.requests().isEmpty(); }));
    bench.connector->stop();
    REQUIRE(bench.waitFor([&future] { return future.isFinished(); }));
    CHECK(future.result().error().kind == Error::Kind::Unreachable);
}
