// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/companyprofile.h"
#include "store/lineactivity.h"

#include <QDate>
#include <QHash>
#include <QTimeZone>
#include <QVector>

namespace atalaia {

/// How much usually comes on a line in an hour of the week, from what came in the last weeks.
///
/// Of an hour's forerunners (the same hour of that weekday in the last four weeks) the busiest does not
/// count, so that one rush makes no habit. While there are fewer than two of them, the same hour of days of
/// the same kind (Monday to Friday, Saturday, Sunday) of two weeks stands in. A holiday is like a Sunday.
class LineHabit
{
public:
    static constexpr int kWeeks = 4;

    /// `hours` of the line up to `nowMs`, in order; the company's own time zone, else `zone`.
    LineHabit(const QVector<HourCount> &hours, qint64 nowMs, CompanyProfile company, const QTimeZone &zone);

    /// Two weeks, or 200 messages: less is no habit.
    [[nodiscard]] bool isKnown() const;
    /// Messages that usually come between two times; looks at most a week back from `toMs`.
    [[nodiscard]] double expectedBetween(qint64 fromMs, qint64 toMs) const;

private:
    [[nodiscard]] double perHour(qint64 hour) const;
    [[nodiscard]] bool isObserved(qint64 hour) const { return hour >= m_firstHour && hour < m_endHour; }
    [[nodiscard]] int kindOf(QDate date) const; // 5 Monday to Friday, 6 Saturday, 7 Sunday or holiday

    QHash<qint64, qint64> m_messages; // by hour
    qint64 m_total = 0;
    qint64 m_firstHour = 0;
    qint64 m_endHour = 0; // the hour that is running
    const CompanyProfile m_company;
    const QTimeZone m_zone;
};

} // namespace atalaia
