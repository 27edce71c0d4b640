// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/waha/wahatimings.h"
#include "ingest/gatewayservice.h"

namespace atalaia {

/// The one place that knows which kinds of gateways there are. `clock` must outlive what is made.
[[nodiscard]] GatewayMaker gatewayMaker(const Clock &clock, const WahaTimings &timings);

} // namespace atalaia
