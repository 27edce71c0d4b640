// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/linehealthquery.h"

#include "store/gaprepository.h"
#include "store/lineactivity.h"
#include "store/linealarmrepository.h"
#include "store/linerepository.h"
#include "store/putasiderepository.h"

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
    return collect.error() ? Result<LineLedgerView>(*collect.error()) : Result<LineLedgerView>(view);
}

} // namespace atalaia
