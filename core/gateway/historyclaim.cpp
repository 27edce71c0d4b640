// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/historyclaim.h"

#include "gateway/http/restclient.h"

#include <algorithm>

namespace atalaia {

HistoryClaim::HistoryClaim(qint64 completeUntilMs, qint64 nowMs, qint64 gatewayNowMs, std::chrono::milliseconds overlap,
                           std::chrono::milliseconds firstHistory)
    : m_startedAtMs(nowMs)
{
    const qint64 earlierMs = gatewayNowMs > 0 ? std::min(nowMs, gatewayNowMs) : nowMs;
    m_completeUntilMs = completeUntilMs <= earlierMs ? completeUntilMs : 0;
    m_sinceMs = m_completeUntilMs > 0 ? m_completeUntilMs - overlap.count() : earlierMs - firstHistory.count();
}

void HistoryClaim::noteAnswer(const RestResponse &response)
{
    if (m_hasAnswer || response.status == 0)
        return;
    m_hasAnswer = true;
    if (response.serverTimeMs > 0)
        m_gatewayStartedAtMs = response.serverTimeMs - response.duration.count();
}

void HistoryClaim::noteMessage(qint64 sentAtMs)
{
    m_newestMs = std::max(m_newestMs, sentAtMs);
}

qint64 HistoryClaim::untilMs() const
{
    constexpr qint64 kDateRoundingMs = 1000;
    qint64 untilMs = 0;
    if (m_gatewayStartedAtMs > 0)
        untilMs = std::min(m_startedAtMs, m_gatewayStartedAtMs) - kDateRoundingMs;
    else
        untilMs = std::min(m_startedAtMs - kDateRoundingMs, m_newestMs);
    return std::max(untilMs, m_completeUntilMs);
}

} // namespace atalaia
