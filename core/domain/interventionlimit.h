// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/gatewaycapabilities.h"
#include "domain/gatewayconfig.h"
#include "domain/intervention.h"

#include <optional>

namespace atalaia {

/// What an intervention would act on, as far as it decides whether it can be done.
struct InterventionTarget
{
    GatewayKind gateway = GatewayKind::Waha;
    std::optional<GatewayCapabilities> capabilities = {}; ///< of the line; none: not known yet
    bool isGroup = false;
    qint64 lastContactAtMs = 0; ///< when the contact wrote last; 0 = never seen. Only where it matters

    friend bool operator==(const InterventionTarget &, const InterventionTarget &) = default;
};

/// Why an intervention cannot be done, or what there is to say before it.
enum class InterventionLimit {
    None,
    NotKnownYet, ///< the gateway has not said what it can do: may be tried
    NoGateway, ///< an exported chat
    CannotSend,
    WindowClosed, ///< the contact has not written within the time in which one may answer
    CannotDelete,
    CannotBlock,
    CannotBlockGroup,
    CannotSuspend
};

/// How long after the contact's last message one may write, where GatewayCapabilities::sendsOnlyWithinDay holds.
inline constexpr qint64 kSendWindowMs = 24LL * 60 * 60 * 1000;

[[nodiscard]] InterventionLimit limitOf(InterventionKind kind, const InterventionTarget &target, qint64 nowMs);
/// Whether it keeps from acting.
[[nodiscard]] bool isRefusal(InterventionLimit limit);
/// Until when a message may be sent; 0 = no such limit, or none that is known.
[[nodiscard]] qint64 sendableUntil(const InterventionTarget &target);

} // namespace atalaia
