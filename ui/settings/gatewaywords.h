// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "domain/gatewayconfig.h"
#include "gateway/connector.h"

#include <QString>

namespace atalaia {

/// "WAHA", "Evolution API", "WhatsApp Cloud API", "Exported chats".
[[nodiscard]] QString gatewayKindWords(GatewayKind kind);
/// What tells one gateway from another: its machine, its account. Safe to show.
[[nodiscard]] QString gatewayTitle(const GatewayConfig &config);
/// What a person must do so that it works, as a sentence; empty = nothing.
[[nodiscard]] QString phaseAdvice(ConnectionPhase phase);

/// What a test found, in sentences.
[[nodiscard]] QString probeWords(const GatewayProbe &probe);
[[nodiscard]] QString probeProblem(GatewayKind kind, const Error &error);

} // namespace atalaia
