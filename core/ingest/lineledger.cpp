// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/lineledger.h"

#include <algorithm>
#include <limits>

namespace atalaia {

namespace {

constexpr qint64 kSecondMs = 1000;

/// Gateways give times of messages in whole seconds: one that was sent just after the gap began seems
/// to be older than it.
bool isWithin(const LineGap &gap, qint64 sentAtMs)
{
    const qint64 end = gap.toMs == 0 ? std::numeric_limits<qint64>::max() : gap.toMs;
    return sentAtMs >= gap.fromMs - gap.fromMs % kSecondMs && sentAtMs <= end;
}

} // namespace

LineLedger::LineLedger(Database &database, qint64 nowMs, QString version, LiveGaps &liveGaps)
    : m_gaps(database),
      m_alarms(database),
      m_activity(database),
      m_putAside(database),
      m_nowMs(nowMs),
      m_version(std::move(version)),
      m_liveGaps(liveGaps)
{}

Result<> LineLedger::note(GatewayId gateway, LineId line, const GapChanged &gap)
{
    const auto changed = m_gaps.note(line, {gap.fromMs, gap.toMs, gap.outcome, gap.reason, 0}, m_nowMs);
    if (!changed)
        return changed.error();
    if (gap.outcome == GapOutcome::Open)
        m_liveGaps.insert(line, {gateway, gap.fromMs});
    else if (m_liveGaps.value(line).fromMs == gap.fromMs)
        m_liveGaps.remove(line);
    if (!*changed)
        return {};
    m_hasChanged = true;
    if ((*changed)->outcome == GapOutcome::Open)
        return {};
    m_closed[line].append(**changed);
    return closeLeftOpen(line, **changed);
}

/// A connector is in one gap of a line at most: any other was left by one that was killed in it.
Result<> LineLedger::closeLeftOpen(LineId line, const LineGap &closed)
{
    const auto open = m_gaps.open(line);
    if (!open)
        return open.error();
    const qint64 liveMs = m_liveGaps.value(line).fromMs;
    for (LineGap gap : *open) {
        const bool isWithin = gap.fromMs >= closed.fromMs && gap.fromMs <= closed.toMs;
        // Nobody will ask for what was before a time whose history is refused. What was before a time that
        // was recovered may still come.
        const bool isBefore = gap.fromMs < closed.fromMs && closed.outcome == GapOutcome::Unknown;
        if (gap.fromMs == liveMs || !(isWithin || isBefore))
            continue;
        gap.outcome = closed.outcome;
        if (gap.toMs == 0)
            gap.toMs = isWithin ? closed.toMs : closed.fromMs;
        if (const Result<> done = close(line, gap); !done)
            return done;
    }
    return {};
}

Result<> LineLedger::noteComplete(LineId line, qint64 untilMs)
{
    const auto open = m_gaps.open(line);
    if (!open)
        return open.error();
    const qint64 liveMs = m_liveGaps.value(line).fromMs;
    for (LineGap gap : *open) {
        if (gap.fromMs == liveMs || gap.fromMs > untilMs)
            continue;
        gap.outcome = GapOutcome::Recovered;
        if (gap.toMs == 0)
            gap.toMs = untilMs;
        if (const Result<> done = close(line, gap); !done)
            return done;
    }
    return {};
}

Result<> LineLedger::close(LineId line, const LineGap &gap)
{
    m_hasChanged = true;
    const auto noted = m_gaps.note(line, gap, m_nowMs);
    return noted ? Result<>() : Result<>(noted.error());
}

Result<> LineLedger::note(LineId line, const LineAlarmChanged &alarm)
{
    const qint64 atMs = alarm.atMs > 0 ? alarm.atMs : m_nowMs;
    if (alarm.isRaised && alarm.kind == LineAlarmKind::Silent)
        m_heard.remove(line);
    const auto changed = alarm.isRaised ? m_alarms.raise(line, {alarm.kind, atMs, 0, alarm.detail, 0, 0})
                                        : m_alarms.clear(line, alarm.kind, atMs);
    if (!changed)
        return changed.error();
    m_hasChanged = m_hasChanged || *changed;
    return {};
}

Result<> LineLedger::noteLive(LineId line)
{
    m_live.insert(line);
    if (m_heard.contains(line))
        return {};
    m_heard.insert(line);
    const auto cleared = m_alarms.clear(line, LineAlarmKind::Silent, m_nowMs);
    if (!cleared)
        return cleared.error();
    m_hasChanged = m_hasChanged || *cleared;
    return {};
}

void LineLedger::noteNewMessage(LineId line, qint64 sentAtMs, bool isHistory)
{
    qint64 &newest = m_newest[line];
    newest = std::max(newest, sentAtMs);
    ++m_hours[{line, sentAtMs / kHourMs}];
    if (isHistory)
        m_fromHistory[line].append(sentAtMs);
}

Result<qint64> LineLedger::putAside(GatewayId gateway, const RejectedEvent &event, const QString &messageId)
{
    m_hasChanged = true;
    return m_putAside.add({0, gateway, event.lineExternalId, event.receivedAtMs > 0 ? event.receivedAtMs : m_nowMs,
                           event.reason, event.bytes.left(RejectedEvent::kLargestBytes), messageId},
                          m_version);
}

Result<> LineLedger::setSolved(qint64 id)
{
    m_hasChanged = true;
    return m_putAside.setSolved(id, m_nowMs);
}

Result<> LineLedger::noteTried(qint64 id, const QString &reason)
{
    m_hasChanged = true;
    return m_putAside.noteTried(id, m_version, reason);
}

Result<> LineLedger::finishBatch()
{
    for (auto it = m_fromHistory.cbegin(); it != m_fromHistory.cend(); ++it) {
        if (const Result<> counted = countRecovered(it.key(), it.value()); !counted)
            return counted;
    }
    m_fromHistory.clear();
    m_closed.clear();
    return {};
}

Result<> LineLedger::countRecovered(LineId line, const QVector<qint64> &sentAtMs)
{
    auto gaps = m_gaps.open(line);
    if (!gaps)
        return gaps.error();
    gaps->append(m_closed.value(line));
    // Where gaps overlap, a message is one of the earliest.
    std::sort(gaps->begin(), gaps->end(), [](const LineGap &a, const LineGap &b) { return a.fromMs < b.fromMs; });
    QHash<qint64, qint64> counts;
    for (const qint64 atMs : sentAtMs) {
        const auto gap =
                std::find_if(gaps->cbegin(), gaps->cend(), [atMs](const LineGap &of) { return isWithin(of, atMs); });
        if (gap != gaps->cend())
            ++counts[gap->fromMs];
    }
    for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
        m_hasChanged = true;
        if (const Result<> added = m_gaps.addRecovered(line, it.key(), it.value()); !added)
            return added;
    }
    return {};
}

Result<> LineLedger::finish()
{
    for (const LineId line : m_live) {
        if (const Result<> noted = m_activity.note(line, {m_nowMs, m_newest.value(line)}); !noted)
            return noted;
    }
    for (auto it = m_newest.cbegin(); it != m_newest.cend(); ++it) {
        if (m_live.contains(it.key()))
            continue;
        if (const Result<> noted = m_activity.note(it.key(), {0, it.value()}); !noted)
            return noted;
    }
    for (auto it = m_hours.cbegin(); it != m_hours.cend(); ++it) {
        const auto &[line, hour] = it.key();
        if (const Result<> added = m_activity.add(line, {hour, it.value()}, m_nowMs); !added)
            return added;
    }
    return {};
}

} // namespace atalaia
