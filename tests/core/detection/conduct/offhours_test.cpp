// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductdriver.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

PolicyRule offHoursRule(const QByteArray &parameters = R"({"whose": "agent"})")
{
    return conductRule(u"off-hours"_s, parameters, u"R-04"_s, 2);
}

} // namespace

TEST_CASE("The last second of the working time is inside and the next is not", "[core]")
{
    ConductDriver driver(offHoursRule());
    CHECK_FALSE(driver.agent(u"2026-10-06T08:00:00-03:00"_s));
    CHECK_FALSE(driver.agent(u"2026-10-06T18:00:00-03:00"_s));
    CHECK_FALSE(driver.agent(u"2026-10-06T18:00:00.999-03:00"_s));
    CHECK(driver.agent(u"2026-10-06T18:00:01-03:00"_s));
    CHECK(driver.last->detail == u"2026-10-06 18:00:01 in America/Sao_Paulo, outside working hours"_s);
    CHECK(driver.agent(u"2026-10-07T07:59:59-03:00"_s));
    CHECK(driver.agent(u"2026-10-10T12:00:00-03:00"_s)); // Saturday
}

TEST_CASE("A conversation that began within the hours may be finished", "[core]")
{
    ConductDriver driver(offHoursRule());
    driver.customer(u"2026-10-06T17:58:00-03:00"_s);
    CHECK_FALSE(driver.agent(u"2026-10-06T18:08:00-03:00"_s));
    CHECK(driver.agent(u"2026-10-06T18:08:01-03:00"_s));
    driver.customer(u"2026-10-06T18:08:30-03:00"_s);
    CHECK_FALSE(driver.agent(u"2026-10-06T18:09:00-03:00"_s));

    driver.changeLine();
    driver.customer(u"2026-10-06T18:00:01-03:00"_s);
    CHECK(driver.agent(u"2026-10-06T18:00:30-03:00"_s));
}

TEST_CASE("A conversation does not run over midnight into tolerance", "[core]")
{
    ConductDriver driver(offHoursRule());
    driver.company.hours = {{1, 7, QTime(8, 0), QTime(23, 59, 59)}};
    driver.customer(u"2026-10-06T23:58:00-03:00"_s);
    CHECK_FALSE(driver.agent(u"2026-10-06T23:59:59-03:00"_s));
    CHECK(driver.agent(u"2026-10-07T00:00:00-03:00"_s));
}

TEST_CASE("A shift may end after midnight", "[core]")
{
    ConductDriver driver(offHoursRule());
    driver.company.hours = {{1, 5, QTime(22, 0), QTime(6, 0)}};
    CHECK_FALSE(driver.agent(u"2026-10-06T22:00:00-03:00"_s));
    CHECK_FALSE(driver.agent(u"2026-10-10T06:00:00-03:00"_s)); // Friday's shift
    CHECK(driver.agent(u"2026-10-10T06:00:01-03:00"_s));
    CHECK(driver.agent(u"2026-10-10T23:00:00-03:00"_s));
    CHECK(driver.agent(u"2026-10-12T05:00:00-03:00"_s)); // Sunday has none
}

TEST_CASE("Automatic messages have no hours", "[core]")
{
    ConductDriver driver(offHoursRule());
    CHECK_FALSE(driver.automatic(u"2026-10-06T23:00:00-03:00"_s));
}

TEST_CASE("Holidays come from the country unless the company has a list of its own", "[core]")
{
    ConductDriver driver(offHoursRule());
    const QString consciousness = u"2026-11-20T10:00:00-03:00"_s;
    const QString municipal = u"2026-01-20T10:00:00-03:00"_s;
    CHECK(driver.agent(consciousness));
    CHECK(driver.last->detail.contains(u", holiday"_s));
    CHECK_FALSE(driver.agent(municipal));
    driver.company.holidays = {QDate(2026, 1, 20)};
    CHECK(driver.agent(municipal));
    CHECK(driver.agent(consciousness));
    driver.company.hasOwnHolidays = true;
    CHECK(driver.agent(municipal));
    CHECK_FALSE(driver.agent(consciousness));
}

TEST_CASE("Carnival is a holiday only for a rule that keeps it", "[core]")
{
    ConductDriver usual(offHoursRule());
    CHECK_FALSE(usual.agent(u"2026-02-17T10:00:00-03:00"_s));
    ConductDriver keeping(offHoursRule(R"({"optional_holidays": true})"));
    CHECK(keeping.agent(u"2026-02-17T10:00:00-03:00"_s));
}

TEST_CASE("Working time follows the clock on days when it is turned", "[core]")
{
    ConductDriver driver(offHoursRule());
    driver.company.timeZone = QTimeZone("America/New_York");
    driver.company.country = u"US"_s;
    driver.company.hours = {{1, 7, QTime(1, 0), QTime(4, 0)}};
    // 8 March 2026: 02:00 EST becomes 03:00 EDT; the shift ends at 08:00 UTC.
    CHECK_FALSE(driver.agent(u"2026-03-08T06:00:00Z"_s));
    CHECK_FALSE(driver.agent(u"2026-03-08T08:00:00Z"_s));
    CHECK(driver.agent(u"2026-03-08T08:00:01Z"_s));
    // 1 November 2026: 02:00 EDT becomes 01:00 EST; the shift ends at 09:00 UTC.
    CHECK_FALSE(driver.agent(u"2026-11-01T09:00:00Z"_s));
    CHECK(driver.agent(u"2026-11-01T09:00:01Z"_s));
    // Sao Paulo turns its clocks no more.
    driver.company.timeZone = QTimeZone("America/Sao_Paulo");
    driver.company.country = u"BR"_s;
    driver.company.hours = {WorkingHours()};
    CHECK_FALSE(driver.agent(u"2026-12-01T21:00:00Z"_s));
    CHECK(driver.agent(u"2018-12-03T20:00:01Z"_s));
}

TEST_CASE("The zone is the agent's before the company's before the country's", "[core]")
{
    ConductDriver driver(offHoursRule());
    driver.facts.timeZone = QTimeZone("America/Rio_Branco");
    CHECK_FALSE(driver.agent(u"2026-10-06T23:00:00Z"_s)); // 18:00 in Acre
    CHECK(driver.agent(u"2026-10-06T12:00:00Z"_s));
    driver.facts.timeZone = QTimeZone();
    CHECK(driver.agent(u"2026-10-06T23:00:00Z"_s));
    CHECK_FALSE(driver.agent(u"2026-10-06T12:00:00Z"_s));
    driver.company.timeZone = QTimeZone();
    CHECK_FALSE(driver.agent(u"2026-10-06T21:00:00Z"_s));
    CHECK(driver.agent(u"2026-10-06T21:00:01Z"_s));
}

TEST_CASE("The quiet time of somebody in Acre is by the clocks of Acre", "[core]")
{
    ConductDriver driver(offHoursRule(R"({"whose": "contact"})"));
    driver.facts.contactPhone = u"+5568900000001"_s;
    CHECK(driver.agent(u"2026-10-06T09:59:59-03:00"_s)); // 07:59:59
    CHECK(driver.last->detail == u"2026-10-06 07:59:59 in America/Rio_Branco, contact's quiet time"_s);
    CHECK_FALSE(driver.agent(u"2026-10-06T10:00:00-03:00"_s));
    CHECK_FALSE(driver.agent(u"2026-10-06T23:00:00-03:00"_s)); // 21:00:00
    CHECK(driver.agent(u"2026-10-06T23:00:01-03:00"_s));
    CHECK_FALSE(driver.agent(u"2026-10-10T12:00:00-03:00"_s)); // Saturday
    CHECK(driver.agent(u"2026-10-11T12:00:00-03:00"_s)); // Sunday
    CHECK(driver.agent(u"2026-10-12T12:00:00-03:00"_s)); // holiday
    driver.customer(u"2026-10-12T12:01:00-03:00"_s);
    CHECK_FALSE(driver.agent(u"2026-10-12T12:11:00-03:00"_s)); // an answer disturbs nobody
    CHECK(driver.agent(u"2026-10-12T12:11:01-03:00"_s));
}

TEST_CASE("Off hours are graver where the agent opened and at night", "[core]")
{
    ConductDriver driver(offHoursRule());
    driver.customer(u"2026-10-06T19:00:00-03:00"_s);
    CHECK(driver.agent(u"2026-10-06T19:00:30-03:00"_s));
    CHECK(driver.last->severity == 2);
    CHECK(driver.agent(u"2026-10-06T22:00:00-03:00"_s));
    CHECK(driver.last->severity == 4);
    driver.changeLine();
    CHECK(driver.agent(u"2026-10-06T19:00:30-03:00"_s));
    CHECK(driver.last->severity == 3);
}

TEST_CASE("The company decides how long a conversation may be finished", "[core]")
{
    ConductDriver driver(offHoursRule());
    driver.company.ruleParameters = QJsonObject{{u"R-04"_s, QJsonObject{{u"tolerance_min"_s, 3}}}};
    driver.customer(u"2026-10-06T17:58:00-03:00"_s);
    CHECK_FALSE(driver.agent(u"2026-10-06T18:01:00-03:00"_s));
    CHECK(driver.agent(u"2026-10-06T18:01:01-03:00"_s));
}
