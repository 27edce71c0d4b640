// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/gaprepository.h"

#include "store/statement.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestReason = 200;
const auto kSelect = u"SELECT from_at, to_at, outcome, reason, recovered FROM gaps "_s;

LineGap readGap(Statement &row)
{
    return {row.integer(0), row.integer(1), row.word<GapOutcome>(2), row.plain(3), row.integer(4)};
}

int certainty(GapOutcome outcome)
{
    return outcome == GapOutcome::Open ? 0 : outcome == GapOutcome::Unknown ? 1 : 2;
}

Result<qint64> counted(Result<std::optional<qint64>> count)
{
    if (!count)
        return count.error();
    return count->value_or(0);
}

/// What is known after `said`, when `known` was known before.
LineGap merged(const LineGap &known, const LineGap &said, qint64 nowMs)
{
    LineGap gap = known;
    if (certainty(said.outcome) < certainty(known.outcome))
        return gap;
    gap.outcome = said.outcome;
    if (!said.reason.isEmpty())
        gap.reason = said.reason.left(kLongestReason);
    if (said.outcome == GapOutcome::Open)
        gap.toMs = said.toMs; // begins again, or went on for longer
    else
        gap.toMs = std::max(known.toMs, said.toMs);
    if (gap.outcome != GapOutcome::Open && gap.toMs == 0)
        gap.toMs = std::max(nowMs, gap.fromMs);
    return gap;
}

} // namespace

Result<std::optional<LineGap>> GapRepository::note(LineId line, const LineGap &said, qint64 nowMs)
{
    auto known = Statement(m_database, kSelect + u"WHERE line_id = ? AND from_at = ?"_s)
                         .with(line, said.fromMs)
                         .first(readGap);
    if (!known)
        return known.error();
    LineGap before;
    before.fromMs = said.fromMs;
    const LineGap gap = merged(known->value_or(before), said, nowMs);
    if (*known && gap == **known)
        return std::optional<LineGap>();
    const auto written =
            Statement(m_database, u"INSERT INTO gaps (line_id, from_at, to_at, outcome, reason, recovered, noted_at) "
                                  "VALUES (?, ?, ?, ?, ?, 0, ?) ON CONFLICT (line_id, from_at) DO UPDATE SET "
                                  "to_at = excluded.to_at, outcome = excluded.outcome, reason = excluded.reason, "
                                  "noted_at = excluded.noted_at"_s)
                    .with(line, gap.fromMs, gap.toMs, gap.outcome, gap.reason, nowMs)
                    .done();
    if (!written)
        return written.error();
    if (!*known) {
        const auto bounded =
                Statement(m_database, u"DELETE FROM gaps WHERE line_id = ? AND outcome <> 'open' AND from_at < "
                                      "(SELECT from_at FROM gaps WHERE line_id = ? ORDER BY from_at DESC "
                                      "LIMIT 1 OFFSET ?)"_s)
                        .with(line, line, kMostPerLine - 1)
                        .done();
        if (!bounded)
            return bounded.error();
    }
    return std::optional<LineGap>(gap);
}

Result<> GapRepository::addRecovered(LineId line, qint64 fromMs, qint64 count)
{
    return Statement(m_database, u"UPDATE gaps SET recovered = recovered + ? WHERE line_id = ? AND from_at = ?"_s)
            .with(count, line, fromMs)
            .done();
}

Result<QVector<LineGap>> GapRepository::open(LineId line)
{
    return Statement(m_database, kSelect + u"WHERE line_id = ? AND outcome = 'open' ORDER BY from_at"_s)
            .with(line)
            .all(readGap);
}

Result<QVector<LineGap>> GapRepository::newest(LineId line, int limit)
{
    return Statement(m_database, kSelect + u"WHERE line_id = ? ORDER BY from_at DESC LIMIT ?"_s)
            .with(line, limit)
            .all(readGap);
}

Result<qint64> GapRepository::countOpen(LineId line)
{
    return counted(Statement(m_database, u"SELECT count(*) FROM gaps WHERE line_id = ? AND outcome = 'open'"_s)
                           .with(line)
                           .first([](Statement &row) { return row.integer(0); }));
}

Result<qint64> GapRepository::countUnknown(LineId line, qint64 sinceMs)
{
    return counted(Statement(m_database, u"SELECT count(*) FROM gaps WHERE line_id = ? AND outcome = 'unknown' "
                                         "AND from_at >= ?"_s)
                           .with(line, sinceMs)
                           .first([](Statement &row) { return row.integer(0); }));
}

} // namespace atalaia
