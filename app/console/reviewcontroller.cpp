// SPDX-License-Identifier: GPL-3.0-or-later
#include "reviewcontroller.h"

#include "base/continuation.h"
#include "conversation/actionbar.h"
#include "conversation/factspane.h"
#include "conversation/reviewactions.h"
#include "conversation/threadpane.h"
#include "engine/engine.h"
#include "shell/actionset.h"
#include "text/errorwords.h"
#include "text/limitwords.h"
#include "text/reviewwords.h"
#include "text/safetext.h"
#include "threadcontroller.h"

#include <QAction>

#include <array>

namespace atalaia {

namespace {

constexpr int kLimitIntervalMs = 30'000;

struct InterventionAction
{
    ActionId action;
    InterventionKind kind;
};

constexpr std::array kInterventionActions{
        InterventionAction{ActionId::InterveneMessage, InterventionKind::MessageToContact},
        InterventionAction{ActionId::DeleteForEveryone, InterventionKind::DeleteForEveryone},
        InterventionAction{ActionId::SuspendLine, InterventionKind::SuspendLine},
        InterventionAction{ActionId::ResumeLine, InterventionKind::ResumeLine},
        InterventionAction{ActionId::BlockContact, InterventionKind::BlockContact},
        InterventionAction{ActionId::UnblockContact, InterventionKind::UnblockContact},
};

} // namespace

ReviewController::ReviewController(Engine &engine, ThreadController &thread, ThreadPane &pane, QObject *parent)
    : QObject(parent), m_engine(engine), m_thread(thread), m_pane(pane)
{
    m_limitTimer.setInterval(kLimitIntervalMs);
    connect(&m_limitTimer, &QTimer::timeout, this, &ReviewController::refreshActions);
    connect(&m_thread, &ThreadController::viewChanged, this, &ReviewController::refreshActions);
    connect(&m_thread, &ThreadController::viewChanged, this, &ReviewController::tellAnswers);
    connect(&m_pane, &ThreadPane::messageSelected, this, &ReviewController::refreshActions);
    connect(&m_engine.triage(), &TriageService::undoChanged, this, &ReviewController::refreshActions);

    connect(&m_pane, &ThreadPane::messageOrdered, this, [this](ConversationId to, const QString &text) {
        carryOut(m_engine.interventions().messageContact(to, text), to);
    });
    connect(&m_pane, &ThreadPane::deleteConfirmed, this,
            [this](MessageId message) { carryOut(m_engine.interventions().deleteForEveryone(message)); });
    connect(&m_pane, &ThreadPane::suspendConfirmed, this,
            [this] { carryOut(m_engine.interventions().suspendLine(m_pane.line())); });
    connect(&m_pane, &ThreadPane::resumeConfirmed, this,
            [this] { carryOut(m_engine.interventions().resumeLine(m_pane.line())); });
    connect(&m_pane, &ThreadPane::blockConfirmed, this,
            [this](ConversationId id) { carryOut(m_engine.interventions().blockContact(id)); });
    connect(&m_pane, &ThreadPane::unblockConfirmed, this,
            [this](ConversationId id) { carryOut(m_engine.interventions().unblockContact(id)); });
    connect(&m_pane, &ThreadPane::takeBackRequested, this, &ReviewController::takeBack);
}

void ReviewController::connectActions(ActionSet &actions, ActionBar &bar)
{
    m_actions = &actions;
    m_bar = &bar;
    connect(&actions.action(ActionId::Confirm), &QAction::triggered, this,
            [this] { decide(DecisionKind::Confirmed, {}); });
    connect(&actions.action(ActionId::Escalate), &QAction::triggered, this,
            [this] { decide(DecisionKind::Escalated, {}); });
    connect(&bar, &ActionBar::dismissChosen, this,
            [this](const QString &reason) { decide(DecisionKind::Dismissed, reason); });
    connect(&actions.action(ActionId::NextHit), &QAction::triggered, &m_pane, &ThreadPane::showNextHit);
    connect(&actions.action(ActionId::PreviousHit), &QAction::triggered, &m_pane, &ThreadPane::showPreviousHit);
    connect(&actions.action(ActionId::Take), &QAction::triggered, this, &ReviewController::takeOrRelease);
    connect(&actions.action(ActionId::Undo), &QAction::triggered, this, &ReviewController::undo);
    refreshActions();
}

void ReviewController::connectFacts(FactsPane &facts)
{
    connect(&facts, &FactsPane::hitActivated, &m_pane, &ThreadPane::showMessage);
    connect(&facts, &FactsPane::takeBackRequested, this, &ReviewController::takeBack);
    connect(&facts, &FactsPane::separationRequested, this, [this](ContactMergeId merge) {
        continueOn(this, m_engine.identities().separate(merge), [this](const Result<> &done) {
            m_pane.showInterventionEnded(done ? tr("Separated. What was said stays with the identity it came from.")
                                              : errorSentence(done.error().kind));
        });
    });
    connect(&facts, &FactsPane::joiningRequested, this, [this](ContactMergeId merge) {
        continueOn(this, m_engine.identities().joinAgain(merge), [this](const Result<> &done) {
            m_pane.showInterventionEnded(done ? tr("Joined again.") : errorSentence(done.error().kind));
        });
    });
    connect(&facts, &FactsPane::mediaRequested, this, [this](const QVector<MessageId> &messages) {
        for (const MessageId message : messages)
            static_cast<void>(m_engine.gateways().askForMediaAgain(message));
    });
}

void ReviewController::decide(DecisionKind kind, const QString &reason)
{
    if (!m_thread.view() || m_isDeciding)
        return;
    m_isDeciding = true;
    continueOn(this, m_engine.triage().decide(m_thread.flag(), kind, reason, m_thread.lastDecision()),
               [this](const Result<Decision> &decision) {
                   m_isDeciding = false;
                   if (decision)
                       m_thread.noteDecision(decision->flag, decision->id);
                   else
                       m_pane.showInterventionEnded(errorSentence(decision.error().kind));
               });
}

void ReviewController::takeOrRelease()
{
    const bool isMine = m_thread.row().status.assignee == m_engine.actor();
    decide(isMine ? DecisionKind::Released : DecisionKind::Taken, {});
}

void ReviewController::undo()
{
    continueOn(this, m_engine.triage().undo(), [this](const Result<UndoStep> &undone) {
        if (!undone) {
            m_pane.showInterventionEnded(undone.error().kind == Error::Kind::Conflict
                                                 ? tr("That cannot be taken back any more.")
                                                 : errorSentence(undone.error().kind));
            return;
        }
        if (const auto *decision = std::get_if<Decision>(&undone->what))
            m_thread.noteDecision(decision->flag, undone->undoneBy);
        else
            noteTakenBack(std::get<Intervention>(undone->what));
    });
}

void ReviewController::noteTakenBack(const Intervention &intervention)
{
    if (intervention.state == InterventionState::Cancelled) {
        m_pane.showInterventionEnded(tr("Taken back; nothing was sent."));
        return;
    }
    m_awaited.insert(intervention.id); // it had left: its opposite is on its way
    m_pane.showOrdered(intervention, m_engine.clock().nowMs());
}

void ReviewController::carryOut(QFuture<Result<Intervention>> order, ConversationId messageTo)
{
    continueOn(this, order, [this, messageTo](const Result<Intervention> &ordered) {
        if (!ordered) {
            m_pane.showOrderFailed(errorSentence(ordered.error().kind), messageTo);
            return;
        }
        m_awaited.insert(ordered->id);
        m_pane.showOrdered(*ordered, m_engine.clock().nowMs());
    });
}

void ReviewController::takeBack(InterventionId id)
{
    continueOn(this, m_engine.interventions().takeBack(id), [this](const Result<Intervention> &cancelled) {
        m_pane.showInterventionEnded(cancelled ? tr("Taken back; nothing was sent.")
                                               : tr("Too late to take it back: it has left already."));
    });
}

void ReviewController::tellAnswers()
{
    if (!m_thread.view())
        return;
    for (const Intervention &intervention : m_thread.view()->interventions) {
        const bool isOver =
                intervention.state == InterventionState::Done || intervention.state == InterventionState::Failed;
        if (!isOver || !m_awaited.remove(intervention.id))
            continue;
        const QString what = interventionWords(intervention.kind);
        const QString answer = safeLine(intervention.answer);
        m_pane.showInterventionEnded(intervention.state == InterventionState::Done
                                             ? tr("%1: done. The gateway answered “%2”.").arg(what, answer)
                                             : tr("%1: not done. The gateway answered “%2”.").arg(what, answer));
    }
}

void ReviewController::refreshInterventions(bool isOpen)
{
    const qint64 nowMs = m_engine.clock().nowMs();
    for (const auto &[action, kind] : kInterventionActions) {
        if (!isOpen) {
            m_actions->setNote(action, {});
            continue;
        }
        const InterventionTarget &target = m_thread.view()->target;
        m_actions->action(action).setEnabled(!isRefusal(limitOf(kind, target, nowMs)));
        m_actions->setNote(action, limitSentence(kind, target, nowMs));
    }
    const bool isTimed = isOpen && sendableUntil(m_thread.view()->target) > nowMs;
    if (isTimed)
        m_limitTimer.start(); // the time left is counted down, and ends
    else
        m_limitTimer.stop();
}

void ReviewController::refreshActions()
{
    if (!m_actions)
        return;
    const bool isOpen = m_thread.view().has_value();
    m_actions->setThreadActionsEnabled(isOpen);
    refreshInterventions(isOpen);
    m_actions->action(ActionId::DeleteForEveryone).setEnabled(isOpen && m_pane.canDeleteSelected());
    const TriageService &triage = m_engine.triage();
    m_bar->setNextUndo(triage.canUndo() ? std::optional(triage.nextUndo()) : std::nullopt);
    m_bar->setTaken(isOpen && m_thread.row().status.assignee == m_engine.actor());
}

} // namespace atalaia
