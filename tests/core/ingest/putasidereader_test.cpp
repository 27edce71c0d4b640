// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/detector.h"
#include "ingest/ingestqueue.h"
#include "ingest/putasidereader.h"
#include "review/changefeed.h"
#include "store/putasiderepository.h"
#include "store/statistics.h"
#include "support/catch.h"
#include "support/eventbuilder.h"
#include "support/fakeconnector.h"
#include "support/manualclock.h"
#include "support/teststore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

/// Has learned to read "good"; a "half" holds one message that can be read and one that cannot; what it makes
/// of "empty" is of no use to ingest.
class LearnedConnector final : public Connector
{
    Q_OBJECT

public:
    void start(const QHash<QString, qint64> &) override {}
    void stop() override {}
    void setPaused(bool) override {}
    void noteCommitted(const LineCursor &) override {}
    QFuture<Result<GatewayAnswer>> perform(const GatewayOrder &) override
    {
        return finishedFuture(Result<GatewayAnswer>(GatewayAnswer{}));
    }
    EventBatch readAgain(const RejectedEvent &event) override
    {
        ++tries;
        EventBatch batch;
        if (event.bytes.startsWith("good") || event.bytes.startsWith("half"))
            batch.events.append(
                    messageEvent(event.lineExternalId, QString::fromLatin1(event.bytes), u"oi"_s, Author::Contact));
        if (event.bytes.startsWith("empty"))
            batch.events.append(messageEvent(event.lineExternalId, {}, u"oi"_s, Author::Contact));
        if (event.bytes.startsWith("half") || event.bytes.startsWith("bad"))
            batch.rejected.append({event.lineExternalId, "the rest", u"still unreadable"_s, event.receivedAtMs});
        return batch;
    }

    int tries = 0;
};

struct Fixture
{
    Fixture()
    {
        gateway = *store.write([](Database &database) {
            GatewayConfig config;
            config.address = QUrl(u"http://127.0.0.1:3000"_s);
            return GatewayRepository(database).save(config);
        });
    }
    void putAside(const QVector<QByteArray> &all, const QString &version)
    {
        REQUIRE(store.write([this, &all, &version](Database &database) -> Result<> {
            for (const QByteArray &bytes : all) {
                const PutAsideEvent event{0, gateway, u"line-01"_s, 1000, u"no id"_s, bytes, {}};
                if (const auto added = PutAsideRepository(database).add(event, version); !added)
                    return added.error();
            }
            return {};
        }));
    }
    Result<ReadAgainOutcome> readAgain()
    {
        const auto future = reader.read(gateway);
        REQUIRE(QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000));
        return future.result();
    }
    qint64 unsolved()
    {
        return *store.write([this](Database &database) {
            return PutAsideRepository(database).countUnsolved(gateway, u"line-01"_s);
        });
    }
    qint64 messages()
    {
        return store.write([](Database &database) { return storeTotals(database, 0); })->messages;
    }

    TestStoreThreads store;
    ManualClock clock;
    Detector detector{nullptr};
    ChangeFeed feed;
    GatewayId gateway;
    IngestQueue queue{store.writer(), detector, feed, clock, nullptr, u"1.1"_s};
    LearnedConnector connector;
    bool isConnected = true;
    PutAsideReader reader{store.writer(), queue,
                          [this](GatewayId) -> Connector * { return isConnected ? &connector : nullptr; }, u"1.1"_s};
};

} // namespace

TEST_CASE("What was put aside is read again and solved when all of it is stored", "[core]")
{
    Fixture fixture;
    QVector<QByteArray> all{"half", "bad", "empty"};
    for (int i = 0; i < 2 * PutAsideReader::kPage; ++i)
        all.append("good" + QByteArray::number(i));
    fixture.putAside(all, u"1.1"_s);

    const auto outcome = fixture.readAgain();
    REQUIRE(outcome);
    CHECK(outcome->tried == 2 * PutAsideReader::kPage + 3);
    CHECK(outcome->solved == 2 * PutAsideReader::kPage);
    CHECK(fixture.unsolved() == 3); // no further row for the rest of one
    CHECK(fixture.messages() == 2 * PutAsideReader::kPage + 1);

    const auto again = fixture.readAgain();
    REQUIRE(again);
    CHECK(again->tried == 3);
    CHECK(again->solved == 0);
    CHECK(fixture.messages() == 2 * PutAsideReader::kPage + 1);
}

TEST_CASE("After an update what the earlier version put aside is tried once by itself", "[core]")
{
    Fixture fixture;
    fixture.putAside({"good1", "bad1"}, u"1.0"_s);
    fixture.putAside({"good2"}, u"1.1"_s); // by this version: it would fail again
    fixture.reader.readWhatOthersPutAside(fixture.gateway);
    REQUIRE(QTest::qWaitFor([&fixture] { return fixture.messages() == 1; }, 10'000));
    CHECK(fixture.connector.tries == 2);
    CHECK(fixture.unsolved() == 2);
    REQUIRE(QTest::qWaitFor([&fixture] { return fixture.queue.isIdle(); }, 10'000));

    fixture.reader.readWhatOthersPutAside(fixture.gateway);
    REQUIRE(QTest::qWaitFor([&fixture] { return fixture.reader.read(fixture.gateway).isRunning(); }, 10'000));
    REQUIRE(QTest::qWaitFor([&fixture] { return fixture.messages() == 2; }, 10'000));
    CHECK(fixture.connector.tries == 4); // both only on request
}

TEST_CASE("Without a connector nothing is read again", "[core]")
{
    Fixture fixture;
    fixture.isConnected = false;
    CHECK(fixture.readAgain().error().kind == Error::Kind::NotFound);
}

#include "putasidereader_test.moc"
