// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "gateway/gatewayevent.h"
#include "gateway/linegaps.h"
#include "gateway/waha/wahaparser.h"
#include "gateway/waha/wahatimings.h"

#include <QHash>
#include <QStringList>

namespace atalaia {

/// What is known of a gateway's lines while the connector runs: how they are, up to where their history is in
/// the store, and which time of theirs may be missing. Functions return the events that tell of a change.
class WahaLines
{
public:
    explicit WahaLines(const WahaTimings &timings) : m_timings(timings) {}

    /// The connector starts; what happened while it did not run may be missing.
    [[nodiscard]] QVector<GatewayEvent> start(const QHash<QString, qint64> &completeUntil, qint64 nowMs);
    /// The stream is there again.
    void noteOpened(qint64 nowMs);
    /// It is not, and was alive at `aliveMs` for the last time; 0 = never since the start.
    [[nodiscard]] QVector<GatewayEvent> noteLost(qint64 aliveMs);

    /// A session status came. `cameToWork`: the line has a gap to be read.
    [[nodiscard]] QVector<GatewayEvent> note(const QString &line, const LineChanged &change, qint64 nowMs,
                                             bool &cameToWork);
    /// The gateway listed its sessions.
    [[nodiscard]] QVector<GatewayEvent> noteListed(const WahaSession &session, qint64 nowMs, bool &cameToWork);

    void noteCommitted(const LineCursor &cursor);
    [[nodiscard]] QVector<GatewayEvent> noteHistoryRead(const QString &line, qint64 readAtMs, qint64 nowMs);
    [[nodiscard]] QVector<GatewayEvent> noteHistoryRefused(const QString &line, const Error &error, qint64 nowMs);

    [[nodiscard]] qint64 completeUntil(const QString &line) const { return m_completeUntil.value(line, 0); }
    /// A line that came back to work still fetches what it missed from the phone.
    [[nodiscard]] bool isSettling(const QString &line, qint64 nowMs) const;
    [[nodiscard]] QString engineOf(const QString &line) const { return m_states.value(line).engine; }
    [[nodiscard]] QStringList workingLines() const;
    /// Since when the stream brings what happens on the line; 0 = it does not.
    [[nodiscard]] qint64 liveSince(const QString &line) const;

private:
    struct State
    {
        LineChanged told;
        QString engine;
        bool isKnown = false;
        bool isTold = false; ///< since the stream opened
        bool hasWorked = false;
        bool isLoggedOut = false;
        bool isLoginTold = false;
        bool keepsMessages = true;
        bool isRefused = false;
        bool isHistoryTold = false;
        qint64 workingSinceMs = 0; ///< only if it was seen coming back
        qint64 liveSinceMs = 0;
    };

    void noteGap(const QString &line, const State &before, LineState now, qint64 nowMs, QVector<GatewayEvent> &events);
    void noteLogin(const QString &line, State &state, qint64 nowMs, QVector<GatewayEvent> &events) const;
    void tellCapabilities(const QString &line, State &state, qint64 nowMs, QVector<GatewayEvent> &events) const;

    const WahaTimings m_timings;
    LineGaps m_gaps;
    QHash<QString, State> m_states;
    QHash<QString, qint64> m_completeUntil;
    qint64 m_openedAtMs = 0; ///< 0 = the stream is not there
};

} // namespace atalaia
