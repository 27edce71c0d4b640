// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/linehabit.h"

#include "detection/conduct/workcalendar.h"

#include <QDateTime>

#include <algorithm>
#include <numeric>

namespace atalaia {

namespace {

constexpr qint64 kLeastHours = 2 * 7 * 24;
constexpr qint64 kLeastMessages = 200;
constexpr qint64 kLongestMs = 7 * 24 * kHourMs;
constexpr int kDaysOfSameKind = 14;
constexpr qsizetype kLeastForerunners = 2;

} // namespace

LineHabit::LineHabit(const QVector<HourCount> &hours, qint64 nowMs, CompanyProfile company, const QTimeZone &zone)
    : m_firstHour(nowMs / kHourMs),
      m_endHour(nowMs / kHourMs),
      m_company(std::move(company)),
      m_zone(m_company.timeZone.isValid() ? m_company.timeZone : zone)
{
    for (const HourCount &count : hours) {
        if (count.hour >= m_endHour)
            continue;
        m_messages.insert(count.hour, count.messages);
        m_total += count.messages;
        m_firstHour = std::min(m_firstHour, count.hour);
    }
}

bool LineHabit::isKnown() const
{
    return m_total > 0 && (m_endHour - m_firstHour >= kLeastHours || m_total >= kLeastMessages);
}

double LineHabit::expectedBetween(qint64 fromMs, qint64 toMs) const
{
    double expected = 0;
    for (qint64 atMs = std::max(fromMs, toMs - kLongestMs); atMs < toMs;) {
        const qint64 hour = atMs / kHourMs;
        const qint64 endMs = std::min(toMs, (hour + 1) * kHourMs);
        expected += perHour(hour) * double(endMs - atMs) / double(kHourMs);
        atMs = endMs;
    }
    return expected;
}

int LineHabit::kindOf(QDate date) const
{
    return isHoliday(m_company, date) ? 7 : std::max(5, date.dayOfWeek());
}

double LineHabit::perHour(qint64 hour) const
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(hour * kHourMs, m_zone);
    const int kind = kindOf(local.date());
    const int weekday = kind == 7 ? 7 : local.date().dayOfWeek();
    QVector<qint64> forerunners;
    const auto take = [this, &local, &forerunners](QDate date) {
        const qint64 same = QDateTime(date, local.time(), m_zone).toMSecsSinceEpoch() / kHourMs;
        if (isObserved(same))
            forerunners.append(m_messages.value(same));
    };
    for (int days = 1; days <= kWeeks * 7; ++days) {
        const QDate date = local.date().addDays(-days);
        if (date.dayOfWeek() == weekday && kindOf(date) == kind)
            take(date);
    }
    if (forerunners.size() < kLeastForerunners) {
        forerunners.clear();
        for (int days = 1; days <= kDaysOfSameKind; ++days) {
            if (const QDate date = local.date().addDays(-days); kindOf(date) == kind)
                take(date);
        }
    }
    if (forerunners.size() < kLeastForerunners)
        return 0;
    forerunners.erase(std::max_element(forerunners.begin(), forerunners.end()));
    const qint64 sum = std::accumulate(forerunners.cbegin(), forerunners.cend(), qint64(0));
    return double(sum) / double(forerunners.size());
}

} // namespace atalaia
