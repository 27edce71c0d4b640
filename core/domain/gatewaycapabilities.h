// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace atalaia {

/// What suspending a line means at its gateway.
enum class SuspendWay {
    None, ///< the gateway cannot
    KeepsLogin, ///< stopped, and works again when it is resumed
    LogsOut ///< the linked device is removed: somebody must pair it again with the phone
};

/// What a gateway can do for one of its lines; the same gateway may run lines on different engines. Said to
/// the person before an intervention is ordered, not after.
struct GatewayCapabilities
{
    bool hasHistory = false; ///< what was missed can be fetched
    bool fetchesMedia = false;
    bool sendsMessages = false;
    bool sendsOnlyWithinDay = false; ///< only to contacts who wrote within the last 24 hours
    bool deletesForEveryone = false;
    bool blocksContacts = false;
    SuspendWay suspendWay = SuspendWay::None;

    friend bool operator==(const GatewayCapabilities &, const GatewayCapabilities &) = default;
};

} // namespace atalaia
