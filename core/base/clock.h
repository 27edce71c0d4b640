// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace atalaia {

/// Where "now" comes from. Times inside Atalaia are UTC milliseconds since 1970 (qint64, names end
/// in `Ms` or `At`). Tests pass a clock that they move by hand. Implementations are thread-safe.
class Clock
{
public:
    Clock() = default;
    virtual ~Clock() = default;
    Q_DISABLE_COPY_MOVE(Clock)

    [[nodiscard]] virtual qint64 nowMs() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override;
};

} // namespace atalaia
