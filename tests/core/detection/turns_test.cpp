// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/enginedriver.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kAsks = R"(
rules:
  - id: asks
    category: secrets
    by: agent
    when: '"me passa a senha"'
)";

const QByteArray kNear = R"(
lists:
  test_ask: {pt: [me passa]}
  test_secret: {pt: [senha]}
rules:
  - id: near
    category: secrets
    when: "@test_ask NEAR/2 @test_secret"
)";

} // namespace

TEST_CASE("A phrase split over bubbles belongs to the bubble that completes it", "[core]")
{
    EngineDriver driver(kAsks);
    CHECK(driver.agent(u"oi, me"_s) == QString());
    CHECK(driver.agent(u"passa  a"_s) == QString());
    CHECK(driver.agent(u"senha aí"_s) == u"asks"_s);
    CHECK(driver.hit().message == 3);
    CHECK(driver.spans() == u"1:4-6 2:0-8 3:0-5"_s);
    CHECK(driver.agent(u"por favor"_s) == QString()); // not again
}

TEST_CASE("A word split over two bubbles is read as one", "[core]")
{
    EngineDriver driver(kAsks);
    driver.agent(u"me passa a se"_s);
    CHECK(driver.agent(u"nha"_s) == u"asks"_s);
    CHECK(driver.spans() == u"1:0-13 2:0-3"_s);
    CHECK(driver.hit().level == 1);
}

TEST_CASE("Spans count code points of each bubble", "[core]")
{
    EngineDriver driver(kAsks);
    driver.agent(u"😀👍🏽 me passa"_s);
    CHECK(driver.agent(u"😀 a se\u0301nha\u0301 👩‍👩‍👧"_s) == u"asks"_s); // accents as marks of their own
    CHECK(driver.spans() == u"1:4-12 2:0-11"_s);
    CHECK(driver.hit().explanation.first().spans.size() == 2);
}

TEST_CASE("Parts of a match in several bubbles are told apart", "[core]")
{
    EngineDriver driver(kNear);
    driver.agent(u"agora me passa"_s);
    CHECK(driver.agent(u"a sua senha"_s) == u"near"_s);
    CHECK(driver.spans() == u"1:6-14 2:6-11"_s);
    REQUIRE(driver.hit().explanation.size() == 3);
    CHECK(driver.hit().explanation[0].spans == QVector<MessageSpan>{{1, {6, 14}}});
    CHECK(driver.hit().explanation[1].spans == QVector<MessageSpan>{{2, {6, 11}}});
}

TEST_CASE("A turn ends with a gap or with the other author", "[core]")
{
    EngineDriver joined(kNear);
    joined.agent(u"me passa"_s);
    CHECK(joined.agent(u"a senha"_s, 90) == u"near"_s);

    EngineDriver late(kNear);
    late.agent(u"me passa"_s);
    CHECK(late.agent(u"a senha"_s, 91) == QString());

    EngineDriver other(kNear);
    other.agent(u"me passa"_s);
    other.customer(u"o que?"_s, 5);
    CHECK(other.agent(u"a senha"_s, 5) == QString());

    EngineDriver bot(kNear);
    bot.agent(u"me passa"_s);
    ObservedMessage automatic = EngineDriver::agentMessage(u"ola"_s);
    automatic.isAutomatic = true;
    bot.observe(automatic, 5);
    CHECK(bot.agent(u"a senha"_s, 5) == QString());
}

TEST_CASE("A turn has six bubbles at most", "[core]")
{
    for (const int between : {4, 5}) {
        EngineDriver driver(QByteArray("rules: [{id: far, category: c, when: '\"aaa\" AND \"bbb\"'}]\n"));
        driver.agent(u"aaa"_s);
        for (int i = 0; i < between; ++i)
            driver.agent(u"x"_s);
        CHECK(driver.agent(u"bbb"_s) == (between == 4 ? u"far"_s : QString()));
    }
}

TEST_CASE("A rule on messages sees one bubble and one on the thread sees both parties", "[core]")
{
    EngineDriver driver(QByteArray(R"(
rules:
  - {id: message, category: c, unit: message, when: '"aaa" AND "bbb"'}
  - {id: thread, category: c, unit: thread, thread_messages: 3, when: '"aaa" AND "bbb"'}
  - {id: turn, category: c, when: '"aaa" AND "bbb"'}
)"));
    CHECK(driver.agent(u"aaa"_s) == QString());
    CHECK(driver.agent(u"bbb"_s) == u"thread turn"_s);
    CHECK(driver.agent(u"aaa bbb"_s) == u"message thread turn"_s);
    driver.customer(u"ccc"_s, 3600);
    driver.agent(u"aaa"_s, 3600);
    driver.customer(u"ccc"_s, 3600);
    CHECK(driver.customer(u"bbb"_s, 3600) == u"thread"_s);
    CHECK(driver.hits.first().spans.first().message == 5);
    driver.customer(u"ccc"_s, 3600);
    driver.customer(u"ccc"_s, 3600);
    CHECK(driver.agent(u"aaa"_s, 3600) == QString()); // four bubbles away
}

TEST_CASE("An exclusion anywhere in the turn holds", "[core]")
{
    EngineDriver driver(QByteArray("rules: [{id: asks, category: c, when: '\"senha\" UNLESS \"nunca\"'}]\n"));
    driver.agent(u"nunca"_s);
    CHECK(driver.agent(u"informe a senha"_s) == QString());
    CHECK(driver.agent(u"a senha"_s, 600) == u"asks"_s);
}

TEST_CASE("The distance of an exclusion ends with the sentence", "[core]")
{
    EngineDriver near(QByteArray("rules: [{id: asks, category: c, when: '\"senha\" UNLESS \"wifi\" NEAR/5'}]\n"));
    CHECK(near.agent(u"a senha do wifi"_s, 600) == QString());
    CHECK(near.agent(u"a senha, do wifi"_s, 600) == QString());
    CHECK(near.agent(u"a senha. o wifi"_s, 600) == u"asks"_s);
    CHECK(near.agent(u"o wifi? a senha"_s, 600) == u"asks"_s);
    CHECK(near.agent(u"o wifi!! a senha"_s, 600) == u"asks"_s);
    CHECK(near.agent(u"o wifi\na senha"_s, 600) == u"asks"_s);
    CHECK(near.agent(u"no wifi.net a senha"_s, 600) == QString()); // no space behind the mark
    CHECK(near.agent(u"oi. a senha do wifi. tchau"_s, 600) == QString());
    near.agent(u"o wifi"_s, 600);
    CHECK(near.agent(u"a senha"_s) == u"asks"_s); // a bubble of its own

    EngineDriver before(QByteArray("rules: [{id: b, category: c, when: '\"senha\" UNLESS \"nunca\" BEFORE/5'}]\n"));
    CHECK(before.agent(u"nunca informe a senha"_s, 600) == QString());
    CHECK(before.agent(u"nunca. informe a senha"_s, 600) == u"b"_s);
    EngineDriver after(QByteArray("rules: [{id: a, category: c, when: '\"senha\" UNLESS \"nunca\" AFTER/5'}]\n"));
    CHECK(after.agent(u"senha nunca"_s, 600) == QString());
    CHECK(after.agent(u"senha. nunca"_s, 600) == u"a"_s);
    // What spans sentences looks at all of them, and at what stands between its parts.
    EngineDriver wide(QByteArray("rules: [{id: w, category: c, "
                                 "when: '(\"passa\" NEAR/9 \"senha\") UNLESS \"wifi\" NEAR/1'}]\n"));
    CHECK(wide.agent(u"passa. a senha do wifi"_s, 600) == QString());
    CHECK(wide.agent(u"passa. o wifi. a senha"_s, 600) == QString());
    CHECK(wide.agent(u"wifi. passa. a senha. wifi"_s, 600) == u"w"_s);
}

TEST_CASE("Bubbles without text neither break a turn nor complete it", "[core]")
{
    EngineDriver driver(kNear);
    driver.agent(u"me passa"_s);
    CHECK(driver.agent(QString()) == QString());
    CHECK(driver.agent(u"a senha"_s) == u"near"_s);
    CHECK(driver.spans() == u"1:0-8 3:2-7"_s);
}

TEST_CASE("The company says how long a turn waits and how many bubbles it has", "[core]")
{
    EngineDriver driver(kAsks);
    driver.company.conversation.joinSeconds = 10;
    driver.agent(u"me passa"_s);
    CHECK(driver.agent(u"a senha"_s, 11) == QString());
    driver.agent(u"me passa"_s, 60);
    CHECK(driver.agent(u"a senha"_s, 10) == u"asks"_s);

    EngineDriver brief(kAsks);
    brief.company.conversation.joinMost = 2;
    brief.agent(u"me"_s);
    brief.agent(u"passa a"_s);
    CHECK(brief.agent(u"senha"_s) == QString());
    brief.agent(u"me passa"_s);
    CHECK(brief.agent(u"a senha"_s) == u"asks"_s);
}

TEST_CASE("The company says which silence closes a conversation", "[core]")
{
    EngineDriver driver(kAsks);
    driver.company.conversation.idleCloseHours = 1;
    driver.agent(u"oi"_s);
    driver.agent(u"tudo bem?"_s, 3599);
    CHECK(driver.conversation.agentCount == 2);
    driver.agent(u"oi"_s, 3600);
    CHECK(driver.conversation.agentCount == 1);
}

TEST_CASE("Each rule over a thread looks back as far as it says", "[core]")
{
    const QByteArray rules = R"(
rules:
  - id: near
    category: secrets
    unit: thread
    thread_messages: 2
    when: '"senha" AND "banco"'
  - id: wide
    category: secrets
    unit: thread
    thread_messages: 5
    when: '"senha" AND "banco"'
)";
    EngineDriver driver(rules);
    driver.customer(u"a senha"_s);
    driver.agent(u"sim"_s);
    driver.agent(u"pode falar"_s);
    CHECK(driver.customer(u"do banco"_s) == u"wide"_s);
    EngineDriver close(rules);
    close.customer(u"a senha"_s);
    CHECK(close.agent(u"do banco"_s) == u"near wide"_s);
}
