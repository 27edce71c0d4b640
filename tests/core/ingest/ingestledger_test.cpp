// SPDX-License-Identifier: GPL-3.0-or-later
// What ingest keeps about lines beside their messages.
#include "detection/detector.h"
#include "ingest/ingestqueue.h"
#include "ingest/ingestwriter.h"
#include "review/changefeed.h"
#include "store/connection.h"
#include "store/gaprepository.h"
#include "store/lineactivity.h"
#include "store/linealarmrepository.h"
#include "store/linehealthquery.h"
#include "store/putasiderepository.h"
#include "store/statistics.h"
#include "support/catch.h"
#include "support/eventbuilder.h"
#include "support/manualclock.h"
#include "support/teststore.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

constexpr qint64 kBeganMs = 1'767'614'000'500; // half a second after what messageEvent() says

struct Fixture
{
    Result<IngestOutcome> write(const QVector<GatewayEvent> &events, const QVector<RejectedEvent> &rejected = {},
                                qint64 putAsideId = 0)
    {
        return writer.write(database, {EventBatch{gateway, events, {}, rejected, 0, putAsideId}});
    }
    [[nodiscard]] LineHealth health() { return lineHealth(database, clock.nowMs())->constFirst(); }
    [[nodiscard]] QVector<LineGap> gaps() { return GapRepository(database).newest(health().line.id, 10).value(); }
    [[nodiscard]] qint64 messages() { return storeTotals(database, 0)->messages; }
    void run(const QString &sql) { REQUIRE(database.connection().execute(sql)); }

    TestStore store;
    Database &database = store.database();
    ManualClock clock;
    GatewayId gateway = store.addGateway();
    Detector detector{engineFor({u"propina"_s})};
    IngestWriter writer{detector, clock, u"1.0"_s};
};

GatewayEvent gapEvent(GapOutcome outcome, qint64 toMs = 0)
{
    return {u"line-01"_s, GapChanged{kBeganMs, toMs, outcome, u"disconnected"_s}};
}

GatewayEvent historyEvent(const QString &id, qint64 afterMs)
{
    auto event = messageEvent(u"line-01"_s, id, u"oi"_s, Author::Contact);
    auto &message = std::get<MessageReceived>(event.body);
    message.isHistory = true;
    message.sentAtMs += afterMs;
    return event;
}

} // namespace

TEST_CASE("A gap counts what came first from history", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.write({messageEvent(u"line-01"_s, u"A0"_s, u"oi"_s, Author::Contact), gapEvent(GapOutcome::Open)}));
    CHECK(fixture.health().openGaps == 1);
    // Known already; from before the gap; within its first second, which gateways do not divide; within; live.
    const auto changed =
            fixture.write({historyEvent(u"A0"_s, 0), historyEvent(u"A1"_s, -1000), historyEvent(u"A2"_s, 0),
                           historyEvent(u"A3"_s, 9000), messageEvent(u"line-01"_s, u"A4"_s, u"oi"_s, Author::Contact)});
    REQUIRE(changed);
    CHECK(changed->change.hasLedgerChanged);
    CHECK(fixture.gaps().constFirst().recovered == 2);

    // The batch that closes it may bring its last page; what is after its end is no part of it.
    REQUIRE(fixture.write({gapEvent(GapOutcome::Recovered, kBeganMs + 20'000), historyEvent(u"A5"_s, 15'000),
                           historyEvent(u"A6"_s, 25'000)}));
    CHECK(fixture.gaps().constFirst().recovered == 3);
    REQUIRE(fixture.write({historyEvent(u"A7"_s, 15'000)}));
    REQUIRE(fixture.gaps().size() == 1);
    CHECK(fixture.gaps().constFirst()
          == LineGap{kBeganMs, kBeganMs + 20'000, GapOutcome::Recovered, u"disconnected"_s, 3});
    CHECK(fixture.health().openGaps == 0);
}

TEST_CASE("A gap that was written in another batch of the same commit is not closed by this one", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.writer.write(fixture.database,
                                 {EventBatch{fixture.gateway, {gapEvent(GapOutcome::Recovered, kBeganMs + 20'000)}},
                                  EventBatch{fixture.gateway, {historyEvent(u"A1"_s, 5000)}}}));
    CHECK(fixture.gaps().constFirst().recovered == 0);
}

TEST_CASE("A gap that a killed run left open ends with the one that the next run begins before it", "[core]")
{
    const GapOutcome outcome = GENERATE(GapOutcome::Recovered, GapOutcome::Unknown);
    Fixture fixture;
    REQUIRE(fixture.write({gapEvent(GapOutcome::Open)}));
    // The next one knows only until when the history was complete, which is before that.
    IngestWriter next(fixture.detector, fixture.clock, u"1.0"_s);
    const auto gap = [outcome](qint64 fromMs, qint64 toMs, bool isOpen) {
        return EventBatch{
                GatewayId{1},
                {{u"line-01"_s, GapChanged{fromMs, toMs, isOpen ? GapOutcome::Open : outcome, u"not running"_s}}}};
    };
    REQUIRE(next.write(fixture.database, {gap(kBeganMs - 60'000, 0, true)}));
    CHECK(fixture.health().openGaps == 2);
    EventBatch last = gap(kBeganMs - 60'000, kBeganMs + 90'000, false);
    last.events.prepend(historyEvent(u"A1"_s, 5000));
    REQUIRE(next.write(fixture.database, {last}));
    CHECK(fixture.health().openGaps == 0);
    const auto gaps = fixture.gaps();
    REQUIRE(gaps.size() == 2);
    CHECK(gaps[0] == LineGap{kBeganMs, kBeganMs + 90'000, outcome, u"disconnected"_s, 0});
    CHECK(gaps[1] == LineGap{kBeganMs - 60'000, kBeganMs + 90'000, outcome, u"not running"_s, 1});
}

TEST_CASE("A gap that a killed run left open ends when the history is complete beyond it", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.write({gapEvent(GapOutcome::Open)}));
    const auto cursor = [&fixture](qint64 untilMs) {
        return EventBatch{fixture.gateway, {}, LineCursor{u"line-01"_s, untilMs}};
    };
    // The run that opened it is still in it, whatever its history says.
    REQUIRE(fixture.writer.write(fixture.database, {cursor(kBeganMs + 1000)}));
    CHECK(fixture.health().openGaps == 1);

    IngestWriter next(fixture.detector, fixture.clock, u"1.0"_s);
    REQUIRE(next.write(fixture.database, {cursor(kBeganMs - 1)}));
    CHECK(fixture.health().openGaps == 1);
    REQUIRE(next.write(fixture.database, {cursor(kBeganMs + 5000)}));
    CHECK(fixture.health().openGaps == 0);
    CHECK(fixture.gaps().constFirst()
          == LineGap{kBeganMs, kBeganMs + 5000, GapOutcome::Recovered, u"disconnected"_s, 0});
}

TEST_CASE("A gap that another connector left open ends when the history is complete beyond it", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.write({gapEvent(GapOutcome::Open)}));
    fixture.writer.noteNewConnector(fixture.gateway);
    REQUIRE(fixture.writer.write(fixture.database, {{fixture.gateway, {}, LineCursor{u"line-01"_s, kBeganMs + 5000}}}));
    CHECK(fixture.health().openGaps == 0);
}

TEST_CASE("A gap that is before one whose history is refused is unknown as well", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.write({gapEvent(GapOutcome::Open)}));
    IngestWriter next(fixture.detector, fixture.clock, u"1.0"_s);
    const auto later = [](GapOutcome outcome) {
        return EventBatch{GatewayId{1},
                          {{u"line-01"_s, GapChanged{kBeganMs + 60'000, kBeganMs + 90'000, outcome, u"stopped"_s}}}};
    };
    REQUIRE(next.write(fixture.database, {later(GapOutcome::Recovered)}));
    CHECK(fixture.health().openGaps == 1); // nothing is known of what was before
    REQUIRE(next.write(fixture.database, {later(GapOutcome::Unknown)}));
    CHECK(fixture.health().openGaps == 1); // no news
    auto another = later(GapOutcome::Unknown);
    std::get<GapChanged>(another.events.first().body).fromMs += 1;
    REQUIRE(next.write(fixture.database, {another}));
    CHECK(fixture.health().openGaps == 0);
    CHECK(fixture.gaps().constLast()
          == LineGap{kBeganMs, kBeganMs + 60'001, GapOutcome::Unknown, u"disconnected"_s, 0});
}

TEST_CASE("An unknown outcome is kept and shown", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.write({gapEvent(GapOutcome::Unknown, kBeganMs + 60'000)}));
    CHECK(fixture.health().unknownGaps == 1);
    CHECK(fixture.gaps().constFirst().outcome == GapOutcome::Unknown);
    REQUIRE(fixture.write({GatewayEvent{u"line-01"_s, GapChanged{0, 5, GapOutcome::Open, u"x"_s}}}));
    CHECK(fixture.gaps().size() == 1); // a gap of no beginning has no name
}

TEST_CASE("Alarms of a line are kept and the next thing that comes live ends a silence", "[core]")
{
    Fixture fixture;
    const auto alarm = [&fixture](LineAlarmKind kind, bool isRaised) {
        return GatewayEvent{u"line-01"_s, LineAlarmChanged{kind, isRaised, fixture.clock.nowMs(), u"test"_s}};
    };
    // The message came before the alarm, in one commit with it.
    REQUIRE(fixture.write({messageEvent(u"line-01"_s, u"A1"_s, u"oi"_s, Author::Contact),
                           alarm(LineAlarmKind::Silent, true), alarm(LineAlarmKind::LoggedOut, true)}));
    CHECK(fixture.health().alarms.size() == 2);
    REQUIRE(fixture.write({historyEvent(u"A2"_s, 0)}));
    CHECK(fixture.health().alarms.size() == 2);
    fixture.clock.advance(1000);
    const auto heard = fixture.write({messageEvent(u"line-01"_s, u"A3"_s, u"oi"_s, Author::Contact)});
    REQUIRE(heard);
    CHECK(heard->change.hasLedgerChanged);
    REQUIRE(fixture.health().alarms.size() == 1);
    CHECK(fixture.health().alarms.constFirst().kind == LineAlarmKind::LoggedOut);
    REQUIRE(fixture.write({alarm(LineAlarmKind::LoggedOut, false)}));
    CHECK(fixture.health().alarms.isEmpty());

    // Once more within one commit: raised after one message and ended by the next.
    fixture.clock.advance(1000);
    REQUIRE(fixture.write({messageEvent(u"line-01"_s, u"A4"_s, u"oi"_s, Author::Contact),
                           alarm(LineAlarmKind::Silent, true),
                           messageEvent(u"line-01"_s, u"A5"_s, u"oi"_s, Author::Contact)}));
    CHECK(fixture.health().alarms.isEmpty());
}

TEST_CASE("Live and new messages tell when something came on a line", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.write({historyEvent(u"A1"_s, 0)}));
    CHECK(fixture.health().lastEventAtMs == 0);
    CHECK(fixture.health().lastMessageAtMs == 1'767'614'000'000);
    REQUIRE(fixture.write({messageEvent(u"line-01"_s, u"A2"_s, u"oi"_s, Author::Contact)}));
    CHECK(fixture.health().lastEventAtMs == fixture.clock.nowMs());
    fixture.clock.advance(5000);
    REQUIRE(fixture.write({GatewayEvent{u"line-01"_s, LineChanged{LineState::Working, {}, {}, 0}}}));
    CHECK(fixture.health().lastEventAtMs == fixture.clock.nowMs() - 5000); // a stalled line says that it works, too
    const auto hours = LineActivity(fixture.database).hours(fixture.health().line.id, 0);
    CHECK(*hours == QVector<HourCount>{{1'767'614'000'000 / kHourMs, 2}});
}

TEST_CASE("What could not be read is put aside with its batch", "[core]")
{
    Fixture fixture;
    const RejectedEvent rejected{u"line-01"_s, "{\"id\":7}", u"payload.id is no text"_s, 5000};
    const auto written = fixture.write({messageEvent(u"line-01"_s, u"A1"_s, u"oi"_s, Author::Contact)}, {rejected});
    REQUIRE(written);
    CHECK(written->rejected == 1);
    CHECK(written->putAside == 0); // the connector counts it
    CHECK(fixture.health().putAside == 1);
    const auto kept = PutAsideRepository(fixture.database).readable(fixture.gateway, 0, 10, 10'000);
    REQUIRE(kept->size() == 1);
    CHECK(kept->constFirst().bytes == rejected.bytes);
    CHECK(kept->constFirst().receivedAtMs == 5000);

    // What ingest itself cannot use was read: its bytes are gone, its name is kept.
    auto nameless = messageEvent(u"line-01"_s, {}, u"oi"_s, Author::Contact);
    auto chatless = messageEvent(u"line-01"_s, u"A9"_s, u"oi"_s, Author::Contact);
    std::get<MessageReceived>(chatless.body).chat.clear();
    REQUIRE(fixture.write({nameless, chatless}));
    CHECK(fixture.health().putAside == 3);
    CHECK(lineLedger(fixture.database, fixture.health().line.id, 1)->putAside
          == QVector<PutAsideReason>{{u"message without id or chat"_s, 2, 0, fixture.clock.nowMs()},
                                     {u"payload.id is no text"_s, 1, 1, 5000}});
}

TEST_CASE("What the store refuses is put aside beside what could not be read", "[core]")
{
    Fixture fixture;
    fixture.run(u"CREATE TRIGGER refusing BEFORE INSERT ON messages WHEN NEW.external_id = 'BAD' "
                "BEGIN SELECT RAISE(ABORT, 'refused'); END"_s);
    const auto written = fixture.write({messageEvent(u"line-01"_s, u"BAD"_s, u"oi"_s, Author::Contact),
                                        messageEvent(u"line-01"_s, u"A1"_s, u"oi"_s, Author::Contact)},
                                       {{u"line-01"_s, "{}", u"no id"_s, 5000}});
    REQUIRE(written);
    CHECK_FALSE(written->stoppedBy);
    CHECK(written->events == 2);
    CHECK(written->putAside == 1);
    CHECK(fixture.messages() == 1);
    CHECK(fixture.health().putAside == 2);
}

TEST_CASE("Of a batch that cannot be committed nothing is kept", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.write({gapEvent(GapOutcome::Open)}));
    fixture.run(u"CREATE TRIGGER failing BEFORE UPDATE ON lines BEGIN SELECT abs(-9223372036854775807 - 1); END"_s);
    const EventBatch batch{fixture.gateway,
                           {messageEvent(u"line-01"_s, u"A1"_s, u"propina"_s, Author::Agent), historyEvent(u"A2"_s, 0),
                            gapEvent(GapOutcome::Recovered, kBeganMs + 1000),
                            GatewayEvent{u"line-01"_s, LineAlarmChanged{LineAlarmKind::Restricted, true, 10, {}}}},
                           LineCursor{u"line-01"_s, 7000},
                           {{u"line-01"_s, "{}", u"no id"_s, 5000}},
                           9};
    const auto failed = fixture.writer.write(fixture.database, {batch});
    REQUIRE_FALSE(failed);
    CHECK(failed.error().kind == Error::Kind::Storage);
    CHECK(fixture.messages() == 0);
    CHECK(fixture.gaps().constFirst() == LineGap{kBeganMs, 0, GapOutcome::Open, u"disconnected"_s, 0});
    CHECK(fixture.health().alarms.isEmpty());
    CHECK(fixture.health().putAside == 0);
    CHECK(fixture.health().lastEventAtMs == 0);

    fixture.run(u"DROP TRIGGER failing"_s);
    for (int i = 0; i < 2; ++i) { // and once more, as after a kill between the commit and the word to the gateway
        REQUIRE(fixture.writer.write(fixture.database, {batch}));
        CHECK(fixture.messages() == 2);
        CHECK(fixture.gaps().constFirst().recovered == 1);
        CHECK(fixture.health().alarms.size() == 1);
        CHECK(fixture.health().putAside == 1);
        CHECK(fixture.health().line.completeUntilMs == 7000);
    }
}

TEST_CASE("A batch of nothing but what could not be read is committed and its receipt is given", "[core]")
{
    TestStoreThreads store;
    ManualClock clock;
    Detector detector(nullptr);
    ChangeFeed feed;
    const GatewayId gateway = *store.write([](Database &database) {
        GatewayConfig config;
        config.address = QUrl(u"http://127.0.0.1:3000"_s);
        return GatewayRepository(database).save(config);
    });
    IngestQueue queue(store.writer(), detector, feed, clock);
    QSignalSpy receipts(&queue, &IngestQueue::receiptCommitted);
    QSignalSpy changes(&feed, &ChangeFeed::changed);
    queue.enqueue({gateway, {}, {}, {{u"line-01"_s, "{}", u"no id"_s, 5000}}, 41});
    REQUIRE(QTest::qWaitFor([&receipts] { return receipts.size() == 1; }, 10'000));
    CHECK(receipts.at(0).at(1).toULongLong() == 41);
    CHECK(changes.size() == 1);
    CHECK(*store.write([gateway](Database &database) {
        return PutAsideRepository(database).countUnsolved(gateway, u"line-01"_s);
    }) == 1);
}
