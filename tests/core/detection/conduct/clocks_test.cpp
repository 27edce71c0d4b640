// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductdriver.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

PolicyRule overdueRule(const QByteArray &more)
{
    return conductRule(u"overdue"_s, R"({"request": "request", "answer": "answer", )" + more + "}", u"R-18v"_s);
}

} // namespace

TEST_CASE("A first reply is late by working minutes alone", "[core]")
{
    ConductDriver driver(conductRule(u"late-reply"_s, "{}", u"R-20"_s));
    SECTION("in time")
    {
        driver.customer(u"2026-10-06T10:00:00-03:00"_s);
        driver.automatic(u"2026-10-06T10:00:01-03:00"_s);
        CHECK_FALSE(driver.agent(u"2026-10-06T10:15:00-03:00"_s));
        CHECK_FALSE(driver.agent(u"2026-10-06T12:00:00-03:00"_s)); // only the first one counts
    }
    SECTION("late though a bot was quick")
    {
        driver.customer(u"2026-10-06T10:00:00-03:00"_s);
        driver.automatic(u"2026-10-06T10:00:01-03:00"_s);
        driver.customer(u"2026-10-06T10:10:00-03:00"_s);
        driver.saveAndLoad();
        CHECK(driver.agent(u"2026-10-06T10:15:01-03:00"_s));
        CHECK(driver.last->message == 4);
        CHECK(driver.last->detail == u"15 working min without a reply by a person, limit 15"_s);
    }
    SECTION("over the night")
    {
        driver.customer(u"2026-10-06T23:00:00-03:00"_s);
        CHECK_FALSE(driver.agent(u"2026-10-07T08:15:00-03:00"_s));
    }
    SECTION("the agent wrote first")
    {
        driver.agent(u"2026-10-06T10:00:00-03:00"_s);
        driver.customer(u"2026-10-06T10:01:00-03:00"_s);
        CHECK_FALSE(driver.agent(u"2026-10-06T11:15:00-03:00"_s));
    }
    SECTION("never")
    {
        driver.customer(u"2026-10-06T10:00:00-03:00"_s);
        CHECK_FALSE(driver.close(u"2026-10-06T22:00:00-03:00"_s));
    }
}

TEST_CASE("No reply at all fires at the close where the rule asks for it", "[core]")
{
    ConductDriver driver(conductRule(u"late-reply"_s, R"({"at_close": true})", u"R-20"_s));
    driver.customer(u"2026-10-06T10:00:00-03:00"_s);
    CHECK(driver.close(u"2026-10-06T22:00:00-03:00"_s));
    CHECK(driver.last->message == 1);
    CHECK_FALSE(driver.close(u"2026-10-06T22:00:00-03:00"_s));
}

TEST_CASE("A request is overdue after the last day of its term", "[core]")
{
    ConductDriver driver(overdueRule(R"("days": 15)"));
    driver.customer(u"2026-10-01T23:30:00-03:00"_s, {u"request"_s});
    driver.agent(u"2026-10-02T10:00:00-03:00"_s);
    driver.saveAndLoad();
    SECTION("at a message")
    {
        CHECK_FALSE(driver.customer(u"2026-10-16T23:59:59-03:00"_s));
        CHECK(driver.customer(u"2026-10-17T00:00:00-03:00"_s));
        CHECK(driver.last->message == 1);
        CHECK(driver.last->detail == u"request of 2026-10-01, due 2026-10-16, open on 2026-10-17"_s);
        CHECK_FALSE(driver.agent(u"2026-10-18T00:00:00-03:00"_s));
    }
    SECTION("at the close")
    {
        CHECK_FALSE(driver.close(u"2026-10-16T23:59:59-03:00"_s));
        CHECK(driver.close(u"2026-10-17T00:00:00-03:00"_s));
    }
    SECTION("answered in time on another line")
    {
        const ConversationState here = driver.conversation;
        driver.changeLine();
        driver.agent(u"2026-10-16T10:00:00-03:00"_s, {u"answer"_s});
        driver.conversation = here;
        CHECK_FALSE(driver.close(u"2026-10-30T00:00:00-03:00"_s));
    }
    SECTION("at the close that a later message brings")
    {
        CHECK_FALSE(driver.agent(u"2026-10-17T10:00:00-03:00"_s));
        CHECK(driver.closed == QVector<qint64>{1});
    }
    SECTION("answered too late")
    {
        driver.customer(u"2026-10-16T23:00:00-03:00"_s);
        CHECK(driver.agent(u"2026-10-17T10:00:00-03:00"_s, {u"answer"_s}));
        CHECK(driver.last->detail.endsWith(u"answered 2026-10-17"_s));
    }
}

TEST_CASE("A term in business days leaves out weekends and holidays", "[core]")
{
    ConductDriver driver(overdueRule(R"("business_days": 1)"));
    driver.customer(u"2026-10-09T10:00:00-03:00"_s, {u"request"_s}); // Friday; Monday is a holiday
    CHECK_FALSE(driver.close(u"2026-10-13T23:59:00-03:00"_s));
    CHECK(driver.close(u"2026-10-14T00:00:00-03:00"_s));
    CHECK_FALSE(makeConductRule(overdueRule(R"("business_days": 1, "days": 2)")).has_value());
}

TEST_CASE("A long talk without business in working time is private", "[core]")
{
    const QByteArray parameters = R"({"business": "business", "messages": 4})";
    ConductDriver driver(conductRule(u"private-talk"_s, parameters, u"R-22"_s, 1));
    const auto talk = [&driver](const QString &minute, const QStringList &says = {}) {
        const bool isByAgent = driver.agent(u"2026-10-06T10:%1:00-03:00"_s.arg(minute), says);
        return driver.customer(u"2026-10-06T10:%1:30-03:00"_s.arg(minute)) || isByAgent;
    };
    SECTION("nothing but talk")
    {
        CHECK_FALSE(talk(u"00"_s));
        CHECK(talk(u"01"_s));
        CHECK(driver.last->message == 4);
        CHECK_FALSE(talk(u"02"_s));
    }
    SECTION("business")
    {
        talk(u"00"_s, {u"business"_s});
        CHECK_FALSE(talk(u"01"_s));
        CHECK_FALSE(talk(u"02"_s));
    }
    SECTION("with a client")
    {
        driver.facts.isRelated = true;
        talk(u"00"_s);
        CHECK_FALSE(talk(u"01"_s));
    }
    SECTION("after work")
    {
        driver.company.hours = {{1, 5, QTime(11, 0), QTime(18, 0)}};
        talk(u"00"_s);
        CHECK_FALSE(talk(u"01"_s));
    }
    SECTION("nobody answers")
    {
        for (int i = 0; i < 6; ++i)
            CHECK_FALSE(driver.agent(u"2026-10-06T10:00:00-03:00"_s));
    }
}
