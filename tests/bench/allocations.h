// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace atalaia::bench {

/// What was asked of malloc, counted by the bench's own malloc where the C library lets itself be replaced.
/// For one thread.
struct Allocations
{
    std::int64_t count = 0; ///< new pieces and pieces that grew
    std::int64_t bytes = 0; ///< held: taken less given back
};

/// Counts while it lives; what is asked for outside costs no more than it does without.
class CountedAllocations
{
public:
    CountedAllocations();
    ~CountedAllocations();
    CountedAllocations(const CountedAllocations &) = delete;
    CountedAllocations &operator=(const CountedAllocations &) = delete;

    [[nodiscard]] Allocations sofar() const;
};

} // namespace atalaia::bench
