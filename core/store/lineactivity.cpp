// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/lineactivity.h"

#include "store/statement.h"

namespace atalaia {

using namespace Qt::StringLiterals;

Result<> LineActivity::note(LineId line, const LineActivityTimes &times)
{
    return Statement(m_database,
                     u"INSERT INTO line_activity (line_id, last_event_at, last_message_at) VALUES (?, ?, ?) "
                     "ON CONFLICT (line_id) DO UPDATE SET "
                     "last_event_at = max(last_event_at, excluded.last_event_at), "
                     "last_message_at = max(last_message_at, excluded.last_message_at)"_s)
            .with(line, times.lastEventAtMs, times.lastMessageAtMs)
            .done();
}

Result<> LineActivity::add(LineId line, const HourCount &count, qint64 nowMs)
{
    const qint64 oldest = nowMs / kHourMs - kHoursKept;
    if (count.hour < oldest)
        return {};
    const auto added = Statement(m_database, u"INSERT INTO line_hours (line_id, hour, messages) VALUES (?, ?, ?) "
                                             "ON CONFLICT (line_id, hour) DO UPDATE SET "
                                             "messages = messages + excluded.messages"_s)
                               .with(line, count.hour, count.messages)
                               .done();
    if (!added)
        return added;
    return Statement(m_database, u"DELETE FROM line_hours WHERE line_id = ? AND hour < ?"_s).with(line, oldest).done();
}

Result<LineActivityTimes> LineActivity::times(LineId line)
{
    auto times = Statement(m_database, u"SELECT last_event_at, last_message_at FROM line_activity WHERE line_id = ?"_s)
                         .with(line)
                         .first([](Statement &row) {
                             return LineActivityTimes{row.integer(0), row.integer(1)};
                         });
    if (!times)
        return times.error();
    return times->value_or(LineActivityTimes());
}

Result<QVector<HourCount>> LineActivity::hours(LineId line, qint64 sinceHour)
{
    return Statement(m_database,
                     u"SELECT hour, messages FROM line_hours WHERE line_id = ? AND hour >= ? ORDER BY hour"_s)
            .with(line, sinceHour)
            .all([](Statement &row) {
                return HourCount{row.integer(0), row.integer(1)};
            });
}

} // namespace atalaia
