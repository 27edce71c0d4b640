// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/flag.h"

#include <QVector>

namespace atalaia {

/// An invented row: id, severity and age decide where it is sorted.
[[nodiscard]] inline FlagRow flagRow(qint64 id, int severity = 3, qint64 openedAtMs = 1'000)
{
    FlagRow row;
    row.id = {id};
    row.conversation = {id + 100'000};
    row.line = {1};
    row.category = QStringLiteral("harassment");
    row.severity = severity;
    row.agentPseudonym = QStringLiteral("A-01");
    row.contactPseudonym = QStringLiteral("C-%1").arg(id, 4, 16, QLatin1Char('0')).toUpper();
    row.lineName = QStringLiteral("line-01");
    row.snippet = QStringLiteral("invented text");
    row.hitCount = 1;
    row.openedAtMs = openedAtMs;
    row.lastHitAtMs = openedAtMs;
    return row;
}

/// `count` rows from id `first` on, one millisecond apart.
[[nodiscard]] inline QVector<FlagRow> flagRows(qint64 first, int count, int severity = 3)
{
    QVector<FlagRow> rows;
    for (int i = 0; i < count; ++i)
        rows.append(flagRow(first + i, severity, 1'000 + first + i));
    return rows;
}

} // namespace atalaia
