// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/flag.h"
#include "domain/intervention.h"

#include <QFuture>
#include <QObject>
#include <QVector>

#include <memory>
#include <optional>
#include <variant>

namespace atalaia {

class ChangeFeed;
class Database;
class StoreThread;

/// One step that undo can take back.
struct UndoStep
{
    std::variant<Decision, Intervention> what;
    DecisionId undoneBy = {}; ///< after undo() of a decision: the one that took it back
};

/// The decisions behind the buttons, and the session's undo: any number of steps, newest first. A
/// step is a decision (undone by one more decision), an intervention that still waits (cancelled) or a
/// block (cancelled, or undone by an order to unblock).
/// Lives on the thread of the screens; nothing here waits.
class TriageService final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TriageService)

public:
    /// `actor`: until sign-in exists, the operating system's user. References must outlive this.
    TriageService(StoreThread &writer, ChangeFeed &feed, const Clock &clock, QString actor, QObject *parent = nullptr);

    /// Records a decision by this session's actor. `expectedLast`: newest decision that the person
    /// saw on this flag. Errors: Conflict, NotFound, Storage, StorageFull. The step is on the undo stack
    /// at once, before the store has answered, and leaves it when the store refuses.
    [[nodiscard]] QFuture<Result<Decision>> decide(FlagId flag, DecisionKind kind, const QString &reason,
                                                   DecisionId expectedLast);

    /// Puts an intervention just ordered onto the undo stack; one that can only be cancelled leaves it when
    /// its time has come.
    void noteIntervention(const Intervention &intervention);

    [[nodiscard]] bool canUndo() const;
    /// The step that undo() would take back; precondition canUndo().
    [[nodiscard]] UndoStep nextUndo() const;
    /// Takes the newest step back and reports it; of a block that has left already, the order to unblock
    /// that is on its way. NotFound: nothing to undo. Conflict: it cannot be
    /// taken back any more (the message has left); the step is dropped.
    [[nodiscard]] QFuture<Result<UndoStep>> undo();

signals:
    void undoChanged();

private:
    struct Step
    {
        quint64 number = 0;
        UndoStep what; ///< of a decision under way: as it was wanted, without an id
        /// What the store made of a decision; written and read on the writing store thread, where an
        /// undo runs behind the decision it takes back.
        std::shared_ptr<std::optional<Decision>> recorded;
    };

    [[nodiscard]] static Result<UndoStep> takeBack(Database &database, ChangeFeed &feed, const Step &step,
                                                   const QString &actor, qint64 nowMs);
    void noteDecided(quint64 number, const Result<Decision> &decided);
    void forget(InterventionId id);

    StoreThread &m_writer;
    ChangeFeed &m_feed;
    const Clock &m_clock;
    const QString m_actor;
    QVector<Step> m_steps; // newest last
    quint64 m_lastNumber = 0;
};

} // namespace atalaia
