// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/linehealth.h"

#include <QVector>

namespace atalaia {

class Database;

/// Alarms of lines: at most one of each kind is open.
class LineAlarmRepository
{
public:
    static constexpr int kMostPerKind = 1'000; ///< of a line; beyond that the oldest go

    explicit LineAlarmRepository(Database &database) : m_database(database) {}

    /// True when that is news: not while one of the kind is open, and not when this very one was cleared.
    [[nodiscard]] Result<bool> raise(LineId line, const LineAlarm &alarm);
    /// Clears what was raised at `atMs` or before; true when there was one.
    [[nodiscard]] Result<bool> clear(LineId line, LineAlarmKind kind, qint64 atMs);
    /// Oldest first.
    [[nodiscard]] Result<QVector<LineAlarm>> open(LineId line);

private:
    Database &m_database;
};

} // namespace atalaia
