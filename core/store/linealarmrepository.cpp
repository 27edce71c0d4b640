// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/linealarmrepository.h"

#include "store/statement.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestDetail = 500;

} // namespace

Result<bool> LineAlarmRepository::raise(LineId line, const LineAlarm &alarm)
{
    auto added = Statement(m_database,
                           u"INSERT INTO line_alarms (line_id, kind, raised_at, detail, quiet_since, usual_per_hour) "
                           "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"_s)
                         .with(line, alarm.kind, alarm.raisedAtMs, alarm.detail.left(kLongestDetail),
                               alarm.quietSinceMs, alarm.usualPerHour)
                         .changedRows();
    if (!added)
        return added.error();
    if (*added == 0)
        return false;
    const auto bounded =
            Statement(m_database, u"DELETE FROM line_alarms WHERE line_id = ? AND kind = ? AND raised_at < "
                                  "(SELECT raised_at FROM line_alarms WHERE line_id = ? AND kind = ? "
                                  "ORDER BY raised_at DESC LIMIT 1 OFFSET ?)"_s)
                    .with(line, alarm.kind, line, alarm.kind, kMostPerKind - 1)
                    .done();
    if (!bounded)
        return bounded.error();
    return true;
}

Result<bool> LineAlarmRepository::clear(LineId line, LineAlarmKind kind, qint64 atMs)
{
    auto cleared = Statement(m_database, u"UPDATE line_alarms SET cleared_at = ? WHERE line_id = ? AND kind = ? "
                                         "AND cleared_at IS NULL AND raised_at <= ?"_s)
                           .with(atMs, line, kind, atMs)
                           .changedRows();
    if (!cleared)
        return cleared.error();
    return *cleared > 0;
}

Result<QVector<LineAlarm>> LineAlarmRepository::open(LineId line)
{
    auto alarms = Statement(m_database, u"SELECT kind, raised_at, detail, quiet_since, usual_per_hour FROM line_alarms "
                                        "WHERE line_id = ? AND cleared_at IS NULL"_s)
                          .with(line)
                          .all([](Statement &row) {
                              return LineAlarm{row.word<LineAlarmKind>(0),
                                               row.integer(1),
                                               0,
                                               row.plain(2),
                                               row.integer(3),
                                               row.integer(4)};
                          });
    if (alarms) { // one of each kind at most: sorted here
        std::sort(alarms->begin(), alarms->end(),
                  [](const LineAlarm &a, const LineAlarm &b) { return a.raisedAtMs < b.raisedAtMs; });
    }
    return alarms;
}

} // namespace atalaia
