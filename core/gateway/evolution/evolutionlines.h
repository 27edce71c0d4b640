// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "gateway/evolution/evolutionparser.h"
#include "gateway/evolution/evolutiontimings.h"
#include "gateway/linegaps.h"

#include <QHash>

namespace atalaia {

/// What is known of a gateway's lines while the connector runs: how they are, up to where their history is in the
/// store, and which time of theirs may be missing. Functions return the events that tell of a change.
class EvolutionLines
{
public:
    explicit EvolutionLines(const EvolutionTimings &timings) : m_timings(timings) {}

    /// The connector starts; what happened while it did not run may be missing.
    [[nodiscard]] QVector<GatewayEvent> start(const QHash<QString, qint64> &completeUntil, qint64 nowMs);
    /// Events come from now on.
    void noteOpened(qint64 nowMs);
    /// They do not any more, and came at `aliveMs` for the last time.
    [[nodiscard]] QVector<GatewayEvent> noteLost(qint64 aliveMs);

    /// The line's state, from an event (then empty fields say nothing). `cameToWork`: the line has a gap to be read.
    [[nodiscard]] QVector<GatewayEvent> note(const QString &name, const LineChanged &change, bool &cameToWork);
    [[nodiscard]] QVector<GatewayEvent> noteListed(const EvolutionLine &line, qint64 nowMs, bool &cameToWork);

    void noteCommitted(const LineCursor &cursor);
    [[nodiscard]] QVector<GatewayEvent> noteHistoryRead(const QString &name, qint64 readAtMs, qint64 nowMs);
    [[nodiscard]] QVector<GatewayEvent> noteHistoryRefused(const QString &name, const Error &error, qint64 nowMs);

    [[nodiscard]] qint64 completeUntil(const QString &name) const { return m_completeUntil.value(name, 0); }
    /// A line that came back to work still fetches what it missed from the phone.
    [[nodiscard]] bool isSettling(const QString &name, qint64 nowMs) const;
    /// Since when the source brings what happens on the line; 0 = it does not.
    [[nodiscard]] qint64 liveSince(const QString &name) const { return m_states.value(name).liveSinceMs; }

private:
    struct State
    {
        LineChanged told;
        bool isKnown = false;
        bool isTold = false; ///< since events come
        bool isLoginTold = false;
        bool isHistoryRefused = false;
        bool isHistoryTold = false;
        qint64 workingSinceMs = 0; ///< only if it was seen coming back
        qint64 liveSinceMs = 0;
    };

    void noteGap(const QString &name, const State &before, const LineChanged &now, QVector<GatewayEvent> &events);

    const EvolutionTimings m_timings;
    LineGaps m_gaps;
    QHash<QString, State> m_states;
    QHash<QString, qint64> m_completeUntil;
    qint64 m_openedAtMs = 0; ///< 0 = no events come
};

} // namespace atalaia
