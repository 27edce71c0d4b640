// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/workcalendar.h"

#include "detection/conduct/holidays.h"

#include <QDateTime>

#include <algorithm>

namespace atalaia {

namespace {

constexpr int kDaySeconds = 24 * 60 * 60;
constexpr qint64 kEpochJulianDay = 2440588; // 1970-01-01
constexpr int kLongestDays = 31;

int secondsOf(QTime time)
{
    return time.msecsSinceStartOfDay() / 1000;
}

bool isOnDay(const WorkingHours &hours, QDate date)
{
    return date.dayOfWeek() >= hours.firstDay && date.dayOfWeek() <= hours.lastDay;
}

qint64 floorSeconds(qint64 ms)
{
    return ms >= 0 ? ms / 1000 : -((-ms + 999) / 1000);
}

} // namespace

LocalMoment localMoment(qint64 atMs, const QTimeZone &zone)
{
    const int offset = zone.isValid() ? zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(atMs, Qt::UTC)) : 0;
    const qint64 seconds = floorSeconds(atMs) + offset;
    qint64 day = seconds / kDaySeconds;
    if (seconds % kDaySeconds < 0)
        --day;
    return {QDate::fromJulianDay(kEpochJulianDay + day), int(seconds - day * kDaySeconds)};
}

qint64 utcMs(const LocalMoment &moment, const QTimeZone &zone)
{
    const QTime time = QTime::fromMSecsSinceStartOfDay(moment.secondOfDay * 1000);
    return (zone.isValid() ? QDateTime(moment.date, time, zone) : QDateTime(moment.date, time, Qt::UTC))
            .toMSecsSinceEpoch();
}

bool isHoliday(const CompanyProfile &company, QDate date, bool withOptional)
{
    return company.holidays.contains(date)
           || (!company.hasOwnHolidays && isNationalHoliday(company.country, date, withOptional));
}

bool isWorkingTime(const CompanyProfile &company, const LocalMoment &moment, bool withOptional)
{
    return std::any_of(company.hours.cbegin(), company.hours.cend(), [&](const WorkingHours &hours) {
        const int from = secondsOf(hours.from);
        const int to = secondsOf(hours.to);
        const int now = moment.secondOfDay;
        const auto isShiftDay = [&](QDate date) {
            return isOnDay(hours, date) && !isHoliday(company, date, withOptional);
        };
        if (from <= to)
            return now >= from && now <= to && isShiftDay(moment.date);
        return (now >= from && isShiftDay(moment.date)) || (now <= to && isShiftDay(moment.date.addDays(-1)));
    });
}

qint64 workingSeconds(const CompanyProfile &company, const QTimeZone &zone, qint64 fromMs, qint64 toMs,
                      bool withOptional)
{
    const QDate first = localMoment(fromMs, zone).date.addDays(-1); // a shift of the night before
    const QDate last = std::min(localMoment(toMs, zone).date, first.addDays(kLongestDays));
    qint64 workedMs = 0;
    for (QDate date = first; date <= last; date = date.addDays(1)) {
        if (isHoliday(company, date, withOptional))
            continue;
        for (const WorkingHours &hours : company.hours) {
            if (!isOnDay(hours, date))
                continue;
            const bool isOvernight = hours.from > hours.to;
            const qint64 opensMs = utcMs({date, secondsOf(hours.from)}, zone);
            const qint64 closesMs = utcMs({date.addDays(isOvernight ? 1 : 0), secondsOf(hours.to)}, zone);
            workedMs += std::max<qint64>(0, std::min(toMs, closesMs) - std::max(fromMs, opensMs));
        }
    }
    return workedMs / 1000;
}

QDate addBusinessDays(const CompanyProfile &company, QDate date, int days)
{
    // Ten years of nothing but holidays is a mistake in a profile, not a reason to loop.
    for (int step = 0; days > 0 && step < 3660; ++step) {
        date = date.addDays(1);
        if (date.dayOfWeek() <= Qt::Friday && !isHoliday(company, date))
            --days;
    }
    return date;
}

} // namespace atalaia
