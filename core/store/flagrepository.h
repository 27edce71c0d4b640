// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/flag.h"
#include "domain/hit.h"

#include <QHash>
#include <QVector>

namespace atalaia {

class Database;

/// Where a page of rows goes on: the sort key of the last row seen. Rows are sorted by severity
/// (high first), then by openedAt (oldest first), then by id.
struct FlagPageKey
{
    int severity = 0;
    qint64 openedAtMs = 0;
    FlagId id; ///< invalid = from the start
};

struct FlagCounts
{
    int inbox = 0;
    int escalated = 0;
    int decided = 0;
};

/// What recording hits did to the flags.
struct FlagChange
{
    FlagId flag;
    bool isNew = false;
    bool isGone = false; ///< it had no hit of weight left
};

/// What recorded hits do to flags.
enum class Flagging {
    Usual,
    None ///< stored and marked in the thread; they open no flag and join none
};

/// A flag that lost hits.
struct LooseFlag
{
    FlagId flag;
    qint64 foundAtMs = 0; ///< when the hit was found that opened it
};

/// Hits, the flags that collect them, and the decisions on these.
class FlagRepository
{
public:
    explicit FlagRepository(Database &database) : m_database(database) {}

    /// Stores hits on version `version` of `message`, or of other messages where a hit names one (their
    /// first version). Key: message, version, rule; known ones are skipped. A hit that opens flags goes to
    /// the undecided flag of its conversation and category, which is opened when there is none; weaker
    /// hits join it if it is there, hits of background policies never; these are in no count either, they
    /// are only found by hitsOf().
    /// `saidAtMs` is the time of the text: by it flags are opened and age, also when the text came
    /// late, from history.
    [[nodiscard]] Result<QVector<FlagChange>> recordHits(ConversationId conversation, MessageId message, int version,
                                                         const QVector<RuleHit> &hits, qint64 saidAtMs,
                                                         qint64 foundAtMs, Flagging flagging = Flagging::Usual);

    /// Takes hits back that do not hold now that more of the conversation is known. Those of a flag that
    /// anybody has touched (taken, decided, even undone) stay: they are what was decided on. The flags that
    /// lost some are for settle(), after what holds now was recorded.
    [[nodiscard]] Result<QVector<LooseFlag>> withdrawHits(const QVector<HitId> &hits);
    /// Hits whose message is in another thread than their flag: they go to the flag of their thread and
    /// category, which is opened when a hit of weight needs one.
    [[nodiscard]] Result<QVector<FlagChange>> refileHits(const QVector<HitId> &hits);
    /// Brings flags to what their hits say; one without a hit that opens flags goes.
    [[nodiscard]] Result<QVector<FlagChange>> settle(const QVector<LooseFlag> &flags);

    [[nodiscard]] Result<QVector<FlagRow>> rows(FlagList list, const FlagPageKey &after, int limit);
    [[nodiscard]] Result<QVector<FlagRow>> rows(const QVector<FlagId> &ids);
    [[nodiscard]] Result<FlagCounts> counts();
    /// Most hits that hitsOf() returns.
    static constexpr int kMostHits = 2'000;

    /// The newest hits of the conversation, oldest first; those of `flag` (may be invalid) come before
    /// others when there are more than `limit`, and take up to half of it.
    [[nodiscard]] Result<QVector<Hit>> hitsOf(ConversationId conversation, FlagId flag = {}, int limit = kMostHits);
    [[nodiscard]] Result<QVector<Decision>> decisionsOf(FlagId flag);

    /// Adds the decision and updates the flag's state (foldDecisions). `expectedLast` is the newest
    /// decision the person saw (invalid = none): Conflict when there is a newer one, with its actor
    /// in the context; NotFound for an unknown flag. Undone must name a decision of the same flag
    /// that is not undone yet: Conflict. An undo that would reopen a flag while a newer undecided one
    /// of the same conversation and category exists reopens this one and moves nothing.
    [[nodiscard]] Result<Decision> decide(const Decision &decision, DecisionId expectedLast);

private:
    Database &m_database;
};

} // namespace atalaia
