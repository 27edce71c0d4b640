// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloudapiwords.h"
#include "gateway/cloudapi/cloudapiconnector.h"
#include "support/catch.h"
#include "support/fakewaha.h"
#include "support/manualclock.h"

#include <QMessageAuthenticationCode>
#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kHourMs = 60 * kMinuteMs;
constexpr qint64 kDayMs = 24 * kHourMs;

QByteArray textMessage(const QByteArray &id, const QByteArray &text = "x", const QByteArray &contact = {})
{
    return R"({"object":"whatsapp_business_account","entry":[{"id":"800","changes":[{"field":"messages","value":{"metadata":)"
           R"({"display_phone_number":"551140000001","phone_number_id":"900"},)"
           + contact + R"("messages":[{"from":"5511990000002","id":")" + id
           + R"(","timestamp":"1767610000","type":"text","text":{"body":")" + text + R"("}}]}}]}]})";
}

QByteArray accountNews(const QByteArray &event)
{
    return R"({"object":"whatsapp_business_account","entry":[{"id":"800","time":1767610000,"changes":[{"field":"account_update","value":{"event":")"
           + event + R"("}}]}]})";
}

WebhookPost signedPost(const QByteArray &body, const QByteArray &secret = "app secret")
{
    const QByteArray signature = QMessageAuthenticationCode::hash(body, secret, QCryptographicHash::Sha256).toHex();
    return {"POST", "/webhooks/3", {}, {{"x-hub-signature-256", "sha256=" + signature}}, body};
}

struct Connected
{
    explicit Connected(const QHash<QString, qint64> &completeUntil = {}, const GatewaySecrets &secrets = kSecrets,
                       const QString &businessAccount = {})
        : graph(std::make_unique<FakeWaha>())
    {
        GatewayConfig config;
        config.id = GatewayId{3};
        config.kind = GatewayKind::CloudApi;
        config.address = graph->address();
        config.businessAccount = businessAccount;
        CloudApiTimings timings;
        timings.stateEvery = std::chrono::milliseconds(1);
        timings.firstRetry = std::chrono::milliseconds(20);
        timings.refusedKeyRetry = std::chrono::milliseconds(20);
        timings.requestTimeout = std::chrono::seconds(2);
        timings.cursorEvery = std::chrono::milliseconds(30);
        connector = std::make_unique<CloudApiConnector>(config, secrets, clock, timings);
        QObject::connect(connector.get(), &Connector::batchReady, connector.get(), [this](const EventBatch &batch) {
            if (batch.cursor)
                cursors.append(*batch.cursor);
            else
                batches.append(batch);
        });
        QObject::connect(connector.get(), &Connector::stateChanged, connector.get(),
                         [this](const ConnectionState &now) { state = now; });
        connector->start(completeUntil);
    }

    int statusOf(const QFuture<WebhookAnswer> &answer)
    {
        return answer.isFinished() && answer.resultCount() == 1 ? answer.result().status : 0;
    }
    QString words(qsizetype batch) const
    {
        QStringList all;
        for (const GatewayEvent &event : batches.at(batch).events)
            all.append(std::holds_alternative<LineChanged>(event.body) ? u"line"_s : eventWord(event));
        return all.join(u' ');
    }
    Result<GatewayAnswer> perform(const GatewayOrder &order)
    {
        const QFuture<Result<GatewayAnswer>> answer = connector->perform(order);
        REQUIRE(QTest::qWaitFor([this, &answer] {
            storeAll();
            return answer.isFinished();
        }));
        return answer.result();
    }

    void storeAll()
    {
        for (const EventBatch &batch : QVector<EventBatch>(batches))
            connector->noteStored(batch.receipt);
    }
    QVector<GapChanged> gaps(const QString &line) const
    {
        QVector<GapChanged> found;
        for (const EventBatch &batch : batches) {
            for (const GatewayEvent &event : batch.events) {
                if (const auto *gap = std::get_if<GapChanged>(&event.body); gap && event.lineExternalId == line)
                    found.append(*gap);
            }
        }
        return found;
    }

    static const GatewaySecrets kSecrets;

    std::unique_ptr<FakeWaha> graph;
    ManualClock clock;
    QVector<EventBatch> batches;
    QVector<LineCursor> cursors;
    ConnectionState state;
    std::unique_ptr<CloudApiConnector> connector;
};

const GatewaySecrets Connected::kSecrets{"access token", {}, {}, "app secret", "our word"};

GatewayOrder messageOrder(const QString &id = u"ORDER1"_s)
{
    GatewayOrder order;
    order.lineExternalId = u"900"_s;
    order.chat = u"5511990000002"_s;
    order.messageId = id;
    order.text = u"Bom dia"_s;
    return order;
}

} // namespace

TEST_CASE("Meta shakes hands with whoever knows the word", "[core]")
{
    Connected meta;
    const auto get = [&meta](const QByteArray &query) {
        return meta.connector->acceptPost({"GET", "/webhooks/3", query, {}, {}}).result();
    };
    CHECK(get("hub.mode=subscribe&hub.verify_token=our%20word&hub.challenge=1158201444")
          == WebhookAnswer{200, "1158201444"});
    for (const QByteArray &query :
         {""_ba, "hub.mode=subscribe&hub.challenge=1"_ba, "hub.mode=subscribe&hub.verify_token=&hub.challenge=1"_ba,
          "hub.mode=subscribe&hub.verify_token=our%20worD&hub.challenge=1"_ba,
          "hub.mode=subscribe&hub.verify_token=our%20word2&hub.challenge=1"_ba,
          "hub.mode=unsubscribe&hub.verify_token=our%20word&hub.challenge=1"_ba,
          "hub.mode=subscribe&hub.verify_token=our%20word&hub.challenge=%3Cscript%3E%0A"_ba,
          "hub.mode=subscribe&hub.verify_token=our%20word&hub.challenge="_ba + QByteArray(300, '1')}) {
        CAPTURE(query);
        CHECK(get(query).status == 403);
    }
    Connected withoutWord({}, {"t", {}, {}, "s", {}});
    CHECK(withoutWord.connector
                  ->acceptPost({"GET", "/", "hub.mode=subscribe&hub.verify_token=&hub.challenge=1", {}, {}})
                  .result()
                  .status
          == 403);
}

TEST_CASE("a notification of Meta is answered when it is stored", "[core]")
{
    Connected meta;
    const auto answer = meta.connector->acceptPost(signedPost(textMessage("wamid.1")));
    REQUIRE(meta.batches.size() == 1);
    CHECK(meta.words(0) == u"line in:text");
    CHECK(meta.batches.at(0).gateway == GatewayId{3});
    CHECK(meta.batches.at(0).receipt != 0);
    CHECK_FALSE(answer.isFinished());
    meta.connector->noteStored(meta.batches.at(0).receipt + 1); // somebody else's
    CHECK_FALSE(answer.isFinished());
    meta.connector->noteStored(meta.batches.at(0).receipt);
    CHECK(meta.statusOf(answer) == 200);
    const auto line = std::get<LineChanged>(meta.batches.at(0).events.first().body);
    CHECK(line.ownAddress == u"551140000001");
    REQUIRE(line.capabilities);
    CHECK(line.capabilities->suspendWay == SuspendWay::None);
    CHECK_FALSE(line.capabilities->deletesForEveryone);
    CHECK(line.capabilities->blocksContacts);

    // The same once more is handed on once more, without the line: the store knows its ids.
    const auto again = meta.connector->acceptPost(signedPost(textMessage("wamid.1")));
    CHECK(meta.words(1) == u"in:text");
    CHECK(meta.batches.at(1).receipt != meta.batches.at(0).receipt);
    meta.connector->noteStored(meta.batches.at(1).receipt);
    CHECK(meta.statusOf(again) == 200);
    CHECK(meta.state.phase == ConnectionPhase::Live);
}

TEST_CASE("forged notifications of Meta are not looked at", "[core]")
{
    Connected meta;
    WebhookPost unsignedPost = signedPost(textMessage("wamid.1"));
    unsignedPost.headers.clear();
    CHECK(meta.statusOf(meta.connector->acceptPost(unsignedPost)) == 401);
    CHECK(meta.statusOf(meta.connector->acceptPost(signedPost(textMessage("wamid.1"), "guess"))) == 403);
    WebhookPost changed = signedPost(textMessage("wamid.1", "x"));
    changed.body = textMessage("wamid.1", "y");
    CHECK(meta.statusOf(meta.connector->acceptPost(changed)) == 403);
    WebhookPost moved = signedPost(textMessage("wamid.1"));
    moved.body.prepend(' ');
    CHECK(meta.statusOf(meta.connector->acceptPost(moved)) == 403);
    WebhookPost twice = signedPost(textMessage("wamid.1"));
    twice.headers["x-hub-signature-256"] += ", " + twice.headers["x-hub-signature-256"];
    CHECK(meta.statusOf(meta.connector->acceptPost(twice)) == 403);
    WebhookPost old = signedPost(textMessage("wamid.1"));
    old.headers = {
            {"x-hub-signature",
             "sha1=" + QMessageAuthenticationCode::hash(old.body, "app secret", QCryptographicHash::Sha1).toHex()}};
    CHECK(meta.statusOf(meta.connector->acceptPost(old)) == 401);
    CHECK(meta.batches.isEmpty());
    CHECK(meta.cursors.isEmpty());
    REQUIRE(QTest::qWaitFor([&] { return meta.state.rejectedFrames == 4; }));

    Connected secretless({}, {"token", {}, {}, {}, "w"});
    CHECK(secretless.state.phase == ConnectionPhase::KeyMissing);
    CHECK(secretless.statusOf(secretless.connector->acceptPost(signedPost(textMessage("wamid.1"), {}))) == 503);
}

TEST_CASE("a signed post that cannot be read is put aside and not asked for again", "[core]")
{
    Connected meta;
    const auto answer = meta.connector->acceptPost(signedPost("{\"object\":\"page\"}"));
    REQUIRE(meta.batches.size() == 1);
    REQUIRE(meta.batches.at(0).rejected.size() == 1);
    CHECK(meta.batches.at(0).rejected.first().bytes == "{\"object\":\"page\"}");
    CHECK_FALSE(answer.isFinished());
    meta.connector->noteStored(meta.batches.at(0).receipt);
    CHECK(meta.statusOf(answer) == 200);
    const EventBatch again = meta.connector->readAgain(meta.batches.at(0).rejected.first());
    CHECK(again.rejected == meta.batches.at(0).rejected);

    const QByteArray half = textMessage("wamid.1").replace("\"messages\":[", "\"messages\":[{\"id\":\"wamid.0\"},");
    static_cast<void>(meta.connector->acceptPost(signedPost(half)));
    CHECK(meta.words(1) == u"line in:text");
    REQUIRE(meta.batches.at(1).rejected.size() == 1);
    // As if a later version could read it.
    RejectedEvent event = meta.batches.at(1).rejected.first();
    event.bytes.replace("{\"id\":\"wamid.0\"}",
                        R"({"id":"wamid.0","from":"5511990000002","type":"text","text":{"body":"y"}})");
    const EventBatch later = meta.connector->readAgain(event);
    CHECK(later.rejected.isEmpty());
    REQUIRE(later.events.size() == 1);
    CHECK(std::get<MessageReceived>(later.events.first().body).sentAtMs == event.receivedAtMs);
    CHECK(later.receipt == 0);
}

TEST_CASE("what is of no use is answered at once", "[core]")
{
    Connected meta;
    CHECK(meta.statusOf(meta.connector->acceptPost(signedPost(
                  R"({"object":"whatsapp_business_account","entry":[{"changes":[{"field":"calls","value":{}}]}]})")))
          == 200);
    CHECK(meta.batches.isEmpty());
}

TEST_CASE("while ingest is paused Meta is told to come again", "[core]")
{
    Connected meta;
    const auto underWay = meta.connector->acceptPost(signedPost(textMessage("wamid.1")));
    meta.connector->setPaused(true);
    CHECK(meta.state.phase == ConnectionPhase::Paused);
    CHECK(meta.statusOf(meta.connector->acceptPost(signedPost(textMessage("wamid.2")))) == 503);
    meta.connector->noteStored(meta.batches.at(0).receipt);
    CHECK(meta.statusOf(underWay) == 200);
    meta.connector->setPaused(false);
    CHECK(meta.state.phase == ConnectionPhase::Live);
    static_cast<void>(meta.connector->acceptPost(signedPost(textMessage("wamid.2"))));
    CHECK(meta.batches.size() == 2);
}

TEST_CASE("posts that are not stored in time may come again", "[core]")
{
    Connected meta;
    const auto lost = meta.connector->acceptPost(signedPost(textMessage("wamid.1")));
    meta.clock.advance(61'000);
    const auto next = meta.connector->acceptPost(signedPost(textMessage("wamid.2")));
    CHECK(meta.statusOf(lost) == 503);
    CHECK_FALSE(next.isFinished());
    meta.connector->noteStored(meta.batches.at(0).receipt); // too late
    meta.connector->noteStored(meta.batches.at(1).receipt);
    CHECK(meta.statusOf(next) == 200);

    QVector<QFuture<WebhookAnswer>> many;
    for (int i = 0; i < 300; ++i)
        many.append(meta.connector->acceptPost(signedPost(textMessage("wamid.m" + QByteArray::number(i)))));
    CHECK(meta.statusOf(many.first()) == 0);
    CHECK(meta.statusOf(many.last()) == 503);
    meta.connector->stop();
    CHECK(meta.statusOf(many.first()) == 503);
    CHECK(meta.statusOf(meta.connector->acceptPost(signedPost(textMessage("wamid.3")))) == 503);
}

TEST_CASE("a customer's two ids are said once they are stored and not with every message", "[core]")
{
    const QByteArray contact = R"("contacts":[{"profile":{"name":"C"},"wa_id":"5511990000002","user_id":"BR.7"}],)";
    Connected meta;
    static_cast<void>(meta.connector->acceptPost(signedPost(textMessage("wamid.1", "x", contact))));
    static_cast<void>(meta.connector->acceptPost(signedPost(textMessage("wamid.2", "x", contact))));
    CHECK(meta.words(0) == u"line alias in:text");
    CHECK(meta.words(1) == u"alias in:text");
    meta.connector->noteStored(meta.batches.at(0).receipt);
    static_cast<void>(meta.connector->acceptPost(signedPost(textMessage("wamid.3", "x", contact))));
    CHECK(meta.words(2) == u"in:text");
}

TEST_CASE("news of a Cloud API account reach all of its lines", "[core]")
{
    Connected meta;
    static_cast<void>(meta.connector->acceptPost(signedPost(textMessage("wamid.1"))));
    static_cast<void>(meta.connector->acceptPost(signedPost(textMessage("wamid.2").replace("\"900\"", "\"901\""))));
    static_cast<void>(meta.connector->acceptPost(
            signedPost(textMessage("wamid.3").replace("\"900\"", "\"902\"").replace("\"800\"", "\"888\""))));
    static_cast<void>(meta.connector->acceptPost(signedPost(accountNews("ACCOUNT_OFFBOARDED"))));
    REQUIRE(meta.batches.last().events.size() == 2);
    QStringList lines;
    for (const GatewayEvent &event : meta.batches.last().events) {
        lines.append(event.lineExternalId);
        CHECK(std::get<LineAlarmChanged>(event.body).kind == LineAlarmChanged::Kind::OffBoarded);
        CHECK(std::get<LineAlarmChanged>(event.body).isRaised);
    }
    lines.sort();
    CHECK(lines == QStringList{u"900"_s, u"901"_s});

    Connected nobodyYet;
    static_cast<void>(nobodyYet.connector->acceptPost(signedPost(accountNews("ACCOUNT_OFFBOARDED"))));
    CHECK(nobodyYet.batches.last().events.first().lineExternalId == u"800");
    Connected before({{u"900"_s, 1}});
    static_cast<void>(before.connector->acceptPost(signedPost(accountNews("ACCOUNT_RECONNECTED"))));
    CHECK(before.batches.last().events.first().lineExternalId == u"900");
    CHECK_FALSE(std::get<LineAlarmChanged>(before.batches.last().events.first().body).isRaised);
}

TEST_CASE("the time in which nobody listened to Meta is a gap that stays unknown", "[core]")
{
    const qint64 nowMs = ManualClock().nowMs();
    Connected meta({{u"900"_s, nowMs - 10 * kDayMs},
                    {u"901"_s, nowMs - 3 * kHourMs},
                    {u"902"_s, 0},
                    {u"903"_s, nowMs - kMinuteMs}});
    REQUIRE(meta.batches.size() == 1);
    CHECK(meta.batches.at(0).events.size() == 2);
    const auto longOne = meta.gaps(u"900"_s);
    REQUIRE(longOne.size() == 1);
    CHECK(longOne.first().fromMs == nowMs - 10 * kDayMs);
    CHECK(longOne.first().toMs == nowMs);
    CHECK(longOne.first().outcome == GapChanged::Outcome::Unknown);
    const auto shortOne = meta.gaps(u"901"_s);
    REQUIRE(shortOne.size() == 1);
    CHECK(shortOne.first().fromMs == nowMs - 3 * kHourMs);
    CHECK(shortOne.first().toMs == nowMs);
    CHECK(shortOne.first().outcome == GapChanged::Outcome::Unknown);
    CHECK(shortOne.first().reason != longOne.first().reason);
    // Nobody has reached us yet: no claim to have listened.
    QTest::qWait(80);
    CHECK(meta.cursors.isEmpty());
    static_cast<void>(meta.connector->acceptPost(signedPost(textMessage("wamid.1"))));
    REQUIRE(QTest::qWaitFor([&] { return !meta.cursors.isEmpty(); }));
    CHECK(meta.cursors.last() == LineCursor{u"900"_s, nowMs});
    meta.connector->setPaused(true);
    meta.cursors.clear();
    QTest::qWait(80);
    CHECK(meta.cursors.isEmpty());
}

TEST_CASE("a pause is a gap unless it is short", "[core]")
{
    Connected meta;
    const qint64 startMs = meta.clock.nowMs();
    meta.connector->setPaused(true); // nobody reached us yet
    meta.clock.advance(kHourMs);
    meta.connector->setPaused(false);
    CHECK(meta.batches.isEmpty());
    static_cast<void>(meta.connector->acceptPost(signedPost(textMessage("wamid.1"))));
    meta.connector->setPaused(true);
    meta.clock.advance(kMinuteMs);
    meta.connector->setPaused(false);
    CHECK(meta.gaps(u"900"_s).isEmpty());
    meta.connector->setPaused(true);
    meta.clock.advance(2 * kHourMs);
    meta.connector->setPaused(false);
    REQUIRE(meta.gaps(u"900"_s).size() == 1);
    const GapChanged gap = meta.gaps(u"900"_s).first();
    CHECK(gap.fromMs == startMs + kHourMs + kMinuteMs);
    CHECK(gap.toMs == gap.fromMs + 2 * kHourMs);
    CHECK(gap.outcome == GapChanged::Outcome::Unknown);
    static_cast<void>(meta.connector->acceptPost(signedPost(textMessage("wamid.2"))));
    CHECK(meta.gaps(u"900"_s).size() == 1);
}

TEST_CASE("a time in which Meta tried in vain is a gap and a quiet one is not", "[core]")
{
    Connected meta;
    const auto sentAt = [&meta](const QByteArray &id, qint64 atMs) {
        const QByteArray seconds = QByteArray::number(atMs / 1'000);
        static_cast<void>(meta.connector->acceptPost(signedPost(textMessage(id).replace("1767610000", seconds))));
    };
    sentAt("wamid.1", meta.clock.nowMs());
    meta.clock.advance(10 * kHourMs);
    sentAt("wamid.2", meta.clock.nowMs()); // a quiet night
    CHECK(meta.gaps(u"900"_s).isEmpty());
    const qint64 downMs = meta.clock.nowMs();
    meta.clock.advance(3 * kHourMs);
    const qint64 upMs = meta.clock.nowMs();
    sentAt("wamid.4", upMs);
    CHECK(meta.gaps(u"900"_s).isEmpty());
    meta.clock.advance(20 * kMinuteMs);
    sentAt("wamid.3", downMs + kHourMs); // it comes after all
    REQUIRE(meta.gaps(u"900"_s).size() == 1);
    CHECK(meta.gaps(u"900"_s).first().fromMs == downMs);
    CHECK(meta.gaps(u"900"_s).first().toMs == upMs);
    CHECK(meta.gaps(u"900"_s).first().outcome == GapChanged::Outcome::Unknown);
    sentAt("wamid.5", downMs + kHourMs);
    CHECK(meta.gaps(u"900"_s).size() == 1);
}

TEST_CASE("what an earlier run did not hear of is a gap when a message of that time comes late", "[core]")
{
    const qint64 startMs = ManualClock().nowMs();
    const qint64 claimedMs = startMs - kMinuteMs; // a short restart after a night in which the proxy was down
    Connected meta({{u"900"_s, claimedMs}});
    const auto sentAt = [&meta](const QByteArray &id, qint64 atMs) {
        const QByteArray seconds = QByteArray::number(atMs / 1'000);
        static_cast<void>(meta.connector->acceptPost(signedPost(textMessage(id).replace("1767610000", seconds))));
    };
    meta.clock.advance(kHourMs);
    sentAt("wamid.1", meta.clock.nowMs());
    CHECK(meta.gaps(u"900"_s).isEmpty());
    const qint64 lateMs = (startMs - 3 * kHourMs) / 1000 * 1000;
    sentAt("wamid.2", lateMs);
    sentAt("wamid.3", lateMs + kHourMs);
    REQUIRE(meta.gaps(u"900"_s).size() == 1);
    CHECK(meta.gaps(u"900"_s).first()
          == GapChanged{lateMs, claimedMs, GapChanged::Outcome::Unknown, u"Meta could not deliver"_s});
}

TEST_CASE("after a long silence nobody claims to have listened to Meta", "[core]")
{
    Connected meta;
    static_cast<void>(meta.connector->acceptPost(signedPost(textMessage("wamid.1"))));
    const qint64 lastMs = meta.clock.nowMs();
    meta.clock.advance(23 * kHourMs);
    meta.cursors.clear();
    REQUIRE(QTest::qWaitFor([&] { return !meta.cursors.isEmpty(); }));
    meta.clock.advance(2 * kHourMs);
    REQUIRE(QTest::qWaitFor([&] { return meta.state.detail == u"no webhook for a long time"; }));
    meta.cursors.clear();
    QTest::qWait(80);
    CHECK(meta.cursors.isEmpty());
    static_cast<void>(meta.connector->acceptPost(signedPost(textMessage("wamid.2"))));
    CHECK(meta.state.detail.isEmpty());
    REQUIRE(meta.gaps(u"900"_s).size() == 1);
    CHECK(meta.gaps(u"900"_s).first().fromMs == lastMs);
    CHECK(meta.gaps(u"900"_s).first().toMs == meta.clock.nowMs());
    REQUIRE(QTest::qWaitFor([&] { return !meta.cursors.isEmpty(); }));
}

TEST_CASE("without a token of Meta it is said that nothing can be done", "[core]")
{
    Connected meta({}, {{}, {}, {}, "app secret", "our word"}, u"800"_s);
    static_cast<void>(meta.connector->acceptPost(signedPost(textMessage("wamid.1"))));
    CHECK(meta.state.phase == ConnectionPhase::Live);
    const auto line = std::get<LineChanged>(meta.batches.at(0).events.first().body);
    REQUIRE(line.capabilities);
    CHECK(*line.capabilities == GatewayCapabilities());
    CHECK(meta.perform(messageOrder()).error().kind == Error::Kind::Unsupported);
    const auto media = meta.connector->fetchMedia({u"900"_s, {}, u"wamid.1"_s, u"4400"_s, 1'000});
    REQUIRE(media.isFinished());
    CHECK(media.result().error().kind == Error::Kind::Unsupported);
    CHECK(meta.graph->requests().isEmpty());

    Connected actor({}, {{}, "actor", {}, "app secret", "our word"});
    static_cast<void>(actor.connector->acceptPost(signedPost(textMessage("wamid.1"))));
    const auto able = std::get<LineChanged>(actor.batches.at(0).events.first().body).capabilities;
    CHECK(able->sendsMessages);
    CHECK_FALSE(able->fetchesMedia);
}

TEST_CASE("numbers of a Cloud API account are announced and a refused token is told", "[core]")
{
    Connected meta({}, Connected::kSecrets, u"800"_s);
    int asked = 0;
    meta.graph->setScript([&asked](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        CHECK(request.path == u"/v23.0/800/phone_numbers");
        CHECK(request.headers.value("authorization") == "Bearer access token");
        ++asked;
        if (asked == 1)
            return FakeWaha::Reply{401, R"({"error":{"message":"Session expired","code":190}})"};
        if (asked == 2)
            return FakeWaha::Reply{500, R"({"error":{"message":"m","code":2}})"};
        if (request.query.queryItemValue(u"after"_s) == u"A")
            return FakeWaha::Reply{
                    200, R"({"data":[{"id":"901","display_phone_number":"+55 11 4000-0002","status":"BANNED"}]})"};
        return FakeWaha::Reply{
                200,
                R"({"data":[{"id":"900","display_phone_number":"+55 11 4000-0001","verified_name":"Loja","status":"CONNECTED"}],"paging":{"cursors":{"after":"A"},"next":"https://x"}})"};
    });
    REQUIRE(QTest::qWaitFor([&] { return meta.state.phase == ConnectionPhase::KeyRefused; }));
    CHECK(meta.state.retryAtMs > 0);
    // Webhooks come all the same.
    static_cast<void>(meta.connector->acceptPost(signedPost(textMessage("wamid.1"))));
    CHECK(meta.batches.size() == 1);
    REQUIRE(QTest::qWaitFor([&] { return meta.batches.size() == 2; }));
    CHECK(meta.words(1) == u"line line");
    const auto line = std::get<LineChanged>(meta.batches.at(1).events.at(0).body);
    CHECK(line.displayName == u"Loja");
    CHECK(line.ownAddress == u"551140000001");
    CHECK(std::get<LineChanged>(meta.batches.at(1).events.at(1).body).state == LineState::Failed);
    CHECK(meta.state.phase == ConnectionPhase::Live);
}

TEST_CASE("a message is sent through the Graph API and kept as the company's", "[core]")
{
    Connected meta;
    QByteArray sent;
    meta.graph->setScript([&sent](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        CHECK(request.method == u"POST");
        CHECK(request.path == u"/v23.0/900/messages");
        CHECK(request.headers.value("authorization") == "Bearer access token");
        sent = request.body;
        return FakeWaha::Reply{200, R"({"messaging_product":"whatsapp","messages":[{"id":"wamid.S1"}]})"};
    });
    const auto answer = meta.perform(messageOrder());
    REQUIRE(answer.has_value());
    CHECK(answer->summary == u"200 accepted");
    CHECK(sent.contains(R"("to":"5511990000002")"));
    CHECK(sent.contains(R"("biz_opaque_callback_data":"ORDER1")"));
    CHECK(sent.contains(R"("body":"Bom dia")"));
    REQUIRE(meta.batches.size() == 1);
    const auto message = std::get<MessageReceived>(meta.batches.at(0).events.first().body);
    CHECK(message.messageId == u"wamid.S1");
    CHECK(message.author == Author::Agent);
    CHECK(message.isAutomatic);
    CHECK(message.text == u"Bom dia");

    GatewayOrder hidden = messageOrder(u"ORDER2"_s);
    hidden.chat = u"BR.7"_s;
    REQUIRE(meta.perform(hidden).has_value());
    CHECK(sent.contains(R"("recipient":"BR.7")"));
    GatewayOrder group = messageOrder(u"ORDER3"_s);
    group.chat = u"GROUP1@g.us"_s;
    REQUIRE(meta.perform(group).has_value());
    CHECK(sent.contains(R"("recipient_type":"group")"));
    CHECK(sent.contains(R"("to":"GROUP1")"));
}

TEST_CASE("an order is done when its message is stored", "[core]")
{
    Connected meta;
    QByteArray reply = R"({"messages":[{"id":"wamid.S1"}]})";
    meta.graph->setScript([&reply](const FakeWaha::Request &) -> std::optional<FakeWaha::Reply> {
        return FakeWaha::Reply{200, reply};
    });
    const auto answer = meta.connector->perform(messageOrder());
    REQUIRE(QTest::qWaitFor([&] { return !meta.batches.isEmpty(); }));
    CHECK(meta.batches.first().receipt != 0);
    QTest::qWait(30);
    CHECK_FALSE(answer.isFinished());

    SECTION("it is stored")
    {
        meta.storeAll();
        REQUIRE(QTest::qWaitFor([&] { return answer.isFinished(); }));
        CHECK(answer.result()->summary == u"200 accepted");
    }
    SECTION("the connection ends first")
    {
        meta.connector->stop();
        REQUIRE(QTest::qWaitFor([&] { return answer.isFinished(); }));
        CHECK(answer.resultCount() == 1);
    }
    SECTION("the answer of an order that was sent once more")
    {
        GatewayOrder again = messageOrder();
        again.mayHaveRun = true;
        CHECK(meta.perform(again)->summary == u"already sent");
        CHECK(meta.graph->requests().size() == 1);
    }
}

TEST_CASE("a message whose sender died before it was stored is stored with its status", "[core]")
{
    const QByteArray status =
            R"({"object":"whatsapp_business_account","entry":[{"id":"800","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"900"},"statuses":[{"id":"wamid.S1","status":"sent","recipient_id":"5511990000002","biz_opaque_callback_data":"ORDER1"}]}}]}]})";
    Connected meta;
    meta.graph->setScript([](const FakeWaha::Request &) -> std::optional<FakeWaha::Reply> {
        return FakeWaha::Reply{200, R"({"messages":[]})"};
    });
    const auto isStored = [&meta] {
        return std::any_of(meta.batches.cbegin(), meta.batches.cend(), [](const EventBatch &batch) {
            const auto *message = std::get_if<MessageReceived>(&batch.events.first().body);
            return message != nullptr && message->messageId == u"wamid.S1" && message->text == u"Bom dia"
                   && message->author == Author::Agent && message->chat == u"5511990000002";
        });
    };
    GatewayOrder order = messageOrder();
    SECTION("by another attempt")
    {
        static_cast<void>(meta.connector->acceptPost(signedPost(status)));
        order.mayHaveRun = true;
        CHECK(meta.perform(order)->summary == u"already sent");
        CHECK(isStored());
        CHECK(meta.graph->requests().isEmpty());
    }
    SECTION("by itself where Meta gave no id")
    {
        CHECK(meta.perform(order).has_value());
        CHECK_FALSE(isStored());
        static_cast<void>(meta.connector->acceptPost(signedPost(status)));
        CHECK(isStored());
    }
}

TEST_CASE("the Graph API's refusals are told apart", "[core]")
{
    Connected meta;
    FakeWaha::Reply reply;
    meta.graph->setScript([&reply](const FakeWaha::Request &) -> std::optional<FakeWaha::Reply> { return reply; });
    const auto errorFor = [&](int status, const QByteArray &body) {
        reply = {status, body};
        const auto answer = meta.perform(messageOrder());
        REQUIRE_FALSE(answer.has_value());
        return answer.error();
    };
    const Error day = errorFor(400, R"({"error":{"message":"Re-engagement message","code":131047}})");
    CHECK(day.kind == Error::Kind::Rejected);
    CHECK(day.context.contains(u"24 hours"));
    CHECK(errorFor(401, R"({"error":{"message":"expired","code":190}})").kind == Error::Kind::Unauthorized);
    CHECK(errorFor(400, R"({"error":{"message":"no permission","code":200}})").kind == Error::Kind::Unauthorized);
    CHECK(errorFor(400, R"({"error":{"message":"rate","code":130429}})").kind == Error::Kind::Unreachable);
    CHECK(errorFor(429, "{}").kind == Error::Kind::Unreachable);
    CHECK(errorFor(400, R"({"error":{"message":"no object","code":100,"error_subcode":33}})").kind
          == Error::Kind::NotFound);
    const Error other = errorFor(400, R"({"error":{"message":"to 5511990000002 is no number","code":131009}})");
    CHECK(other.kind == Error::Kind::Rejected);
    CHECK(other.context.contains(u"131009"));
    CHECK_FALSE(other.context.contains(u"5511990000002"));
    CHECK(errorFor(502, "<html>").kind == Error::Kind::Unreachable);
    CHECK(meta.batches.isEmpty());

    GatewayOrder tooLong = messageOrder();
    tooLong.text = QString(5'000, u'x');
    CHECK(meta.perform(tooLong).error().kind == Error::Kind::Rejected);
    for (const InterventionKind kind :
         {InterventionKind::DeleteForEveryone, InterventionKind::SuspendLine, InterventionKind::ResumeLine}) {
        GatewayOrder order = messageOrder();
        order.kind = kind;
        const auto answer = meta.perform(order);
        CHECK(answer.error().kind == Error::Kind::Unsupported);
        CHECK_FALSE(answer.error().context.isEmpty());
    }
}

TEST_CASE("a message that may have been sent is not sent again without knowing", "[core]")
{
    Connected meta;
    int sends = 0;
    bool isDropping = true;
    meta.graph->setScript([&](const FakeWaha::Request &) -> std::optional<FakeWaha::Reply> {
        ++sends;
        FakeWaha::Reply reply{200, R"({"messages":[{"id":"wamid.S1"}]})"};
        reply.isDropped = isDropping;
        return reply;
    });
    GatewayOrder order = messageOrder();
    CHECK(meta.perform(order).error().kind == Error::Kind::Unreachable);
    CHECK(sends == 1);
    order.mayHaveRun = true;
    isDropping = false;
    CHECK(meta.perform(order).error().kind == Error::Kind::Unreachable); // its status may come yet
    CHECK(sends == 1);

    SECTION("its status came")
    {
        static_cast<void>(meta.connector->acceptPost(signedPost(
                R"({"object":"whatsapp_business_account","entry":[{"id":"800","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"900"},"statuses":[{"id":"wamid.S1","status":"sent","recipient_id":"5511990000002","biz_opaque_callback_data":"ORDER1"}]}}]}]})")));
        const auto answer = meta.perform(order);
        REQUIRE(answer.has_value());
        CHECK(answer->summary == u"already sent");
        CHECK(sends == 1);
    }
    SECTION("its status did not come")
    {
        meta.clock.advance(121'000);
        const auto answer = meta.perform(order);
        CHECK(answer.error().kind == Error::Kind::Rejected);
        CHECK(sends == 1);
    }
    SECTION("another order that certainly was not sent is sent")
    {
        GatewayOrder second = messageOrder(u"ORDER2"_s);
        meta.graph->setScript([](const FakeWaha::Request &) -> std::optional<FakeWaha::Reply> {
            return FakeWaha::Reply{429, R"({"error":{"code":4}})"};
        });
        CHECK(meta.perform(second).error().kind == Error::Kind::Unreachable);
        meta.graph->setScript([&](const FakeWaha::Request &) -> std::optional<FakeWaha::Reply> {
            ++sends;
            return FakeWaha::Reply{200, R"({"messages":[{"id":"wamid.S2"}]})"};
        });
        second.mayHaveRun = true;
        CHECK(meta.perform(second).has_value());
        CHECK(sends == 2);
    }
}

TEST_CASE("a contact is blocked and unblocked through the Graph API", "[core]")
{
    Connected meta({}, {"reader", "actor", {}, "app secret", "w"});
    FakeWaha::Request asked;
    FakeWaha::Reply reply{200,
                          R"({"block_users":{"added_users":[{"input":"5511990000002","wa_id":"5511990000002"}]}})"};
    meta.graph->setScript([&](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        asked = request;
        return reply;
    });
    GatewayOrder order = messageOrder();
    order.kind = InterventionKind::BlockContact;
    order.mayHaveRun = true; // harmless twice
    CHECK(meta.perform(order)->summary == u"200 blocked");
    CHECK(asked.method == u"POST");
    CHECK(asked.path == u"/v23.0/900/block_users");
    CHECK(asked.body.contains(R"("block_users":[{"user":"5511990000002"}])"));
    CHECK(asked.headers.value("authorization") == "Bearer actor");
    order.kind = InterventionKind::UnblockContact;
    reply.body = R"({"block_users":{"removed_users":[{"input":"5511990000002"}]}})";
    CHECK(meta.perform(order)->summary == u"200 unblocked");
    CHECK(asked.method == u"DELETE");
    CHECK(asked.body.contains("5511990000002"));

    reply.body =
            R"({"block_users":{"failed_users":[{"input":"5511990000002","errors":[{"code":139100,"message":"did not write"}]}]}})";
    const auto failed = meta.perform(order);
    CHECK(failed.error().kind == Error::Kind::Rejected);
    CHECK(failed.error().context.contains(u"139100"));
    order.chat = u"GROUP1@g.us"_s;
    CHECK(meta.perform(order).error().kind == Error::Kind::Unsupported);
}

TEST_CASE("media of the Cloud API are fetched in two steps", "[core]")
{
    Connected meta;
    const QByteArray bytes("\xff\xd8\xff\x00\x01", 5);
    QByteArray where = meta.graph->address().toEncoded() + "/media/x?mid=4400&hash=h%2Fh";
    qint64 size = bytes.size();
    int status = 200;
    QByteArray tokenAtMedia;
    meta.graph->setScript([&](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (request.path == u"/v23.0/4400")
            return FakeWaha::Reply{200, R"({"url":")" + where + R"(","mime_type":"image/jpeg","file_size":)"
                                                + QByteArray::number(size) + R"(,"id":"4400"})"};
        if (request.path == u"/v23.0/4401")
            return FakeWaha::Reply{400, R"({"error":{"message":"gone","code":100,"error_subcode":33}})"};
        CHECK(request.rawPath == "/media/x?mid=4400&hash=h%2Fh");
        tokenAtMedia = request.headers.value("authorization");
        return FakeWaha::Reply{status, bytes};
    });
    const auto fetch = [&meta](const QString &reference, qint64 largest = 1'000) {
        MediaRequest request;
        request.lineExternalId = u"900"_s;
        request.messageId = u"wamid.1"_s;
        request.reference = reference;
        request.largestBytes = largest;
        const auto answer = meta.connector->fetchMedia(request);
        REQUIRE(QTest::qWaitFor([&answer] { return answer.isFinished(); }));
        return answer.result();
    };
    const auto content = fetch(u"4400"_s);
    REQUIRE(content.has_value());
    CHECK(content->bytes == bytes);
    CHECK(content->mediaType == u"image/jpeg");
    CHECK(tokenAtMedia == "Bearer access token");
    CHECK(fetch(u"4400"_s, 4).error().kind == Error::Kind::Rejected);
    size = 3; // it lies
    CHECK(fetch(u"4400"_s, 4).error().kind == Error::Kind::Rejected);
    CHECK(fetch(u"4401"_s).error().kind == Error::Kind::NotFound);
    CHECK(fetch({}).error().kind == Error::Kind::NotFound);
    status = 404;
    CHECK(fetch(u"4400"_s).error().kind == Error::Kind::NotFound);

    // The token does not go to strangers.
    FakeWaha stranger;
    for (const QByteArray &elsewhere :
         {QByteArray(stranger.address().toEncoded() + "/x"), "http://lookaside.fbsbx.com/x"_ba,
          "https://evilfacebook.com/x"_ba, "https://facebook.com.example/x"_ba, "file:///etc/passwd"_ba, "x"_ba}) {
        CAPTURE(elsewhere);
        where = elsewhere;
        CHECK(fetch(u"4400"_s).error().kind == Error::Kind::Rejected);
    }
    CHECK(stranger.requests().isEmpty());
}
