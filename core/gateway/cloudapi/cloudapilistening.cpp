// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapilistening.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qsizetype kMostSilences = 256;
constexpr qint64 kSecondMs = 1'000; // Meta's times are whole seconds

GapChanged unknownGap(qint64 fromMs, qint64 toMs, const QString &reason)
{
    return {fromMs, toMs, GapChanged::Outcome::Unknown, reason};
}

} // namespace

void CloudApiListening::start(qint64 completeUntilMs, qint64 nowMs)
{
    m_claimedUntilMs = completeUntilMs;
    m_isReached = false;
    m_reachedAtMs = nowMs;
    m_pausedAtMs = 0;
    m_silences.clear();
}

std::optional<GapChanged> CloudApiListening::missedUntil(qint64 completeUntilMs, qint64 nowMs) const
{
    const qint64 missedMs = nowMs - completeUntilMs;
    if (completeUntilMs <= 0 || missedMs < m_timings.shortestGap.count())
        return std::nullopt;
    return unknownGap(completeUntilMs, nowMs,
                      missedMs > m_timings.redelivery.count() ? u"not running, longer than Meta tries"_s
                                                              : u"not running"_s);
}

std::optional<GapChanged> CloudApiListening::noteReached(qint64 nowMs)
{
    const qint64 sinceMs = std::exchange(m_reachedAtMs, std::max(nowMs, m_reachedAtMs)); // clocks can be put back
    m_isReached = true;
    const qint64 silentMs = nowMs - sinceMs;
    if (silentMs < m_timings.shortestGap.count())
        return std::nullopt;
    if (silentMs >= m_timings.longestSilence.count())
        return unknownGap(sinceMs, nowMs, u"no webhook came"_s);
    noteSilence(sinceMs, nowMs);
    return std::nullopt;
}

void CloudApiListening::noteSilence(qint64 fromMs, qint64 toMs)
{
    m_silences.removeIf([this, toMs](const Silence &silence) {
        return toMs - silence.toMs > m_timings.redelivery.count(); // nothing of it comes any more
    });
    if (m_silences.size() >= kMostSilences)
        m_silences.removeFirst();
    m_silences.append({fromMs, toMs});
}

std::optional<GapChanged> CloudApiListening::noteMessage(qint64 sentAtMs, qint64 nowMs)
{
    if (nowMs - sentAtMs < m_timings.shortestGap.count())
        return std::nullopt;
    const auto within = std::find_if(m_silences.begin(), m_silences.end(), [sentAtMs](const Silence &silence) {
        return sentAtMs >= silence.fromMs - silence.fromMs % kSecondMs && sentAtMs < silence.toMs;
    });
    if (within == m_silences.end()) {
        if (sentAtMs >= m_claimedUntilMs)
            return std::nullopt;
        // When the silence of that run began is not known, but not later than this message.
        return unknownGap(sentAtMs, std::exchange(m_claimedUntilMs, sentAtMs), u"Meta could not deliver"_s);
    }
    const Silence silence = *within;
    m_silences.erase(within);
    return unknownGap(silence.fromMs, silence.toMs, u"Meta could not deliver"_s);
}

void CloudApiListening::pause(qint64 nowMs)
{
    m_pausedAtMs = m_isReached ? nowMs : 0;
    if (m_isReached && nowMs - m_reachedAtMs >= m_timings.shortestGap.count())
        noteSilence(m_reachedAtMs, nowMs);
}

std::optional<GapChanged> CloudApiListening::resume(qint64 nowMs)
{
    const qint64 sinceMs = std::exchange(m_pausedAtMs, 0);
    m_reachedAtMs = nowMs; // the silence before was our own
    if (sinceMs == 0 || nowMs - sinceMs < m_timings.shortestGap.count())
        return std::nullopt;
    return unknownGap(sinceMs, nowMs, u"paused"_s);
}

bool CloudApiListening::isHeard(qint64 nowMs) const
{
    return m_isReached && m_pausedAtMs == 0 && nowMs - m_reachedAtMs < m_timings.longestSilence.count();
}

} // namespace atalaia
