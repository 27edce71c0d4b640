// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace atalaia {

/// How long to wait after the `attempt`-th failure in a row (0 = the first). Grows by doubling from
/// `first` to `longest`; jitter keeps many consoles from coming back in the same second.
[[nodiscard]] std::chrono::milliseconds retryDelay(int attempt, std::chrono::milliseconds first,
                                                   std::chrono::milliseconds longest);

} // namespace atalaia
