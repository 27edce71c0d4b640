// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/intervention.h"

#include <QString>
#include <QVector>

#include <optional>

namespace atalaia {

class Database;

/// The outbox: interventions from order to answer.
class OutboxRepository
{
public:
    /// Answer of an order to suspend or resume that a newer one of its line made pointless.
    static inline const QString kSuperseded = QStringLiteral("superseded");

    explicit OutboxRepository(Database &database) : m_database(database) {}

    /// `intervention.id` is ignored; state is Pending.
    [[nodiscard]] Result<Intervention> add(const Intervention &intervention);
    /// Pending → Cancelled; Conflict when it is not pending any more.
    [[nodiscard]] Result<Intervention> cancel(InterventionId id, qint64 atMs);
    /// The oldest due intervention, moved to Sending with one more attempt; none = nothing may run.
    /// In a conversation one runs at a time, and in the order in which they were ordered: each waits for
    /// the older ones of its conversation, and those to suspend or resume its line, that are due or have
    /// been tried without an answer. Conversations of a line do not wait for each other: a contact who
    /// cannot be reached holds up nobody else.
    /// Suspending or resuming waits only for what is being sent on the line: a message that nobody
    /// answers must not hold up a suspension. When it is handed out, the older ones of its line that
    /// still wait are Cancelled with the answer kSuperseded, so that the last order stands.
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
