// SPDX-License-Identifier: GPL-3.0-or-later
// `atalaiactl scan` as a script runs it.
#include "ingest/scanprogram.h"
#include "support/catch.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPolicy = R"(policy: sample
version: 4
title: A sample
signals:
  - {id: ask, by: customer, when: '"quero"'}
  - {id: answer, by: agent, when: '"feito"'}
rules:
  - {id: asks, category: secrets, severity: 4, by: agent, levels: 2, when: '"me passa a senha"'}
  - {id: rude/word, category: courtesy, when: '"idiota"'}
  - {id: late, category: rights, conduct: overdue, parameters: {request: ask, answer: answer, days: 2}}
)";

QByteArray conversation(const QByteArray &id, const QByteArray &messages)
{
    return R"({"id":")" + id + R"(","messages":[)" + messages + "]}\n";
}

QByteArray message(const QByteArray &from, const QByteArray &text, int minute = 0, const QByteArray &more = {})
{
    return R"({"from":")" + from + R"(","at":"2026-10-06T10:)" + QByteArray::number(minute).rightJustified(2, '0')
           + R"(:00-03:00","type":"text","text":")" + text + '"' + more + '}';
}

QStringList placesOf(const ScanAnswer &answer)
{
    QStringList places;
    for (const QJsonObject &hit : answer.hits())
        places.append(u"%1 %2 %3"_s.arg(hit[u"conversation"_s].toString())
                              .arg(hit[u"message"_s].toInteger())
                              .arg(hit[u"rule"_s].toString()));
    return places;
}

/// The highest resident size of the run in KiB. Runs with the given number of conversations on standard input.
qint64 peakKib(const QString &policies, int conversations)
{
    QByteArray input;
    const QByteArray bubbles = message("agent", "me passa a senha");
    for (int i = 0; i < conversations; ++i)
        input += conversation("c" + QByteArray::number(i), bubbles);
    const ScanAnswer answer = runScan({u"--policies"_s, policies, u"-"_s}, input);
    CHECK(answer.status == 0);
    CHECK(answer.output.count('\n') == conversations);
    return answer.peakKib;
}

} // namespace

TEST_CASE("scan writes a line a hit with all of its fields", "[core]")
{
    const ScanFolder folder;
    const QString policy = folder.write(u"sample.yaml"_s, kPolicy);
    const QString file = folder.write(
            u"in.jsonl"_s, conversation("conv-1", message("customer", "oi") + ',' + message("agent", "😀 me passa", 1)
                                                          + ',' + message("agent", "a senha, seu idiota", 2)));
    const ScanAnswer answer = runScan({u"--policies"_s, policy, file});
    CHECK(answer.status == 0);
    CHECK(answer.errors == "");
    const auto hits = answer.hits();
    REQUIRE(hits.size() == 2);
    const QJsonArray spans{QJsonObject{{u"message"_s, 1}, {u"start"_s, 2}, {u"end"_s, 10}},
                           QJsonObject{{u"message"_s, 2}, {u"start"_s, 0}, {u"end"_s, 7}}};
    CHECK(hits[0]
          == QJsonObject{{u"conversation"_s, u"conv-1"_s},
                         {u"message"_s, 2},
                         {u"rule"_s, u"asks"_s},
                         {u"category"_s, u"secrets"_s},
                         {u"policy"_s, u"sample"_s},
                         {u"version"_s, 4},
                         {u"severity"_s, 4},
                         {u"confidence"_s, 0.9},
                         {u"direction"_s, u"agent"_s},
                         {u"spans"_s, spans},
                         {u"text"_s, u"me passa … a senha"_s}});
    CHECK(hits[1][u"rule"_s] == u"rude"_s);
    CHECK(hits[1][u"variant"_s] == u"word"_s);
    CHECK(hits[1][u"text"_s] == u"idiota"_s);
    CHECK_FALSE(hits[1].contains(u"explain"_s));
}

TEST_CASE("scan explains when it is asked to", "[core]")
{
    const ScanFolder folder;
    const QString policy = folder.write(u"sample.yaml"_s, kPolicy);
    const ScanAnswer answer = runScan({u"--policies"_s, policy, u"--explain"_s, u"-"_s},
                                      conversation("c", message("customer", "1diota", 0, R"(,"n":12)")));
    REQUIRE(answer.hits().isEmpty()); // this rule looks at no disguise
    const ScanAnswer plain = runScan({u"--explain"_s, u"--policies"_s, policy, u"-"_s},
                                     conversation("c", message("customer", "idiota", 0, R"(,"n":12)")));
    REQUIRE(plain.hits().size() == 1);
    const QJsonObject hit = plain.hits().constFirst();
    CHECK(hit[u"message"_s] == 12);
    CHECK(hit[u"direction"_s] == u"customer"_s);
    REQUIRE(hit[u"explain"_s].toArray().size() == 1);
    CHECK(hit[u"explain"_s][0][u"step"_s] == u"matched"_s);
    const ScanAnswer again = runScan({u"--explain"_s, u"--policies"_s, policy, u"-"_s},
                                     conversation("c", message("customer", "idiota", 0, R"(,"n":12)")));
    CHECK(again.output == plain.output);
}

TEST_CASE("scan tells disguises and earlier versions", "[core]")
{
    const ScanFolder folder;
    const QString policy = folder.write(u"sample.yaml"_s, kPolicy);
    QByteArray edited = message("agent", "nada", 5, R"(,"edited_from":["oi","me passa a s3nh4"])");
    edited.replace(R"("type":"text")", R"("type":"edited")");
    const ScanAnswer answer = runScan({u"--policies"_s, policy, u"-"_s}, conversation("c", edited));
    REQUIRE(answer.hits().size() == 1);
    const QJsonObject hit = answer.hits().constFirst();
    CHECK(hit[u"level"_s] == 2);
    CHECK(hit[u"severity"_s] == 5);
    CHECK(hit[u"edited_away"_s] == true);
    CHECK(hit[u"text"_s] == u"me passa a s3nh4"_s);
}

TEST_CASE("scan names wrong lines and goes on", "[core]")
{
    const ScanFolder folder;
    const QString policy = folder.write(u"sample.yaml"_s, kPolicy);
    const QByteArray good = conversation("ok", message("agent", "me passa a senha"));
    const QString file = folder.write(
            u"in.jsonl"_s, good + "\n{\"id\":\n" + good + conversation("bad", message("nobody", "x")) + good.trimmed());
    const ScanAnswer answer = runScan({u"--policies"_s, policy, file, u"/nowhere.jsonl"_s});
    CHECK(answer.status == 2);
    CHECK(placesOf(answer) == QStringList(3, u"ok 0 asks"_s));
    const QByteArray name = file.toUtf8();
    CHECK(answer.errors.contains(name + ":3: column"));
    CHECK(answer.errors.contains(name + ":5: messages[0]: from: not agent, customer, system or auto"));
    CHECK(answer.errors.contains("/nowhere.jsonl: "));
    CHECK(answer.errors.count('\n') == 3);
}

TEST_CASE("scan reads several files and standard input in their order", "[core]")
{
    const ScanFolder folder;
    const QString policy = folder.write(u"sample.yaml"_s, kPolicy);
    const QString first = folder.write(u"1.jsonl"_s, conversation("first", message("agent", "idiota")));
    const QString empty = folder.write(u"2.jsonl"_s, "");
    const ScanAnswer answer = runScan({u"--policies"_s, policy, first, empty, u"-"_s},
                                      conversation("second", message("agent", "idiota")));
    CHECK(answer.status == 0);
    CHECK(placesOf(answer) == QStringList{u"first 0 rude"_s, u"second 0 rude"_s});
}

TEST_CASE("scan reads lines that are long", "[core]")
{
    const ScanFolder folder;
    const QString policy = folder.write(u"sample.yaml"_s, kPolicy);
    const ScanAnswer answer =
            runScan({u"--policies"_s, policy, u"-"_s},
                    conversation("c", message("agent", QByteArray("palavra ").repeated(50'000) + "idiota"))
                            + conversation("d", message("agent", "idiota")));
    CHECK(placesOf(answer) == QStringList{u"c 0 rude"_s, u"d 0 rude"_s});
    CHECK(answer.hits().constFirst()[u"spans"_s][0][u"start"_s] == 400'000);
}

TEST_CASE("scan reads every part of a text that nobody can type", "[core]")
{
    const ScanFolder folder;
    const QString policy = folder.write(u"sample.yaml"_s, kPolicy);
    const QByteArray calm = QByteArray("palavra ").repeated(100'000);
    // In disguise and far behind the first window, in the text and in what it said before.
    QByteArray edited = message("agent", calm, 5, R"(,"edited_from":[")" + calm + R"(me passa a s3nh4"])");
    edited.replace(R"("type":"text")", R"("type":"edited")");
    const ScanAnswer answer =
            runScan({u"--policies"_s, policy, u"-"_s},
                    conversation("c", message("agent", calm + "me passa a s3nh4 " + calm)) + conversation("d", edited));
    const auto hits = answer.hits();
    REQUIRE(placesOf(answer) == QStringList{u"c 0 asks"_s, u"d 0 asks"_s});
    for (const QJsonObject &hit : hits) {
        CHECK(hit[u"spans"_s][0][u"start"_s] == 800'000);
        CHECK(hit[u"text"_s] == u"me passa a s3nh4"_s);
        CHECK(hit[u"level"_s] == 2);
    }
    CHECK(hits[1][u"edited_away"_s] == true);
}

TEST_CASE("scan shows no secret that goes over bubbles or was asked for before", "[core]")
{
    const ScanFolder folder;
    const QString policy =
            folder.write(u"card.yaml"_s, "policy: card\nversion: 1\ntitle: t\nrules:\n"
                                         "  - {id: card, category: secrets, when: '#card'}\n"
                                         "  - {id: six, category: secrets, unit: message, when: '/^\\d{6}$/'}\n");
    const auto textOf = [&policy](const QByteArray &messages) {
        const ScanAnswer answer = runScan({u"--policies"_s, policy, u"-"_s}, conversation("c", messages));
        REQUIRE(answer.hits().size() == 1);
        return answer.hits()[0][u"text"_s].toString();
    };
    const QString card = textOf(message("customer", "meu cartao e 4111 1111") + ',' + message("customer", "1111 1111"));
    CHECK_FALSE(card.contains(u'1'));
    const QString code = textOf(message("agent", "manda o codigo que chegou por sms") + ',' + message("customer", "ok")
                                + ',' + message("customer", "482913"));
    CHECK_FALSE(code.contains(u'4'));
}

TEST_CASE("scan knows no hours of a company that nobody described", "[core]")
{
    const ScanFolder folder;
    const QString policy =
            folder.write(u"night.yaml"_s, "policy: night\nversion: 1\ntitle: t\nrules:\n"
                                          "  - {id: off, category: hours, by: agent, conduct: off-hours}\n");
    const QByteArray night = R"({"from":"agent","at":"2026-10-06T23:30:00-03:00","type":"text","text":"oi"})";
    const QByteArray known = R"({"id":"c","company":"acme","messages":[)" + night + "]}\n";
    CHECK(runScan({u"--policies"_s, policy, u"-"_s}, known).hits().isEmpty());
    const QString company = folder.write(u"acme.json"_s, R"({"companies":{"acme":{"name":"Acme"}}})");
    CHECK(runScan({u"--policies"_s, policy, u"--company"_s, company, u"-"_s}, known).hits().size() == 1);
}

TEST_CASE("scan shows no secret and no endless text", "[core]")
{
    const ScanFolder folder;
    const QString policy = folder.write(u"loud.yaml"_s, "policy: loud\nversion: 1\ntitle: t\nrules:\n"
                                                        "  - {id: loud, category: courtesy, when: '#shouting'}\n"
                                                        "  - {id: card, category: secrets, when: '#card'}\n");
    const ScanAnswer answer =
            runScan({u"--policies"_s, policy, u"-"_s},
                    conversation("c", message("agent", "O CARTAO 4111 1111 1111 1111 SENHA: Xk7pQ2 "
                                                               + QByteArray("VOCE PERDEU ").repeated(200))));
    REQUIRE(answer.hits().size() == 2);
    CHECK(answer.hits()[0][u"text"_s] == u"411111******1111"_s);
    const QString loud = answer.hits()[1][u"text"_s].toString();
    CHECK(loud.startsWith(u"O CARTAO 411111******1111 SENHA: ****"));
    CHECK(loud.endsWith(u'…'));
    CHECK(loud.size() < 450);
}

TEST_CASE("scan says when input or output fails", "[core]")
{
    const ScanFolder folder;
    const QString policy = folder.write(u"sample.yaml"_s, kPolicy);
    const ScanAnswer directory = runScan({u"--policies"_s, policy, folder.path()});
    CHECK(directory.status == 2);
    CHECK(directory.errors.startsWith(folder.path().toUtf8() + ": "));
    const ScanAnswer full = runScan({u"--policies"_s, policy, u"-"_s},
                                    conversation("c", message("agent", "idiota")).repeated(10), u"/dev/full"_s);
    CHECK(full.status == 3);
    CHECK(full.errors.startsWith("not all of the output could be written"));
}

TEST_CASE("scan goes on without a policy that is broken", "[core]")
{
    const ScanFolder folder;
    folder.write(u"a-broken.yaml"_s, "policy: broken\nversion: 1\ntitle: t\nrules:\n  - {id: r, catgory: c}\n");
    folder.write(u"b-failing.yaml"_s, "policy: failing\nversion: 1\ntitle: t\nrules:\n"
                                      "  - {id: f, category: c, when: '\"senha\"', match: [nada]}\n");
    folder.write(u"c-good.yaml"_s, kPolicy);
    folder.write(u"notes.txt"_s, "no policy");
    const ScanAnswer answer =
            runScan({u"--policies"_s, folder.path(), u"-"_s}, conversation("c", message("agent", "me passa a senha")));
    CHECK(answer.status == 2); // what was left out found nothing: nobody takes that for clean
    CHECK(placesOf(answer) == QStringList{u"c 0 asks"_s});
    CHECK(answer.errors.contains("a-broken.yaml:5:"));
    CHECK(answer.errors.contains("b-failing.yaml:5:"));
    CHECK(answer.errors.contains("f: example must match and does not: nada"));
}

TEST_CASE("scan says what is late by the time that it is told", "[core]")
{
    const ScanFolder folder;
    const QString policy = folder.write(u"sample.yaml"_s, kPolicy);
    const QByteArray input = conversation("c", message("customer", "quero"));
    CHECK(placesOf(runScan({u"--policies"_s, policy, u"-"_s}, input)).isEmpty());
    CHECK(placesOf(runScan({u"--policies"_s, policy, u"--now"_s, u"2026-10-08T23:00:00-03:00"_s, u"-"_s}, input))
                  .isEmpty());
    const ScanAnswer late =
            runScan({u"--policies"_s, policy, u"--now"_s, u"2026-10-09T09:00:00-03:00"_s, u"-"_s}, input);
    CHECK(placesOf(late) == QStringList{u"c 0 late"_s});
    CHECK(late.hits().constFirst()[u"direction"_s] == u"customer"_s);
}

TEST_CASE("scan leaves out what is only counted in the background", "[core]")
{
    const ScanFolder folder;
    QByteArray background = kPolicy;
    background.replace("title:", "state: background\ntitle:");
    const QString policy = folder.write(u"sample.yaml"_s, background);
    CHECK(runScan({u"--policies"_s, policy, u"-"_s}, conversation("c", message("agent", "idiota"))).output == "");
}

TEST_CASE("scan takes company profiles and refuses wrong ones", "[core]")
{
    const ScanFolder folder;
    QByteArray restaurant = kPolicy;
    restaurant.replace("when: '\"idiota\"'", "when: '\"idiota\"', unless: [{profile: vertical, is: restaurant}]");
    const QString policy = folder.write(u"sample.yaml"_s, restaurant);
    const QString companies =
            folder.write(u"companies.json"_s, R"({"companies":{"bistro":{"vertical":"restaurant"}}})");
    QByteArray input = conversation("c", message("agent", "idiota"));
    input.replace(R"("messages")", R"("company":"bistro","messages")");
    CHECK(runScan({u"--policies"_s, policy, u"--company"_s, companies, u"-"_s}, input).output == "");
    CHECK(placesOf(runScan({u"--policies"_s, policy, u"-"_s}, input)).size() == 1);

    for (const QByteArray &wrong : {QByteArray("{"), QByteArray(R"({"companies":{"a":{"colour":1}}})")}) {
        const QString file = folder.write(u"wrong.json"_s, wrong);
        const ScanAnswer answer = runScan({u"--policies"_s, policy, u"--company"_s, file, u"-"_s}, input);
        CHECK(answer.status == 2);
        CHECK(answer.output == "");
        CHECK(answer.errors.startsWith(file.toUtf8() + ": "));
    }
    CHECK(runScan({u"--company"_s, u"/nowhere.json"_s, u"-"_s}, input).status == 2);
}

TEST_CASE("scan without --policies applies the shipped ones", "[core]")
{
    const ScanAnswer answer = runScan({u"-"_s}, conversation("c", message("agent", "me passa a sua senha por favor")));
    CHECK(answer.status == 0);
    CHECK(answer.errors == "");
    QStringList rules;
    for (const QJsonObject &hit : answer.hits())
        rules.append(hit[u"rule"_s].toString());
    CHECK(rules.contains(u"secret-requested"_s));
}

TEST_CASE("Wrong use of scan exits with 2", "[core]")
{
    const ScanFolder folder;
    const QString policy = folder.write(u"sample.yaml"_s, kPolicy);
    CHECK(runScan({}).status == 2);
    CHECK(runScan({u"--policies"_s, u"/nowhere"_s, u"-"_s}).status == 2);
    CHECK(runScan({u"--policies"_s, policy, u"--format"_s, u"pigeon"_s, u"-"_s}).status == 2);
    CHECK(runScan({u"--policies"_s, policy, u"--now"_s, u"soon"_s, u"-"_s}).status == 2);
    CHECK(runScan({u"--policies"_s, policy, u"--nonsense"_s, u"-"_s}).status == 2);
    const ScanAnswer help = runScan({u"--help"_s});
    CHECK(help.status == 0);
    CHECK(help.output.startsWith("Usage: atalaiactl scan"));
    CHECK(runScan({u"--policies"_s, policy, u"-"_s}).status == 0); // nothing at all is fine
}

TEST_CASE("scan keeps nothing of conversations that nobody is known by", "[core][slow]")
{
#if defined(__SANITIZE_ADDRESS__)
    WARN("not measured: the address sanitizer keeps freed memory for a while");
    return;
#endif
    const ScanFolder folder;
    const QString policy = folder.write(u"sample.yaml"_s, kPolicy);
    const qint64 few = peakKib(policy, 500);
    REQUIRE(few > 0);
    CHECK(peakKib(policy, 30'000) < few + 8 * 1024);
}
