// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/areazones.h"
#include "detection/conduct/conductdriver.h"
#include "detection/conduct/holidays.h"
#include "detection/conduct/workcalendar.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

QStringList holidaysOf(const QString &country, int year, bool withOptional = false)
{
    QStringList days;
    for (QDate date(year, 1, 1); date.year() == year; date = date.addDays(1)) {
        if (isNationalHoliday(country, date, withOptional))
            days.append(date.toString(u"MM-dd"_s));
    }
    return days;
}

QByteArray zoneIdOf(const QString &phone)
{
    return AreaZones().zoneOf(phone).id();
}

} // namespace

TEST_CASE("Easter is found for any year", "[core]")
{
    CHECK(easterSunday(2000) == QDate(2000, 4, 23));
    CHECK(easterSunday(2008) == QDate(2008, 3, 23));
    CHECK(easterSunday(2019) == QDate(2019, 4, 21));
    CHECK(easterSunday(2024) == QDate(2024, 3, 31));
    CHECK(easterSunday(2025) == QDate(2025, 4, 20));
    CHECK(easterSunday(2026) == QDate(2026, 4, 5));
    CHECK(easterSunday(2038) == QDate(2038, 4, 25));
}

TEST_CASE("National holidays of a year are complete", "[core]")
{
    CHECK(holidaysOf(u"BR"_s, 2026).join(u' ') == u"01-01 04-03 04-21 05-01 09-07 10-12 11-02 11-15 11-20 12-25"_s);
    CHECK(holidaysOf(u"BR"_s, 2026, true).join(u' ')
          == u"01-01 02-16 02-17 04-03 04-21 05-01 06-04 09-07 10-12 11-02 11-15 11-20 12-25"_s);
    CHECK_FALSE(holidaysOf(u"BR"_s, 2023).contains(u"11-20"_s)); // a law of that December
    CHECK(holidaysOf(u"CL"_s, 2026).join(u' ')
          == u"01-01 04-03 04-04 05-01 05-21 06-21 06-29 07-16 08-15 09-18 09-19 10-12 10-31 11-01 12-08 12-25"_s);
    CHECK(holidaysOf(u"CL"_s, 2023).join(u' ')
          == u"01-01 01-02 04-07 04-08 05-01 05-21 06-21 06-26 07-16 08-15 09-18 09-19 10-09 10-27 11-01 12-08 12-25"_s);
    CHECK(holidaysOf(u"CL"_s, 2024).contains(u"06-20"_s));
    CHECK(holidaysOf(u"CL"_s, 2024).contains(u"09-20"_s));
    CHECK(holidaysOf(u"US"_s, 2026).join(u' ')
          == u"01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25"_s);
    CHECK(holidaysOf(u"AR"_s, 2026).join(u' ')
          == u"01-01 02-16 02-17 03-24 04-02 04-03 05-01 05-25 06-15 06-20 07-09 08-17 10-12 11-23 12-08 12-25"_s);
    CHECK(holidaysOf(u"CO"_s, 2026).join(u' ')
          == u"01-01 01-12 03-23 04-02 04-03 05-01 05-18 06-08 06-15 06-29 07-20 08-07 08-17 10-12 11-02 11-16 "
             u"12-08 12-25"_s);
    CHECK(holidaysOf(u"MX"_s, 2026).join(u' ') == u"01-01 02-02 03-16 05-01 09-16 11-16 12-25"_s);
    CHECK(holidaysOf(u"UA"_s, 2026).isEmpty());
}

TEST_CASE("The area code of a phone tells its time zone", "[core]")
{
    CHECK(zoneIdOf(u"+5511900000001"_s) == "America/Sao_Paulo");
    CHECK(zoneIdOf(u"5568900000001"_s) == "America/Rio_Branco");
    CHECK(zoneIdOf(u"+556832000001"_s) == "America/Rio_Branco"); // without the ninth digit
    CHECK(zoneIdOf(u"+5592900000044"_s) == "America/Manaus");
    CHECK(zoneIdOf(u"+5565900000001"_s) == "America/Cuiaba");
    CHECK(zoneIdOf(u"+5567900000001"_s) == "America/Campo_Grande");
    CHECK(zoneIdOf(u"+5581900000001"_s) == "America/Recife");
    CHECK(zoneIdOf(u"+558136190001"_s) == "America/Noronha");
    CHECK(zoneIdOf(u"+5571900000001"_s) == "America/Bahia");
    CHECK(zoneIdOf(u"+5579900000001"_s) == "America/Maceio");
    CHECK(zoneIdOf(u"+56900000001"_s) == "America/Santiago");
    CHECK(zoneIdOf(u"+380500000001"_s) == "Europe/Kyiv");
    CHECK_FALSE(AreaZones().zoneOf(u"+12025550106").isValid());
    CHECK_FALSE(AreaZones().zoneOf(u"").isValid());
    CHECK(AreaZones().mainZoneOf(u"CL").id() == "America/Santiago");
}

TEST_CASE("A moment is shown as the clock on the wall shows it", "[core]")
{
    const QTimeZone noronha("America/Noronha");
    const LocalMoment moment = localMoment(at(u"2026-10-07T01:59:59Z"_s), noronha);
    CHECK(moment.date == QDate(2026, 10, 6));
    CHECK(moment.secondOfDay == 23 * 3600 + 59 * 60 + 59);
    CHECK(localMoment(at(u"2026-10-07T02:00:00Z"_s), noronha).date == QDate(2026, 10, 7));
    CHECK(localMoment(-1, QTimeZone::utc()).date == QDate(1969, 12, 31));
    CHECK(localMoment(-1, QTimeZone::utc()).secondOfDay == 86399);
    CHECK(utcMs(moment, noronha) == at(u"2026-10-07T01:59:59Z"_s));
}

TEST_CASE("Working time between two moments leaves out nights and holidays", "[core]")
{
    CompanyProfile company;
    const QTimeZone zone("America/Sao_Paulo");
    const auto minutes = [&](const QString &from, const QString &to) {
        return workingSeconds(company, zone, at(from), at(to)) / 60;
    };
    CHECK(minutes(u"2026-10-06T10:00:00-03:00"_s, u"2026-10-06T10:15:00-03:00"_s) == 15);
    CHECK(minutes(u"2026-10-06T17:50:00-03:00"_s, u"2026-10-07T08:05:00-03:00"_s) == 15);
    CHECK(minutes(u"2026-10-09T17:50:00-03:00"_s, u"2026-10-13T08:05:00-03:00"_s) == 15); // over Monday's holiday
    CHECK(minutes(u"2026-10-10T09:00:00-03:00"_s, u"2026-10-11T09:00:00-03:00"_s) == 0);
}

TEST_CASE("Business days leave out weekends and holidays", "[core]")
{
    const CompanyProfile company;
    CHECK(addBusinessDays(company, QDate(2026, 10, 6), 1) == QDate(2026, 10, 7));
    CHECK(addBusinessDays(company, QDate(2026, 10, 9), 1) == QDate(2026, 10, 13));
    CHECK(addBusinessDays(company, QDate(2026, 10, 9), 3) == QDate(2026, 10, 15));
}
