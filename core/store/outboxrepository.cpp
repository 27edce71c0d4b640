// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/outboxrepository.h"

#include "store/statement.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

const auto kSelect = u"SELECT o.id, o.kind, o.state, o.line_id, o.conversation_id, o.message_id, o.text, "
                     "o.external_id, o.actor, o.ordered_at, o.due_at, o.attempts, o.finished_at, o.answer "
                     "FROM outbox o "_s;

/// What is due and need not wait for another order of its conversation or its line (which has no
/// conversation). Both placeholders are the time.
const auto kDue =
        u"WHERE o.state = 'pending' AND o.due_at <= ? AND NOT EXISTS (SELECT 1 FROM outbox s WHERE s.line_id = "
        u"o.line_id AND (s.conversation_id IS NULL OR o.conversation_id IS NULL OR s.conversation_id = "
        u"o.conversation_id) "
        "AND (s.state = 'sending' OR (s.state = 'pending' AND s.id < o.id AND (s.attempts > 0 OR s.due_at <= ?) "
        "AND o.kind NOT IN ('suspend_line', 'resume_line')))) ORDER BY o.due_at, o.id LIMIT 1"_s;

bool isForLine(InterventionKind kind)
{
    return kind == InterventionKind::SuspendLine || kind == InterventionKind::ResumeLine;
}

/// A line ends up as its newest order wants it, so what an older one still waits for must not happen.
Result<> supersede(Database &database, const Intervention &by, qint64 atMs)
{
    return Statement(database, u"UPDATE outbox SET state = 'cancelled', answer = ?, finished_at = ? "
                               "WHERE state = 'pending' AND line_id = ? AND id < ? "
                               "AND kind IN ('suspend_line', 'resume_line')"_s)
            .with(database.codec().seal(OutboxRepository::kSuperseded), atMs, by.line, by.id)
            .done();
}

Intervention readIntervention(Statement &row)
{
    Intervention intervention;
    intervention.id = row.id<InterventionId>(0);
    intervention.kind = row.word<InterventionKind>(1);
    intervention.state = row.word<InterventionState>(2);
    intervention.line = row.id<LineId>(3);
    intervention.conversation = row.id<ConversationId>(4);
    intervention.message = row.id<MessageId>(5);
    intervention.text = row.opened(6);
    intervention.externalId = row.plain(7);
    intervention.actor = row.plain(8);
    intervention.orderedAtMs = row.integer(9);
    intervention.dueAtMs = row.integer(10);
    intervention.attempts = row.number(11);
    intervention.finishedAtMs = row.integer(12);
    intervention.answer = row.opened(13);
    return intervention;
}

Error notInState(InterventionId id, InterventionState state)
{
    return {Error::Kind::Conflict, u"intervention %1 is not %2"_s.arg(id.value).arg(storedWord(state))};
}

/// Leaves `from` for `to`; Conflict when it is not there, NotFound when it is nowhere.
Result<Intervention> move(Database &database, InterventionId id, InterventionState from, InterventionState to,
                          const QString &answer, qint64 atMs)
{
    OutboxRepository outbox(database);
    Intervention moved;
    auto done =
            database.connection().atomically([&database, &outbox, &moved, id, from, to, &answer, atMs]() -> Result<> {
                auto found = outbox.find(id);
                if (!found)
                    return found.error();
                if (found->state != from)
                    return notInState(id, from);
                moved = std::move(found).value();
                moved.state = to;
                moved.answer = answer;
                moved.finishedAtMs = atMs;
                return Statement(database, u"UPDATE outbox SET state = ?, answer = ?, finished_at = ? WHERE id = ?"_s)
                        .with(to, database.codec().seal(answer), atMs, id)
                        .done();
            });
    if (!done)
        return done.error();
    return moved;
}

} // namespace

Result<Intervention> OutboxRepository::add(const Intervention &intervention)
{
    Intervention added = intervention;
    added.state = InterventionState::Pending;
    const TextCodec &codec = m_database.codec();
    auto id = Statement(m_database, u"INSERT INTO outbox (kind, state, line_id, conversation_id, message_id, text, "
                                    "external_id, actor, ordered_at, due_at, attempts, finished_at, answer) "
                                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
                      .with(added.kind, added.state, added.line, added.conversation, added.message,
                            codec.seal(added.text), added.externalId, added.actor, added.orderedAtMs, added.dueAtMs,
                            added.attempts, added.finishedAtMs, codec.seal(added.answer))
                      .insertedId();
    if (!id)
        return id.error();
    added.id = InterventionId{*id};
    return added;
}

Result<Intervention> OutboxRepository::cancel(InterventionId id, qint64 atMs)
{
    return move(m_database, id, InterventionState::Pending, InterventionState::Cancelled, {}, atMs);
}

Result<std::optional<Intervention>> OutboxRepository::claimDue(qint64 nowMs)
{
    std::optional<Intervention> claimed;
    auto done = m_database.connection().atomically([this, &claimed, nowMs]() -> Result<> {
        auto due = Statement(m_database, kSelect + kDue).with(nowMs, nowMs).first(readIntervention);
        if (!due)
            return due.error();
        if (!*due)
            return {};
        claimed = std::move(**due);
        claimed->state = InterventionState::Sending;
        claimed->attempts += 1;
        if (isForLine(claimed->kind)) {
            if (auto superseded = supersede(m_database, *claimed, nowMs); !superseded)
                return superseded;
        }
        return Statement(m_database, u"UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ?"_s)
                .with(claimed->id)
                .done();
    });
    if (!done)
        return done.error();
    return claimed;
}

Result<> OutboxRepository::postpone(InterventionId id, qint64 dueAtMs, const QString &answer)
{
    auto changed = Statement(m_database, u"UPDATE outbox SET state = 'pending', due_at = ?, answer = ? "
                                         "WHERE id = ? AND state = 'sending'"_s)
                           .with(dueAtMs, m_database.codec().seal(answer), id)
                           .changedRows();
    if (!changed)
        return changed.error();
    if (*changed == 0)
        return notInState(id, InterventionState::Sending);
    return {};
}

Result<Intervention> OutboxRepository::finish(InterventionId id, InterventionState state, const QString &answer,
                                              qint64 atMs)
{
    if (state != InterventionState::Done && state != InterventionState::Failed)
        return Error{Error::Kind::InvalidInput, u"an intervention ends done or failed"_s};
    return move(m_database, id, InterventionState::Sending, state, answer, atMs);
}

Result<int> OutboxRepository::returnUnfinished(qint64 nowMs, qint64 takeBackMs)
{
    int returned = 0;
    auto done = m_database.connection().atomically([this, &returned, nowMs, takeBackMs]() -> Result<> {
        auto delayed = Statement(m_database, u"UPDATE outbox SET due_at = ? WHERE state = 'pending' AND due_at <= ?"_s)
                               .with(nowMs + takeBackMs, nowMs)
                               .done();
        if (!delayed)
            return delayed;
        // Due before everything else: what may have run already is cleared up first.
        auto changed = Statement(m_database, u"UPDATE outbox SET state = 'pending', due_at = min(due_at, ?) "
                                             "WHERE state = 'sending'"_s)
                               .with(nowMs)
                               .changedRows();
        if (!changed)
            return changed.error();
        returned = *changed;
        return {};
    });
    if (!done)
        return done.error();
    return returned;
}

Result<std::optional<qint64>> OutboxRepository::nextDueAt()
{
    return Statement(m_database, u"SELECT due_at FROM outbox WHERE state = 'pending' ORDER BY due_at LIMIT 1"_s)
            .with()
            .first([](Statement &row) { return row.integer(0); });
}

Result<Intervention> OutboxRepository::find(InterventionId id)
{
    auto found = Statement(m_database, kSelect + u"WHERE o.id = ?"_s).with(id).first(readIntervention);
    if (!found)
        return found.error();
    if (!*found)
        return Error{Error::Kind::NotFound, u"intervention %1"_s.arg(id.value)};
    return std::move(**found);
}

Result<QVector<Intervention>> OutboxRepository::forConversation(ConversationId conversation, int limit)
{
    auto own = Statement(m_database, kSelect + u"WHERE o.conversation_id = ? ORDER BY o.id DESC LIMIT ?"_s)
                       .with(conversation, limit)
                       .all(readIntervention);
    if (!own)
        return own.error();
    auto ofLine = Statement(m_database, kSelect
                                                + u"WHERE o.conversation_id IS NULL AND o.line_id = "
                                                  "(SELECT line_id FROM conversations WHERE id = ?) "
                                                  "ORDER BY o.id DESC LIMIT ?"_s)
                          .with(conversation, limit)
                          .all(readIntervention);
    if (!ofLine)
        return ofLine.error();
    QVector<Intervention> all = *own + *ofLine;
    std::sort(all.begin(), all.end(), [](const Intervention &a, const Intervention &b) { return a.id > b.id; });
    if (all.size() > limit)
        all.resize(limit);
    return all;
}

} // namespace atalaia
