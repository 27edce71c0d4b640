// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/silencewatch.h"

#include "base/continuation.h"
#include "base/logging.h"
#include "detection/detector.h"
#include "ingest/linehabit.h"
#include "review/changefeed.h"
#include "store/linealarmrepository.h"
#include "store/linerepository.h"
#include "store/storethread.h"
#include "store/transaction.h"

#include <algorithm>
#include <cmath>

namespace atalaia {

namespace {

/// -ln(1/1000): where so many messages are expected, none at all comes once in a thousand times.
constexpr double kExpectedAtLeast = 6.907755;

/// One look at all lines.
class Look
{
public:
    Look(Database &database, QHash<GatewayId, qint64> liveSince, const CompanyProfile &company, qint64 nowMs)
        : m_database(database), m_liveSince(std::move(liveSince)), m_company(company), m_nowMs(nowMs)
    {}

    /// How many alarms changed.
    Result<int> run()
    {
        const auto lines = LineRepository(m_database).all();
        if (!lines)
            return lines.error();
        int changed = 0;
        for (const Line &line : *lines) {
            const auto isNews = line.state == LineState::Working ? watch(line) : letGo(line);
            if (!isNews)
                return isNews.error();
            changed += *isNews ? 1 : 0;
        }
        return changed;
    }

private:
    /// A line that says itself that it does not work is not silent without reason.
    Result<bool> letGo(const Line &line)
    {
        return LineAlarmRepository(m_database).clear(line.id, LineAlarmKind::Silent, m_nowMs);
    }

    Result<bool> watch(const Line &line)
    {
        const auto live = m_liveSince.constFind(line.gateway);
        if (live == m_liveSince.cend())
            return false;
        LineActivity activity(m_database);
        const auto times = activity.times(line.id);
        if (!times)
            return times.error();
        const qint64 sinceMs = std::max({times->lastEventAtMs, *live, line.stateAtMs});
        if (m_nowMs - sinceMs < SilenceWatch::kShortestMs)
            return false;
        const auto hours = activity.hours(line.id, m_nowMs / kHourMs - LineHabit::kWeeks * 7 * 24 - 1);
        if (!hours)
            return hours.error();
        const LineHabit habit(*hours, m_nowMs, m_company, QTimeZone::systemTimeZone());
        const double expected = habit.isKnown() ? habit.expectedBetween(sinceMs, m_nowMs) : 0;
        if (expected < kExpectedAtLeast)
            return false;
        LineAlarm alarm;
        alarm.raisedAtMs = m_nowMs;
        alarm.quietSinceMs = times->lastEventAtMs > 0 ? times->lastEventAtMs : sinceMs;
        alarm.usualPerHour = std::max<qint64>(1, std::llround(expected * double(kHourMs) / double(m_nowMs - sinceMs)));
        return LineAlarmRepository(m_database).raise(line.id, alarm);
    }

    Database &m_database;
    const QHash<GatewayId, qint64> m_liveSince;
    const CompanyProfile &m_company;
    const qint64 m_nowMs;
};

} // namespace

SilenceWatch::SilenceWatch(StoreThread &writer, const Detector &detector, ChangeFeed &feed, const Clock &clock,
                           QObject *parent)
    : QObject(parent), m_writer(writer), m_detector(detector), m_feed(feed), m_clock(clock), m_timer(this)
{
    m_timer.setInterval(kIntervalMs);
    connect(&m_timer, &QTimer::timeout, this, &SilenceWatch::look);
}

void SilenceWatch::start()
{
    m_timer.start();
}

void SilenceWatch::stop()
{
    m_timer.stop();
}

void SilenceWatch::noteConnection(const ConnectionState &state)
{
    // A gateway that compares its history again goes on being connected.
    if (state.phase == ConnectionPhase::Live && !m_liveSince.contains(state.gateway))
        m_liveSince.insert(state.gateway, m_clock.nowMs());
    else if (state.phase != ConnectionPhase::Live && state.phase != ConnectionPhase::CatchingUp)
        m_liveSince.remove(state.gateway);
}

void SilenceWatch::look()
{
    if (m_isLooking)
        return; // the store is busy: the next minute looks again
    m_isLooking = true;
    const auto answer = m_writer.submit(
            [liveSince = m_liveSince, company = m_detector.company(), nowMs = m_clock.nowMs()](Database &database) {
                return transacted(database, [&database, &liveSince, &company, nowMs] {
                    return Look(database, liveSince, *company, nowMs).run();
                });
            });
    continueOn(this, answer, [this](const Result<int> &changed) {
        m_isLooking = false;
        if (!changed)
            qCWarning(lcIngest) << "silence of lines not looked at, tried again:" << changed.error().context;
        const int count = changed.value_or(0);
        if (count > 0) {
            StoreChange change;
            change.hasLedgerChanged = true;
            m_feed.announce(change);
        }
        emit looked(count);
    });
}

} // namespace atalaia
