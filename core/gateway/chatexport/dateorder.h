// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/chatexport/exportheader.h"

#include <QDate>
#include <QVector>

#include <optional>

namespace atalaia {

/// Which of the printed fields is what.
enum class DateOrder {
    DayFirst, ///< 13/06/2018
    MonthFirst, ///< 06/13/2018
    YearFirst ///< 18/06/13; a year of four digits says so itself
};

/// Why a file is read in an order.
enum class DateOrderReason {
    YearPrintedFirst, ///< dates like 2018-06-13
    FieldAboveTwelve, ///< a first or second field cannot be a month
    YearsGoBack, ///< read with the year last, the conversation would jump between years
    FieldDecreases, ///< within a year only days go down, never months
    FieldVariesMore, ///< the field that moves more is the day
    Hint, ///< nothing in the file says it: the habit of its language, or of the reader's
    Chosen ///< a person said so
};

struct DateOrderDecision
{
    DateOrder order = DateOrder::DayFirst;
    DateOrderReason reason = DateOrderReason::Hint;
    QByteArray example; ///< the printed date or dates that decided it; may be empty
    /// False when another order reads the file as well and only habit speaks against it.
    bool isCertain = false;

    friend bool operator==(const DateOrderDecision &, const DateOrderDecision &) = default;
};

/// Learns the order from the dates of one file, which come in the file's order.
class DateOrderInference
{
public:
    /// `printed`: the date as it stands in the file, for the reason that is shown.
    void note(const ExportHeader &header, QByteArrayView printed);
    [[nodiscard]] DateOrderDecision decide(DateOrder hint) const;

private:
    struct Day
    {
        ExportHeader header;
        QByteArray printed;
    };

    [[nodiscard]] std::optional<DateOrderDecision> byLongYears() const;
    [[nodiscard]] std::optional<DateOrderDecision> byShortYears() const;
    [[nodiscard]] std::optional<DateOrderDecision> byRange() const;
    [[nodiscard]] std::optional<DateOrderDecision> byDecrease() const;
    [[nodiscard]] std::optional<DateOrderDecision> byVariation() const;
    [[nodiscard]] int stepsBack(DateOrder order) const;

    QVector<Day> m_days; ///< each change of date; few beside the messages
    qsizetype m_yearFirstCount = 0;
};

/// The date of a header in an order; nothing when there is no such day.
[[nodiscard]] std::optional<QDate> dateOf(const ExportHeader &header, DateOrder order);

} // namespace atalaia
