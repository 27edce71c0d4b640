// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace atalaia {

struct RestResponse;

/// From where a line's history is read in one round, and up to which time it may then be called complete.
///
/// What the gateway held when it answered the first request was fetched, so the claim ends at that moment. Message
/// times are not on our clock; the Date header of that first answer tells the gateway's, and the claim is the earlier
/// of the two, less the request's duration and a second for the header's rounding. Without the header only the newest
/// message that was seen is claimed. Where a line without a cursor starts is counted back from the earlier clock too
/// and is never claimed. A cursor later than that clock was claimed by a wrong one and counts as none.
class HistoryClaim
{
public:
    HistoryClaim() = default;
    /// `completeUntilMs`: the line's cursor, 0 = none. `gatewayNowMs`: the gateway's clock, 0 = not known.
    HistoryClaim(qint64 completeUntilMs, qint64 nowMs, qint64 gatewayNowMs, std::chrono::milliseconds overlap,
                 std::chrono::milliseconds firstHistory);

    [[nodiscard]] qint64 sinceMs() const { return m_sinceMs; }
    void noteAnswer(const RestResponse &response);
    void noteMessage(qint64 sentAtMs);
    /// 0 = nothing can be claimed.
    [[nodiscard]] qint64 untilMs() const;

private:
    qint64 m_completeUntilMs = 0;
    qint64 m_sinceMs = 0;
    qint64 m_startedAtMs = 0;
    qint64 m_gatewayStartedAtMs = 0;
    qint64 m_newestMs = 0;
    bool m_hasAnswer = false;
};

} // namespace atalaia
