// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <atomic>

namespace atalaia {

/// A clock that moves only when the test says so. Starts at 2026-01-05 12:00:00 UTC.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override { return m_nowMs; }
    void advance(qint64 ms) { m_nowMs += ms; }

private:
    std::atomic<qint64> m_nowMs = 1'767'614'400'000;
};

} // namespace atalaia
