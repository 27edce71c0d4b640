// SPDX-License-Identifier: GPL-3.0-or-later
// The part of FlagRepository that decides.
#include "store/flagrepository.h"
#include "store/statement.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

bool isUndecided(FlagState state)
{
    return state == FlagState::Open || state == FlagState::Escalated;
}

/// What forbids this decision after those before it.
Result<> checkDecision(const Decision &decision, const QVector<Decision> &before, DecisionId expectedLast)
{
    const DecisionId last = before.isEmpty() ? DecisionId{} : before.last().id;
    if (last != expectedLast) {
        const QString actor = before.isEmpty() ? QString() : before.last().actor;
        return Error{Error::Kind::Conflict, u"newer decision %1 by %2"_s.arg(last.value).arg(actor)};
    }
    if (decision.kind != DecisionKind::Undone)
        return {};
    const bool isThere = std::any_of(before.cbegin(), before.cend(), [&decision](const Decision &earlier) {
        return earlier.id == decision.undoes && earlier.kind != DecisionKind::Undone;
    });
    const bool isUndone = std::any_of(before.cbegin(), before.cend(), [&decision](const Decision &earlier) {
        return earlier.kind == DecisionKind::Undone && earlier.undoes == decision.undoes;
    });
    if (!isThere || isUndone)
        return Error{Error::Kind::Conflict, u"decision %1 cannot be undone"_s.arg(decision.undoes.value)};
    return {};
}

/// Which of the undecided flags of a conversation and category collects: the one that does already,
/// else the newest.
Result<> chooseCollecting(Database &database, FlagId changed)
{
    struct Neighbour
    {
        FlagId id;
        bool isCollecting = false;
    };
    auto undecided = Statement(database, u"SELECT o.id, o.is_collecting FROM flags f JOIN flags o "
                                         "ON o.conversation_id = f.conversation_id AND o.category = f.category "
                                         "WHERE f.id = ? AND o.state IN ('open', 'escalated') ORDER BY o.id DESC"_s)
                             .with(changed)
                             .all([](Statement &row) {
                                 return Neighbour{row.id<FlagId>(0), row.isTrue(1)};
                             });
    if (!undecided)
        return undecided.error();
    const bool isChosen = std::any_of(undecided->cbegin(), undecided->cend(),
                                      [](const Neighbour &flag) { return flag.isCollecting; });
    if (isChosen || undecided->isEmpty())
        return {};
    return Statement(database, u"UPDATE flags SET is_collecting = 1 WHERE id = ?"_s).with(undecided->first().id).done();
}

Result<> setStatus(Database &database, FlagId flag, const FlagStatus &status)
{
    auto updated = Statement(database, u"UPDATE flags SET state = ?, assignee = ?, "
                                       "is_collecting = is_collecting AND ? WHERE id = ?"_s)
                           .with(status.state, status.assignee, isUndecided(status.state), flag)
                           .done();
    if (!updated)
        return updated;
    return chooseCollecting(database, flag);
}

} // namespace

Result<QVector<Decision>> FlagRepository::decisionsOf(FlagId flag)
{
    return Statement(m_database, u"SELECT id, kind, actor, at, reason, undoes FROM decisions WHERE flag_id = ? "
                                 "ORDER BY id"_s)
            .with(flag)
            .all([flag](Statement &row) {
                Decision decision;
                decision.id = row.id<DecisionId>(0);
                decision.flag = flag;
                decision.kind = row.word<DecisionKind>(1);
                decision.actor = row.plain(2);
                decision.atMs = row.integer(3);
                decision.reason = row.opened(4);
                decision.undoes = row.id<DecisionId>(5);
                return decision;
            });
}

Result<Decision> FlagRepository::decide(const Decision &decision, DecisionId expectedLast)
{
    Decision stored = decision;
    if (stored.kind != DecisionKind::Undone)
        stored.undoes = {};
    auto decided = m_database.connection().atomically([this, &stored, expectedLast]() -> Result<> {
        auto flag =
                Statement(m_database, u"SELECT 1 FROM flags WHERE id = ?"_s).with(stored.flag).first([](Statement &) {
                    return true;
                });
        if (!flag)
            return flag.error();
        if (!*flag)
            return Error{Error::Kind::NotFound, u"flag %1"_s.arg(stored.flag.value)};
        auto decisions = decisionsOf(stored.flag);
        if (!decisions)
            return decisions.error();
        if (auto allowed = checkDecision(stored, *decisions, expectedLast); !allowed)
            return allowed;

        auto added = Statement(m_database, u"INSERT INTO decisions (flag_id, kind, actor, at, reason, undoes) "
                                           "VALUES (?, ?, ?, ?, ?, ?)"_s)
                             .with(stored.flag, stored.kind, stored.actor, stored.atMs,
                                   m_database.codec().seal(stored.reason), stored.undoes)
                             .insertedId();
        if (!added)
            return added.error();
        stored.id = DecisionId{*added};
        decisions->append(stored);
        return setStatus(m_database, stored.flag, foldDecisions(*decisions));
    });
    if (!decided)
        return decided.error();
    return stored;
}

} // namespace atalaia
