// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connectionoverview.h"
#include "support/catch.h"

using namespace atalaia;

namespace {

ConnectionState state(qint64 gateway, ConnectionPhase phase, qint64 lastEventAtMs = 0, qint64 rejected = 0)
{
    ConnectionState state;
    state.gateway = {gateway};
    state.phase = phase;
    state.lastEventAtMs = lastEventAtMs;
    state.rejectedFrames = rejected;
    return state;
}

} // namespace

TEST_CASE("Of several gateways the one in the worst way is shown", "[model]")
{
    ConnectionOverview overview;
    CHECK_FALSE(overview.shown());
    overview.note(state(1, ConnectionPhase::Live, 500, 2));
    overview.note(state(2, ConnectionPhase::KeyRefused, 100, 3));
    overview.note(state(3, ConnectionPhase::WaitingToRetry));
    REQUIRE(overview.shown());
    CHECK(overview.shown()->gateway.value == 2);
    CHECK(overview.shown()->lastEventAtMs == 500);
    CHECK(overview.shown()->rejectedFrames == 5);

    overview.note(state(2, ConnectionPhase::Live));
    CHECK(overview.shown()->gateway.value == 3);
}
