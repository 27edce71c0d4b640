// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/futures.h"
#include "gateway/webhook/webhookserver.h"
#include "rawclient.h"
#include "support/catch.h"

#include <QPromise>
#include <QTest>
#include <QTimer>

#include <deque>
#include <memory>

using namespace atalaia;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A server whose handler notes what it got and answers at once, or when told.
struct Running
{
    explicit Running(const WebhookLimits &limits = {})
        : server(
                [this](GatewayId gateway, const WebhookPost &post) {
                    gateways.append(gateway);
                    posts.append(post);
                    if (!isHeld)
                        return finishedFuture(answer);
                    held.emplace_back();
                    held.back().start();
                    return held.back().future();
                },
                limits)
    {
        const auto chosen = server.listen();
        REQUIRE(chosen.has_value());
        port = *chosen;
    }

    void release(size_t which, const WebhookAnswer &with)
    {
        held[which].addResult(with);
        held[which].finish();
    }

    bool isHeld = false;
    WebhookAnswer answer{200, "fine"};
    QVector<GatewayId> gateways;
    QVector<WebhookPost> posts;
    std::deque<QPromise<WebhookAnswer>> held;
    WebhookServer server;
    quint16 port = 0;
};

} // namespace

TEST_CASE("a webhook request is handed on as it came", "[core]")
{
    Running running;
    RawClient client(running.port);
    const QByteArray body = "{\"a\":\"\\u00e1\"}\r\n\0 \xff"_ba;
    client.write(postBytes("/webhooks/7?x=1%202&y=%C3%A1", body,
                           "X-Hub-Signature-256: sha256=AB\r\nX-Twice: a\r\nx-twice: b\r\n"));
    REQUIRE(client.waitForAnswers());
    CHECK(client.status() == 200);
    CHECK(client.body() == "fine");

    REQUIRE(running.posts.size() == 1);
    CHECK(running.gateways.first() == GatewayId{7});
    const WebhookPost &post = running.posts.first();
    CHECK(post.method == "POST");
    CHECK(post.path == "/webhooks/7");
    CHECK(post.query == "x=1%202&y=%C3%A1");
    CHECK(post.body == body);
    CHECK(post.headers.value("x-hub-signature-256") == "sha256=AB");
    CHECK(post.headers.value("x-twice") == "a, b");
}

TEST_CASE("a webhook body in chunks and in pieces is one body", "[core]")
{
    Running running;
    RawClient client(running.port);
    client.write("POST /webhooks/7 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: "
                 "chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    REQUIRE(client.waitForAnswers());
    CHECK(running.posts.last().body == "abcde");

    const QByteArray body(300'000, 'x');
    const QByteArray bytes = postBytes("/webhooks/7", body);
    for (qsizetype at = 0; at < bytes.size(); at += 40'000) {
        client.write(bytes.mid(at, 40'000));
        QTest::qWait(1);
    }
    REQUIRE(client.waitForAnswers(2));
    CHECK(running.posts.last().body == body);
    CHECK(running.server.buffered() == 0);
}

TEST_CASE("an unusual webhook request between usual ones is read as well", "[core]")
{
    Running running;
    RawClient client(running.port);
    client.write(postBytes("/webhooks/7", "1"));
    REQUIRE(client.waitForAnswers(1));
    CHECK(running.posts.last().body == "1");
    // Each of them in pieces, some cut within the head.
    const QByteArray chunked =
            "POST /webhooks/7?q=%41 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            "2\r\nab\r\n0\r\n\r\n";
    int answers = 1;
    for (const qsizetype cut : {10, 60, 90}) {
        RawClient other(running.port);
        other.write(chunked.first(cut));
        QTest::qWait(5);
        other.write(chunked.sliced(cut));
        REQUIRE(other.waitForAnswers());
        CHECK(running.posts.last().body == "ab");
        CHECK(running.posts.last().headers.contains("transfer-encoding"));
        other.write(postBytes("/webhooks/7", "cd"));
        REQUIRE(other.waitForAnswers(2));
        CHECK(running.posts.last().body == "cd");
    }
    client.write(chunked);
    REQUIRE(client.waitForAnswers(++answers));
    CHECK(running.posts.last().body == "ab");
    const QByteArray usual = postBytes("/webhooks/8", "efghij");
    for (qsizetype at = 0; at < usual.size(); at += 7) {
        client.write(usual.mid(at, 7));
        QTest::qWait(1);
    }
    REQUIRE(client.waitForAnswers(++answers));
    CHECK(running.posts.last().body == "efghij");
    CHECK(running.gateways.last() == GatewayId{8});
    CHECK(running.server.buffered() == 0);
    RawClient plain(running.port);
    for (qsizetype at = 0; at < usual.size(); at += 7) {
        plain.write(usual.mid(at, 7));
        QTest::qWait(1);
    }
    REQUIRE(plain.waitForAnswers());
    CHECK(running.posts.last().body == "efghij");
    CHECK(running.server.buffered() == 0);
}

TEST_CASE("a webhook request that two readers might take for two is never that", "[core]")
{
    // Whatever they are, no part of them is a request of its own.
    for (const QByteArray &head :
         {"Content-Length: 5\r\nContent-Length: 40\r\n"_ba, "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"_ba,
          "Content-Length: +5\r\n"_ba, "Content-Length: 5, 5\r\n"_ba, "Content-Length : 5\r\n"_ba,
          " Content-Length: 5\r\n"_ba, "X: a\r\n Content-Length: 5\r\n"_ba, "X: a\nContent-Length: 5\r\n"_ba,
          "Content-Length: 0x5\r\n"_ba, "Content-Length: -1\r\n"_ba, "Content-Length: \r\n"_ba,
          "Content-Length: 99999999999999999999\r\n"_ba}) {
        CAPTURE(head);
        Running running;
        RawClient client(running.port);
        client.write("POST /webhooks/7 HTTP/1.1\r\nHost: h\r\n" + head + "\r\n0\r\n\r\n"
                     + postBytes("/webhooks/666", "smuggled"));
        QTest::qWait(60);
        CHECK_FALSE(running.gateways.contains(GatewayId{666}));
        CHECK(running.posts.size() <= 1);
    }
}

TEST_CASE("requests that are no webhooks are refused before anybody sees them", "[core]")
{
    Running running;
    for (const auto &[request, status] : std::initializer_list<std::pair<QByteArray, int>>{
                 {postBytes("/", "x"), 404},
                 {postBytes("/webhooks", "x"), 404},
                 {postBytes("/webhooks/", "x"), 404},
                 {postBytes("/webhooks/0", "x"), 404},
                 {postBytes("/webhooks/-1", "x"), 404},
                 {postBytes("/webhooks/7/x", "x"), 404},
                 {postBytes("/webhooks/99999999999999999999", "x"), 404},
                 {postBytes("/webhooks/7%2f..", "x"), 404},
                 {postBytes("/webhooks/../webhooks/7x", "x"), 404},
                 {"PUT /webhooks/7 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx", 405},
                 {"DELETE /webhooks/7 HTTP/1.1\r\nHost: localhost\r\n\r\n", 405},
                 {"BREW /webhooks/7 HTTP/1.1\r\nHost: localhost\r\n\r\n", 405}}) {
        CAPTURE(request);
        RawClient client(running.port);
        client.write(request);
        REQUIRE(client.waitForAnswers());
        CHECK(client.status() == status);
    }
    CHECK(running.posts.isEmpty());
    RawClient upgrading(running.port);
    upgrading.write("GET /webhooks/7 HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    CHECK(upgrading.waitForAnswers());
    for (const QByteArray &noHttp :
         {"\r\n\r\n\r\n"_ba, "hello\r\n\r\n"_ba, "\x16\x03\x01\x02\x00\x01\r\n"_ba, "GET / HTTP/9.9.9\r\n\r\n"_ba}) {
        RawClient client(running.port);
        client.write(noHttp);
    }
    RawClient after(running.port);
    after.write(postBytes("/webhooks/7", "x"));
    CHECK(after.waitForAnswers());
    CHECK(after.status() == 200);
}

TEST_CASE("a webhook is answered when its future ends and not before", "[core]")
{
    Running running;
    running.isHeld = true;
    RawClient first(running.port);
    RawClient second(running.port);
    first.write(postBytes("/webhooks/1", "a"));
    REQUIRE(QTest::qWaitFor([&] { return running.posts.size() == 1; }));
    second.write(postBytes("/webhooks/2", "b"));
    REQUIRE(QTest::qWaitFor([&] { return running.posts.size() == 2; }));
    CHECK(running.server.underWay() == 2);
    QTest::qWait(50);
    CHECK(first.answers() == 0);
    CHECK(second.answers() == 0);

    running.release(1, {200, {}});
    REQUIRE(second.waitForAnswers());
    CHECK(second.status() == 200);
    CHECK(first.answers() == 0);
    running.held[0].future().cancel();
    running.held[0].finish();
    REQUIRE(first.waitForAnswers());
    CHECK(first.status() == 503);
    CHECK(running.server.underWay() == 0);
}

TEST_CASE("more webhooks under way than allowed are told to come again", "[core]")
{
    WebhookLimits limits;
    limits.mostUnderWay = 2;
    Running running(limits);
    running.isHeld = true;
    RawClient first(running.port);
    RawClient second(running.port);
    RawClient third(running.port);
    first.write(postBytes("/webhooks/1", "a"));
    second.write(postBytes("/webhooks/1", "b"));
    REQUIRE(QTest::qWaitFor([&] { return running.posts.size() == 2; }));
    third.write(postBytes("/webhooks/1", "c"));
    REQUIRE(third.waitForAnswers());
    CHECK(third.status() == 503);
    running.release(0, {200, {}});
    REQUIRE(first.waitForAnswers());
    third.write(postBytes("/webhooks/1", "c"));
    REQUIRE(QTest::qWaitFor([&] { return running.posts.size() == 3; }));
    running.release(2, {200, {}});
    REQUIRE(third.waitForAnswers(2));
    CHECK(third.status() == 200);
}

TEST_CASE("a webhook connection serves one request after the other", "[core]")
{
    Running running;
    RawClient client(running.port);
    for (int i = 1; i <= 5; ++i) {
        client.write(postBytes("/webhooks/7", QByteArray::number(i)));
        REQUIRE(client.waitForAnswers(i));
    }
    CHECK(running.posts.last().body == "5");
    client.write(postBytes("/webhooks/7", "6", "Connection: close\r\n"));
    REQUIRE(client.waitForAnswers(6));
    CHECK(client.waitForEnd());
    CHECK(QTest::qWaitFor([&] { return running.server.connections() == 0; }));
}

TEST_CASE("a webhook client that does not wait for its answer is sent away", "[core]")
{
    Running running;
    running.isHeld = true;
    RawClient impatient(running.port);
    impatient.write(postBytes("/webhooks/7", "1"));
    REQUIRE(QTest::qWaitFor([&] { return running.posts.size() == 1; }));
    impatient.write(postBytes("/webhooks/7", "2"));
    REQUIRE(impatient.waitForEnd());
    CHECK(running.posts.size() == 1);
    running.release(0, {200, {}});

    running.isHeld = false;
    RawClient both(running.port);
    both.write(postBytes("/webhooks/7", "3") + postBytes("/webhooks/7", "4"));
    REQUIRE(both.waitForAnswers());
    CHECK(both.waitForEnd());
}

TEST_CASE("a webhook client that leaves before its answer harms nobody", "[core]")
{
    Running running;
    running.isHeld = true;
    {
        RawClient gone(running.port);
        gone.write(postBytes("/webhooks/7", "1"));
        REQUIRE(QTest::qWaitFor([&] { return running.posts.size() == 1; }));
        gone.abort();
    }
    REQUIRE(QTest::qWaitFor([&] { return running.server.connections() == 0; }));
    running.release(0, {200, {}});
    RawClient next(running.port);
    next.write(postBytes("/webhooks/7", "2"));
    REQUIRE(QTest::qWaitFor([&] { return running.posts.size() == 2; }));
    running.release(1, {200, {}});
    CHECK(next.waitForAnswers());
    CHECK(running.server.underWay() == 0);
}

TEST_CASE("webhooks that are too large are refused and leave nothing behind", "[core]")
{
    WebhookLimits limits;
    limits.largestBody = 100'000;
    limits.largestHead = 4'000;
    Running running(limits);

    RawClient large(running.port);
    large.write(postBytes("/webhooks/7", QByteArray(limits.largestBody + 1, 'x')));
    REQUIRE(large.waitForAnswers());
    CHECK(large.status() == 413);
    RawClient endless(running.port);
    endless.write("POST /webhooks/7 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 40 && endless.answers() == 0; ++i) {
        endless.write("2710\r\n" + QByteArray(10'000, 'x') + "\r\n");
        QTest::qWait(1);
    }
    REQUIRE(endless.waitForAnswers());
    CHECK(endless.status() == 413);
    RawClient head(running.port);
    head.write("POST /webhooks/7 HTTP/1.1\r\nHost: h\r\n");
    for (int i = 0; i < 400 && head.answers() == 0; ++i) {
        head.write("X-" + QByteArray::number(i) + ": 12345678901234567890\r\n");
        QTest::qWait(1);
    }
    REQUIRE(head.waitForAnswers());
    CHECK(head.status() == 431);
    RawClient line(running.port);
    line.write("POST /webhooks/7?" + QByteArray(10'000, 'x'));
    REQUIRE(line.waitForAnswers());
    CHECK(line.status() == 431);

    CHECK(running.posts.isEmpty());
    CHECK(running.server.buffered() == 0);
    RawClient fits(running.port);
    fits.write(postBytes("/webhooks/7", QByteArray(limits.largestBody, 'x')));
    REQUIRE(fits.waitForAnswers());
    CHECK(fits.status() == 200);
}

TEST_CASE("all webhook clients together may not fill the memory", "[core]")
{
    WebhookLimits limits;
    limits.mostBuffered = 100'000;
    Running running(limits);
    std::deque<RawClient> clients;
    for (int i = 0; i < 5; ++i) {
        clients.emplace_back(running.port);
        clients.back().write(postBytes("/webhooks/7", QByteArray(50'000, 'x')).chopped(1));
    }
    REQUIRE(QTest::qWaitFor([&] {
        return std::any_of(clients.begin(), clients.end(), [](const RawClient &c) { return c.status() == 503; });
    }));
    CHECK(running.server.buffered() <= limits.mostBuffered);
}

TEST_CASE("slow webhook clients are sent away while others are served", "[core]")
{
    WebhookLimits limits;
    limits.longestHead = 300ms;
    limits.longestRequest = 600ms;
    limits.longestIdle = 400ms;
    Running running(limits);
    RawClient slow(running.port);
    const QByteArray bytes = postBytes("/webhooks/7", "never complete");
    qsizetype written = 0;
    QTimer drip;
    QObject::connect(&drip, &QTimer::timeout, &drip, [&] { slow.write(bytes.mid(written++, 1)); });
    drip.start(20);
    RawClient idle(running.port);
    RawClient other(running.port);
    other.write(postBytes("/webhooks/7", "quick"));
    REQUIRE(other.waitForAnswers());
    CHECK(other.status() == 200);
    REQUIRE(slow.waitForAnswers());
    CHECK(slow.status() == 408);
    CHECK(written < bytes.size());
    drip.stop();
    CHECK(idle.waitForEnd());
    CHECK(idle.answers() == 0);
    CHECK(QTest::qWaitFor([&] { return running.server.connections() == 0; }, 10'000)); // also the refused one
}

TEST_CASE("connections that say nothing or no whole head do not keep webhooks out", "[core]")
{
    const WebhookLimits limits;
    Running running;
    std::deque<RawClient> strangers;
    for (int i = 0; i < 300; ++i) {
        strangers.emplace_back(running.port);
        if (i % 3 == 1)
            strangers.back().write("POST /webhooks/7 HTTP/1.1\r\nHost: h\r\n");
        else if (i % 3 == 2)
            strangers.back().write("GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n"); // answered, and kept open
    }
    CHECK(running.server.connections() >= limits.mostConnections - 1);
    RawClient genuine(running.port);
    genuine.write(postBytes("/webhooks/7", "x"));
    REQUIRE(genuine.waitForAnswers()); // although all places are taken
    CHECK(genuine.status() == 200);
    CHECK(running.server.connections() <= limits.mostConnections);
}

TEST_CASE("a connection without a whole head is closed long before one that waits for its next request", "[core]")
{
    WebhookLimits limits;
    limits.longestHead = 200ms;
    limits.longestRequest = 30s;
    limits.longestIdle = 30s;
    Running running(limits);
    RawClient kept(running.port);
    kept.write(postBytes("/webhooks/7", "x"));
    REQUIRE(kept.waitForAnswers());
    RawClient silent(running.port);
    RawClient half(running.port);
    half.write("POST /webhooks/7 HTTP/1.1\r\nHost: h\r\n");
    CHECK(silent.waitForEnd());
    REQUIRE(half.waitForAnswers());
    CHECK(half.status() == 408);
    CHECK_FALSE(kept.hasEnded());
    kept.write(postBytes("/webhooks/7", "y"));
    CHECK(kept.waitForAnswers(2));
}

TEST_CASE("webhooks under way keep their place", "[core]")
{
    WebhookLimits limits;
    limits.mostConnections = 2;
    Running running(limits);
    running.isHeld = true;
    RawClient first(running.port);
    RawClient second(running.port);
    first.write(postBytes("/webhooks/7", "x"));
    second.write(postBytes("/webhooks/7", "long").chopped(1));
    REQUIRE(QTest::qWaitFor([&] { return running.posts.size() == 1 && running.server.buffered() > 0; }));
    RawClient third(running.port);
    CHECK(third.waitForEnd());
    second.write("g");
    REQUIRE(QTest::qWaitFor([&] { return running.posts.size() == 2; }));
    running.release(0, {200, {}});
    running.release(1, {200, {}});
    CHECK(first.waitForAnswers());
    CHECK(second.waitForAnswers());
}

TEST_CASE("a webhook whose answer never comes is told to come again", "[core]")
{
    WebhookLimits limits;
    limits.longestAnswer = 100ms;
    Running running(limits);
    running.isHeld = true;
    RawClient client(running.port);
    client.write(postBytes("/webhooks/7", "x"));
    REQUIRE(client.waitForAnswers());
    CHECK(client.status() == 503);
    running.release(0, {200, {}});
    QTest::qWait(20);
    CHECK(client.answers() == 1);
}

TEST_CASE("of webhook connections beyond the limit the longest waiting is closed", "[core]")
{
    WebhookLimits limits;
    limits.mostConnections = 3;
    Running running(limits);
    std::deque<RawClient> clients;
    for (int i = 0; i < 3; ++i)
        clients.emplace_back(running.port);
    REQUIRE(QTest::qWaitFor([&] { return running.server.connections() == 3; }));
    RawClient late(running.port);
    CHECK(clients.front().waitForEnd());
    CHECK(running.server.connections() == 3);
    CHECK_FALSE(late.hasEnded());
    clients.back().abort();
    REQUIRE(QTest::qWaitFor([&] { return running.server.connections() == 2; }));
    RawClient next(running.port);
    next.write(postBytes("/webhooks/7", "x"));
    CHECK(next.waitForAnswers());
}

TEST_CASE("a webhook server that ends with requests under way ends", "[core]")
{
    auto running = std::make_unique<Running>();
    running->isHeld = true;
    RawClient answered(running->port);
    RawClient half(running->port);
    answered.write(postBytes("/webhooks/7", "x"));
    half.write("POST /webhooks/7 HTTP/1.1\r\nHo");
    REQUIRE(QTest::qWaitFor([&] { return running->posts.size() == 1; }));
    running.reset();
    CHECK(answered.waitForEnd());
    CHECK(half.waitForEnd());
}

TEST_CASE("a webhook port that is taken is an error", "[core]")
{
    Running running;
    WebhookServer second([](GatewayId, const WebhookPost &) { return finishedFuture(WebhookAnswer{}); });
    const auto port = second.listen(QHostAddress::LocalHost, running.port);
    REQUIRE_FALSE(port.has_value());
    CHECK(port.error().kind == Error::Kind::Unreachable);
}
