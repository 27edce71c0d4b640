// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/processhardening.h"
#include "support/catch.h"

#include <sys/prctl.h>
#include <sys/resource.h>

using namespace atalaia;

TEST_CASE("a hardened process leaves no core and is closed to other processes", "[core]")
{
    // May have been off before; so that it is seen to be switched off.
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_CORE, &before) == 0);
    const rlimit most{before.rlim_max, before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_CORE, &most) == 0);

    CHECK(hardenProcess());
    rlimit after{1, 1};
    REQUIRE(getrlimit(RLIMIT_CORE, &after) == 0);
    CHECK(after.rlim_cur == 0);
    CHECK(after.rlim_max == 0);
    CHECK(prctl(PR_GET_DUMPABLE) == 0);
    prctl(PR_SET_DUMPABLE, 1); // the cases that follow may be debugged
}
