// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahalines.h"

#include "gateway/waha/wahaengine.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

template <typename Body>
void append(QVector<GatewayEvent> &events, const QString &line, const std::optional<Body> &body)
{
    if (body)
        events.append(GatewayEvent{line, *body});
}

} // namespace

QVector<GatewayEvent> WahaLines::start(const QHash<QString, qint64> &completeUntil, qint64 nowMs)
{
    m_completeUntil = completeUntil;
    QVector<GatewayEvent> events;
    for (auto line = completeUntil.cbegin(); line != completeUntil.cend(); ++line) {
        const bool isOld = line.value() > 0 && nowMs - line.value() > m_timings.notRunningAfter.count();
        if (isOld)
            append(events, line.key(), m_gaps.begin(line.key(), line.value(), u"not running"_s));
    }
    return events;
}

void WahaLines::noteOpened(qint64 nowMs)
{
    m_openedAtMs = nowMs;
    for (State &state : m_states) {
        state.isTold = false;
        state.liveSinceMs = 0;
    }
}

QVector<GatewayEvent> WahaLines::noteLost(qint64 aliveMs)
{
    m_openedAtMs = 0;
    QVector<GatewayEvent> events;
    for (auto line = m_states.begin(); line != m_states.end(); ++line) {
        line->liveSinceMs = 0;
        if (line->told.state == LineState::Working && aliveMs > 0)
            append(events, line.key(), m_gaps.begin(line.key(), aliveMs, u"disconnected"_s));
    }
    // Lines that were not seen since the start: what came after the end of their history is not here.
    for (auto line = m_completeUntil.cbegin(); line != m_completeUntil.cend(); ++line) {
        if (!m_states.contains(line.key()) && line.value() > 0)
            append(events, line.key(), m_gaps.begin(line.key(), line.value(), u"disconnected"_s));
    }
    return events;
}

void WahaLines::noteGap(const QString &line, const State &before, LineState now, qint64 nowMs,
                        QVector<GatewayEvent> &events)
{
    const bool wasWorking = before.isKnown && before.told.state == LineState::Working;
    if (now == LineState::Working) {
        const bool isBack = before.isKnown && !wasWorking;
        if (m_openedAtMs > 0)
            append(events, line, m_gaps.end(line, isBack ? nowMs : m_openedAtMs));
        return;
    }
    const qint64 completeUntilMs = before.isKnown ? 0 : completeUntil(line);
    if (wasWorking || completeUntilMs > 0 || m_gaps.isOpen(line)) {
        const qint64 fromMs = wasWorking || completeUntilMs > nowMs ? nowMs : completeUntilMs;
        append(events, line, m_gaps.begin(line, fromMs, u"line stopped"_s));
    }
}

void WahaLines::noteLogin(const QString &line, State &state, qint64 nowMs, QVector<GatewayEvent> &events) const
{
    using Kind = LineAlarmChanged::Kind;
    const LineState now = state.told.state;
    const bool hasWorked = state.hasWorked || m_completeUntil.value(line, 0) > 0;
    if (now == LineState::NeedsPairing && hasWorked && !state.isLoggedOut) {
        state.isLoggedOut = true;
        events.append({line, LineAlarmChanged{Kind::LoggedOut, true, nowMs, u"the session asks for pairing"_s}});
    }
    if (now != LineState::Working)
        return;
    // An alarm of an earlier run may still be raised.
    if (state.isLoggedOut || (hasWorked && !state.isLoginTold))
        events.append({line, LineAlarmChanged{Kind::LoggedOut, false, nowMs, {}}});
    state.isLoggedOut = false;
    state.isLoginTold = true;
    state.hasWorked = true;
}

QVector<GatewayEvent> WahaLines::note(const QString &line, const LineChanged &change, qint64 nowMs, bool &cameToWork)
{
    State &state = m_states[line];
    const State before = state;
    const bool wasWorking = before.isKnown && before.told.state == LineState::Working;
    const bool isWorking = change.state == LineState::Working;

    LineChanged told = change;
    if (told.capabilities)
        told.capabilities->hasHistory = state.keepsMessages && !state.isRefused;
    state.told = told;
    if (!told.capabilities)
        state.told.capabilities = before.told.capabilities;
    state.isKnown = true;
    state.isTold = true;
    if (isWorking && !wasWorking && before.isKnown)
        state.workingSinceMs = nowMs;
    if (isWorking && state.liveSinceMs == 0 && m_openedAtMs > 0)
        state.liveSinceMs = before.isKnown && wasWorking ? m_openedAtMs : nowMs;
    if (!isWorking)
        state.liveSinceMs = 0;

    QVector<GatewayEvent> events;
    LineChanged asBefore = before.told;
    asBefore.changedAtMs = state.told.changedAtMs;
    if (!before.isTold || asBefore != state.told) // WORKING repeats, and so does each QR code
        events.append({line, told});
    noteGap(line, before, change.state, nowMs, events);
    noteLogin(line, state, nowMs, events);
    cameToWork = isWorking && !wasWorking;
    return events;
}

QVector<GatewayEvent> WahaLines::noteListed(const WahaSession &session, qint64 nowMs, bool &cameToWork)
{
    State &state = m_states[session.name];
    state.engine = session.engine;
    state.keepsMessages = session.keepsMessages;
    LineChanged change{session.state, session.displayName, session.ownAddress, nowMs};
    change.capabilities = waha::capabilitiesOf(session.engine, true);
    return note(session.name, change, nowMs, cameToWork);
}

void WahaLines::noteCommitted(const LineCursor &cursor)
{
    // Commits come in order; a claim goes back only behind a cursor that could not be believed.
    m_completeUntil.insert(cursor.lineExternalId, cursor.untilMs);
}

void WahaLines::tellCapabilities(const QString &line, State &state, qint64 nowMs, QVector<GatewayEvent> &events) const
{
    if (!state.told.capabilities)
        return;
    const bool hasHistory = state.keepsMessages && !state.isRefused;
    if (state.told.capabilities->hasHistory == hasHistory)
        return;
    state.told.capabilities->hasHistory = hasHistory;
    state.told.changedAtMs = nowMs;
    events.append({line, state.told});
}

QVector<GatewayEvent> WahaLines::noteHistoryRead(const QString &line, qint64 readAtMs, qint64 nowMs)
{
    QVector<GatewayEvent> events;
    append(events, line, m_gaps.close(line, GapChanged::Outcome::Recovered, readAtMs));
    State &state = m_states[line];
    const bool mayBeRaised = !state.isHistoryTold && completeUntil(line) > 0; // by an earlier run
    if (state.isRefused || mayBeRaised)
        events.append({line, LineAlarmChanged{LineAlarmChanged::Kind::HistoryRefused, false, nowMs, {}}});
    state.isRefused = false;
    state.isHistoryTold = true;
    tellCapabilities(line, state, nowMs, events);
    return events;
}

QVector<GatewayEvent> WahaLines::noteHistoryRefused(const QString &line, const Error &error, qint64 nowMs)
{
    QVector<GatewayEvent> events;
    append(events, line, m_gaps.close(line, GapChanged::Outcome::Unknown, nowMs));
    State &state = m_states[line];
    if (!state.isRefused)
        events.append({line, LineAlarmChanged{LineAlarmChanged::Kind::HistoryRefused, true, nowMs, error.context}});
    state.isRefused = true;
    state.isHistoryTold = true;
    tellCapabilities(line, state, nowMs, events);
    return events;
}

bool WahaLines::isSettling(const QString &line, qint64 nowMs) const
{
    const qint64 sinceMs = m_states.value(line).workingSinceMs;
    return sinceMs > 0 && nowMs < sinceMs + m_timings.settle.count();
}

QStringList WahaLines::workingLines() const
{
    QStringList lines;
    for (auto line = m_states.cbegin(); line != m_states.cend(); ++line) {
        if (line->isKnown && line->told.state == LineState::Working)
            lines.append(line.key());
    }
    return lines;
}

qint64 WahaLines::liveSince(const QString &line) const
{
    return m_states.value(line).liveSinceMs;
}

} // namespace atalaia
