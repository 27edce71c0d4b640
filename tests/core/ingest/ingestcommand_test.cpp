// SPDX-License-Identifier: GPL-3.0-or-later
// `atalaiactl ingest` and `scan --format chat-export` as a script runs them.
#include "ingest/scanprogram.h"
#include "support/catch.h"

#include <QFile>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kChat = "02/03/2026 08:59 - As mensagens e as chamadas são protegidas com a criptografia de ponta a "
                         "ponta.\n"
                         "02/03/2026 09:00 - Lia: bom dia\n"
                         "13/03/2026 09:01 - Rui: me passa a senha do banco\n"
                         "13/03/2026 09:02 - Rui: Você apagou esta mensagem\n";
const auto kName = u"Conversa do WhatsApp com Lia.txt"_s;

QJsonObject onlyObject(const ScanAnswer &answer)
{
    INFO(answer.errors.toStdString());
    const QVector<QJsonObject> objects = answer.hits();
    REQUIRE(objects.size() == 1);
    return objects.constFirst();
}

} // namespace

TEST_CASE("ingest puts an exported chat into the store once", "[core]")
{
    const ScanFolder folder;
    const QString store = folder.path() + u"/a.db"_s;
    const QString chat = folder.write(kName, kChat);
    const QStringList arguments{u"--store"_s, store, u"--format"_s, u"chat-export"_s, chat};
    const ScanAnswer first = runCtl(u"ingest"_s, arguments);
    CHECK(first.status == 0);
    const QJsonObject report = onlyObject(first);
    CHECK(report[u"events"_s].toInteger() == 4);
    CHECK(report[u"new"_s].toInteger() == 4);
    CHECK(report[u"duplicates"_s].toInteger() == 0);
    CHECK(report[u"hits"_s].toInteger() > 0);
    CHECK(report[u"flags"_s].toInteger() > 0);
    CHECK(report[u"seconds"_s].isDouble());

    const QJsonObject again = onlyObject(runCtl(u"ingest"_s, arguments));
    CHECK(again[u"events"_s].toInteger() == 4);
    CHECK(again[u"new"_s].toInteger() == 0);
    CHECK(again[u"duplicates"_s].toInteger() == 4);
    CHECK(again[u"hits"_s].toInteger() == 0);
    CHECK(again[u"flags"_s].toInteger() == 0);
}

TEST_CASE("ingest puts neutral conversations into the store once", "[core]")
{
    const ScanFolder folder;
    const QByteArray line =
            R"({"id":"c","line":"l","agent_id":"a","customer_phone":"+5511900000001","messages":[)"
            R"({"from":"customer","at":"2026-10-06T10:00:00-03:00","type":"text","text":"oi"},)"
            R"({"from":"agent","at":"2026-10-06T10:01:00-03:00","type":"text","text":"me passa a senha"}]})"
            "\n";
    const QString file = folder.write(u"c.jsonl"_s, line + "{broken\n" + line);
    const QStringList arguments{u"--store"_s, folder.path() + u"/a.db"_s, file};
    const ScanAnswer first = runCtl(u"ingest"_s, arguments);
    CHECK(first.status == 2); // one line could not be read; the others are stored
    CHECK(first.errors.contains("c.jsonl:2"));
    CHECK(onlyObject(first)[u"new"_s].toInteger() == 2);
    CHECK(onlyObject(first)[u"duplicates"_s].toInteger() == 2);
    CHECK(onlyObject(runCtl(u"ingest"_s, arguments))[u"new"_s].toInteger() == 0);
}

TEST_CASE("ingest does not guess who the company is", "[core]")
{
    const ScanFolder folder;
    const QString chat = folder.write(u"WhatsApp Chat - Grupo.txt"_s, "02/03/2026 09:00 - A: x\n02/03/2026 09:00 - B: "
                                                                      "y\n02/03/2026 09:00 - C: z\n");
    QStringList arguments{u"--store"_s, folder.path() + u"/a.db"_s, u"--format"_s, u"chat-export"_s, chat};
    const ScanAnswer refused = runCtl(u"ingest"_s, arguments);
    CHECK(refused.status == 2);
    CHECK(refused.errors.contains("--me"));
    CHECK(onlyObject(refused)[u"events"_s].toInteger() == 0);
    arguments += {u"--me"_s, u"Nobody"_s};
    CHECK(runCtl(u"ingest"_s, arguments).status == 2);
    arguments.last() = u"B"_s;
    CHECK(onlyObject(runCtl(u"ingest"_s, arguments))[u"new"_s].toInteger() == 3);
    CHECK(runCtl(u"ingest"_s, {u"--format"_s, u"telegram"_s, chat}).status == 2);
    CHECK(runCtl(u"ingest"_s, arguments + QStringList{u"--timezone"_s, u"Nowhere/City"_s}).status == 2);
    CHECK(runCtl(u"ingest"_s, arguments + QStringList{u"--date-order"_s, u"ymm"_s}).status == 2);
}

TEST_CASE("names of a chat are for a terminal and not for what keeps messages", "[core]")
{
    const ScanFolder folder;
    const QString chat = folder.write(u"WhatsApp Chat - Grupo.txt"_s, "02/03/2026 09:00 - Clara Exemplo: x\n"
                                                                      "02/03/2026 09:00 - Rui Exemplo: y\n"
                                                                      "02/03/2026 09:00 - Ana Exemplo: z\n");
    const QStringList arguments{u"--store"_s, folder.path() + u"/a.db"_s, u"--format"_s, u"chat-export"_s, chat};
    const ScanAnswer unsaid = runCtl(u"ingest"_s, arguments);
    CHECK(unsaid.status == 2);
    CHECK(unsaid.errors.contains("3 people"));
    CHECK(unsaid.errors.contains("--me"));
    const ScanAnswer wrong = runCtl(u"ingest"_s, arguments + QStringList{u"--me"_s, u"Nobody"_s});
    CHECK(wrong.errors.contains("3 people"));
    const ScanAnswer guessed = runScan({u"--format"_s, u"chat-export"_s, chat});
    CHECK(guessed.errors.contains("--me"));
    for (const ScanAnswer &answer : {unsaid, wrong, guessed})
        CHECK_FALSE(answer.errors.contains("Exemplo"));
}

TEST_CASE("ingest says that the same file was imported before", "[core]")
{
    const ScanFolder folder;
    const QString store = folder.path() + u"/a.db"_s;
    const QStringList arguments{u"--store"_s, store, u"--format"_s, u"chat-export"_s, folder.write(kName, kChat)};
    CHECK_FALSE(runCtl(u"ingest"_s, arguments).errors.contains("the same file"));
    CHECK(runCtl(u"ingest"_s, arguments).errors.contains("4 messages were new then"));
    static_cast<void>(folder.write(kName, kChat + "13/03/2026 09:03 - Rui: oi\n"));
    CHECK_FALSE(runCtl(u"ingest"_s, arguments).errors.contains("the same file"));
}

TEST_CASE("scan reads an exported chat", "[core]")
{
    const ScanFolder folder;
    const QString chat = folder.write(kName, kChat);
    const ScanAnswer answer = runScan({u"--format"_s, u"chat-export"_s, chat});
    CHECK(answer.status == 0);
    bool isFound = false;
    for (const QJsonObject &hit : answer.hits()) {
        CHECK(hit[u"conversation"_s].toString() == u"Lia");
        isFound = isFound
                  || (hit[u"rule"_s].toString() == u"secret-requested" && hit[u"message"_s].toInteger() == 2
                      && hit[u"direction"_s].toString() == u"agent");
    }
    CHECK(isFound);
    // The other way round it is the contact who asks.
    const ScanAnswer turned = runScan({u"--format"_s, u"chat-export"_s, u"--me"_s, u"Lia"_s, chat});
    for (const QJsonObject &hit : turned.hits())
        CHECK(hit[u"rule"_s].toString() != u"secret-requested");
    CHECK(runScan({u"--format"_s, u"telegram"_s, chat}).status == 2);
    CHECK(runScan({u"--format"_s, u"chat-export"_s, folder.write(u"x.txt"_s, "no chat")}).status == 2);
}
