// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/evolutionlines.h"

#include <utility>

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

QVector<GatewayEvent> EvolutionLines::start(const QHash<QString, qint64> &completeUntil, qint64 nowMs)
{
    m_completeUntil = completeUntil;
    QVector<GatewayEvent> events;
    for (auto line = completeUntil.cbegin(); line != completeUntil.cend(); ++line) {
        if (line.value() > 0 && nowMs - line.value() > m_timings.notRunningAfter.count())
            append(events, line.key(), m_gaps.begin(line.key(), line.value(), u"not running"_s));
    }
    return events;
}

void EvolutionLines::noteOpened(qint64 nowMs)
{
    m_openedAtMs = nowMs;
    for (State &state : m_states) {
        state.isTold = false;
        state.liveSinceMs = 0;
    }
}

QVector<GatewayEvent> EvolutionLines::noteLost(qint64 aliveMs)
{
    QVector<GatewayEvent> events;
    if (std::exchange(m_openedAtMs, 0) == 0)
        return events; // was not there before either
    for (auto line = m_states.cbegin(); line != m_states.cend(); ++line) {
        if (line->told.state == LineState::Working)
            append(events, line.key(), m_gaps.begin(line.key(), aliveMs, u"disconnected"_s));
    }
    return events;
}

void EvolutionLines::noteGap(const QString &name, const State &before, const LineChanged &now,
                             QVector<GatewayEvent> &events)
{
    const bool wasWorking = before.isKnown && before.told.state == LineState::Working;
    if (now.state == LineState::Working) {
        const bool isBack = before.isKnown && !wasWorking;
        if (m_openedAtMs > 0)
            append(events, name, m_gaps.end(name, isBack ? now.changedAtMs : m_openedAtMs));
    } else if (wasWorking) {
        append(events, name, m_gaps.begin(name, now.changedAtMs, u"line stopped"_s));
    }
}

QVector<GatewayEvent> EvolutionLines::note(const QString &name, const LineChanged &change, bool &cameToWork)
{
    State &state = m_states[name];
    const State before = state;
    const bool wasWorking = before.isKnown && before.told.state == LineState::Working;
    LineChanged now = change;
    if (now.displayName.isEmpty())
        now.displayName = before.told.displayName;
    if (now.ownAddress.isEmpty())
        now.ownAddress = before.told.ownAddress;
    if (!now.capabilities)
        now.capabilities = before.told.capabilities;
    if (now.capabilities)
        now.capabilities->hasHistory = !state.isHistoryRefused;
    state.told = now;
    state.isKnown = true;
    state.isTold = true;
    if (now.state == LineState::Working && !wasWorking && before.isKnown)
        state.workingSinceMs = now.changedAtMs;
    if (now.state != LineState::Working || m_openedAtMs == 0)
        state.liveSinceMs = 0;
    else if (state.liveSinceMs == 0)
        state.liveSinceMs = wasWorking ? m_openedAtMs : now.changedAtMs;

    QVector<GatewayEvent> events;
    LineChanged asBefore = before.told;
    asBefore.changedAtMs = now.changedAtMs;
    if (!before.isTold || asBefore != now) // states repeat, and so does each QR code
        events.append({name, now});
    noteGap(name, before, now, events);
    cameToWork = now.state == LineState::Working && !wasWorking;
    return events;
}

QVector<GatewayEvent> EvolutionLines::noteListed(const EvolutionLine &line, qint64 nowMs, bool &cameToWork)
{
    using Kind = LineAlarmChanged::Kind;
    QVector<GatewayEvent> events =
            note(line.name, {line.state, line.displayName, line.ownAddress, nowMs, line.capabilities}, cameToWork);
    State &state = m_states[line.name];
    // The end of the login may have come while nobody listened, and its beginning too.
    const bool hasWorked = completeUntil(line.name) > 0;
    if (!state.isLoginTold && hasWorked && line.state == LineState::NeedsPairing)
        events.append({line.name, LineAlarmChanged{Kind::LoggedOut, true, nowMs, u"the instance is closed"_s}});
    if (!state.isLoginTold && hasWorked && line.state == LineState::Working)
        events.append({line.name, LineAlarmChanged{Kind::LoggedOut, false, nowMs, {}}});
    state.isLoginTold = true;
    return events;
}

void EvolutionLines::noteCommitted(const LineCursor &cursor)
{
    // Commits come in order; a claim goes back only behind a cursor that could not be believed.
    m_completeUntil.insert(cursor.lineExternalId, cursor.untilMs);
}

QVector<GatewayEvent> EvolutionLines::noteHistoryRead(const QString &name, qint64 readAtMs, qint64 nowMs)
{
    QVector<GatewayEvent> events;
    append(events, name, m_gaps.close(name, GapChanged::Outcome::Recovered, readAtMs));
    State &state = m_states[name];
    const bool mayBeRaised = !state.isHistoryTold && completeUntil(name) > 0; // by an earlier run
    if (state.isHistoryRefused || mayBeRaised)
        events.append({name, LineAlarmChanged{LineAlarmChanged::Kind::HistoryRefused, false, nowMs, {}}});
    state.isHistoryRefused = false;
    state.isHistoryTold = true;
    return events;
}

QVector<GatewayEvent> EvolutionLines::noteHistoryRefused(const QString &name, const Error &error, qint64 nowMs)
{
    QVector<GatewayEvent> events;
    append(events, name, m_gaps.close(name, GapChanged::Outcome::Unknown, nowMs));
    State &state = m_states[name];
    if (!state.isHistoryRefused)
        events.append({name, LineAlarmChanged{LineAlarmChanged::Kind::HistoryRefused, true, nowMs, error.context}});
    state.isHistoryRefused = true;
    state.isHistoryTold = true;
    return events;
}

bool EvolutionLines::isSettling(const QString &name, qint64 nowMs) const
{
    const qint64 sinceMs = m_states.value(name).workingSinceMs;
    return sinceMs > 0 && nowMs < sinceMs + m_timings.settle.count();
}

} // namespace atalaia
