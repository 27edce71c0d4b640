// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QString>
#include <QVector>

namespace atalaia {

enum class DecisionKind { Taken, Released, Dismissed, Confirmed, Escalated, Snoozed, Reopened, Undone };

/// The fold of a flag's decisions.
enum class FlagState { Open, Escalated, Dismissed, Confirmed };

/// An event on a flag. Decisions are never changed or removed; an undo is one more decision.
struct Decision
{
    DecisionId id;
    FlagId flag;
    DecisionKind kind = DecisionKind::Taken;
    QString actor; ///< until sign-in exists: the operating system's user
    qint64 atMs = 0;
    QString reason; ///< free text by the reviewer; may be empty
    DecisionId undoes; ///< for Undone: which decision is taken back

    friend bool operator==(const Decision &, const Decision &) = default;
};

/// What the fold of decisions says about a flag.
struct FlagStatus
{
    FlagState state = FlagState::Open;
    QString assignee; ///< empty = nobody has taken it
    friend bool operator==(const FlagStatus &, const FlagStatus &) = default;
};

/// Replays decisions (in the order of their ids); those taken back do not count.
[[nodiscard]] FlagStatus foldDecisions(const QVector<Decision> &decisions);

/// A row of the inbox: one flagged thread. Masked: names and numbers are not here.
struct FlagRow
{
    FlagId id;
    ConversationId conversation;
    LineId line;
    QString category;
    int severity = 0; ///< highest of its hits
    FlagStatus status;
    QString agentPseudonym; ///< "A-07"
    QString contactPseudonym; ///< "C-3F2A"
    QString lineName; ///< the line's external id
    QString snippet; ///< text around the latest hit, at most 160 characters; hostile
    int hitCount = 0;
    qint64 openedAtMs = 0;
    qint64 lastHitAtMs = 0;

    friend bool operator==(const FlagRow &, const FlagRow &) = default;
};

/// Which rows a list shows.
enum class FlagList { Inbox, Escalated, Decided };

} // namespace atalaia
