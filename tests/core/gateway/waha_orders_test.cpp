// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahaconnector.h"
#include "support/catch.h"
#include "support/fakewaha.h"
#include "support/manualclock.h"

#include <QJsonDocument>
#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kPatienceMs = 10'000;

struct OrderBench
{
    FakeWaha waha;
    ManualClock clock;
    std::unique_ptr<WahaConnector> connector;

    explicit OrderBench(std::chrono::milliseconds requestTimeout = 5s)
    {
        WahaTimings timings;
        timings.requestTimeout = requestTimeout;
        connector =
                std::make_unique<WahaConnector>(GatewayConfig{GatewayId{7}, GatewayKind::Waha, waha.address(), true},
                                                GatewaySecrets{"key"}, clock, timings);
        waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    }

    /// Answers the acting calls with this; looking is left to the built-in answers.
    void answerActs(int status, const QByteArray &body)
    {
        waha.setScript([status, body](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
            if (request.method == u"GET")
                return std::nullopt;
            return FakeWaha::Reply{status, body};
        });
    }

    [[nodiscard]] Result<GatewayAnswer> perform(const GatewayOrder &order) const
    {
        QFuture<Result<GatewayAnswer>> future = connector->perform(order);
        REQUIRE(QTest::qWaitFor([&future] { return future.isFinished(); }, kPatienceMs));
        REQUIRE(future.resultCount() == 1);
        return future.result();
    }

    [[nodiscard]] int acts() const { return waha.count(u"POST"_s, u"/"_s) + waha.count(u"DELETE"_s, u"/"_s); }
};

GatewayOrder orderOf(InterventionKind kind, bool mayHaveRun = false)
{
    GatewayOrder order;
    order.kind = kind;
    order.lineExternalId = u"vendas"_s;
    order.chat = u"5511990000002@c.us"_s;
    order.messageId = u"3EB0OURS"_s;
    order.text = u"Olá \"amiga\" 🙏"_s;
    order.mayHaveRun = mayHaveRun;
    return order;
}

const QString kOurMessage = u"true_5511990000002@c.us_3EB0OURS"_s;

} // namespace

TEST_CASE("a message to the contact is sent once under our id", "[core]")
{
    OrderBench bench;
    bench.answerActs(201, R"({"id":"true_5511990000002@c.us_3EB0OURS"})");
    const auto answer = bench.perform(orderOf(InterventionKind::MessageToContact));
    REQUIRE(answer.has_value());
    CHECK(answer->summary == u"201 Created");
    REQUIRE(bench.waha.requests().size() == 1);
    const FakeWaha::Request &request = bench.waha.requests().first();
    CHECK(request.method == u"POST");
    CHECK(request.path == u"/api/sendText");
    CHECK(request.headers.value("x-api-key") == "key");
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    CHECK(body
          == QJsonObject{{u"session"_s, u"vendas"_s},
                         {u"chatId"_s, u"5511990000002@c.us"_s},
                         {u"text"_s, u"Olá \"amiga\" 🙏"_s},
                         {u"id"_s, u"3EB0OURS"_s}});
}

TEST_CASE("a message that may have been sent is looked for first", "[core]")
{
    OrderBench bench;
    bench.answerActs(201, "{}");

    SECTION("found under its full id")
    {
        bench.waha.addMessage(u"vendas"_s, kOurMessage, 1'767'610'000, u"x"_s);
        CHECK(bench.perform(orderOf(InterventionKind::MessageToContact, true))->summary == u"already sent");
        CHECK(bench.acts() == 0);
    }
    SECTION("found in the chat under another id of the contact")
    {
        bench.waha.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
            if (request.path.endsWith(u"/messages"))
                return FakeWaha::Reply{
                        200, R"([{"id":"true_100000000000001@lid_3EB0OURS","timestamp":1767610000,"body":"x"}])"};
            return std::nullopt;
        });
        CHECK(bench.perform(orderOf(InterventionKind::MessageToContact, true))->summary == u"already sent");
        CHECK(bench.acts() == 0);
    }
    SECTION("not there")
    {
        bench.waha.addMessage(u"vendas"_s, u"true_5511990000002@c.us_OTHER"_s, 1'767'610'000, u"x"_s);
        CHECK(bench.perform(orderOf(InterventionKind::MessageToContact, true))->summary == u"201 Created");
        CHECK(bench.acts() == 1);
    }
    SECTION("cannot be looked for")
    {
        const int status = GENERATE(401, 403, 422, 500, 503);
        bench.waha.setScript([status](const FakeWaha::Request &) { return FakeWaha::Reply{status, "{}"}; });
        CHECK(bench.perform(orderOf(InterventionKind::MessageToContact, true)).error().kind
              == Error::Kind::Unreachable);
        CHECK(bench.acts() == 0);
    }
}

TEST_CASE("a busy chat is looked through back to the time of the order", "[core]")
{
    OrderBench bench;
    bench.answerActs(201, "{}");
    const qint64 orderedAtS = bench.clock.nowMs() / 1000;
    const auto kind = GENERATE(InterventionKind::MessageToContact, InterventionKind::DeleteForEveryone);
    CAPTURE(int(kind));
    GatewayOrder order = orderOf(kind, true);
    order.notBeforeMs = orderedAtS * 1000;
    for (int i = 0; i < 250; ++i)
        bench.waha.addMessage(u"vendas"_s, u"true_5511990000002@c.us_N%1"_s.arg(i), orderedAtS + 300 - i, u"x"_s);

    SECTION("it is there under another id of the contact")
    {
        // Its full id is not found, the chat's list has it.
        bench.waha.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
            if (request.method != u"GET")
                return FakeWaha::Reply{201, "{}"};
            if (request.path.endsWith(u"_3EB0OURS"))
                return FakeWaha::Reply{404, "{}"};
            return std::nullopt;
        });
        bench.waha.addMessage(u"vendas"_s, kOurMessage, orderedAtS, u"x"_s);
        const auto answer = bench.perform(order);
        REQUIRE(answer.has_value());
        const bool isSending = kind == InterventionKind::MessageToContact;
        CHECK(answer->summary == (isSending ? u"already sent"_s : u"201 Created"_s));
        CHECK(bench.acts() == (isSending ? 0 : 1));
    }
    SECTION("what is older than the order is not asked for")
    {
        for (int i = 0; i < 500; ++i)
            bench.waha.addMessage(u"vendas"_s, u"true_5511990000002@c.us_O%1"_s.arg(i), orderedAtS - 2 * 24 * 3600,
                                  u"x"_s);
        REQUIRE(bench.perform(order).has_value());
        CHECK(bench.waha.count(u"GET"_s, u"/messages"_s) == 4); // by its id, then 3 pages
    }
}

TEST_CASE("a chat that does not end leaves it open whether a message was sent", "[core]")
{
    OrderBench bench;
    bench.waha.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (request.path.endsWith(u"/messages"))
            return FakeWaha::Reply{200, R"([{"id":"true_5511990000002@c.us_AA","timestamp":1767614000,"body":"x"}])"};
        return std::nullopt;
    });
    CHECK(bench.perform(orderOf(InterventionKind::MessageToContact, true)).error().kind == Error::Kind::Unreachable);
    CHECK(bench.acts() == 0);
}

TEST_CASE("a line that cannot be looked at leaves it open", "[core]")
{
    OrderBench bench;
    bench.waha.setScript([](const FakeWaha::Request &) { return FakeWaha::Reply{401, R"({"message":"no"})"}; });
    const auto answer = bench.perform(orderOf(InterventionKind::SuspendLine, true));
    CHECK(answer.error().kind == Error::Kind::Unreachable);
    CHECK(answer.error().context == u"401 no");
    CHECK(bench.acts() == 0);
}

TEST_CASE("a message is deleted for everyone by its full id", "[core]")
{
    OrderBench bench;
    bench.answerActs(200, "{}");
    CHECK(bench.perform(orderOf(InterventionKind::DeleteForEveryone))->summary == u"200 OK");
    REQUIRE(bench.waha.requests().size() == 1);
    CHECK(bench.waha.requests().first().method == u"DELETE");
    CHECK(bench.waha.requests().first().rawPath
          == "/api/vendas/chats/5511990000002%40c.us/messages/true_5511990000002%40c.us_3EB0OURS");
}

TEST_CASE("a deletion that may have run is looked for first", "[core]")
{
    OrderBench bench;
    bench.answerActs(200, "{}");

    SECTION("gone")
    {
        CHECK(bench.perform(orderOf(InterventionKind::DeleteForEveryone, true))->summary == u"already gone");
        CHECK(bench.acts() == 0);
    }
    SECTION("revoked")
    {
        bench.waha.setScript([](const FakeWaha::Request &) {
            return FakeWaha::Reply{
                    200,
                    R"({"id":"true_5511990000002@c.us_3EB0OURS","timestamp":1767610000,"body":"","_data":{"type":"revoked"}})"};
        });
        CHECK(bench.perform(orderOf(InterventionKind::DeleteForEveryone, true))->summary == u"already deleted");
        CHECK(bench.acts() == 0);
    }
    SECTION("still there")
    {
        bench.waha.addMessage(u"vendas"_s, kOurMessage, 1'767'610'000, u"x"_s);
        CHECK(bench.perform(orderOf(InterventionKind::DeleteForEveryone, true))->summary == u"200 OK");
        CHECK(bench.acts() == 1);
    }
}

TEST_CASE("a line is suspended and resumed", "[core]")
{
    OrderBench bench;
    bench.answerActs(201, R"({"name":"vendas","status":"STOPPED"})");
    CHECK(bench.perform(orderOf(InterventionKind::SuspendLine))->summary == u"201 STOPPED");
    CHECK(bench.waha.requests().last().path == u"/api/sessions/vendas/stop");
    bench.answerActs(201, R"({"name":"vendas","status":"STARTING"})");
    CHECK(bench.perform(orderOf(InterventionKind::ResumeLine))->summary == u"201 STARTING");
    CHECK(bench.waha.requests().last().path == u"/api/sessions/vendas/start");
}

TEST_CASE("a line that may be in the wanted state is looked at first", "[core]")
{
    OrderBench bench;
    bench.answerActs(200, R"({"name":"vendas","status":"STOPPED"})");
    CHECK(bench.perform(orderOf(InterventionKind::ResumeLine, true))->summary == u"already WORKING");
    CHECK(bench.acts() == 0);
    CHECK(bench.perform(orderOf(InterventionKind::SuspendLine, true))->summary == u"200 STOPPED");
    CHECK(bench.acts() == 1);
    bench.waha.setSessionStatus(u"vendas"_s, u"STOPPED"_s);
    CHECK(bench.perform(orderOf(InterventionKind::SuspendLine, true))->summary == u"already STOPPED");
    CHECK(bench.acts() == 1);
    GatewayOrder unknown = orderOf(InterventionKind::SuspendLine, true);
    unknown.lineExternalId = u"nenhuma"_s;
    CHECK(bench.perform(unknown).error().kind == Error::Kind::NotFound);
}

TEST_CASE("a gateway's refusal has its kind and its words", "[core]")
{
    struct Row
    {
        int status;
        Error::Kind kind;
    };
    const auto row = GENERATE(values<Row>({{400, Error::Kind::Rejected},
                                           {401, Error::Kind::Unauthorized},
                                           {403, Error::Kind::Unauthorized},
                                           {404, Error::Kind::NotFound},
                                           {422, Error::Kind::Rejected},
                                           {429, Error::Kind::Unreachable},
                                           {500, Error::Kind::Unreachable},
                                           {501, Error::Kind::Unsupported},
                                           {503, Error::Kind::Unreachable},
                                           {302, Error::Kind::Rejected}}));
    CAPTURE(row.status);
    OrderBench bench;
    bench.answerActs(row.status,
                     R"({"message":"no number 5511990000002 here )" + QByteArray("zzz ").repeated(100) + R"("})");
    const auto answer = bench.perform(orderOf(InterventionKind::MessageToContact));
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().kind == row.kind);
    CHECK(answer.error().context.startsWith(u"%1 no number # here zzz"_s.arg(row.status)));
    CHECK(answer.error().context.size() < 220);
}

TEST_CASE("no answer leaves it open whether the order ran", "[core]")
{
    OrderBench bench(100ms);
    bench.waha.setScript([](const FakeWaha::Request &) { return FakeWaha::Reply{200, {}, true}; });
    CHECK(bench.perform(orderOf(InterventionKind::MessageToContact)).error().kind == Error::Kind::Unreachable);
}

TEST_CASE("an order whose connection closes without an answer is sent once", "[core]")
{
    const auto kind = GENERATE(InterventionKind::MessageToContact, InterventionKind::DeleteForEveryone,
                               InterventionKind::SuspendLine);
    const bool isKeptAlive = GENERATE(false, true);
    CAPTURE(int(kind), isKeptAlive);
    OrderBench bench;
    if (isKeptAlive) {
        bench.answerActs(201, "{}");
        REQUIRE(bench.perform(orderOf(InterventionKind::ResumeLine)).has_value());
    }
    const int before = bench.acts();
    FakeWaha::Reply dropped;
    dropped.isDropped = true;
    bench.waha.setScript([dropped](const FakeWaha::Request &) { return dropped; });
    CHECK(bench.perform(orderOf(kind)).error().kind == Error::Kind::Unreachable);
    CHECK(bench.acts() == before + 1);
}

TEST_CASE("a long text arrives whole", "[core]")
{
    OrderBench bench;
    bench.answerActs(201, "{}");
    GatewayOrder order = orderOf(InterventionKind::MessageToContact);
    order.text = QString(200'000, u'ã');
    REQUIRE(bench.perform(order).has_value());
    CHECK(QJsonDocument::fromJson(bench.waha.requests().last().body).object().value(u"text"_s).toString()
          == order.text);
}

TEST_CASE("a redirect is not followed with the key", "[core]")
{
    OrderBench bench;
    FakeWaha other;
    FakeWaha::Reply redirect;
    redirect.status = 307;
    redirect.extraHeaders = "Location: " + other.address().toEncoded() + "/api/sendText\r\n";
    bench.waha.setScript([redirect](const FakeWaha::Request &) { return redirect; });
    CHECK_FALSE(bench.perform(orderOf(InterventionKind::MessageToContact)).has_value());
    CHECK(other.requests().isEmpty());
}

TEST_CASE("an order without its line or target is not sent", "[core]")
{
    OrderBench bench;
    GatewayOrder order = orderOf(InterventionKind::DeleteForEveryone);
    order.messageId.clear();
    CHECK(bench.perform(order).error().kind == Error::Kind::InvalidInput);
    order = orderOf(InterventionKind::SuspendLine);
    order.lineExternalId.clear();
    CHECK(bench.perform(order).error().kind == Error::Kind::InvalidInput);
    CHECK(bench.waha.requests().isEmpty());
}

TEST_CASE("names cannot leave their place in a path", "[core]")
{
    OrderBench bench;
    bench.answerActs(200, "{}");
    GatewayOrder order = orderOf(InterventionKind::SuspendLine);
    order.lineExternalId = u"../keys?a=b#c/d"_s;
    static_cast<void>(bench.perform(order));
    REQUIRE(bench.waha.requests().size() == 1);
    CHECK(bench.waha.requests().first().rawPath == "/api/sessions/..%2Fkeys%3Fa%3Db%23c%2Fd/stop");
}

TEST_CASE("orders in flight end once when the connector goes", "[core]")
{
    OrderBench bench;
    bench.waha.setScript([](const FakeWaha::Request &) { return FakeWaha::Reply{200, {}, true}; });
    auto running = bench.connector->perform(orderOf(InterventionKind::MessageToContact, true));
    auto waiting = bench.connector->perform(orderOf(InterventionKind::SuspendLine));
    // The one looks first, by the reader's connection, the other acts at once.
    REQUIRE(QTest::qWaitFor([&bench] { return bench.waha.requests().size() == 2; }, kPatienceMs));
    bench.connector->stop();
    REQUIRE(QTest::qWaitFor([&] { return running.isFinished() && waiting.isFinished(); }, kPatienceMs));
    CHECK(running.result().error().kind == Error::Kind::Unreachable);
    CHECK(waiting.result().error().kind == Error::Kind::Unreachable);

    auto last = bench.connector->perform(orderOf(InterventionKind::ResumeLine));
    bench.connector.reset();
    REQUIRE(QTest::qWaitFor([&last] { return last.isFinished(); }, kPatienceMs));
    CHECK(last.isCanceled());
}

TEST_CASE("contacts are blocked where the engine can and nobody is asked where it cannot", "[core]")
{
    struct Row
    {
        QString engine;
        bool canBlock;
    };
    const auto row =
            GENERATE(values<Row>({{u"WEBJS"_s, true}, {u"WPP"_s, true}, {u"NOWEB"_s, false}, {u"GOWS"_s, false}}));
    const auto kind = GENERATE(InterventionKind::BlockContact, InterventionKind::UnblockContact);
    CAPTURE(row.engine.toStdString());
    OrderBench bench;
    bench.answerActs(201, "{}");
    bench.waha.addSession(u"loja"_s, u"WORKING"_s, row.engine);
    bench.connector->start({});
    REQUIRE(QTest::qWaitFor([&bench] { return bench.waha.count(u"GET"_s, u"/api/loja/"_s) > 0; }, kPatienceMs));
    GatewayOrder order = orderOf(kind, GENERATE(false, true));
    order.lineExternalId = u"loja"_s;
    order.messageId.clear(); // a contact is blocked, not a message
    const Result<GatewayAnswer> answer = bench.perform(order);
    CHECK(answer.has_value() == row.canBlock);
    CHECK(bench.acts() == (row.canBlock ? 1 : 0));
    if (row.canBlock) {
        const FakeWaha::Request &request = *std::find_if(bench.waha.requests().cbegin(), bench.waha.requests().cend(),
                                                         [](const auto &one) { return one.method == u"POST"; });
        CHECK(request.path
              == (kind == InterventionKind::BlockContact ? u"/api/contacts/block"_s : u"/api/contacts/unblock"_s));
        CHECK(request.body == R"({"contactId":"5511990000002@c.us","session":"loja"})");
        order.chat = u"55-66@g.us"_s;
    }
    order.chat = u"55-66@g.us"_s;
    CHECK(bench.perform(order).error().kind == Error::Kind::Unsupported);
}

TEST_CASE("the key for orders acts and the reader's key looks", "[core]")
{
    FakeWaha waha;
    ManualClock clock;
    waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    waha.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        return request.method == u"GET" ? std::nullopt : std::optional(FakeWaha::Reply{201, "{}"});
    });
    WahaConnector connector(GatewayConfig{GatewayId{7}, GatewayKind::Waha, waha.address(), true},
                            GatewaySecrets{"reader", "actor"}, clock);
    QFuture<Result<GatewayAnswer>> answer = connector.perform(orderOf(InterventionKind::MessageToContact, true));
    REQUIRE(QTest::qWaitFor([&answer] { return answer.isFinished(); }, kPatienceMs));
    CHECK(answer.result().has_value());
    REQUIRE_FALSE(waha.requests().isEmpty());
    for (const FakeWaha::Request &request : waha.requests()) {
        CHECK(request.headers.value("x-api-key") == (request.method == u"GET" ? "reader" : "actor"));
        CHECK_FALSE(request.rawPath.contains("actor"));
        CHECK_FALSE(request.rawPath.contains("reader"));
    }
}
