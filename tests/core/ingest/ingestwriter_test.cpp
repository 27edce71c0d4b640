// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/detector.h"
#include "ingest/ingestwriter.h"
#include "store/database.h"
#include "store/flagrepository.h"
#include "store/gatewayrepository.h"
#include "store/linerepository.h"
#include "store/messagerepository.h"
#include "store/statistics.h"
#include "support/catch.h"
#include "support/eventbuilder.h"
#include "support/manualclock.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

struct Fixture
{
    Fixture()
    {
        database = std::move(Database::open(folder.filePath(u"a.db"_s), Database::Access::ReadWrite, codec)).value();
        GatewayConfig config;
        config.address = QUrl(u"http://127.0.0.1:3000"_s);
        gateway = GatewayRepository(*database).save(config).value();
    }

    Result<IngestOutcome> write(const QVector<GatewayEvent> &events, std::optional<LineCursor> cursor = {})
    {
        return writer.write(*database, {EventBatch{gateway, events, cursor}});
    }

    /// Changes the store as another program would.
    void beside(const QString &sql)
    {
        const QString name = u"beside"_s;
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
            other.setDatabaseName(folder.filePath(u"a.db"_s));
            REQUIRE(other.open());
            REQUIRE(QSqlQuery(other).exec(sql));
        }
        QSqlDatabase::removeDatabase(name);
    }

    QVector<FlagRow> inbox() { return FlagRepository(*database).rows(FlagList::Inbox, {}, 100).value(); }
    qint64 messageCount() { return storeTotals(*database, 0).value().messages; }

    QTemporaryDir folder;
    PlainTextCodec codec;
    ManualClock clock;
    std::unique_ptr<Database> database;
    GatewayId gateway;
    Detector detector{engineFor({{u"propina"_s}})};
    IngestWriter writer{detector, clock};
};

} // namespace

TEST_CASE("a message is stored once with its hits and opens one flag", "[core]")
{
    Fixture fixture;
    const auto event = messageEvent(u"line-01"_s, u"A1"_s, u"aceita uma propina?"_s, Author::Agent);

    const auto first = fixture.write({event});
    REQUIRE(first);
    CHECK(first->change.newMessages == 1);
    CHECK(first->hits == 1);
    REQUIRE(first->change.newFlags.size() == 1);

    const auto again = fixture.write({event, event});
    REQUIRE(again);
    CHECK(again->duplicates == 2);
    CHECK(again->change.newFlags.isEmpty());

    CHECK(fixture.messageCount() == 1);
    REQUIRE(fixture.inbox().size() == 1);
    CHECK(fixture.inbox().constFirst().hitCount == 1);
}

TEST_CASE("an edit is scanned as a new version and the first text stays", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.write({messageEvent(u"line-01"_s, u"A1"_s, u"aceita uma propina?"_s, Author::Agent)}));
    REQUIRE(fixture.write({editEvent(u"line-01"_s, u"A1"_s, u"E1"_s, u"aceita um brinde?"_s, Author::Agent)}));

    const auto line = LineRepository(*fixture.database).all().value().constFirst();
    const auto message = MessageRepository(*fixture.database).find(line.id, u"A1"_s).value();
    REQUIRE(message.has_value());
    REQUIRE(message->versions.size() == 2);
    CHECK(message->versions[0].text == u"aceita uma propina?"_s);
    CHECK(message->versions[1].text == u"aceita um brinde?"_s);
    CHECK(fixture.inbox().size() == 1);
}

TEST_CASE("an edit and a revocation without a chat find the message that they mean", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.write({messageEvent(u"line-01"_s, u"A1"_s, u"bom dia"_s, Author::Contact)}));

    MessageEdited edit;
    edit.messageId = u"A1"_s;
    edit.editId = u"A1~1"_s;
    edit.text = u"propina?"_s;
    MessageRevoked revocation;
    revocation.messageId = u"A1"_s;
    const auto changed = fixture.write({{u"line-01"_s, edit}, {u"line-01"_s, revocation}});
    REQUIRE(changed);
    CHECK(changed->putAside == 0);
    CHECK(changed->hits == 1);
    CHECK(changed->change.conversations.size() == 1);
    CHECK(fixture.messageCount() == 1);

    edit.messageId = u"A2"_s;
    revocation.messageId = u"A3"_s;
    const auto unknown = fixture.write({{u"line-01"_s, edit}, {u"line-01"_s, revocation}});
    REQUIRE(unknown);
    CHECK(unknown->putAside == 2);
    CHECK(fixture.messageCount() == 1);
}

TEST_CASE("a text hidden by an edit before the message arrives is still found", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.write({editEvent(u"line-01"_s, u"A1"_s, u"E1"_s, u"bom dia"_s, Author::Agent)}));
    CHECK(fixture.inbox().isEmpty());
    REQUIRE(fixture.write({messageEvent(u"line-01"_s, u"A1"_s, u"e a propina?"_s, Author::Agent)}));
    CHECK(fixture.inbox().size() == 1);
    CHECK(fixture.messageCount() == 1);
}

TEST_CASE("the same person with and without the ninth digit is one conversation", "[core]")
{
    Fixture fixture;
    auto with = messageEvent(u"line-01"_s, u"A1"_s, u"oi"_s, Author::Contact);
    auto without = messageEvent(u"line-01"_s, u"A2"_s, u"oi de novo"_s, Author::Contact);
    std::get<MessageReceived>(with.body).chat = u"5581900000001@c.us"_s;
    std::get<MessageReceived>(without.body).chat = u"558100000001@s.whatsapp.net"_s;
    REQUIRE(fixture.write({with, without}));
    CHECK(storeTotals(*fixture.database, 0).value().conversations == 1);
}

TEST_CASE("an unusable event is put aside and the others are stored", "[core]")
{
    Fixture fixture;
    auto nameless = messageEvent(u"line-01"_s, u"A1"_s, u"oi"_s, Author::Contact);
    std::get<MessageReceived>(nameless.body).messageId.clear();
    auto tooLong = messageEvent(u"line-01"_s, QString(5000, u'x'), u"oi"_s, Author::Contact);
    const auto good = messageEvent(u"line-01"_s, u"A2"_s, u"oi"_s, Author::Contact);

    const auto outcome = fixture.write({nameless, tooLong, good});
    REQUIRE(outcome);
    CHECK(outcome->putAside == 2);
    CHECK(fixture.messageCount() == 1);
}

TEST_CASE("a cursor is committed with its events and never goes back", "[core]")
{
    Fixture fixture;
    const auto event = messageEvent(u"line-01"_s, u"A1"_s, u"oi"_s, Author::Contact);
    REQUIRE(fixture.write({event}, LineCursor{u"line-01"_s, 5000}));
    REQUIRE(fixture.write({}, LineCursor{u"line-01"_s, 4000}));
    CHECK(LineRepository(*fixture.database).all().value().constFirst().completeUntilMs == 5000);
}

TEST_CASE("history that shows another text than the stream adds a version", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.write({messageEvent(u"line-01"_s, u"A1"_s, u"bom dia"_s, Author::Agent)}));
    auto history = messageEvent(u"line-01"_s, u"A1"_s, u"bom dia, e a propina?"_s, Author::Agent);
    std::get<MessageReceived>(history.body).isHistory = true;
    REQUIRE(fixture.write({history}));
    CHECK(fixture.inbox().size() == 1);

    // The stream repeating the original is no edit.
    REQUIRE(fixture.write({messageEvent(u"line-01"_s, u"A1"_s, u"bom dia"_s, Author::Agent)}));
    const auto line = LineRepository(*fixture.database).all().value().constFirst();
    CHECK(MessageRepository(*fixture.database).find(line.id, u"A1"_s).value()->versions.size() == 2);
}

TEST_CASE("an event that the store refuses is put aside and the others of its commit are stored", "[core]")
{
    Fixture fixture;
    fixture.beside(u"CREATE TRIGGER refusing BEFORE INSERT ON messages WHEN NEW.external_id = 'BAD' "
                   "BEGIN SELECT RAISE(ABORT, 'refused'); END"_s);
    const auto event = [](const QString &id) {
        return messageEvent(u"line-01"_s, id, u"aceita uma propina?"_s, Author::Agent);
    };

    const auto written =
            fixture.write({event(u"A1"_s), event(u"BAD"_s), event(u"A2"_s)}, LineCursor{u"line-01"_s, 7000});
    REQUIRE(written);
    CHECK(written->events == 3);
    CHECK(written->putAside == 1);
    CHECK(written->putAsideOf.value(fixture.gateway) == 1);
    CHECK_FALSE(written->stoppedBy);
    CHECK(written->hits == 2);
    CHECK(written->change.newMessages == 2);
    CHECK(written->change.newFlags.size() == 1);
    CHECK(fixture.messageCount() == 2);
    CHECK(LineRepository(*fixture.database).all()->constFirst().completeUntilMs == 7000);
    CHECK(fixture.write({event(u"A3"_s)})->putAside == 0);
}

TEST_CASE("what was committed before a failure is told with the failure", "[core]")
{
    Fixture fixture;
    fixture.beside(u"CREATE TRIGGER refusing BEFORE INSERT ON messages WHEN NEW.external_id = 'BAD' "
                   "BEGIN SELECT RAISE(ABORT, 'refused'); END"_s);
    // An overflow is no constraint, so it counts as the store's failure.
    fixture.beside(u"CREATE TRIGGER failing BEFORE INSERT ON messages WHEN NEW.external_id = 'LAST' "
                   "AND (SELECT count(*) FROM messages WHERE external_id = 'A1') = 1 "
                   "BEGIN SELECT abs(-9223372036854775807 - 1); END"_s);
    const auto event = [](const QString &id) {
        return messageEvent(u"line-01"_s, id, u"aceita uma propina?"_s, Author::Agent);
    };
    const auto written =
            fixture.write({event(u"A1"_s), event(u"BAD"_s), event(u"LAST"_s)}, LineCursor{u"line-01"_s, 7000});
    REQUIRE(written);
    REQUIRE(written->stoppedBy);
    CHECK(written->stoppedBy->kind == Error::Kind::Storage);
    CHECK(written->change.newFlags.size() == 1);
    CHECK(written->change.newMessages == 1);
    CHECK(LineRepository(*fixture.database).all()->constFirst().completeUntilMs == 0);
}
