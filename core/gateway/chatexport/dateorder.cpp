// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/dateorder.h"

#include <cstdlib>

namespace atalaia {

namespace {

/// A conversation has some thousand days; what jumps about more than that is not one.
constexpr qsizetype kMostDays = 200'000;

DateOrderDecision decision(DateOrder order, DateOrderReason reason, const QByteArray &example)
{
    return {order, reason, example, reason != DateOrderReason::FieldVariesMore};
}

} // namespace

void DateOrderInference::note(const ExportHeader &header, QByteArrayView printed)
{
    if (!m_days.isEmpty() && m_days.constLast().header.date == header.date)
        return;
    if (m_days.size() >= kMostDays)
        return;
    m_yearFirstCount += header.isYearLong && header.yearField == 0 ? 1 : 0;
    m_days.append({header, printed.toByteArray()});
}

DateOrderDecision DateOrderInference::decide(DateOrder hint) const
{
    // Each step speaks only where the one before it said nothing.
    for (const auto step :
         {&DateOrderInference::byLongYears, &DateOrderInference::byShortYears, &DateOrderInference::byRange,
          &DateOrderInference::byDecrease, &DateOrderInference::byVariation}) {
        if (const auto decided = (this->*step)())
            return *decided;
    }
    return {hint, DateOrderReason::Hint, m_days.isEmpty() ? QByteArray() : m_days.constFirst().printed, false};
}

/// Years of four digits in front. Year, day, month exists nowhere but in files that something else wrote.
std::optional<DateOrderDecision> DateOrderInference::byLongYears() const
{
    if (m_yearFirstCount == 0 || m_yearFirstCount < m_days.size())
        return std::nullopt;
    for (const Day &day : m_days) {
        if (day.header.first() > 12)
            return decision(DateOrder::DayFirst, DateOrderReason::FieldAboveTwelve, day.printed);
    }
    return decision(DateOrder::YearFirst, DateOrderReason::YearPrintedFirst, m_days.constFirst().printed);
}

std::optional<DateOrderDecision> DateOrderInference::byRange() const
{
    for (const Day &day : m_days) {
        if (day.header.first() > 12)
            return decision(DateOrder::DayFirst, DateOrderReason::FieldAboveTwelve, day.printed);
    }
    for (const Day &day : m_days) {
        if (day.header.other() > 12)
            return decision(DateOrder::MonthFirst, DateOrderReason::FieldAboveTwelve, day.printed);
    }
    return std::nullopt;
}

/// Short years only: the last field as the year goes back although the first one never does.
std::optional<DateOrderDecision> DateOrderInference::byShortYears() const
{
    const Day *back = nullptr;
    for (qsizetype i = 1; i < m_days.size(); ++i) {
        const ExportHeader &before = m_days[i - 1].header;
        const ExportHeader &now = m_days[i].header;
        if (before.isYearLong || now.isYearLong || now.date[0] < before.date[0])
            return std::nullopt;
        if (now.date[2] < before.date[2])
            back = &m_days[i];
    }
    // Years that do not go back must also be years in which WhatsApp was there.
    if (back == nullptr || m_days.constFirst().header.date[0] < 9)
        return std::nullopt;
    return decision(DateOrder::YearFirst, DateOrderReason::YearsGoBack, back->printed);
}

std::optional<DateOrderDecision> DateOrderInference::byDecrease() const
{
    const Day *first = nullptr;
    const Day *other = nullptr;
    for (qsizetype i = 1; i < m_days.size(); ++i) {
        const ExportHeader &before = m_days[i - 1].header;
        const ExportHeader &now = m_days[i].header;
        if (before.year() != now.year())
            continue;
        if (first == nullptr && now.first() < before.first())
            first = &m_days[i];
        if (other == nullptr && now.other() < before.other())
            other = &m_days[i];
    }
    if (first == nullptr && other == nullptr)
        return std::nullopt;
    if (first != nullptr && other != nullptr) {
        // Lines out of order: what reads with fewer steps back in time is right.
        const int dayFirst = stepsBack(DateOrder::DayFirst);
        const int monthFirst = stepsBack(DateOrder::MonthFirst);
        DateOrderDecision mixed =
                decision(monthFirst < dayFirst ? DateOrder::MonthFirst : DateOrder::DayFirst,
                         DateOrderReason::FieldDecreases, (monthFirst < dayFirst ? other : first)->printed);
        mixed.isCertain = false;
        return mixed;
    }
    return first != nullptr ? decision(DateOrder::DayFirst, DateOrderReason::FieldDecreases, first->printed)
                            : decision(DateOrder::MonthFirst, DateOrderReason::FieldDecreases, other->printed);
}

std::optional<DateOrderDecision> DateOrderInference::byVariation() const
{
    qint64 first = 0;
    qint64 other = 0;
    for (qsizetype i = 1; i < m_days.size(); ++i) {
        first += std::abs(m_days[i].header.first() - m_days[i - 1].header.first());
        other += std::abs(m_days[i].header.other() - m_days[i - 1].header.other());
    }
    if (first == other)
        return std::nullopt;
    return decision(first > other ? DateOrder::DayFirst : DateOrder::MonthFirst, DateOrderReason::FieldVariesMore,
                    m_days.constLast().printed);
}

int DateOrderInference::stepsBack(DateOrder order) const
{
    int count = 0;
    std::optional<QDate> before;
    for (const Day &day : m_days) {
        const auto date = dateOf(day.header, order);
        count += date && before && *date < *before ? 1 : 0;
        if (date)
            before = date;
    }
    return count;
}

std::optional<QDate> dateOf(const ExportHeader &header, DateOrder order)
{
    QDate date;
    if (order == DateOrder::YearFirst && !header.isYearLong)
        date = QDate(2000 + header.date[0], header.date[1], header.date[2]);
    else if (order == DateOrder::DayFirst)
        date = QDate(header.year(), header.other(), header.first());
    else
        date = QDate(header.year(), header.first(), header.other());
    return date.isValid() ? std::optional(date) : std::nullopt;
}

} // namespace atalaia
