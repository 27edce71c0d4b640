// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/detector.h"
#include "ingest/chatimport.h"
#include "ingest/neutralevents.h"
#include "store/connection.h"
#include "store/importedfiles.h"
#include "store/messagerepository.h"
#include "store/statistics.h"
#include "support/catch.h"
#include "support/eventbuilder.h"
#include "support/manualclock.h"
#include "support/teststore.h"
#include "support/zipfile.h"

#include <QCryptographicHash>
#include <QFile>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kNotice = "02/03/2026 08:59 - As mensagens e as chamadas são protegidas com a criptografia de ponta a "
                           "ponta.\n";
const QByteArray kFirst = "02/03/2026 09:00 - Lia: bom dia\n"
                          "02/03/2026 09:00 - Lia: bom dia\n"
                          "13/03/2026 09:01 - Rui: aceito propina\nem dinheiro\n";
const QByteArray kSecond = "13/03/2026 09:02 - Rui: foto.jpg (arquivo anexado)\nveja\n"
                           "13/03/2026 09:03 - Rui: Você apagou esta mensagem\n"
                           "13/03/2026 09:04 - Rui: sem propina <Mensagem editada>\n";

struct Fixture
{
    OpenedChat open(const QByteArray &text, const QString &name = u"Conversa do WhatsApp com Lia.txt"_s)
    {
        QFile file(folder.filePath(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        const auto opened = import.open(file.fileName(), {}, std::make_shared<ImportControl>()).result();
        REQUIRE(opened);
        return *opened;
    }

    ChatImportOutcome bring(const OpenedChat &chat, const QString &line = u"Rui"_s)
    {
        const auto outcome = import.import(chat, {line, {u"Rui"_s}, QTimeZone("America/Sao_Paulo")},
                                           std::make_shared<ImportControl>())
                                     .result();
        REQUIRE(outcome);
        return *outcome;
    }

    ChatImportOutcome bring(const QByteArray &text) { return bring(open(text)); }

    StoreTotals totals()
    {
        return store.write([](Database &database) { return storeTotals(database, 0); }).value();
    }

    QVector<Message> thread()
    {
        return store
                .write([](Database &database) {
                    return MessageRepository(database).page(ConversationId{1}, 0, {}, 1000);
                })
                .value();
    }

    /// Newest first.
    QVector<ImportedFile> imported()
    {
        return store.write([](Database &database) { return ImportedFiles(database).newest(10); }).value();
    }

    QTemporaryDir folder;
    TestStoreThreads store;
    ManualClock clock;
    ChangeFeed feed;
    Detector detector{engineFor({u"propina"_s})};
    ChatImport import{store.writer(), detector, feed, clock, u"ana"_s};
};

} // namespace

TEST_CASE("an exported chat is in the store with its hits", "[core]")
{
    Fixture fixture;
    fixture.clock.advance(90LL * 24 * 60 * 60 * 1000); // behind the messages
    const ChatImportOutcome outcome = fixture.bring(kNotice + kFirst + kSecond);
    CHECK(outcome.events == 7);
    CHECK(outcome.newMessages == 7);
    CHECK(outcome.duplicates == 0);
    CHECK(outcome.hits == 2);
    CHECK(outcome.newFlags.size() == 1);
    const QVector<Message> thread = fixture.thread();
    REQUIRE(thread.size() == 7);
    CHECK(thread[0].author == Author::System);
    CHECK(thread[1].author == Author::Contact);
    CHECK(thread[3].author == Author::Agent);
    CHECK(thread[3].versions.constFirst().text == u"aceito propina\nem dinheiro");
    CHECK(thread[3].sentAtMs == QDateTime({2026, 3, 13}, {12, 1}, Qt::UTC).toMSecsSinceEpoch());
    CHECK(thread[4].kind == MessageKind::Image);
    CHECK(thread[4].mediaName == u"foto.jpg");
    CHECK(thread[4].versions.constFirst().text == u"veja");
    CHECK(thread[5].revokedAtMs > 0);
    CHECK(thread[6].isFirstVersionMissing);
    CHECK(thread[6].versions.constLast().text == u"sem propina");
}

TEST_CASE("a chat that is imported twice or in parts is there once", "[core]")
{
    Fixture fixture;
    fixture.clock.advance(90LL * 24 * 60 * 60 * 1000); // behind the messages
    SECTION("twice")
    {
        static_cast<void>(fixture.bring(kNotice + kFirst + kSecond));
        const ChatImportOutcome again = fixture.bring(kNotice + kFirst + kSecond);
        CHECK(again.newMessages == 0);
        CHECK(again.duplicates == again.events);
        CHECK(again.hits == 0);
        CHECK(again.newFlags.isEmpty());
    }
    SECTION("longer later")
    {
        static_cast<void>(fixture.bring(kNotice + kFirst));
        const ChatImportOutcome longer = fixture.bring(kNotice + kFirst + kSecond);
        CHECK(longer.newMessages == 3);
        CHECK(longer.duplicates == 4);
    }
    SECTION("the beginning after the end")
    {
        static_cast<void>(fixture.bring(kFirst + kSecond));
        const ChatImportOutcome beginning = fixture.bring(kNotice + kFirst);
        CHECK(beginning.newMessages == 1);
        CHECK(beginning.duplicates == 3);
    }
    SECTION("the end first and then what was before it")
    {
        static_cast<void>(fixture.bring(kSecond));
        const ChatImportOutcome before = fixture.bring(kNotice + kFirst);
        CHECK(before.newMessages == 4);
    }
    CHECK(fixture.totals().messages == 7);
    CHECK(fixture.thread().size() == 7);
    CHECK(fixture.totals().hits == 2);
}

TEST_CASE("an archive brings size and hash of what it holds", "[core]")
{
    Fixture fixture;
    const OpenedChat chat =
            fixture.open(zipOf({{u"Conversa do WhatsApp com Lia.txt"_s, kFirst + kSecond}, {u"foto.jpg"_s, "bytes"}}),
                         u"Conversa do WhatsApp com Lia.zip"_s);
    CHECK(chat.foundAttachments == 1);
    CHECK(chat.missingAttachments == 0);
    CHECK(chat.container->sha256.size() == 32);
    CHECK(fixture.bring(chat).newMessages == 6);
    // The same chat as text is the same chat.
    const OpenedChat text = fixture.open(kFirst + kSecond);
    CHECK(text.missingAttachments == 1);
    CHECK(fixture.bring(text).newMessages == 0);
}

TEST_CASE("an import can be stopped and goes on from there", "[core]")
{
    Fixture fixture;
    QByteArray text = kNotice;
    for (int i = 0; i < 5000; ++i)
        text += "14/03/2026 10:00 - Lia: mensagem " + QByteArray::number(i) + '\n';
    const OpenedChat chat = fixture.open(text);
    const auto control = std::make_shared<ImportControl>();
    control->isStopped = true; // before it begins: the first commit ends it
    const auto stopped =
            fixture.import.import(chat, {u"Rui"_s, {u"Rui"_s}, QTimeZone("America/Sao_Paulo")}, control).result();
    REQUIRE(stopped);
    CHECK(stopped->wasStopped);
    CHECK(stopped->newMessages < 5001);
    const ChatImportOutcome rest = fixture.bring(chat);
    CHECK_FALSE(rest.wasStopped);
    CHECK(rest.newMessages + stopped->newMessages == 5001);
    CHECK(fixture.totals().messages == 5001);
}

TEST_CASE("an import says what it lacks and how reading went", "[core]")
{
    Fixture fixture;
    const OpenedChat chat = fixture.open(kFirst);
    const auto control = std::make_shared<ImportControl>();
    const QTimeZone zone("America/Sao_Paulo");
    for (const ExportChoice &choice : {ExportChoice{{}, {u"Rui"_s}, zone}, ExportChoice{u"Rui"_s, {}, zone},
                                       ExportChoice{u"Rui"_s, {u"Rui"_s}, {}}}) {
        const auto refused = fixture.import.import(chat, choice, control).result();
        REQUIRE_FALSE(refused);
        CHECK(refused.error().kind == Error::Kind::InvalidInput);
    }
    const auto missing = fixture.import.open(fixture.folder.filePath(u"fehlt.zip"_s), {}, control).result();
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == Error::Kind::NotFound);
    CHECK(fixture.totals().messages == 0);
}

TEST_CASE("a conversation in the neutral form becomes events with its edits", "[core]")
{
    const auto conversation = readNeutralConversation(
            R"({"id":"c1","line":"line-02","customer_phone":"+55 11 90000-0001","messages":[
               {"id":"m1","from":"agent","at":"2026-10-06T10:00:00-03:00","type":"edited","text":"c","edited_from":["a","b"]},
               {"from":"customer","at":"2026-10-06T10:01:00-03:00","type":"deleted","text":null,"captured_text":"x"},
               {"from":"system","at":"2026-10-06T10:02:00-03:00","type":"text","text":"s"}]})");
    REQUIRE(conversation);
    const QVector<GatewayEvent> events = eventsOf(*conversation);
    REQUIRE(events.size() == 6);
    CHECK(events[0].lineExternalId == u"line-02");
    const auto first = std::get<MessageReceived>(events[0].body);
    CHECK(first.messageId == u"c1/m1");
    CHECK(first.chat == u"5511900000001@c.us");
    CHECK(first.text == u"a");
    CHECK(std::get<MessageEdited>(events[1].body).text == u"b");
    CHECK(std::get<MessageEdited>(events[2].body).text == u"c");
    CHECK(std::get<MessageReceived>(events[3].body).text == u"x");
    CHECK(std::get<MessageRevoked>(events[4].body).messageId == u"c1/1");
    CHECK(std::get<MessageReceived>(events[5].body).author == Author::System);
}

TEST_CASE("what was imported by whom stays known", "[core]")
{
    Fixture fixture;
    fixture.clock.advance(90LL * 24 * 60 * 60 * 1000); // behind the messages
    const OpenedChat chat = fixture.open(kNotice + kFirst);
    CHECK(chat.earlier.isEmpty());
    static_cast<void>(fixture.bring(chat));
    REQUIRE(fixture.imported().size() == 1);
    ImportedFile expected;
    expected.id = 1;
    expected.sha256 = QCryptographicHash::hash(kNotice + kFirst, QCryptographicHash::Sha256);
    expected.size = (kNotice + kFirst).size();
    expected.line = LineId{1};
    expected.zone = u"America/Sao_Paulo"_s;
    expected.dateOrder = u"day_first"_s;
    expected.firstAtMs = QDateTime({2026, 3, 2}, {11, 59}, Qt::UTC).toMSecsSinceEpoch();
    expected.lastAtMs = QDateTime({2026, 3, 13}, {12, 1}, Qt::UTC).toMSecsSinceEpoch();
    expected.messages = 4;
    expected.importedBy = u"ana"_s;
    expected.importedAtMs = expected.endedAtMs = fixture.clock.nowMs();
    expected.events = expected.newMessages = 4;
    CHECK(fixture.imported().constFirst() == expected);

    // The same bytes under another name are the same file.
    fixture.clock.advance(1000);
    const OpenedChat again = fixture.open(kNotice + kFirst, u"Conversa do WhatsApp com Lia (1).txt"_s);
    CHECK(again.earlier == QVector<ImportedFile>{expected});
    const auto readAgain = fixture.import.readAgain(again, {{}, DateOrder::DayFirst}).result();
    REQUIRE(readAgain);
    CHECK(readAgain->earlier == again.earlier);
    CHECK(fixture.bring(*readAgain).duplicates == 4);
    REQUIRE(fixture.imported().size() == 2);
    CHECK(fixture.imported().constFirst().isOrderChosen);
    CHECK(fixture.imported().constFirst().newMessages == 0);
    CHECK(fixture.imported().constFirst().duplicates == 4);
    CHECK(fixture.open(kNotice + kFirst + kSecond).earlier.isEmpty());
    CHECK(fixture.store
                  .write([](Database &database) {
                      return ImportedFiles(database).named(u"Conversa do WhatsApp com Lia.txt"_s);
                  })
                  ->size()
          == 1);
}

TEST_CASE("an import that the store ended is known to have begun", "[core]")
{
    Fixture fixture;
    REQUIRE(fixture.store.write([](Database &database) {
        return database.connection().execute(u"CREATE TRIGGER failing BEFORE INSERT ON messages "
                                             "BEGIN SELECT abs(-9223372036854775807 - 1); END"_s);
    }));
    const auto outcome = fixture.import
                                 .import(fixture.open(kFirst), {u"Rui"_s, {u"Rui"_s}, QTimeZone("America/Sao_Paulo")},
                                         std::make_shared<ImportControl>())
                                 .result();
    CHECK_FALSE(outcome);
    REQUIRE(fixture.imported().size() == 1);
    CHECK(fixture.imported().constFirst().endedAtMs == 0);
    CHECK(fixture.imported().constFirst().importedBy == u"ana"_s);
}

TEST_CASE("an import that was stopped says so", "[core]")
{
    Fixture fixture;
    QByteArray text;
    for (int n = 0; n < 3000; ++n)
        text += "13/03/2026 09:01 - Rui: " + QByteArray::number(n) + '\n';
    const OpenedChat chat = fixture.open(text);
    const auto control = std::make_shared<ImportControl>();
    control->isStopped = true;
    const auto outcome =
            fixture.import.import(chat, {u"Rui"_s, {u"Rui"_s}, QTimeZone("America/Sao_Paulo")}, control).result();
    REQUIRE(outcome);
    REQUIRE(outcome->wasStopped);
    CHECK(fixture.imported().constFirst().wasStopped);
    CHECK(fixture.imported().constFirst().newMessages == outcome->newMessages);
}
