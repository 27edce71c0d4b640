// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/triageservice.h"

#include "base/continuation.h"
#include "base/futures.h"
#include "review/changefeed.h"
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
Result<UndoStep> takeBack(Database &database, ChangeFeed &feed, const Decision &step, const QString &actor,
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
    return UndoStep{step};
}

Result<UndoStep> takeBack(Database &database, ChangeFeed &feed, const Intervention &step, qint64 nowMs)
{
    const auto cancelled = transacted(
            database, [&database, &step, nowMs] { return OutboxRepository(database).cancel(step.id, nowMs); });
    if (!cancelled)
        return cancelled.error();
    StoreChange change;
    change.hasOutboxChanged = true;
    if (step.conversation.isValid())
        change.conversations = {step.conversation};
    feed.announce(change);
    return UndoStep{*cancelled};
}

} // namespace

TriageService::TriageService(StoreThread &writer, ChangeFeed &feed, const Clock &clock, QString actor,
                             QObject *parent) :
    QObject(parent), m_writer(writer), m_feed(feed), m_clock(clock), m_actor(std::move(actor))
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
    return continueOn(this, m_writer.submit([decision, expectedLast, &feed = m_feed](Database &database) {
        return record(database, feed, decision, expectedLast);
    }),
                      [this](const Result<Decision> &decided) {
                          if (decided) {
                              m_steps.append(UndoStep{*decided});
                              emit undoChanged();
                          }
                          return decided;
                      });
}

void TriageService::noteIntervention(const Intervention &intervention)
{
    m_steps.append(UndoStep{intervention});
    emit undoChanged();
    const qint64 waitMs = std::max<qint64>(0, intervention.dueAtMs - m_clock.nowMs());
    QTimer::singleShot(std::chrono::milliseconds(waitMs), this, [this, id = intervention.id] { forget(id); });
}

void TriageService::forget(InterventionId id)
{
    const qsizetype removed = m_steps.removeIf([id](const UndoStep &step) {
        const auto *intervention = std::get_if<Intervention>(&step.what);
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
    return m_steps.constLast();
}

QFuture<Result<UndoStep>> TriageService::undo()
{
    if (!canUndo())
        return finishedFuture(Result<UndoStep>(Error{Error::Kind::NotFound, QStringLiteral("nothing to undo")}));

    // Taken off at once, so that two quick presses take back two steps; put back when the store could
    // not be written.
    const UndoStep step = m_steps.takeLast();
    emit undoChanged();
    return continueOn(
            this, m_writer.submit([step, actor = m_actor, nowMs = m_clock.nowMs(), &feed = m_feed](Database &database) {
                if (const auto *decision = std::get_if<Decision>(&step.what))
                    return takeBack(database, feed, *decision, actor, nowMs);
                return takeBack(database, feed, std::get<Intervention>(step.what), nowMs);
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
