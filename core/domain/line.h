// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "domain/gatewaycapabilities.h"

#include <QString>

#include <optional>

namespace atalaia {

/// State of a line (WAHA: session status STOPPED, STARTING, SCAN_QR_CODE, WORKING, FAILED).
enum class LineState { Unknown, Stopped, Starting, NeedsPairing, Working, Failed };

/// One company number at a gateway.
struct Line
{
    LineId id;
    GatewayId gateway;
    QString externalId; ///< WAHA session name
    QString displayName; ///< pushName of the number's own account; may be empty
    LineState state = LineState::Unknown;
    qint64 stateAtMs = 0;
    /// Everything up to this time (message time, UTC ms) has been fetched from the gateway's
    /// history and committed; backfill starts here, minus an overlap. 0 = never.
    qint64 completeUntilMs = 0;
    AgentId agent; ///< who uses the line now
    QString agentPseudonym; ///< "A-07"
    std::optional<GatewayCapabilities> capabilities = {}; ///< none: the gateway has not been asked yet
};

} // namespace atalaia
