// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/linehealth.h"

#include <QVector>

#include <optional>

namespace atalaia {

class Database;

/// Times in which events of a line may have been missed. A gap is named by its line and its beginning.
class GapRepository
{
public:
    static constexpr int kMostPerLine = 10'000; ///< beyond that the oldest closed ones go

    explicit GapRepository(Database &database) : m_database(database) {}

    /// Writes what is said of the gap that begins at `said.fromMs`; `recovered` is left as it is. What is
    /// known never becomes less: a recovered gap is not opened again, one of unknown outcome can only be
    /// recovered. Gives the gap as it is now when this changed it.
    [[nodiscard]] Result<std::optional<LineGap>> note(LineId line, const LineGap &said, qint64 nowMs);
    /// `count` more messages of that time came from history.
    [[nodiscard]] Result<> addRecovered(LineId line, qint64 fromMs, qint64 count);

    [[nodiscard]] Result<QVector<LineGap>> open(LineId line);
    /// Newest first.
    [[nodiscard]] Result<QVector<LineGap>> newest(LineId line, int limit);
    /// How many are open; how many of unknown outcome begin at `sinceMs` or later.
    [[nodiscard]] Result<qint64> countOpen(LineId line);
    [[nodiscard]] Result<qint64> countUnknown(LineId line, qint64 sinceMs);

private:
    Database &m_database;
};

} // namespace atalaia
