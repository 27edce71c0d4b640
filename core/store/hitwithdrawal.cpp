// SPDX-License-Identifier: GPL-3.0-or-later
// The part of FlagRepository that takes hits back.
#include "store/flagrepository.h"
#include "store/hourcounts.h"
#include "store/statement.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

struct StoredHit
{
    FlagId flag;
    qint64 foundAtMs = 0;
    bool isCounted = false;
    bool isDecidedOn = false;
};

Result<std::optional<StoredHit>> findHit(Database &database, HitId id)
{
    return Statement(database, u"SELECT h.flag_id, h.found_at, h.is_background, EXISTS (SELECT 1 FROM decisions d "
                               "WHERE d.flag_id = h.flag_id) FROM hits h WHERE h.id = ?"_s)
            .with(id)
            .first([](Statement &row) {
                return StoredHit{row.id<FlagId>(0), row.integer(1), !row.isTrue(2), row.isTrue(3)};
            });
}

/// Before its hits go: the flag was counted in the hour of the first one.
Result<> noteLoose(Database &database, FlagId flag, QVector<LooseFlag> &loose)
{
    const bool isNoted =
            std::any_of(loose.cbegin(), loose.cend(), [flag](const LooseFlag &one) { return one.flag == flag; });
    if (!flag.isValid() || isNoted)
        return {};
    auto opened = Statement(database, u"SELECT min(found_at) FROM hits WHERE flag_id = ? AND opens_flag = 1"_s)
                          .with(flag)
                          .first([](Statement &row) { return row.integer(0); });
    if (!opened)
        return opened.error();
    loose.append({flag, opened->value_or(0)});
    return {};
}

Result<> withdraw(Database &database, HitId id, QVector<LooseFlag> &loose)
{
    auto hit = findHit(database, id);
    if (!hit)
        return hit.error();
    if (!*hit || (*hit)->isDecidedOn)
        return {};
    if (auto noted = noteLoose(database, (*hit)->flag, loose); !noted)
        return noted;
    auto removed = Statement(database, u"DELETE FROM hits WHERE id = ?"_s).with(id).done();
    if (!removed || !(*hit)->isCounted)
        return removed;
    return addToHour(database, Counted::Hits, (*hit)->foundAtMs, -1);
}

Result<> remove(Database &database, const LooseFlag &loose)
{
    auto freed = Statement(database, u"UPDATE hits SET flag_id = NULL WHERE flag_id = ?"_s).with(loose.flag).done();
    if (!freed)
        return freed;
    auto removed = Statement(database, u"DELETE FROM flags WHERE id = ?"_s).with(loose.flag).done();
    if (!removed)
        return removed;
    auto noted = Statement(database, u"UPDATE gone_flags SET newest = max(newest, ?) WHERE id = 1"_s)
                         .with(loose.flag)
                         .done();
    if (!noted)
        return noted;
    return addToHour(database, Counted::Flags, loose.foundAtMs, -1);
}

/// By the time of what was said; a hit keeps no time of its own.
Result<> refresh(Database &database, FlagId flag)
{
    return Statement(database, u"UPDATE flags SET (hit_count, severity, opened_at, last_hit_at) = "
                               "(SELECT count(*), max(h.severity), min(m.sent_at), max(m.sent_at) "
                               "FROM hits h JOIN messages m ON m.id = h.message_id "
                               "WHERE h.flag_id = flags.id) WHERE id = ?"_s)
            .with(flag)
            .done();
}

} // namespace

Result<QVector<LooseFlag>> FlagRepository::withdrawHits(const QVector<HitId> &hits)
{
    QVector<LooseFlag> loose;
    auto withdrawn = m_database.connection().atomically([this, &hits, &loose]() -> Result<> {
        for (const HitId id : hits) {
            if (auto done = withdraw(m_database, id, loose); !done)
                return done;
        }
        return {};
    });
    if (!withdrawn)
        return withdrawn.error();
    return loose;
}

Result<QVector<FlagChange>> FlagRepository::settle(const QVector<LooseFlag> &flags)
{
    QVector<FlagChange> changes;
    auto settled = m_database.connection().atomically([this, &flags, &changes]() -> Result<> {
        for (const LooseFlag &loose : flags) {
            auto hasWeight = Statement(m_database, u"SELECT 1 FROM hits WHERE flag_id = ? AND opens_flag = 1 LIMIT 1"_s)
                                     .with(loose.flag)
                                     .first([](Statement &) { return true; });
            if (!hasWeight)
                return hasWeight.error();
            const bool isGone = !hasWeight->has_value();
            const Result<> done = isGone ? remove(m_database, loose) : refresh(m_database, loose.flag);
            if (!done)
                return done;
            changes.append({loose.flag, false, isGone});
        }
        return {};
    });
    if (!settled)
        return settled.error();
    return changes;
}

} // namespace atalaia
