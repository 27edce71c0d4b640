// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connectionoverview.h"

#include <algorithm>
#include <tuple>

namespace atalaia {

namespace {

/// How much a person must know about it.
int urgency(ConnectionPhase phase)
{
    switch (phase) {
    case ConnectionPhase::Disabled:
        return 0;
    case ConnectionPhase::Live:
        return 1;
    case ConnectionPhase::CatchingUp:
        return 2;
    case ConnectionPhase::Connecting:
        return 3;
    case ConnectionPhase::WaitingToRetry:
        return 4;
    case ConnectionPhase::Paused:
        return 5;
    case ConnectionPhase::KeyRefused:
    case ConnectionPhase::KeyMissing:
    case ConnectionPhase::NotAllowed:
        break;
    }
    return 6;
}

} // namespace

std::optional<ConnectionState> ConnectionOverview::shown() const
{
    std::optional<ConnectionState> shown;
    qint64 lastEventAtMs = 0;
    qint64 rejectedFrames = 0;
    for (const ConnectionState &state : m_states) {
        lastEventAtMs = std::max(lastEventAtMs, state.lastEventAtMs);
        rejectedFrames += state.rejectedFrames;
        const auto rank = [](const ConnectionState &of) { return std::tuple(-urgency(of.phase), of.gateway); };
        if (!shown || rank(state) < rank(*shown))
            shown = state;
    }
    if (shown) {
        shown->lastEventAtMs = lastEventAtMs;
        shown->rejectedFrames = rejectedFrames;
    }
    return shown;
}

} // namespace atalaia
