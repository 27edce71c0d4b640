// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplestream.h"
#include "support/catch.h"

#include <QFile>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

struct Outcome
{
    int status = -1;
    QByteArray complaint;
};

/// Runs the program with options that make it end by itself.
Outcome run(const QStringList &options)
{
    QProcess process;
    process.start(SampleGateway::program(), options);
    REQUIRE(process.waitForFinished(20'000));
    CHECK(process.readAllStandardOutput().isEmpty());
    return {process.exitCode(), process.readAllStandardError()};
}

QString scriptWith(const QTemporaryDir &folder, const QByteArray &lines)
{
    QFile file(folder.filePath(u"script.jsonl"_s));
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(lines) == lines.size());
    return file.fileName();
}

const QByteArray kGoodLine = R"({"id":"a","unknown":1,"messages":[{"from":"customer","at":"2026-10-05T09:12:00-03:00",)"
                             R"("type":"text","text":"oi"}]})"
                             "\n";

} // namespace

TEST_CASE("Wrong use of the sample gateway ends with status two and a sentence", "[core]")
{
    const QStringList options = GENERATE(QStringList{u"--api-key"_s, u"k"_s, u"--frobnicate"_s},
                                         QStringList{u"--api-key"_s, u"k"_s, u"surplus"_s},
                                         QStringList{u"--api-key"_s, u"k"_s, u"--port"_s, u"70000"_s},
                                         QStringList{u"--api-key"_s, u"k"_s, u"--lose"_s, u"1.5"_s},
                                         QStringList{u"--api-key"_s, u"k"_s, u"--rate"_s, u"many"_s},
                                         QStringList{u"--api-key"_s, u"k"_s, u"--count"_s, u"5"_s},
                                         QStringList{u"--api-key"_s, u"k"_s, u"--script"_s, u"/nowhere/at/all"_s},
                                         QStringList{u"--api-key"_s, u""_s});
    CAPTURE(options.join(u' '));
    const Outcome outcome = run(options);
    CHECK(outcome.status == 2);
    CHECK(outcome.complaint.size() > 20);
}

TEST_CASE("A bad line of a script is named by its number", "[core]")
{
    const QByteArray bad =
            GENERATE(as<QByteArray>(), "{not json\n", "[]\n", "{\"id\":\"b\"}\n",
                     R"({"id":"b","messages":[{"from":"nobody","at":"2026-10-05T09:12:00Z","type":"text","text":""}]})",
                     R"({"id":"b","messages":[{"from":"agent","at":"yesterday","type":"text","text":""}]})",
                     R"({"id":"b","messages":[{"from":"agent","at":"2026-10-05T09:12:00Z","type":"song","text":""}]})",
                     R"({"id":"b","messages":[{"from":"agent","at":"2026-10-05T09:12:00Z","type":"text"}]})");
    const QTemporaryDir folder;
    const Outcome outcome = run({u"--api-key"_s, u"k"_s, u"--script"_s, scriptWith(folder, kGoodLine + "\n" + bad)});
    CHECK(outcome.status == 2);
    CHECK(outcome.complaint.contains("line 3"));
}

TEST_CASE("A script of your own is played over and over with new contacts", "[core]")
{
    const QTemporaryDir folder;
    SampleGateway gateway({u"--script"_s, scriptWith(folder, kGoodLine), u"--speed"_s, u"100000"_s});
    REQUIRE(gateway.start());
    SampleStream stream;
    REQUIRE(stream.open(gateway));
    REQUIRE(SampleStream::until([&stream] { return stream.messageIds().size() >= 20; }));
    QSet<QString> contacts;
    for (const QJsonObject &event : stream.events(u"message.any"_s)) {
        contacts.insert(event[u"payload"][u"from"].toString());
        CHECK(event[u"payload"][u"body"].toString() == u"oi"_s);
    }
    CHECK(contacts.size() == stream.messageIds().size());
}

TEST_CASE("Ids are the same in every run with a seed and never without one", "[core]")
{
    const auto idsOf = [](const QStringList &options) {
        SampleGateway gateway(QStringList{u"--speed"_s, u"0.01"_s, u"--wait-for-client"_s} + options);
        REQUIRE(gateway.start());
        return gateway.ids();
    };
    const QStringList seeded = idsOf({u"--seed"_s, u"42"_s});
    REQUIRE(seeded.size() > 300);
    CHECK(QSet<QString>(seeded.begin(), seeded.end()).size() == seeded.size());
    CHECK(idsOf({u"--seed"_s, u"42"_s}) == seeded);
    CHECK(idsOf({u"--seed"_s, u"43"_s}) != seeded);
    CHECK(idsOf({}) != idsOf({}));
}

TEST_CASE("A gateway that was killed comes back on its port", "[core]")
{
    SampleGateway gateway({u"--rate"_s, u"50"_s});
    REQUIRE(gateway.start());
    const quint16 port = gateway.port();
    gateway.kill();
    CHECK(gateway.get(u"/ping"_s).status == 0);
    REQUIRE(gateway.start());
    CHECK(gateway.port() == port);
    CHECK(gateway.get(u"/ping"_s).status == 200);
}
