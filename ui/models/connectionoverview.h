// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/gatewayconfig.h"

#include <QHash>

#include <optional>

namespace atalaia {

/// The connections of all gateways, and the one that a screen with room for one line shows: the one
/// in the worst way; of several alike, the one with the lowest id.
class ConnectionOverview
{
public:
    void note(const ConnectionState &state) { m_states.insert(state.gateway, state); }

    /// None before the first state came. Its lastEventAtMs and rejectedFrames are those of all
    /// gateways: the latest, and the sum.
    [[nodiscard]] std::optional<ConnectionState> shown() const;

private:
    QHash<GatewayId, ConnectionState> m_states; // as many as there are gateways
};

} // namespace atalaia
