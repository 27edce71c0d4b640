// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/triageservice.h"

#include "base/continuation.h"
#include "base/futures.h"
#include "review/changefeed.h"
#include "review/ordermark.h"
#include "store/flagrepository.h"
#include "store/outboxrepository.h"
#include "store/storethread.h"
#include "store/transaction.h"

#include <QTimer>

#include <algorithm>
#include <chrono>

namespace atalaia {

namespace {

Result<Decision> record(Database &database, ChangeFeed &feed, const Decision &decision, DecisionId expectedLast)
{
    auto decided = transacted(database, [&database, &decision, expectedLast] {
        return FlagRepository(database).decide(decision, expectedLast);
    });
    if (decided) {
        StoreChange change;
        change.changedFlags = {decision.flag};
        feed.announce(change);
    }
    return decided;
}

/// An undo answers to the newest decision, whatever it is: it names the one it takes back.
Result<UndoStep> takeBackDecision(Database &database, ChangeFeed &feed, const Decision &step, const QString &actor,
                                  qint64 nowMs)
{
    const auto decisions = FlagRepository(database).decisionsOf(step.flag);
    if (!decisions)
        return decisions.error();
    Decision undo;
    undo.flag = step.flag;
    undo.kind = DecisionKind::Undone;
    undo.actor = actor;
    undo.atMs = nowMs;
    undo.undoes = step.id;
    const auto undone = record(database, feed, undo, decisions->isEmpty() ? DecisionId{} : decisions->constLast().id);
    if (!undone)
        return undone.error();
    return UndoStep{step, undone->id};
}

/// Cancelled while it waits. A block that has left already is answered by the order to unblock, unless the
/// gateway refused it.
Result<Intervention> cancelOrAnswer(Database &database, const Intervention &step, const QString &actor, qint64 nowMs)
{
    OutboxRepository outbox(database);
    auto cancelled = outbox.cancel(step.id, nowMs);
    if (cancelled || cancelled.error().kind != Error::Kind::Conflict || step.kind != InterventionKind::BlockContact)
        return cancelled;
    const auto found = outbox.find(step.id);
    if (!found)
        return found.error();
    if (found->state != InterventionState::Done && found->state != InterventionState::Sending)
        return cancelled;
    Intervention answer;
    answer.kind = InterventionKind::UnblockContact;
    answer.line = found->line;
    answer.conversation = found->conversation;
    answer.externalId = freshOrderMark();
    answer.actor = actor;
    answer.orderedAtMs = nowMs;
    answer.dueAtMs = nowMs;
    return outbox.add(answer);
}

Result<UndoStep> takeBackIntervention(Database &database, ChangeFeed &feed, const Intervention &step,
                                      const QString &actor, qint64 nowMs)
{
    const auto cancelled = transacted(
            database, [&database, &step, &actor, nowMs] { return cancelOrAnswer(database, step, actor, nowMs); });
    if (!cancelled)
        return cancelled.error();
    StoreChange change;
    change.hasOutboxChanged = true;
    if (step.conversation.isValid())
        change.conversations = {step.conversation};
    feed.announce(change);
    return UndoStep{*cancelled, {}};
}

} // namespace

TriageService::TriageService(StoreThread &writer, ChangeFeed &feed, const Clock &clock, QString actor, QObject *parent)
    : QObject(parent), m_writer(writer), m_feed(feed), m_clock(clock), m_actor(std::move(actor))
{}

QFuture<Result<Decision>> TriageService::decide(FlagId flag, DecisionKind kind, const QString &reason,
                                                DecisionId expectedLast)
{
    Decision decision;
    decision.flag = flag;
    decision.kind = kind;
    decision.actor = m_actor;
    decision.atMs = m_clock.nowMs();
    decision.reason = reason;
    const quint64 number = ++m_lastNumber;
    const auto recorded = std::make_shared<std::optional<Decision>>();
    m_steps.append({number, {decision, {}}, recorded});
    emit undoChanged();
    return continueOn(this, m_writer.submit([decision, expectedLast, recorded, &feed = m_feed](Database &database) {
        auto decided = record(database, feed, decision, expectedLast);
        if (decided)
            *recorded = *decided;
        return decided;
    }),
                      [this, number](const Result<Decision> &decided) {
                          noteDecided(number, decided);
                          return decided;
                      });
}

void TriageService::noteDecided(quint64 number, const Result<Decision> &decided)
{
    const auto step =
            std::find_if(m_steps.begin(), m_steps.end(), [number](const Step &s) { return s.number == number; });
    if (step == m_steps.end())
        return; // is being undone
    if (decided)
        step->what = {*decided, {}};
    else
        m_steps.erase(step);
    emit undoChanged();
}

void TriageService::noteIntervention(const Intervention &intervention)
{
    m_steps.append({++m_lastNumber, {intervention, {}}, nullptr});
    emit undoChanged();
    if (intervention.kind == InterventionKind::BlockContact)
        return;
    const qint64 waitMs = std::max<qint64>(0, intervention.dueAtMs - m_clock.nowMs());
    QTimer::singleShot(std::chrono::milliseconds(waitMs), this, [this, id = intervention.id] { forget(id); });
}

Result<UndoStep> TriageService::takeBack(Database &database, ChangeFeed &feed, const Step &step, const QString &actor,
                                         qint64 nowMs)
{
    if (!step.recorded)
        return takeBackIntervention(database, feed, std::get<Intervention>(step.what.what), actor, nowMs);
    if (!step.recorded->has_value())
        return Error{Error::Kind::Conflict, QStringLiteral("the decision was refused")};
    return takeBackDecision(database, feed, **step.recorded, actor, nowMs);
}

void TriageService::forget(InterventionId id)
{
    const qsizetype removed = m_steps.removeIf([id](const Step &step) {
        const auto *intervention = std::get_if<Intervention>(&step.what.what);
        return intervention && intervention->id == id;
    });
    if (removed > 0)
        emit undoChanged();
}

bool TriageService::canUndo() const
{
    return !m_steps.isEmpty();
}

UndoStep TriageService::nextUndo() const
{
    Q_ASSERT(canUndo());
    return m_steps.constLast().what;
}

QFuture<Result<UndoStep>> TriageService::undo()
{
    if (!canUndo())
        return finishedFuture(Result<UndoStep>(Error{Error::Kind::NotFound, QStringLiteral("nothing to undo")}));

    // Taken off at once, so that two quick presses take back two steps; put back when the store could
    // not be written.
    const Step step = m_steps.takeLast();
    emit undoChanged();
    return continueOn(
            this, m_writer.submit([step, actor = m_actor, nowMs = m_clock.nowMs(), &feed = m_feed](Database &database) {
                return takeBack(database, feed, step, actor, nowMs);
            }),
            [this, step](const Result<UndoStep> &undone) {
                const bool mayWorkLater = !undone
                                          && (undone.error().kind == Error::Kind::Storage
                                              || undone.error().kind == Error::Kind::StorageFull);
                if (mayWorkLater) {
                    m_steps.append(step);
                    emit undoChanged();
                }
                return undone;
            });
}

} // namespace atalaia
