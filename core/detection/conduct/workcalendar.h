// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/companyprofile.h"

#include <QDate>
#include <QTime>
#include <QTimeZone>

namespace atalaia {

/// A moment as a clock on a wall shows it, to the second.
struct LocalMoment
{
    QDate date;
    int secondOfDay = 0;
};

[[nodiscard]] LocalMoment localMoment(qint64 atMs, const QTimeZone &zone);

/// UTC of a wall clock; where the clock was turned, what QDateTime makes of it.
[[nodiscard]] qint64 utcMs(const LocalMoment &moment, const QTimeZone &zone);

/// The company's own list where it is complete, else that and the country's.
[[nodiscard]] bool isHoliday(const CompanyProfile &company, QDate date, bool withOptional = false);

/// Within the company's hours, both ends included to the second; a shift may end after midnight.
[[nodiscard]] bool isWorkingTime(const CompanyProfile &company, const LocalMoment &moment, bool withOptional = false);

/// Working seconds between two moments; counts at most 31 days.
[[nodiscard]] qint64 workingSeconds(const CompanyProfile &company, const QTimeZone &zone, qint64 fromMs, qint64 toMs,
                                    bool withOptional = false);

/// The date that is `days` business days (Monday to Friday without holidays) after `date`.
[[nodiscard]] QDate addBusinessDays(const CompanyProfile &company, QDate date, int days);

} // namespace atalaia
