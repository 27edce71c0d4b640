// SPDX-License-Identifier: GPL-3.0-or-later
// Edits, deletions, disguises, forwarded and heard messages, messages of bots.
#include "detection/enginedriver.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kInsult = R"(
rules:
  - id: rude
    category: courtesy
    severity: 3
    confidence: 0.8
    levels: 3
    when: '"idiota"'
)";

ObservedMessage edited(const QString &text, const QStringList &earlier)
{
    ObservedMessage message = EngineDriver::agentMessage(text);
    message.isEdited = true;
    message.earlierTexts = earlier;
    return message;
}

} // namespace

TEST_CASE("What an earlier version said is found and marked as edited away", "[core]")
{
    EngineDriver driver(kInsult);
    CHECK(driver.observe(edited(u"tudo bem"_s, {u"oi"_s, u"seu idiota"_s})) == u"rude"_s);
    CHECK(driver.hit().isEditedAway);
    CHECK(driver.hit().earlierText == 1);
    CHECK(driver.spans() == u"1:4-10"_s);

    CHECK(driver.observe(edited(u"idiota"_s, {u"seu idiota"_s})) == u"rude"_s);
    CHECK_FALSE(driver.hit().isEditedAway); // it still says so
    CHECK(driver.hit().earlierText == -1);
    CHECK(driver.spans() == u"2:0-6"_s);
}

TEST_CASE("What a deleted message said is found", "[core]")
{
    EngineDriver driver(kInsult);
    ObservedMessage deleted = edited(QString(), {u"seu idiota"_s});
    deleted.isEdited = false;
    deleted.isRevoked = true;
    CHECK(driver.observe(deleted) == u"rude"_s);
    CHECK(driver.hit().isEditedAway);
}

TEST_CASE("An update is evaluated and not counted again", "[core]")
{
    EngineDriver driver(QByteArray(R"(
rules:
  - {id: rude, category: c, when: '"idiota"'}
  - {id: rude-twice, category: c, when: '"idiota"', given: [{said: rude, times: 2}]}
)"));
    CHECK(driver.agent(u"bom dia"_s) == QString());
    CHECK(driver.update(1, edited(u"idiota"_s, {u"bom dia"_s})) == u"rude"_s);
    CHECK(driver.update(1, edited(u"idiota!"_s, {u"bom dia"_s, u"idiota"_s})) == u"rude"_s); // said once
    CHECK(driver.conversation.messageCount == 1);
    CHECK(driver.conversation.agentCount == 1);
    CHECK(driver.conversation.recent.size() == 1);
    CHECK(driver.agent(u"idiota"_s, 600) == u"rude rude-twice"_s);
}

TEST_CASE("An update of a message that is no longer remembered counts nothing", "[core]")
{
    EngineDriver driver(kInsult);
    for (int i = 0; i < 12; ++i)
        driver.agent(u"ola"_s, 200);
    const ConversationState before = driver.conversation;
    CHECK(driver.update(1, edited(u"idiota"_s, {u"ola"_s})) == u"rude"_s);
    CHECK(driver.conversation.messageCount == before.messageCount);
    CHECK(driver.conversation.recent == before.recent);
}

TEST_CASE("The new text of an update joins the turn", "[core]")
{
    EngineDriver driver(QByteArray("rules: [{id: asks, category: c, when: '\"me passa a senha\"'}]\n"));
    driver.agent(u"oi"_s);
    driver.update(1, edited(u"me passa"_s, {u"oi"_s}));
    CHECK(driver.agent(u"a senha"_s) == u"asks"_s);
}

TEST_CASE("Forwarded and heard words are less sure", "[core]")
{
    EngineDriver driver(kInsult);
    ObservedMessage message = EngineDriver::agentMessage(u"idiota"_s);
    driver.observe(message, 600);
    CHECK(driver.hit().confidence == Approx(0.8));
    message.isForwarded = true;
    driver.observe(message, 600);
    CHECK(driver.hit().confidence == Approx(0.5));
    message.isTranscript = true;
    driver.observe(message, 600);
    CHECK(driver.hit().confidence == Approx(0.3));
}

TEST_CASE("A disguise makes it worse for agents and less sure for all", "[core]")
{
    EngineDriver driver(kInsult);
    CHECK(driver.agent(u"seu 1d10t4"_s) == u"rude"_s);
    CHECK(driver.hit().level == 2);
    CHECK(driver.hit().severity == 4);
    CHECK(driver.hit().confidence == Approx(0.6));
    CHECK(driver.spans() == u"1:4-10"_s);
    CHECK(driver.customer(u"seu i.d.i.o.t.a"_s) == u"rude"_s);
    CHECK(driver.hit().severity == 3);
    CHECK(driver.agent(u"seu atoidi"_s, 600) == u"rude"_s);
    CHECK(driver.hit().level == 3);
    CHECK(driver.hit().confidence == Approx(0.4));
    CHECK(driver.agent(u"seu IDIOTA"_s, 600) == u"rude"_s);
    CHECK(driver.hit().level == 0);
    CHECK(driver.hit().severity == 3);
}

TEST_CASE("A rule looks at no bolder reading than it says", "[core]")
{
    EngineDriver driver(QByteArray(R"(
rules:
  - {id: plain, category: c, levels: 0, when: '"você é"'}
  - {id: chat, category: c, when: '"você é"'}
  - {id: bold, category: c, levels: 2, when: '"idiota"'}
  - {id: shy, category: c, when: '"idiota"'}
)"));
    CHECK(driver.agent(u"vc é"_s) == u"chat"_s);
    CHECK(driver.agent(u"você é"_s, 600) == u"chat plain"_s);
    CHECK(driver.agent(u"1d10t4"_s, 600) == u"bold"_s);
    CHECK(driver.agent(u"idiota"_s, 600) == u"bold shy"_s);
}

TEST_CASE("Bots count only for rules that say so", "[core]")
{
    EngineDriver driver(QByteArray(R"(
rules:
  - {id: all, category: c, automatic: true, when: '"aaa"'}
  - {id: people, category: c, when: '"aaa"'}
)"));
    ObservedMessage message = EngineDriver::agentMessage(u"aaa"_s);
    message.isAutomatic = true;
    CHECK(driver.observe(message) == u"all"_s);
    CHECK(driver.agent(u"aaa"_s) == u"all people"_s);
    message.author = Author::System;
    CHECK(driver.observe(message) == QString());
    CHECK(driver.conversation.messageCount == 2);
}

TEST_CASE("Rules are about the author whom they name", "[core]")
{
    EngineDriver driver(QByteArray(R"(
rules:
  - {id: agents, category: c, by: agent, when: '"aaa"'}
  - {id: anyone, category: c, when: '"aaa"'}
  - {id: customers, category: c, by: customer, when: '"aaa"'}
)"));
    CHECK(driver.agent(u"aaa"_s) == u"agents anyone"_s);
    CHECK(driver.hits.first().author == Author::Agent);
    CHECK(driver.customer(u"aaa"_s) == u"anyone customers"_s);
    CHECK(driver.hits.first().author == Author::Contact);
}

TEST_CASE("A sign in a bubble that is mended counts once", "[core]")
{
    EngineDriver driver("signals: [{id: dear, by: agent, when: '\"anjo\"'}]\n"
                        "rules: [{id: twice, category: c, by: agent, when: '\"anjo\"', "
                        "given: [{said: dear, times: 2}]}]\n");
    CHECK(driver.agent(u"oi meu anjo"_s).isEmpty());
    ObservedMessage mended = EngineDriver::agentMessage(u"oi, meu anjo"_s);
    mended.number = 1;
    mended.isUpdate = true;
    mended.atMs = driver.nowMs + 60'000; // as it comes from a store: at the time of the edit
    CHECK(driver.handIn(mended).isEmpty());
    CHECK(driver.agent(u"tchau anjo"_s, 120) == u"twice"_s);
}
