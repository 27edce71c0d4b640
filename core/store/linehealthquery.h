// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/linehealth.h"

#include <QVector>

namespace atalaia {

class Database;

/// How each line is, by its id.
[[nodiscard]] Result<QVector<LineHealth>> lineHealth(Database &database, qint64 nowMs);

/// The newest `mostGaps` gaps of a line and what is put aside of it.
[[nodiscard]] Result<LineLedgerView> lineLedger(Database &database, LineId line, int mostGaps);

} // namespace atalaia
