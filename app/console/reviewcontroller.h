// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/flag.h"
#include "domain/intervention.h"
#include "review/triageservice.h"

#include <QFuture>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace atalaia {

class ActionBar;
class ActionSet;
class Engine;
class FactsPane;
class ThreadController;
class ThreadPane;

/// What happens when the person decides or intervenes: from the window's actions and the panes'
/// signals to the services, and their answers back to where the order was given. GUI thread.
class ReviewController final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReviewController)

public:
    /// References must outlive this.
    ReviewController(Engine &engine, ThreadController &thread, ThreadPane &pane, QObject *parent = nullptr);

    void connectActions(ActionSet &actions, ActionBar &bar);
    void connectFacts(FactsPane &facts);

private:
    void decide(DecisionKind kind, const QString &reason);
    void takeOrRelease();
    void undo();
    /// `messageTo`: for a message, whom it goes to.
    void carryOut(QFuture<Result<Intervention>> order, ConversationId messageTo = {});
    void takeBack(InterventionId id);
    void refreshActions();
    void refreshInterventions(bool isOpen);
    void noteTakenBack(const Intervention &intervention);
    void tellAnswers();

    Engine &m_engine;
    ThreadController &m_thread;
    ThreadPane &m_pane;
    ActionSet *m_actions = nullptr;
    ActionBar *m_bar = nullptr;
    QSet<InterventionId> m_awaited; // ordered here, not answered yet
    QTimer m_limitTimer;
    bool m_isDeciding = false;
};

} // namespace atalaia
