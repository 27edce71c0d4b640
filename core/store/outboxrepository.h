// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/intervention.h"

#include <QVector>

#include <optional>

namespace atalaia {

class Database;

/// The outbox: interventions from order to answer.
class OutboxRepository
{
public:
    explicit OutboxRepository(Database &database) : m_database(database) {}

    /// `intervention.id` is ignored; state is Pending.
    [[nodiscard]] Result<Intervention> add(const Intervention &intervention);
    /// Pending → Cancelled; Conflict when it is not pending any more.
    [[nodiscard]] Result<Intervention> cancel(InterventionId id, qint64 atMs);
    /// The oldest due intervention, moved to Sending with one more attempt; none = nothing due.
    /// Never hands out an intervention while an older one on the same line is in Sending, so that
    /// interventions of a line run in order. What was found in Sending at start (see
    /// returnUnfinished) comes first.
    [[nodiscard]] Result<std::optional<Intervention>> claimDue(qint64 nowMs);
    /// Sending → Pending, due again at `dueAtMs`, keeping attempts. For retries.
    [[nodiscard]] Result<> postpone(InterventionId id, qint64 dueAtMs, const QString &answer);
    /// Sending → Done or Failed.
    [[nodiscard]] Result<Intervention> finish(InterventionId id, InterventionState state, const QString &answer,
                                              qint64 atMs);
    /// At start: what a killed process left in Sending becomes Pending and due, attempts kept (> 0
    /// says that it may have run); what was Pending and overdue gets the whole take-back time again.
    [[nodiscard]] Result<int> returnUnfinished(qint64 nowMs, qint64 takeBackMs);
    /// Earliest dueAt among Pending; none = nothing waits.
    [[nodiscard]] Result<std::optional<qint64>> nextDueAt();

    [[nodiscard]] Result<Intervention> find(InterventionId id);
    /// Of the conversation and of its line, newest first.
    [[nodiscard]] Result<QVector<Intervention>> forConversation(ConversationId conversation, int limit);

private:
    Database &m_database;
};

} // namespace atalaia
