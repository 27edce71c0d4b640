// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocations.h"

#include <malloc.h>

#include <cstddef>

namespace atalaia::bench {

namespace {

Allocations tally;
bool isCounting = false;

} // namespace

CountedAllocations::CountedAllocations()
{
    tally = {};
    isCounting = true;
}

CountedAllocations::~CountedAllocations()
{
    isCounting = false;
}

Allocations CountedAllocations::sofar() const
{
    return tally;
}

namespace {

void *taken(void *piece)
{
    if (!isCounting)
        return piece;
    ++tally.count;
    tally.bytes += std::int64_t(malloc_usable_size(piece));
    return piece;
}

void given(void *piece)
{
    if (isCounting)
        tally.bytes -= std::int64_t(malloc_usable_size(piece));
}

} // namespace

} // namespace atalaia::bench

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

extern "C" {

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *piece, size_t size);
void __libc_free(void *piece);

// Everything goes through these, operator new included: that is what they are for.
__attribute__((visibility("default"))) void *malloc(size_t size) noexcept
{
    return atalaia::bench::taken(__libc_malloc(size));
}

__attribute__((visibility("default"))) void *calloc(size_t count, size_t size) noexcept
{
    return atalaia::bench::taken(__libc_calloc(count, size));
}

__attribute__((visibility("default"))) void *realloc(void *piece, size_t size) noexcept
{
    atalaia::bench::given(piece);
    return atalaia::bench::taken(__libc_realloc(piece, size));
}

__attribute__((visibility("default"))) void free(void *piece) noexcept
{
    atalaia::bench::given(piece);
    __libc_free(piece);
}
}

#endif
