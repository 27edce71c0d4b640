// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/line.h"

#include <QVector>

namespace atalaia {

class Database;

/// Lines, and the agents who use them. A new line gets an agent of its own with the next pseudonym
/// ("A-01", "A-02" ...); who really uses it is told later.
class LineRepository
{
public:
    explicit LineRepository(Database &database) : m_database(database) {}

    [[nodiscard]] Result<QVector<Line>> all();
    [[nodiscard]] Result<Line> find(LineId id);
    /// Finds or creates.
    [[nodiscard]] Result<Line> ensure(GatewayId gateway, const QString &externalId);
    /// A state older than the stored one (by stateAtMs) is ignored. An empty name or address keeps
    /// the stored one.
    [[nodiscard]] Result<> noteState(LineId id, LineState state, qint64 atMs, const QString &displayName,
                                     const QString &ownAddress);
    /// The line's own number as the gateway names it; may be empty.
    [[nodiscard]] Result<QString> ownAddress(LineId id);
    [[nodiscard]] Result<> noteCapabilities(LineId id, const GatewayCapabilities &capabilities);
    /// Never goes back.
    [[nodiscard]] Result<> setCompleteUntil(LineId id, qint64 untilMs);

private:
    Database &m_database;
};

} // namespace atalaia
