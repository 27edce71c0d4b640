// SPDX-License-Identifier: GPL-3.0-or-later
// A store that refuses values: whoever sent them hears "stored" only of what is stored or put aside.
#include "detection/detector.h"
#include "ingest/ingestqueue.h"
#include "ingest/ingestwriter.h"
#include "review/changefeed.h"
#include "store/connection.h"
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

const auto kRefusesBad = u"CREATE TRIGGER refusing BEFORE INSERT ON messages WHEN NEW.external_id = 'BAD' "
                         "BEGIN SELECT RAISE(ABORT, 'refused'); END"_s;
const auto kRefusesAside = u"CREATE TRIGGER refusing_aside BEFORE INSERT ON put_aside "
                           "BEGIN SELECT RAISE(ABORT, 'refused'); END"_s;

GatewayEvent event(const QString &id)
{
    return messageEvent(u"line-01"_s, id, u"oi"_s, Author::Contact);
}

struct QueueFixture
{
    QueueFixture()
    {
        gateway = *store.write([](Database &database) {
            GatewayConfig config;
            config.address = QUrl(u"http://127.0.0.1:3000"_s);
            return GatewayRepository(database).save(config);
        });
    }
    void run(const QString &sql)
    {
        REQUIRE(store.write([sql](Database &database) { return database.connection().execute(sql); }));
    }
    bool isDrained()
    {
        return QTest::qWaitFor([this] { return queue.isIdle(); }, 20'000);
    }
    LineHealth health()
    {
        return store.write([this](Database &database) { return lineHealth(database, clock.nowMs()); })->constFirst();
    }

    TestStoreThreads store;
    ManualClock clock;
    Detector detector{nullptr};
    ChangeFeed feed;
    GatewayId gateway;
    IngestQueue queue{store.writer(), detector, feed, clock};
    QSignalSpy receipts{&queue, &IngestQueue::receiptCommitted};
    QSignalSpy cursors{&queue, &IngestQueue::cursorCommitted};
    QSignalSpy failed{&queue, &IngestQueue::failed};
};

struct WriterFixture
{
    Result<IngestOutcome> writeAgain(const QVector<GatewayEvent> &events, qint64 putAsideId)
    {
        return writer.write(database, {EventBatch{gateway, events, {}, {}, 0, putAsideId}});
    }
    void run(const QString &sql) { REQUIRE(database.connection().execute(sql)); }
    LineHealth health() { return lineHealth(database, clock.nowMs())->constFirst(); }
    /// The id of something that was put aside.
    qint64 putAside()
    {
        PutAsideRepository repository(database);
        REQUIRE(repository.add({0, gateway, u"line-01"_s, 1000, u"no id"_s, "{}", {}}, u"1.0"_s));
        return repository.readable(gateway, 0, 1, 100)->constFirst().id;
    }

    TestStore store;
    Database &database = store.database();
    ManualClock clock;
    GatewayId gateway = store.addGateway();
    Detector detector{nullptr};
    IngestWriter writer{detector, clock, u"1.1"_s};
};

} // namespace

TEST_CASE("No receipt goes out for an event that is neither stored nor put aside", "[core]")
{
    QueueFixture fixture;
    fixture.run(kRefusesBad);
    fixture.run(kRefusesAside);
    fixture.queue.enqueue({fixture.gateway, {event(u"A1"_s), event(u"BAD"_s)}, LineCursor{u"line-01"_s, 7000}, {}, 5});
    REQUIRE(QTest::qWaitFor([&fixture] { return !fixture.failed.isEmpty() || fixture.queue.isIdle(); }, 10'000));
    CHECK(fixture.failed.size() == 1);
    CHECK(fixture.receipts.isEmpty());
    CHECK(fixture.cursors.isEmpty());
    CHECK(fixture.health().line.completeUntilMs == 0);

    fixture.run(u"DROP TRIGGER refusing_aside"_s);
    REQUIRE(fixture.isDrained());
    REQUIRE(fixture.receipts.size() == 1);
    CHECK(fixture.receipts.first().at(1).toULongLong() == 5);
    CHECK(fixture.cursors.size() == 1);
    CHECK(fixture.health().putAside == 1);
    CHECK(fixture.health().line.completeUntilMs == 7000);
}

TEST_CASE("No receipt goes out for what could not be read and is not put aside", "[core]")
{
    QueueFixture fixture;
    fixture.run(kRefusesAside);
    fixture.queue.enqueue({fixture.gateway,
                           {event(u"A1"_s)},
                           LineCursor{u"line-01"_s, 7000},
                           {{u"line-01"_s, "{}", u"no id"_s, 5000}},
                           6});
    fixture.queue.enqueue({fixture.gateway, {event(u"A2"_s)}, {}, {}, 7});
    REQUIRE(QTest::qWaitFor([&fixture] { return !fixture.failed.isEmpty() || fixture.queue.isIdle(); }, 10'000));
    CHECK(fixture.failed.size() == 1);
    CHECK(fixture.receipts.isEmpty());
    CHECK(fixture.cursors.isEmpty());

    fixture.run(u"DROP TRIGGER refusing_aside"_s);
    REQUIRE(fixture.isDrained());
    CHECK(fixture.receipts.size() == 2);
    CHECK(fixture.health().putAside == 1);
}

TEST_CASE("No receipt goes out over a cursor that the store refuses", "[core]")
{
    QueueFixture fixture;
    fixture.queue.enqueue({fixture.gateway, {event(u"A0"_s)}});
    REQUIRE(fixture.isDrained());
    fixture.run(u"CREATE TRIGGER refusing BEFORE UPDATE OF complete_until ON lines "
                "BEGIN SELECT RAISE(ABORT, 'refused'); END"_s);
    fixture.queue.enqueue({fixture.gateway, {event(u"A1"_s)}, LineCursor{u"line-01"_s, 7000}, {}, 8});
    REQUIRE(QTest::qWaitFor([&fixture] { return !fixture.failed.isEmpty() || fixture.queue.isIdle(); }, 10'000));
    CHECK(fixture.failed.size() == 1);
    CHECK(fixture.receipts.isEmpty());
    CHECK(fixture.cursors.isEmpty());
    fixture.run(u"DROP TRIGGER refusing"_s);
    REQUIRE(fixture.isDrained());
    CHECK(fixture.receipts.size() == 1);
    CHECK(fixture.cursors.size() == 1);
}

TEST_CASE("What is read again and refused in part is tried and stays one row", "[core]")
{
    WriterFixture fixture;
    const qint64 id = fixture.putAside();
    fixture.run(kRefusesBad);
    auto nameless = event({});
    const auto written = fixture.writeAgain({event(u"A1"_s), event(u"BAD"_s), nameless, event(u"A2"_s)}, id);
    REQUIRE(written);
    CHECK_FALSE(written->stoppedBy);
    CHECK(written->triedAgain == QHash<qint64, bool>{{id, false}});
    CHECK(written->putAside == 2);
    CHECK(storeTotals(fixture.database, 0)->messages == 2);
    CHECK(fixture.health().putAside == 1); // its own
    CHECK(fixture.health().lastEventAtMs == 0); // nothing of it came just now

    fixture.run(u"DROP TRIGGER refusing"_s);
    const auto again = fixture.writeAgain({event(u"A1"_s), event(u"BAD"_s)}, id);
    REQUIRE(again);
    CHECK(again->triedAgain == QHash<qint64, bool>{{id, true}});
    CHECK(fixture.health().putAside == 0);
}

TEST_CASE("What is read again is told as tried only when that is in the store", "[core]")
{
    WriterFixture fixture;
    const qint64 id = fixture.putAside();
    fixture.run(u"CREATE TRIGGER refusing BEFORE UPDATE ON put_aside BEGIN SELECT RAISE(ABORT, 'refused'); END"_s);
    const auto written = fixture.writeAgain({event(u"A1"_s)}, id);
    REQUIRE(written);
    REQUIRE(written->stoppedBy);
    CHECK(written->triedAgain.isEmpty());
    fixture.run(u"DROP TRIGGER refusing"_s);
    const auto again = fixture.writeAgain({event(u"A1"_s)}, id);
    REQUIRE(again);
    CHECK_FALSE(again->stoppedBy);
    CHECK(again->triedAgain == QHash<qint64, bool>{{id, true}});
}
