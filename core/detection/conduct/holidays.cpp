// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/holidays.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace atalaia {

namespace {

struct DayOfYear
{
    int month = 1;
    int day = 1;
    int sinceYear = 0;
};

bool isOneOf(QDate date, std::initializer_list<DayOfYear> days)
{
    return std::any_of(days.begin(), days.end(), [date](const DayOfYear &day) {
        return date.month() == day.month && date.day() == day.day && date.year() >= day.sinceYear;
    });
}

bool isEasterPlus(QDate date, std::initializer_list<int> offsets)
{
    const auto distance = easterSunday(date.year()).daysTo(date);
    return std::find(offsets.begin(), offsets.end(), int(distance)) != offsets.end();
}

/// The `which`th such weekday of a month.
bool isNth(QDate date, int month, Qt::DayOfWeek weekday, int which)
{
    return date.month() == month && date.dayOfWeek() == weekday && (date.day() - 1) / 7 + 1 == which;
}

bool isBrazilian(QDate date, bool withOptional)
{
    return isOneOf(date, {{1, 1}, {4, 21}, {5, 1}, {9, 7}, {10, 12}, {11, 2}, {11, 15}, {11, 20, 2024}, {12, 25}})
           || isEasterPlus(date, {-2}) || (withOptional && isEasterPlus(date, {-48, -47, 60}));
}

/// Kept on the Monday of its week from Tuesday to Thursday, on the next Monday where it is a Friday.
bool isChileanMonday(QDate date, DayOfYear day)
{
    const QDate proper(date.year(), day.month, day.day);
    const int weekday = proper.dayOfWeek();
    if (weekday >= Qt::Tuesday && weekday <= Qt::Thursday)
        return date == proper.addDays(1 - weekday);
    return date == (weekday == Qt::Friday ? proper.addDays(3) : proper);
}

bool isReformationDay(QDate date)
{
    const QDate proper(date.year(), 10, 31);
    if (proper.dayOfWeek() == Qt::Tuesday)
        return date == proper.addDays(-4);
    return date == (proper.dayOfWeek() == Qt::Wednesday ? proper.addDays(2) : proper);
}

/// The winter solstice as Chile's clocks show it; 21 June in the year the day was made.
bool isIndigenousPeoplesDay(QDate date)
{
    if (date.month() != 6 || date.year() < 2021)
        return false;
    return date.day() == (date.year() >= 2024 && date.year() % 4 <= 1 ? 20 : 21);
}

bool isChilean(QDate date)
{
    const bool isBridge = (date.month() == 9 && date.day() == 17
                           && (date.dayOfWeek() == Qt::Monday || date.dayOfWeek() == Qt::Friday))
                          || (date.month() == 9 && date.day() == 20 && date.dayOfWeek() == Qt::Friday)
                          || (date.month() == 1 && date.day() == 2 && date.dayOfWeek() == Qt::Monday);
    return isBridge
           || isOneOf(date, {{1, 1}, {5, 1}, {5, 21}, {7, 16}, {8, 15}, {9, 18}, {9, 19}, {11, 1}, {12, 8}, {12, 25}})
           || isEasterPlus(date, {-2, -1}) || isChileanMonday(date, {6, 29}) || isChileanMonday(date, {10, 12})
           || isReformationDay(date) || isIndigenousPeoplesDay(date);
}

bool isObservedInUs(QDate date)
{
    const std::initializer_list<DayOfYear> fixed{{1, 1}, {6, 19, 2021}, {7, 4}, {11, 11}, {12, 25}};
    return isOneOf(date, fixed) || (date.dayOfWeek() == Qt::Friday && isOneOf(date.addDays(1), fixed))
           || (date.dayOfWeek() == Qt::Monday && isOneOf(date.addDays(-1), fixed));
}

bool isAmerican(QDate date)
{
    const bool isMemorialDay = date.month() == 5 && date.dayOfWeek() == Qt::Monday && date.day() > 24;
    return isObservedInUs(date) || isMemorialDay || isNth(date, 1, Qt::Monday, 3) || isNth(date, 2, Qt::Monday, 3)
           || isNth(date, 9, Qt::Monday, 1) || isNth(date, 10, Qt::Monday, 2) || isNth(date, 11, Qt::Thursday, 4);
}

/// Tuesday and Wednesday go back to Monday, Thursday and Friday on to the next one.
bool isArgentineMonday(QDate date, DayOfYear day)
{
    const QDate proper(date.year(), day.month, day.day);
    const int weekday = proper.dayOfWeek();
    if (weekday == Qt::Tuesday || weekday == Qt::Wednesday)
        return date == proper.addDays(1 - weekday);
    if (weekday == Qt::Thursday || weekday == Qt::Friday)
        return date == proper.addDays(8 - weekday);
    return date == proper;
}

bool isArgentine(QDate date)
{
    return isOneOf(date, {{1, 1}, {3, 24}, {4, 2}, {5, 1}, {5, 25}, {6, 20}, {7, 9}, {12, 8}, {12, 25}})
           || isEasterPlus(date, {-48, -47, -2}) || isArgentineMonday(date, {6, 17}) || isNth(date, 8, Qt::Monday, 3)
           || isArgentineMonday(date, {10, 12}) || isArgentineMonday(date, {11, 20});
}

bool isColombian(QDate date)
{
    constexpr std::array kMoved{DayOfYear{1, 6},   DayOfYear{3, 19}, DayOfYear{6, 29}, DayOfYear{8, 15},
                                DayOfYear{10, 12}, DayOfYear{11, 1}, DayOfYear{11, 11}};
    const bool isMoved =
            date.dayOfWeek() == Qt::Monday && std::any_of(kMoved.begin(), kMoved.end(), [date](const DayOfYear &day) {
                const auto late = QDate(date.year(), day.month, day.day).daysTo(date);
                return late >= 0 && late < 7;
            });
    return isMoved || isOneOf(date, {{1, 1}, {5, 1}, {7, 20}, {8, 7}, {12, 8}, {12, 25}})
           || isEasterPlus(date, {-3, -2, 43, 64, 71});
}

bool isMexican(QDate date)
{
    const bool isInauguration =
            date.month() == 10 && date.day() == 1 && date.year() >= 2024 && (date.year() - 2024) % 6 == 0;
    return isInauguration || isOneOf(date, {{1, 1}, {5, 1}, {9, 16}, {12, 25}}) || isNth(date, 2, Qt::Monday, 1)
           || isNth(date, 3, Qt::Monday, 3) || isNth(date, 11, Qt::Monday, 3);
}

} // namespace

QDate easterSunday(int year)
{
    // Meeus, Jones and Butcher.
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int march = h + l - 7 * m + 22; // 32 = 1 April
    return march > 31 ? QDate(year, 4, march - 31) : QDate(year, 3, march);
}

bool isNationalHoliday(QStringView country, QDate date, bool withOptional)
{
    if (!date.isValid())
        return false;
    if (country == u"BR")
        return isBrazilian(date, withOptional);
    if (country == u"CL")
        return isChilean(date);
    if (country == u"US")
        return isAmerican(date);
    if (country == u"AR")
        return isArgentine(date);
    if (country == u"CO")
        return isColombian(date);
    return country == u"MX" && isMexican(date);
}

} // namespace atalaia
