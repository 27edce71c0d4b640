// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/gatewayevent.h"

#include <QHash>
#include <QString>

#include <optional>

namespace atalaia {

/// The gaps that are open, at most one a line: what begins while one is open, or ended but not looked into, belongs to
/// it.
class LineGaps
{
public:
    /// Nothing when the line has an open gap already.
    [[nodiscard]] std::optional<GapChanged> begin(const QString &line, qint64 fromMs, const QString &reason);

    /// Events come again; what was missed is still to be read. Nothing when there is no gap or it ended before.
    [[nodiscard]] std::optional<GapChanged> end(const QString &line, qint64 atMs);

    /// The history was read to its end, or refused, in a round that began at `readAtMs`. Nothing when no gap had ended
    /// by then.
    [[nodiscard]] std::optional<GapChanged> close(const QString &line, GapChanged::Outcome outcome, qint64 readAtMs);

    [[nodiscard]] bool isOpen(const QString &line) const { return m_open.contains(line); }

private:
    QHash<QString, GapChanged> m_open; ///< toMs 0 = still going on
};

} // namespace atalaia
