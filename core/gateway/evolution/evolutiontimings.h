// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace atalaia {

/// How patient an EvolutionConnector is. The defaults are for real gateways; tests shorten them.
struct EvolutionTimings
{
    using Ms = std::chrono::milliseconds;

    Ms requestTimeout = std::chrono::seconds(30);
    Ms mediaTimeout = std::chrono::minutes(2); ///< without a byte: the gateway fetches from WhatsApp first
    Ms firstRetry = std::chrono::seconds(1);
    Ms longestRetry = std::chrono::seconds(60);
    Ms stableAfter = std::chrono::seconds(5); ///< a connection that lived so long resets the back-off
    Ms refusedKeyRetry = std::chrono::minutes(5);
    Ms coalesce = std::chrono::milliseconds(20); ///< events of so long travel as one batch
    Ms stateEvery = std::chrono::milliseconds(250);
    Ms reconcileEvery = std::chrono::minutes(5); ///< backfill without a reconnect: instances stall silently
    /// History is filtered by a message's own time, and WhatsApp lets one edit it for 15 minutes.
    Ms overlap = std::chrono::minutes(20);
    Ms firstHistory = std::chrono::hours(24); ///< how far back a line is read that was never seen
    /// A line that came back to work still fetches its gap from the phone; its cursor waits so long.
    Ms settle = std::chrono::minutes(10);
    /// What the source did not bring after so long, and the history has, it will not bring any more.
    Ms stalledAfter = std::chrono::seconds(60);
    Ms notRunningAfter = std::chrono::minutes(2); ///< a cursor older than this at the start leaves a gap
};

} // namespace atalaia
