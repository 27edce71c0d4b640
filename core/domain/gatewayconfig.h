// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QString>
#include <QUrl>

namespace atalaia {

enum class GatewayKind { Waha };

/// A gateway as the admin entered it. The key is not here: it is in the SecretStore under
/// gatewaySecretName().
struct GatewayConfig
{
    GatewayId id;
    GatewayKind kind = GatewayKind::Waha;
    QUrl address; ///< http or https, without path, query or user
    bool isEnabled = true;

    friend bool operator==(const GatewayConfig &, const GatewayConfig &) = default;
};

/// How a gateway's connection is doing, as the connector sees it.
enum class ConnectionPhase {
    Disabled, ///< switched off by the admin
    Connecting,
    CatchingUp, ///< connected, backfill still running
    Live,
    WaitingToRetry, ///< unreachable or dropped; retryAtMs says when the next attempt comes
    KeyRefused, ///< wrong key (WebSocket close 1008, HTTP 401/403); retried slowly
    KeyMissing, ///< no key in the SecretStore
    Paused ///< ingest cannot keep up or the store cannot write; reconnects and backfills later
};

/// A value that travels to the screen each time something changes, at most a few times a second.
struct ConnectionState
{
    GatewayId gateway;
    ConnectionPhase phase = ConnectionPhase::Connecting;
    QString detail; ///< technical, for "details"; no secrets, no text of messages
    qint64 retryAtMs = 0;
    qint64 lastEventAtMs = 0; ///< when the last frame arrived (our clock); 0 = none yet
    qint64 rejectedFrames = 0; ///< frames and events put aside since start: not readable or not usable
    int backfillDone = 0; ///< lines whose backfill is complete, while CatchingUp
    int backfillTotal = 0;
};

/// Name of the gateway's key in the SecretStore.
[[nodiscard]] QString gatewaySecretName(GatewayId id);

} // namespace atalaia
