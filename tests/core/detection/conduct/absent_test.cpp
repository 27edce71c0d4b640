// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductdriver.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

const QStringList kGiven{u"identification/name"_s};

PolicyRule absentRule(const QByteArray &more = {})
{
    return conductRule(u"absent"_s, R"({"signal": "identification", "N": 2)" + more + "}", u"R-05"_s);
}

} // namespace

TEST_CASE("Absence fires at the second message of an agent who did not say who he is", "[core]")
{
    ConductDriver driver(absentRule());
    CHECK_FALSE(driver.customer(u"2026-10-06T10:00:00-03:00"_s));
    CHECK_FALSE(driver.agent(u"2026-10-06T10:00:40-03:00"_s));
    CHECK(driver.agent(u"2026-10-06T10:01:20-03:00"_s));
    CHECK(driver.last->message == 3);
    CHECK(driver.last->detail == u"agent messages 2 of 2, identification not given"_s);
    CHECK_FALSE(driver.agent(u"2026-10-06T10:02:00-03:00"_s));
    CHECK_FALSE(driver.close(u"2026-10-07T10:02:00-03:00"_s));
}

TEST_CASE("Absence does not fire when it was said in either of the first messages", "[core]")
{
    ConductDriver driver(absentRule());
    const bool isFirst = GENERATE(true, false);
    CHECK_FALSE(driver.agent(u"2026-10-06T10:00:00-03:00"_s, isFirst ? kGiven : QStringList()));
    driver.saveAndLoad();
    CHECK_FALSE(driver.agent(u"2026-10-06T10:01:00-03:00"_s, isFirst ? QStringList() : kGiven));
    CHECK_FALSE(driver.agent(u"2026-10-06T10:02:00-03:00"_s));
    CHECK_FALSE(driver.close(u"2026-10-07T10:02:00-03:00"_s));
}

TEST_CASE("Absence fires at the close when the agent wrote less than he might", "[core]")
{
    ConductDriver driver(absentRule());
    driver.agent(u"2026-10-06T10:00:00-03:00"_s);
    driver.customer(u"2026-10-06T10:01:00-03:00"_s);
    SECTION("at the close of the input")
    {
        CHECK(driver.close(u"2026-10-06T10:02:00-03:00"_s));
        CHECK(driver.last->message == 1);
    }
    SECTION("at the silence before the next message")
    {
        driver.customer(u"2026-10-06T22:01:00-03:00"_s);
        CHECK(driver.closed == QVector<qint64>{1});
    }
    SECTION("not one second before the silence is long enough")
    {
        driver.customer(u"2026-10-06T22:00:59-03:00"_s);
        CHECK(driver.closed.isEmpty());
    }
}

TEST_CASE("Absence at the close can be switched off and asks nothing where no agent wrote", "[core]")
{
    ConductDriver driver(absentRule(R"(, "at_close": false)"));
    driver.agent(u"2026-10-06T10:00:00-03:00"_s);
    CHECK_FALSE(driver.close(u"2026-10-07T10:02:00-03:00"_s));

    ConductDriver unanswered(absentRule());
    unanswered.customer(u"2026-10-06T10:00:00-03:00"_s);
    CHECK_FALSE(unanswered.close(u"2026-10-07T10:02:00-03:00"_s));
}

TEST_CASE("Absence begins anew with each window of a conversation", "[core]")
{
    ConductDriver driver(absentRule());
    driver.agent(u"2026-10-06T10:00:00-03:00"_s, kGiven);
    driver.agent(u"2026-10-06T10:01:00-03:00"_s);
    CHECK_FALSE(driver.agent(u"2026-10-06T22:02:00-03:00"_s));
    CHECK(driver.closed.isEmpty());
    CHECK(driver.agent(u"2026-10-06T22:03:00-03:00"_s));
}

TEST_CASE("What was given stays valid for as many days as the company says and on every line", "[core]")
{
    ConductDriver driver(absentRule(R"(, "valid_days": 1)"));
    driver.company.ruleParameters = QJsonObject{{u"R-05"_s, QJsonObject{{u"valid_days"_s, 180}}}};
    driver.agent(u"2026-04-06T10:00:00-03:00"_s, kGiven);
    driver.changeLine();
    driver.agent(u"2026-10-03T09:00:00-03:00"_s); // 179 days and 23 hours
    CHECK_FALSE(driver.agent(u"2026-10-03T09:00:30-03:00"_s));
    driver.changeLine();
    driver.agent(u"2026-10-04T09:00:00-03:00"_s);
    CHECK(driver.agent(u"2026-10-04T09:00:30-03:00"_s));
}

TEST_CASE("An automatic notice counts unless the rule asks for a person", "[core]")
{
    ConductDriver accepting(absentRule());
    accepting.automatic(u"2026-10-06T10:00:00-03:00"_s, kGiven);
    accepting.agent(u"2026-10-06T10:01:00-03:00"_s);
    CHECK_FALSE(accepting.agent(u"2026-10-06T10:02:00-03:00"_s));

    ConductDriver refusing(absentRule(R"(, "accept_auto": false)"));
    refusing.automatic(u"2026-10-06T10:00:00-03:00"_s, kGiven);
    CHECK_FALSE(refusing.agent(u"2026-10-06T10:01:00-03:00"_s));
    CHECK(refusing.agent(u"2026-10-06T10:02:00-03:00"_s)); // the bot's own message is no agent's
}

TEST_CASE("Another agent on the line identifies himself anew where the rule counts by agent", "[core]")
{
    const bool isPerAgent = GENERATE(true, false);
    ConductDriver driver(absentRule(isPerAgent ? R"(, "per_agent": true)" : R"(, "per_agent": false)"));
    driver.agentId = u"ag-1"_s;
    driver.agent(u"2026-10-06T10:00:00-03:00"_s, kGiven);
    driver.agent(u"2026-10-06T10:01:00-03:00"_s);
    driver.agentId = u"ag-2"_s;
    CHECK_FALSE(driver.agent(u"2026-10-06T10:02:00-03:00"_s));
    driver.saveAndLoad();
    CHECK(driver.agent(u"2026-10-06T10:03:00-03:00"_s) == isPerAgent);
}

TEST_CASE("What one agent gave is not valid for the next where the rule counts by agent", "[core]")
{
    ConductDriver driver(absentRule(R"(, "per_agent": true, "valid_days": 7)"));
    driver.agentId = u"ag-1"_s;
    driver.agent(u"2026-10-06T10:00:00-03:00"_s, kGiven);
    driver.agent(u"2026-10-08T10:00:00-03:00"_s);
    CHECK_FALSE(driver.agent(u"2026-10-08T10:01:00-03:00"_s));
    driver.agentId = u"ag-2"_s;
    driver.agent(u"2026-10-09T10:02:00-03:00"_s);
    CHECK(driver.agent(u"2026-10-09T10:03:00-03:00"_s));
}
