// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/result.h"

#include <QVector>

namespace atalaia {

class Database;

inline constexpr qint64 kHourMs = 3'600'000;

struct HourCount
{
    qint64 hour = 0; ///< hours since 1970
    qint64 messages = 0;
    friend bool operator==(const HourCount &, const HourCount &) = default;
};

struct LineActivityTimes
{
    qint64 lastEventAtMs = 0; ///< something of a conversation came live, by our clock; 0 = not yet
    qint64 lastMessageAtMs = 0; ///< the newest message was sent; 0 = none
    friend bool operator==(const LineActivityTimes &, const LineActivityTimes &) = default;
};

/// When something came on a line, and how much came in which hour of the last weeks.
class LineActivity
{
public:
    static constexpr int kHoursKept = 5 * 7 * 24;

    explicit LineActivity(Database &database) : m_database(database) {}

    /// Times never go back; 0 = nothing new.
    [[nodiscard]] Result<> note(LineId line, const LineActivityTimes &times);
    /// `count` more messages of `hour`; hours older than kHoursKept before `nowMs` are not kept.
    [[nodiscard]] Result<> add(LineId line, const HourCount &count, qint64 nowMs);

    [[nodiscard]] Result<LineActivityTimes> times(LineId line);
    /// Hours with messages from `sinceHour` on, in order.
    [[nodiscard]] Result<QVector<HourCount>> hours(LineId line, qint64 sinceHour);

private:
    Database &m_database;
};

} // namespace atalaia
