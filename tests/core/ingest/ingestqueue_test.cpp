// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/detector.h"
#include "ingest/ingestqueue.h"
#include "review/changefeed.h"
#include "store/connection.h"
#include "store/gatewayrepository.h"
#include "store/linerepository.h"
#include "store/statistics.h"
#include "store/storethread.h"
#include "support/catch.h"
#include "support/eventbuilder.h"
#include "support/manualclock.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

struct Fixture
{
    GatewayId addGateway()
    {
        auto saved = thread.submit([](Database &database) {
            GatewayConfig config;
            config.address = QUrl(u"http://127.0.0.1:3000"_s);
            return GatewayRepository(database).save(config);
        });
        return saved.result().value();
    }

    qint64 messageCount()
    {
        return thread.submit([](Database &database) { return storeTotals(database, 0); }).result().value().messages;
    }

    QTemporaryDir folder;
    PlainTextCodec codec;
    ManualClock clock;
    StoreThread thread{folder.filePath(u"a.db"_s), Database::Access::ReadWrite, codec};
    Detector detector{engineFor({{u"propina"_s}})};
    ChangeFeed feed;
    IngestQueue queue{thread, detector, feed, clock};
};

EventBatch batchOf(GatewayId gateway, int first, int count)
{
    EventBatch batch{gateway, {}, {}};
    for (int i = first; i < first + count; ++i)
        batch.events.append(messageEvent(u"line-01"_s, u"M%1"_s.arg(i), u"oi"_s, Author::Contact));
    return batch;
}

} // namespace

TEST_CASE("what arrives during a commit goes into the next one in order", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.thread.open().result());
    const GatewayId gateway = fixture.addGateway();
    QSignalSpy drained(&fixture.queue, &IngestQueue::drained);
    QSignalSpy cursors(&fixture.queue, &IngestQueue::cursorCommitted);

    for (int i = 0; i < 50; ++i)
        fixture.queue.enqueue(batchOf(gateway, i * 10, 10));
    EventBatch last{gateway, {}, LineCursor{u"line-01"_s, 9000}};
    fixture.queue.enqueue(last);

    REQUIRE(QTest::qWaitFor([&] { return fixture.queue.isIdle(); }, 10'000));
    CHECK(fixture.messageCount() == 500);
    CHECK(fixture.queue.totals().newMessages == 500);
    REQUIRE(cursors.size() == 1);
}

TEST_CASE("a store that cannot be written keeps what was received until it can", "[core]")
{
    Fixture fixture; // the store is not open yet: every commit fails
    QSignalSpy failed(&fixture.queue, &IngestQueue::failed);
    QSignalSpy recovered(&fixture.queue, &IngestQueue::recovered);
    fixture.queue.enqueue(batchOf(GatewayId{1}, 0, 10));
    REQUIRE(QTest::qWaitFor([&] { return failed.size() == 1; }, 5'000));
    CHECK_FALSE(fixture.queue.isIdle());

    REQUIRE(fixture.thread.open().result());
    REQUIRE(fixture.addGateway() == GatewayId{1});
    REQUIRE(QTest::qWaitFor([&] { return recovered.size() == 1 && fixture.queue.isIdle(); }, 10'000));
    CHECK(fixture.messageCount() == 10);
    CHECK(failed.size() == 1); // said once, not at each attempt
}

TEST_CASE("a full queue asks for a pause and lifts it when it has drained", "[core]")
{
    Fixture fixture;
    QSignalSpy full(&fixture.queue, &IngestQueue::fullChanged);
    for (int i = 0; i < 21; ++i)
        fixture.queue.enqueue(batchOf(GatewayId{1}, i * 1000, 1000));
    REQUIRE(full.size() == 1);
    CHECK(full.at(0).at(0).toBool());

    REQUIRE(fixture.thread.open().result());
    REQUIRE(fixture.addGateway().isValid());
    REQUIRE(QTest::qWaitFor([&] { return fixture.queue.isIdle(); }, 60'000));
    REQUIRE(full.size() == 2);
    CHECK_FALSE(full.at(1).at(0).toBool());
    CHECK(fixture.messageCount() == 21'000);
}

TEST_CASE("few events with long texts fill the queue as well", "[core]")
{
    Fixture fixture;
    QSignalSpy full(&fixture.queue, &IngestQueue::fullChanged);
    const QString text(1024 * 1024, u'x'); // shared: the queue counts what each event holds
    int sent = 0;
    for (; sent < 200 && full.isEmpty(); ++sent) {
        EventBatch batch = batchOf(GatewayId{1}, sent, 1);
        std::get<MessageReceived>(batch.events.first().body).text = text;
        fixture.queue.enqueue(batch);
    }
    REQUIRE(full.size() == 1);
    CHECK(full.at(0).at(0).toBool());
    CHECK(sent == 129); // of 2 MiB each

    REQUIRE(fixture.thread.open().result());
    REQUIRE(fixture.addGateway().isValid());
    REQUIRE(QTest::qWaitFor([&] { return fixture.queue.isIdle(); }, 60'000));
    REQUIRE(full.size() == 2);
    CHECK_FALSE(full.at(1).at(0).toBool());
}

TEST_CASE("what was committed before a failure is announced and what is put aside is counted", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.thread.open().result());
    const GatewayId gateway = fixture.addGateway();
    const auto beside = [&fixture](const QString &sql) {
        const QString name = u"beside"_s;
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
            other.setDatabaseName(fixture.folder.filePath(u"a.db"_s));
            REQUIRE(other.open());
            REQUIRE(QSqlQuery(other).exec(sql));
        }
        QSqlDatabase::removeDatabase(name);
    };
    beside(u"CREATE TRIGGER refusing BEFORE INSERT ON messages WHEN NEW.external_id = 'BAD' "
           "BEGIN SELECT RAISE(ABORT, 'refused'); END"_s);
    // An overflow is no constraint, so it counts as the store's failure.
    beside(u"CREATE TRIGGER failing BEFORE INSERT ON messages WHEN NEW.external_id = 'LAST' "
           "BEGIN SELECT abs(-9223372036854775807 - 1); END"_s);
    QVector<StoreChange> changes;
    QObject::connect(&fixture.feed, &ChangeFeed::changed, &fixture.feed,
                     [&changes](const StoreChange &change) { changes.append(change); });
    QSignalSpy failed(&fixture.queue, &IngestQueue::failed);
    QSignalSpy putAside(&fixture.queue, &IngestQueue::eventsPutAside);

    EventBatch batch{gateway, {}, {}};
    for (const QString &id : {u"A1"_s, u"BAD"_s, u"LAST"_s})
        batch.events.append(messageEvent(u"line-01"_s, id, u"aceita uma propina?"_s, Author::Agent));
    fixture.queue.enqueue(batch);
    REQUIRE(QTest::qWaitFor([&failed] { return !failed.isEmpty(); }, 10'000));
    REQUIRE(changes.size() == 1);
    CHECK(changes.constFirst().newFlags.size() == 1);
    CHECK(putAside.isEmpty());

    beside(u"DROP TRIGGER failing"_s);
    REQUIRE(QTest::qWaitFor([&fixture] { return fixture.queue.isIdle(); }, 10'000));
    CHECK(fixture.messageCount() == 2);
    REQUIRE(putAside.size() == 1);
    CHECK(putAside.at(0).at(0).value<GatewayId>() == gateway);
    CHECK(putAside.at(0).at(1).toLongLong() == 1);
}

TEST_CASE("a connector that took the place of another hears nothing of the other's receipts", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.thread.open().result());
    const GatewayId gateway = fixture.addGateway();
    QSignalSpy receipts(&fixture.queue, &IngestQueue::receiptCommitted);
    for (int i = 1; i <= 3; ++i) {
        EventBatch batch = batchOf(gateway, i * 10, 10);
        batch.receipt = quint64(i);
        fixture.queue.enqueue(batch); // the first is being committed, the others wait
    }
    fixture.queue.noteNewConnector(gateway);
    EventBatch later = batchOf(gateway, 100, 1);
    later.receipt = 1;
    fixture.queue.enqueue(later);
    REQUIRE(QTest::qWaitFor([&] { return fixture.queue.isIdle(); }, 10'000));
    CHECK(fixture.messageCount() == 31);
    REQUIRE(receipts.size() == 1);
    CHECK(receipts.first().at(1).toULongLong() == 1);
}

TEST_CASE("shutdown: no cursor is committed over a failed batch", "[core]")
{
    // What fails: what is being committed, what waits for its retry, or something behind it.
    const bool isInFlight = GENERATE(true, false);
    const int bad = GENERATE(0, 2);
    constexpr int kEach = int(IngestQueue::kMaxPerCommit);
    Fixture fixture;
    REQUIRE(fixture.thread.open().result());
    const GatewayId gateway = fixture.addGateway();
    REQUIRE(fixture.thread
                    .submit([bad](Database &database) {
                        return database.connection().execute(
                                u"CREATE TRIGGER failing BEFORE INSERT ON messages WHEN NEW.external_id = 'M%1' "
                                "BEGIN SELECT abs(-9223372036854775807 - 1); END"_s.arg(bad * kEach));
                    })
                    .result());
    QSignalSpy failed(&fixture.queue, &IngestQueue::failed);
    QSignalSpy cursors(&fixture.queue, &IngestQueue::cursorCommitted);
    QSignalSpy receipts(&fixture.queue, &IngestQueue::receiptCommitted);
    for (int i = 0; i < 4; ++i) { // a commit each
        EventBatch batch = batchOf(gateway, i * kEach, kEach);
        batch.receipt = quint64(i + 1);
        fixture.queue.enqueue(batch);
    }
    fixture.queue.enqueue({gateway, {}, LineCursor{u"line-01"_s, 9000}, {}, 9});
    if (!isInFlight)
        REQUIRE(QTest::qWaitFor([&failed] { return !failed.isEmpty(); }, 20'000));
    fixture.queue.handOver();

    const auto line = fixture.thread.submit([](Database &database) { return LineRepository(database).all(); }).result();
    REQUIRE(line);
    for (const Line &of : *line)
        CHECK(of.completeUntilMs == 0);
    CHECK(fixture.messageCount() == bad * kEach);
    QCoreApplication::processEvents();
    CHECK(cursors.isEmpty());
    for (const QList<QVariant> &receipt : receipts)
        CHECK(int(receipt.at(1).toULongLong()) <= bad);
}
