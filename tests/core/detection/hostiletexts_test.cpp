// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that nobody writes but to break something: bounded time, no crash, and what is in them is found.
#include "detection/enginedriver.h"
#include "support/catch.h"

#include <QElapsedTimer>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

/// All that reads a text of its own.
const QByteArray kEverything = R"(
lists:
  test_word: {any: [aaa, bbb]}
rules:
  - {id: a-word, category: c, levels: 3, when: '"agulha"'}
  - {id: b-near, category: c, when: '@test_word NEAR/2 @test_word'}
  - {id: c-count, category: c, when: 'COUNT(@test_word) >= 3'}
  - {id: d-signs, category: c, when: '#question OR #link OR #wa-link OR #money OR #digits OR #shouting'}
  - {id: e-identifiers, category: c, when: '#cpf OR #foreign-email OR #foreign-phone OR #foreign-payment'}
  - {id: f-names, category: c, when: '#agent-name OR #contact-name OR #company-name OR #emoji-threat'}
  - {id: g-thread, category: c, unit: thread, thread_messages: 10, when: '"aaa" NEAR/50 "ccc"'}
  - {id: h-regex, category: c, when: '/x[0-9]+y/'}
)";

constexpr int kMany = 10 * 1024 * 1024;
constexpr qint64 kPatienceMs = 60'000; // in any build; seconds at most where it is optimised

struct Measured : EngineDriver
{
    Measured() : EngineDriver(kEverything)
    {
        company.name = u"Quiriri Net"_s;
        facts.agentName = u"José"_s;
        facts.contactName = u"Zoë"_s;
    }

    QString read(const QString &text)
    {
        QElapsedTimer timer;
        timer.start();
        const QString names = agent(text, 600);
        CHECK(timer.elapsed() < kPatienceMs);
        return names;
    }
};

} // namespace

TEST_CASE("A message of ten megabytes is read in bounded time", "[core][slow]")
{
    Measured driver;
    CHECK(driver.read(u"palavra "_s.repeated(kMany / 8) + u"agulha"_s) == u"a-word"_s);
    CHECK(driver.spans() == u"1:%1-%2"_s.arg(kMany / 8 * 8).arg(kMany / 8 * 8 + 6));
    CHECK(driver.conversation.recent.back().text.size() <= ConversationState::kMaxRecentText);
}

TEST_CASE("Repeated signs are read in linear time", "[core][slow]")
{
    Measured driver;
    const auto msToRead = [&driver](const QString &piece, int units) {
        QElapsedTimer timer;
        timer.start();
        const QString names = driver.agent(piece.repeated(units / int(piece.size())) + u".com agulha"_s, 600);
        CHECK(names.contains(u"a-word"_s));
        return timer.elapsed();
    };
    for (const QString &piece : {u"a-"_s, u"1."_s, u"1 "_s, u"?"_s, u"? a"_s, u"aaa "_s, u"www.a "_s, u"R$1 "_s, u"😀"_s,
                                 u"🔫"_s, u"."_s, u"x1"_s, u"José "_s, u"\n"_s, u"a@"_s, u"A"_s}) {
        INFO(piece.toStdString());
        const qint64 few = msToRead(piece, 50'000);
        CHECK(msToRead(piece, 200'000) < 9 * few + 1000); // sixteen times where each sees all before it
    }
}

TEST_CASE("Long runs hide no link and no sum", "[core]")
{
    EngineDriver driver(QByteArray("rules:\n  - {id: a-link, category: c, when: '#link'}\n"
                                   "  - {id: b-money, category: c, when: '#money'}\n"));
    for (const QString &piece : {u"a-"_s, u"1."_s, u"1..,"_s, u"a."_s, u"$"_s, u"1-"_s}) {
        INFO(piece.toStdString());
        QElapsedTimer timer;
        timer.start();
        CHECK(driver.agent(piece.repeated(100'000) + u" loja.com.br/x e 50 reais"_s, 600) == u"a-link b-money"_s);
        CHECK(timer.elapsed() < 3000);
    }
}

TEST_CASE("A hundred thousand combining marks are read as one letter", "[core]")
{
    Measured driver;
    const QString marks(100'000, QChar(0x301));
    CHECK(driver.read(u"agulh"_s + marks + u"a"_s) == u"a-word"_s);
    CHECK(driver.spans() == u"1:0-100006"_s);
    driver.read(marks);
    CHECK(driver.names() == QString());
    CHECK(driver.read(marks + u" agulha"_s) == u"a-word"_s);
}

TEST_CASE("Half surrogate pairs count as code points and hide nothing", "[core]")
{
    Measured driver;
    const QChar high(0xD83D);
    const QChar low(0xDE00);
    CHECK(driver.read(QString(high) + u" agulha "_s + low) == u"a-word"_s);
    CHECK(driver.spans() == u"1:2-8"_s);
    CHECK(driver.read(QString(low) + low + u" R$ 50"_s) == u"d-signs"_s);
    CHECK(driver.spans() == u"2:3-8"_s);
    CHECK(driver.read(QString(low) + high + u" agulha"_s + high) == u"a-word"_s);
    driver.read(QString(1000, high));
    driver.read(QString(1000, low));
    driver.read(QString(QChar()) + QChar() + u"agulha"_s);
    // A pair over two bubbles is two halves.
    driver.agent(u"agulha"_s + high, 600);
    driver.agent(low + u"aaa"_s);
    CHECK(driver.conversation.recent.size() == 8);
}

TEST_CASE("Texts without words find nothing", "[core]")
{
    Measured driver;
    for (const QString &text : {QString(), u""_s, u" "_s, u"\n\n"_s, u"..."_s, QString(QChar(0x200B)),
                                QString(QChar(0)), QString(QChar(0xFEFF))})
        CHECK(driver.read(text) == QString());
    CHECK(driver.agent(u""_s, 0) == QString());
    ObservedMessage edited = EngineDriver::agentMessage(QString());
    edited.isEdited = true;
    edited.earlierTexts = QStringList{QString(), u" "_s};
    CHECK(driver.observe(edited) == QString());
    CHECK(driver.close(0) == QString());
}

TEST_CASE("A cut at the end of what is remembered splits no pair", "[core]")
{
    Measured driver;
    driver.read(u"😀"_s.repeated(5000));
    driver.read(u"a"_s + u"😀"_s.repeated(5000));
    for (const RecentMessage &recent : driver.conversation.recent) {
        CHECK(recent.text.isValidUtf16());
        CHECK(recent.text.size() <= ConversationState::kMaxRecentText);
    }
}

TEST_CASE("Ten thousand bubbles of one conversation cost the same each", "[core][slow]")
{
    Measured driver;
    QElapsedTimer timer;
    timer.start();
    qint64 firstHalf = 0;
    for (int i = 0; i < 10'000; ++i) {
        driver.agent(u"aaa bbb ccc?"_s, 1);
        if (i == 4999)
            firstHalf = timer.elapsed();
    }
    CHECK(timer.elapsed() < kPatienceMs);
    CHECK(timer.elapsed() - firstHalf < 3 * firstHalf + 500);
    CHECK(driver.conversation.recent.size() == size_t(ConversationState::kMaxRecent));
    for (const SignalTrace &trace : driver.conversation.said)
        CHECK(trace.latest.size() <= SignalTrace::kMaxKept);
    driver.saveAndLoad();
    CHECK(driver.agent(u"aaa bbb ccc?"_s, 1).contains(u"d-signs"_s));
}
