// SPDX-License-Identifier: GPL-3.0-or-later
// The part of FlagRepository that takes hits back and moves them.
#include "store/flagrepository.h"
#include "store/flagrows.h"
#include "store/hourcounts.h"
#include "store/statement.h"

#include <algorithm>
#include <utility>

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

struct StrayHit
{
    HitId id;
    ConversationId conversation;
    MessageId message;
    QString category;
    int severity = 0;
    bool opensFlag = false;
    qint64 foundAtMs = 0;
};

/// Takes hits from their flags. Those that open flags first, so that weak ones join them.
Result<QVector<StrayHit>> loosen(Database &database, const QVector<HitId> &hits, QVector<LooseFlag> &loose)
{
    QVector<StrayHit> strays;
    for (const HitId id : hits) {
        FlagId from;
        auto stray = Statement(database,
                               u"SELECT conversation_id, category, severity, opens_flag, found_at, flag_id, message_id "
                               "FROM hits WHERE id = ?"_s)
                             .with(id)
                             .first([id, &from](Statement &row) {
                                 from = row.id<FlagId>(5);
                                 return StrayHit{id,
                                                 row.id<ConversationId>(0),
                                                 row.id<MessageId>(6),
                                                 row.plain(1),
                                                 row.number(2),
                                                 row.isTrue(3),
                                                 row.integer(4)};
                             });
        if (!stray)
            return stray.error();
        if (!*stray)
            continue;
        if (auto noted = noteLoose(database, from, loose); !noted)
            return noted.error();
        strays.append(**stray);
    }
    for (const StrayHit &stray : std::as_const(strays)) {
        auto taken = Statement(database, u"UPDATE hits SET flag_id = NULL WHERE id = ?"_s).with(stray.id).done();
        if (!taken)
            return taken.error();
    }
    std::stable_sort(strays.begin(), strays.end(),
                     [](const StrayHit &a, const StrayHit &b) { return a.opensFlag > b.opensFlag; });
    return strays;
}

struct FoundFlag
{
    FlagId id;
    bool isNew = false;
};

Result<FoundFlag> flagFor(Database &database, const StrayHit &stray)
{
    auto collecting = Statement(database, u"SELECT id FROM flags WHERE conversation_id = ? AND category = ? "
                                          "AND is_collecting = 1"_s)
                              .with(stray.conversation, stray.category)
                              .first([](Statement &row) { return row.id<FlagId>(0); });
    if (!collecting)
        return collecting.error();
    if (*collecting)
        return FoundFlag{**collecting, false};
    if (!stray.opensFlag)
        return FoundFlag{};
    auto opened = openFlag(database, stray.conversation, stray.message, stray.category, stray.severity, stray.foundAtMs,
                           stray.foundAtMs);
    if (!opened)
        return opened.error();
    return FoundFlag{*opened, true};
}

Result<> remove(Database &database, const LooseFlag &loose)
{
    auto freed = Statement(database, u"UPDATE hits SET flag_id = NULL WHERE flag_id = ?"_s).with(loose.flag).done();
    if (!freed)
        return freed;
    auto heir = Statement(database, u"SELECT max(o.id) FROM flags f JOIN flags o ON o.conversation_id = "
                                    "f.conversation_id AND o.category = f.category AND o.id <> f.id "
                                    "AND o.state IN ('open', 'escalated') WHERE f.id = ? AND f.is_collecting = 1"_s)
                        .with(loose.flag)
                        .first([](Statement &row) { return row.id<FlagId>(0); });
    if (!heir)
        return heir.error();
    auto removed = Statement(database, u"DELETE FROM flags WHERE id = ?"_s).with(loose.flag).done();
    if (!removed)
        return removed;
    // Another undecided one of the thread collects from now on.
    if (const FlagId next = heir->value_or(FlagId()); next.isValid()) {
        auto chosen = Statement(database, u"UPDATE flags SET is_collecting = 1 WHERE id = ?"_s).with(next).done();
        if (!chosen)
            return chosen;
    }
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
                               "(SELECT count(*), max(h.severity), min(at), max(at) FROM "
                               "(SELECT h.severity, CASE WHEN h.version > 0 THEN v.at "
                               "WHEN h.version < 0 AND m.revoked_at > 0 THEN m.revoked_at ELSE m.sent_at END AS at "
                               "FROM hits h JOIN messages m ON m.id = h.message_id LEFT JOIN message_versions v "
                               "ON v.message_id = h.message_id AND v.version = h.version "
                               "WHERE h.flag_id = flags.id) h) WHERE id = ?"_s)
            .with(flag)
            .done();
}

} // namespace

Result<QVector<FlagChange>> FlagRepository::refileHits(const QVector<HitId> &hits)
{
    QVector<FlagChange> changes;
    auto refiled = m_database.connection().atomically([this, &hits, &changes]() -> Result<> {
        QVector<LooseFlag> loose;
        QVector<LooseFlag> joined;
        auto strays = loosen(m_database, hits, loose);
        if (!strays)
            return strays.error();
        for (const StrayHit &stray : std::as_const(*strays)) {
            auto flag = flagFor(m_database, stray);
            if (!flag)
                return flag.error();
            if (!flag->id.isValid())
                continue;
            auto filed = Statement(m_database, u"UPDATE hits SET flag_id = ? WHERE id = ?"_s)
                                 .with(flag->id, stray.id)
                                 .done();
            if (!filed)
                return filed;
            if (flag->isNew)
                changes.append({flag->id, true, false});
            else
                joined.append({flag->id, stray.foundAtMs});
            if (auto done = refresh(m_database, flag->id); !done)
                return done;
        }
        auto settled = settle(loose);
        if (!settled)
            return settled.error();
        changes += *settled;
        for (const LooseFlag &flag : std::as_const(joined))
            changes.append({flag.flag, false, false});
        return {};
    });
    if (!refiled)
        return refiled.error();
    return changes;
}

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
