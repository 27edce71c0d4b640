// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/cloudapi/cloudapitimings.h"
#include "gateway/gatewayevent.h"

#include <QVector>

#include <optional>

namespace atalaia {

/// When Meta reached us, and when it cannot have.
///
/// There is nothing to ask for what was missed, so each time in which we did not listen is a gap that stays
/// unknown, though Meta may deliver all of it later. A silence alone proves nothing: it is a gap when a message
/// comes late that was sent in it, since Meta then tried in vain, or when it lasts too long to be believed.
class CloudApiListening
{
public:
    explicit CloudApiListening(const CloudApiTimings &timings) : m_timings(timings) {}

    /// Nobody has reached us yet. `completeUntilMs`: the latest end of a line's events, 0 = never seen. Up to then an
    /// earlier run said that it listened, and forgot in which of it nobody came.
    void start(qint64 completeUntilMs, qint64 nowMs);

    /// The gap of a line whose events are complete until then, now that we listen again.
    [[nodiscard]] std::optional<GapChanged> missedUntil(qint64 completeUntilMs, qint64 nowMs) const;

    /// Something came that is Meta's.
    [[nodiscard]] std::optional<GapChanged> noteReached(qint64 nowMs);

    /// It brought a customer's message, which is not of the history.
    [[nodiscard]] std::optional<GapChanged> noteMessage(qint64 sentAtMs, qint64 nowMs);

    /// We refuse what comes from here on.
    void pause(qint64 nowMs);
    [[nodiscard]] std::optional<GapChanged> resume(qint64 nowMs);

    /// Whether it may be said that nothing was missed: Meta has reached us, and not too long ago.
    [[nodiscard]] bool isHeard(qint64 nowMs) const;

private:
    struct Silence
    {
        qint64 fromMs = 0;
        qint64 toMs = 0;
    };

    void noteSilence(qint64 fromMs, qint64 toMs);

    const CloudApiTimings m_timings;
    qint64 m_claimedUntilMs = 0; ///< by an earlier run
    bool m_isReached = false;
    qint64 m_reachedAtMs = 0; ///< or started, or resumed
    qint64 m_pausedAtMs = 0; ///< 0 = not paused
    QVector<Silence> m_silences; ///< that may turn out to be gaps
};

} // namespace atalaia
