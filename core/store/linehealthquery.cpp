// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/linehealthquery.h"

#include "store/gaprepository.h"
#include "store/lineactivity.h"
#include "store/linealarmrepository.h"
#include "store/linerepository.h"
#include "store/putasiderepository.h"
#include "store/statement.h"

namespace atalaia {

namespace {

/// Collects the values of several reads; the first error sticks.
class Collector
{
public:
    template <typename T> void take(T &target, Result<T> value)
    {
        if (m_error)
            return;
        if (value)
            target = std::move(value).value();
        else
            m_error = value.error();
    }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

private:
    std::optional<Error> m_error;
};

/// Only what is not as it should be is in the indexes of messages; media are counted over those of the line.
constexpr QStringView kContents =
        u"SELECT (SELECT count(*) FROM messages WHERE content = 'pending' AND content <> 'present' AND line_id = ?), "
        "(SELECT count(*) FROM messages WHERE content = 'unavailable' AND content <> 'present' AND line_id = ?), "
        "(SELECT count(*) FROM message_versions v CROSS JOIN messages m ON m.id = v.message_id "
        "WHERE v.is_text_missing = 1 AND m.line_id = ?), "
        "coalesce(sum(state = 'kept' AND attempts > 0), 0), coalesce(sum(state = 'wanted'), 0), "
        "coalesce(sum(state = 'expired'), 0), coalesce(sum(state = 'refused'), 0), "
        "coalesce(sum(state = 'too_large'), 0) FROM media WHERE line_id = ?";

Result<LineContents> lineContents(Database &database, LineId line)
{
    auto counted = Statement(database, kContents.toString()).with(line, line, line, line).first([](Statement &row) {
        return LineContents{row.integer(0), row.integer(1), row.integer(2), row.integer(3),
                            row.integer(4), row.integer(5), row.integer(6), row.integer(7)};
    });
    if (!counted)
        return counted.error();
    return counted->value_or(LineContents());
}

} // namespace

Result<QVector<LineHealth>> lineHealth(Database &database, qint64 nowMs)
{
    const auto lines = LineRepository(database).all();
    if (!lines)
        return lines.error();
    GapRepository gaps(database);
    PutAsideRepository putAside(database);
    Collector collect;
    QVector<LineHealth> all;
    for (const Line &line : *lines) {
        LineHealth health;
        health.line = line;
        LineActivityTimes times;
        collect.take(times, LineActivity(database).times(line.id));
        health.lastEventAtMs = times.lastEventAtMs;
        health.lastMessageAtMs = times.lastMessageAtMs;
        collect.take(health.alarms, LineAlarmRepository(database).open(line.id));
        collect.take(health.openGaps, gaps.countOpen(line.id));
        collect.take(health.unknownGaps, gaps.countUnknown(line.id, nowMs - LineHealth::kUnknownDays * 24 * kHourMs));
        collect.take(health.putAside, putAside.countUnsolved(line.gateway, line.externalId));
        collect.take(health.putAsideNameless, putAside.countUnsolved(line.gateway, {}));
        collect.take(health.notKept, putAside.countNotKept(line.gateway));
        all.append(health);
    }
    return collect.error() ? Result<QVector<LineHealth>>(*collect.error()) : Result<QVector<LineHealth>>(all);
}

Result<LineLedgerView> lineLedger(Database &database, LineId line, int mostGaps)
{
    const auto found = LineRepository(database).find(line);
    if (!found)
        return found.error();
    PutAsideRepository putAside(database);
    Collector collect;
    LineLedgerView view;
    collect.take(view.gaps, GapRepository(database).newest(line, mostGaps));
    collect.take(view.putAside, putAside.reasons(found->gateway, found->externalId));
    collect.take(view.putAsideNameless, putAside.reasons(found->gateway, {}));
    collect.take(view.contents, lineContents(database, line));
    return collect.error() ? Result<LineLedgerView>(*collect.error()) : Result<LineLedgerView>(view);
}

} // namespace atalaia
