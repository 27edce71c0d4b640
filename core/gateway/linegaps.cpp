// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/linegaps.h"

#include <algorithm>

namespace atalaia {

std::optional<GapChanged> LineGaps::begin(const QString &line, qint64 fromMs, const QString &reason)
{
    const auto known = m_open.find(line);
    if (known != m_open.end()) {
        known->toMs = 0;
        return std::nullopt;
    }
    const GapChanged gap{fromMs, 0, GapChanged::Outcome::Open, reason};
    m_open.insert(line, gap);
    return gap;
}

std::optional<GapChanged> LineGaps::end(const QString &line, qint64 atMs)
{
    const auto known = m_open.find(line);
    if (known == m_open.end() || known->toMs > 0)
        return std::nullopt;
    known->toMs = std::max(known->fromMs, atMs); // clocks can be put back
    return *known;
}

std::optional<GapChanged> LineGaps::close(const QString &line, GapChanged::Outcome outcome, qint64 readAtMs)
{
    const auto known = m_open.find(line);
    if (known == m_open.end() || known->toMs == 0 || (known->toMs > readAtMs && known->toMs != known->fromMs))
        return std::nullopt;
    GapChanged gap = *known;
    gap.outcome = outcome;
    m_open.erase(known);
    return gap;
}

} // namespace atalaia
