// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace atalaia::bench {

/// What the calling thread has asked of malloc, counted by the bench's own malloc where the C library
/// lets itself be replaced.
struct Allocations
{
    std::int64_t count = 0; ///< new pieces and pieces that grew
    std::int64_t bytes = 0; ///< held: taken less given back
};

[[nodiscard]] Allocations allocations();

} // namespace atalaia::bench
