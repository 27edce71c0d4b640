// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductdriver.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

const QStringList kObjection{u"objection/stop"_s};
const QStringList kAcknowledged{u"acknowledgement"_s};

PolicyRule objectionRule(const QByteArray &more = {})
{
    return conductRule(u"after-objection"_s,
                       R"({"objection": "objection", "cleared_by": "request", "essential": ["security"],
                           "acknowledgement": "acknowledgement", "spoils": ["offer", "harassment"])"
                               + more + "}",
                       u"R-02"_s, 4);
}

} // namespace

TEST_CASE("Each message after an objection fires but short acknowledgements at once", "[core]")
{
    ConductDriver driver(objectionRule());
    CHECK_FALSE(driver.agent(u"2026-10-09T15:00:00-03:00"_s));
    CHECK_FALSE(driver.customer(u"2026-10-09T15:02:00-03:00"_s, kObjection));
    CHECK_FALSE(driver.agent(u"2026-10-09T15:04:00-03:00"_s, kAcknowledged));
    CHECK_FALSE(driver.agent(u"2026-10-09T15:05:00-03:00"_s, kAcknowledged));
    CHECK(driver.agent(u"2026-10-09T15:06:00-03:00"_s, kAcknowledged));
    CHECK(driver.last->detail == u"objection 4 min before, 2 of 2 acknowledgements used"_s);
    CHECK(driver.agent(u"2026-10-10T11:00:00-03:00"_s));
    CHECK_FALSE(driver.customer(u"2026-10-10T11:01:00-03:00"_s, kObjection));
    CHECK_FALSE(driver.agent(u"2026-10-10T11:02:00-03:00"_s, kAcknowledged)); // after each objection anew
    CHECK(driver.agent(u"2026-10-13T11:02:00-03:00"_s));
}

TEST_CASE("Nothing but an acknowledgement is let pass after an objection", "[core]")
{
    ConductDriver driver(objectionRule());
    driver.customer(u"2026-10-06T10:00:00-03:00"_s, kObjection);
    SECTION("no acknowledgement")
    {
        CHECK(driver.agent(u"2026-10-06T10:00:40-03:00"_s));
    }
    SECTION("with an offer")
    {
        CHECK(driver.agent(u"2026-10-06T10:00:40-03:00"_s, kAcknowledged + QStringList{u"offer"_s}));
    }
    SECTION("with harassment")
    {
        CHECK(driver.agent(u"2026-10-06T10:00:40-03:00"_s, kAcknowledged + QStringList{u"harassment/body"_s}));
    }
    SECTION("as long as allowed")
    {
        CHECK_FALSE(driver.agent(u"2026-10-06T10:00:40-03:00"_s, kAcknowledged, QString(300, u'x')));
    }
    SECTION("too long")
    {
        CHECK(driver.agent(u"2026-10-06T10:00:40-03:00"_s, kAcknowledged, QString(301, u'x')));
    }
    SECTION("emoji count once")
    {
        CHECK_FALSE(driver.agent(u"2026-10-06T10:00:40-03:00"_s, kAcknowledged, u"\U0001F64F"_s.repeated(300)));
    }
    SECTION("in the last minute")
    {
        CHECK_FALSE(driver.agent(u"2026-10-06T10:30:00-03:00"_s, kAcknowledged));
    }
    SECTION("too late")
    {
        CHECK(driver.agent(u"2026-10-06T10:30:01-03:00"_s, kAcknowledged));
    }
    SECTION("essential")
    {
        CHECK_FALSE(driver.agent(u"2026-10-08T10:30:01-03:00"_s, {u"security"_s}));
    }
    SECTION("automatic ones count")
    {
        CHECK(driver.automatic(u"2026-10-06T10:10:00-03:00"_s));
    }
    SECTION("automatic acknowledgement")
    {
        CHECK_FALSE(driver.automatic(u"2026-10-06T10:10:00-03:00"_s, kAcknowledged));
    }
}

TEST_CASE("A message that crossed the objection on its way is no violation", "[core]")
{
    ConductDriver driver(objectionRule());
    driver.customer(u"2026-10-06T10:00:00-03:00"_s, kObjection);
    CHECK_FALSE(driver.agent(u"2026-10-06T09:59:58.500-03:00"_s, {u"offer"_s}));
    CHECK_FALSE(driver.agent(u"2026-10-06T10:00:02.000-03:00"_s, {u"offer"_s}));
    CHECK(driver.agent(u"2026-10-06T10:00:02.001-03:00"_s, {u"offer"_s}));
}

TEST_CASE("An objection follows the person to another line and another agent", "[core]")
{
    ConductDriver driver(objectionRule());
    driver.customer(u"2026-10-09T15:02:00-03:00"_s, kObjection);
    driver.saveAndLoad();
    driver.changeLine();
    driver.agentId = u"ag-2"_s;
    CHECK(driver.agent(u"2026-10-14T09:30:00-03:00"_s, kAcknowledged));
    CHECK(driver.agent(u"2026-10-14T09:31:00-03:00"_s));
}

TEST_CASE("Words that an agent quotes are no objection", "[core]")
{
    ConductDriver driver(objectionRule());
    CHECK_FALSE(driver.agent(u"2026-10-06T10:00:00-03:00"_s, kObjection));
    CHECK_FALSE(driver.agent(u"2026-10-06T10:01:00-03:00"_s));

    driver.customer(u"2026-10-06T10:02:00-03:00"_s, kObjection);
    CHECK(driver.agent(u"2026-10-06T10:03:00-03:00"_s, {u"request"_s})); // nor a request
    CHECK(driver.agent(u"2026-10-06T10:04:00-03:00"_s));
}

TEST_CASE("Whoever objected and days later asks a question gets answers", "[core]")
{
    ConductDriver driver(objectionRule());
    driver.agent(u"2026-10-06T10:00:00-03:00"_s);
    driver.customer(u"2026-10-06T10:01:00-03:00"_s, kObjection);
    driver.customer(u"2026-10-09T10:00:00-03:00"_s);
    CHECK_FALSE(driver.agent(u"2026-10-09T10:01:00-03:00"_s));
    CHECK_FALSE(driver.agent(u"2026-10-09T10:02:00-03:00"_s));
    // The objection stands: the next window is the agent's.
    CHECK(driver.agent(u"2026-10-10T10:02:00-03:00"_s));
    driver.customer(u"2026-10-10T10:03:00-03:00"_s);
    CHECK(driver.agent(u"2026-10-10T10:04:00-03:00"_s));
}

TEST_CASE("An objection repeated in a conversation that the contact opened counts there", "[core]")
{
    ConductDriver driver(objectionRule());
    driver.customer(u"2026-10-06T10:01:00-03:00"_s, kObjection);
    driver.customer(u"2026-10-09T10:00:00-03:00"_s, kObjection);
    CHECK(driver.agent(u"2026-10-09T10:01:00-03:00"_s));
}

TEST_CASE("An objection is cleared by a request that nobody pushed for", "[core]")
{
    ConductDriver driver(objectionRule());
    driver.agent(u"2026-10-06T10:00:00-03:00"_s);
    driver.customer(u"2026-10-06T10:01:00-03:00"_s, kObjection);
    SECTION("a word that is none")
    {
        driver.customer(u"2026-10-06T10:02:00-03:00"_s, {u"yes"_s});
        CHECK(driver.agent(u"2026-10-06T10:03:00-03:00"_s));
    }
    SECTION("at once")
    {
        driver.customer(u"2026-10-06T10:02:00-03:00"_s, {u"request"_s});
        CHECK_FALSE(driver.agent(u"2026-10-06T10:03:00-03:00"_s));
        CHECK_FALSE(driver.agent(u"2026-10-20T10:03:00-03:00"_s));
    }
    SECTION("after an agent pushed")
    {
        CHECK(driver.agent(u"2026-10-06T10:03:00-03:00"_s));
        driver.customer(u"2026-10-06T10:04:00-03:00"_s, {u"request"_s});
        CHECK(driver.agent(u"2026-10-06T10:05:00-03:00"_s));
    }
    SECTION("in a conversation of their own")
    {
        CHECK(driver.agent(u"2026-10-06T10:03:00-03:00"_s));
        driver.customer(u"2026-10-07T10:04:00-03:00"_s, {u"request"_s});
        CHECK_FALSE(driver.agent(u"2026-10-09T10:05:00-03:00"_s));
    }
    SECTION("a request that is an objection too")
    {
        driver.customer(u"2026-10-06T10:02:00-03:00"_s, {u"request"_s, u"objection"_s});
        CHECK(driver.agent(u"2026-10-06T10:03:00-03:00"_s));
    }
}

TEST_CASE("A conversation that the contact goes on with elsewhere may be answered", "[core]")
{
    ConductDriver driver(objectionRule());
    driver.customer(u"2026-10-06T10:00:00-03:00"_s);
    const ConversationState other = driver.conversation;
    driver.changeLine();
    driver.customer(u"2026-10-06T10:05:00-03:00"_s, kObjection);
    driver.conversation = other;
    CHECK(driver.agent(u"2026-10-06T10:06:00-03:00"_s));
    driver.customer(u"2026-10-06T10:07:00-03:00"_s);
    CHECK_FALSE(driver.agent(u"2026-10-06T10:08:00-03:00"_s));
}

TEST_CASE("An objection lasts for ever unless the rule says how long", "[core]")
{
    ConductDriver unlimited(objectionRule());
    unlimited.customer(u"2020-10-06T10:00:00-03:00"_s, kObjection);
    CHECK(unlimited.agent(u"2026-10-06T10:00:00-03:00"_s));

    ConductDriver limited(objectionRule(R"(, "ttl_days": 30)"));
    limited.customer(u"2026-10-06T10:00:00-03:00"_s, kObjection);
    CHECK(limited.agent(u"2026-11-05T10:00:00-03:00"_s));
    CHECK_FALSE(limited.agent(u"2026-11-05T10:00:01-03:00"_s));
}

TEST_CASE("The company decides how many acknowledgements are allowed", "[core]")
{
    ConductDriver driver(objectionRule());
    driver.company.ruleParameters =
            QJsonObject{{u"R-02"_s, QJsonObject{{u"grace_messages"_s, 1}, {u"ack_max_chars"_s, 10}, {u"other"_s, 1}}}};
    driver.customer(u"2026-10-06T10:00:00-03:00"_s, kObjection);
    CHECK(driver.agent(u"2026-10-06T10:01:00-03:00"_s, kAcknowledged, QString(11, u'x')));
    CHECK_FALSE(driver.agent(u"2026-10-06T10:01:00-03:00"_s, kAcknowledged, QString(10, u'x')));
    CHECK(driver.agent(u"2026-10-06T10:02:00-03:00"_s, kAcknowledged));
}
