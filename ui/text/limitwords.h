// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/interventionlimit.h"

#include <QString>

namespace atalaia {

/// Why an intervention cannot be done here, or what is not known of it, as a sentence; empty = nothing.
[[nodiscard]] QString limitSentence(InterventionLimit limit, GatewayKind gateway);
/// What there is to say about an intervention before it is ordered: its limit, or how long it is still
/// possible; empty = nothing.
[[nodiscard]] QString limitSentence(InterventionKind kind, const InterventionTarget &target, qint64 nowMs);
/// What suspending a line of `agentAndLine` means at its gateway.
[[nodiscard]] QString suspendConsequence(const InterventionTarget &target, const QString &agentAndLine);
/// What resuming it means.
[[nodiscard]] QString resumeConsequence(const InterventionTarget &target, const QString &agentAndLine);

} // namespace atalaia
