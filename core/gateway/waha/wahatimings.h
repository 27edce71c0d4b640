// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace atalaia {

/// How patient a WahaConnector is. The defaults are for real gateways; tests shorten them.
struct WahaTimings
{
    using Ms = std::chrono::milliseconds;

    Ms connectTimeout = std::chrono::seconds(30);
    Ms requestTimeout = std::chrono::seconds(30);
    Ms pingEvery = std::chrono::seconds(20); ///< dropped when two pings stay unanswered
    Ms firstRetry = std::chrono::seconds(1);
    Ms longestRetry = std::chrono::seconds(60);
    Ms stableAfter = std::chrono::seconds(5); ///< a connection that lived so long resets the back-off
    Ms refusedKeyRetry = std::chrono::minutes(5);
    Ms coalesce = std::chrono::milliseconds(20); ///< frames of so long travel as one batch
    Ms stateEvery = std::chrono::milliseconds(250);
    Ms reconcileEvery = std::chrono::minutes(5); ///< backfill without a reconnect: sockets stall silently
    /// History is filtered by a message's own time, and WhatsApp lets one edit it for 15 minutes.
    Ms overlap = std::chrono::minutes(20);
    Ms firstHistory = std::chrono::hours(24); ///< how far back a line is read that was never seen
    /// A line that came back to work still fetches its gap from the phone; its cursor waits so long.
    Ms settle = std::chrono::minutes(10);
    /// What the socket did not bring after so long, and the history has, it will not bring any more.
    Ms stalledAfter = std::chrono::seconds(60);
    /// A line whose history ended longer ago than this when we started has a gap. Longer than reconcileEvery,
    /// since its end is only noted so often.
    Ms notRunningAfter = std::chrono::minutes(8);
    Ms hiddenIdsEvery = std::chrono::minutes(5); ///< the gateway's table of hidden ids
    Ms mediaTimeout = std::chrono::seconds(60); ///< without progress
};

} // namespace atalaia
