// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductdriver.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

QString problemOf(const QString &conduct, const QByteArray &parameters)
{
    const auto made = makeConductRule(conductRule(conduct, parameters));
    if (made)
        return {};
    CHECK(made.error().kind == Error::Kind::InvalidInput);
    return made.error().context;
}

} // namespace

TEST_CASE("What was said is found by the full id and by the part before the stroke", "[core]")
{
    ConversationState conversation;
    ContactState contact;
    AgentState agent;
    const ConversationFacts facts;
    ObservedMessage message;
    message.number = 9;
    conversation.said.insert(u"secret/ask"_s, {{{4, 1, 100}, {9, 3, 300}}, 2});
    conversation.said.insert(u"secret/use"_s, {{{5, 2, 200}}, 1});
    conversation.said.insert(u"secretly"_s, {{{9, 3, 900}}, 1});
    contact.said.insert(u"secret/ask"_s, {{{2, 1, 50}}, 1});
    const ConductContext context{&message, 300, facts, conversation, contact, agent};
    CHECK(context.isSaidHere(u"secret"));
    CHECK(context.isSaidHere(u"secret/ask"));
    CHECK_FALSE(context.isSaidHere(u"secret/use"));
    CHECK_FALSE(context.isSaidHere(u"secr"));
    CHECK(context.lastSaid(u"secret")->atMs == 300);
    CHECK(context.lastSaid(u"secret/use")->message == 5);
    CHECK(context.lastSaidEver(u"secret")->atMs == 50);
    CHECK_FALSE(context.lastSaidEver(u"secret/use").has_value());

    const ConductContext atClose{nullptr, 300, facts, conversation, contact, agent};
    CHECK_FALSE(atClose.isSaidHere(u"secret"));
    message.number = 4; // an earlier message in a later version
    CHECK(context.isSaidHere(u"secret"));
}

TEST_CASE("Conducts refuse parameters that they do not know or cannot use", "[core]")
{
    CHECK(problemOf(u"absent"_s, R"({"signal": "a"})").isEmpty());
    CHECK(problemOf(u"absent"_s, R"({"signal": "a", "n": 3})") == u"parameter n: conduct absent does not know it"_s);
    CHECK(problemOf(u"absent"_s, R"({"N": 3})") == u"parameter signal: missing"_s);
    CHECK(problemOf(u"absent"_s, R"({"signal": 3})") == u"parameter signal: not the id of a rule or signal"_s);
    CHECK(problemOf(u"absent"_s, R"({"signal": "a", "N": "2"})") == u"parameter N: not a number"_s);
    CHECK(problemOf(u"absent"_s, R"({"signal": "a", "N": 0})") == u"parameter N: not within 1 and 1000"_s);
    CHECK(problemOf(u"absent"_s, R"({"signal": "a", "N": 1.5})") == u"parameter N: not a whole number"_s);
    CHECK(problemOf(u"absent"_s, R"({"signal": "a", "at_close": 1})")
          == u"parameter at_close: neither true nor false"_s);
    CHECK(problemOf(u"off-hours"_s, R"({"whose": "boss"})") == u"parameter whose: none of agent, contact"_s);
    CHECK(problemOf(u"presence"_s, "{}") == u"unknown conduct presence"_s);
}

TEST_CASE("A conduct names the signals that it asks for", "[core]")
{
    const auto made = makeConductRule(conductRule(
            u"after-objection"_s, R"({"objection": ["a", "b"], "cleared_by": "c", "essential": "d", "spoils": "e"})"));
    REQUIRE(made.has_value());
    CHECK(made.value()->references() == QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s});
}

TEST_CASE("Figures of a company hold for the code of the rule and the code without its letter", "[core]")
{
    ConductDriver driver(conductRule(u"absent"_s, R"({"signal": "a", "N": 3})", u"R-05x"_s));
    driver.company.ruleParameters = QJsonObject{{u"R-05"_s, QJsonObject{{u"N"_s, 1}}}};
    SECTION("without its letter")
    {
        CHECK(driver.agent(u"2026-10-06T10:00:00-03:00"_s));
    }
    SECTION("the full code first")
    {
        driver.company.ruleParameters.insert(u"R-05x"_s, QJsonObject{{u"N"_s, 2}});
        CHECK_FALSE(driver.agent(u"2026-10-06T10:00:00-03:00"_s));
        CHECK(driver.agent(u"2026-10-06T10:00:01-03:00"_s));
    }
    SECTION("nothing that cannot be used")
    {
        driver.company.ruleParameters = QJsonObject{{u"R-05x"_s, QJsonObject{{u"N"_s, u"1"_s}}}};
        CHECK_FALSE(driver.agent(u"2026-10-06T10:00:00-03:00"_s));
        CHECK_FALSE(driver.agent(u"2026-10-06T10:00:01-03:00"_s));
        CHECK(driver.agent(u"2026-10-06T10:00:02-03:00"_s));
    }
}
