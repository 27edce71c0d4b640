// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/reviewwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

struct ReviewWords
{
    Q_DECLARE_TR_FUNCTIONS(atalaia::ReviewWords)
};

QString undoDecisionWords(DecisionKind kind)
{
    switch (kind) {
    case DecisionKind::Taken:
        return ReviewWords::tr("Undo assign to me");
    case DecisionKind::Released:
        return ReviewWords::tr("Undo release");
    case DecisionKind::Dismissed:
        return ReviewWords::tr("Undo dismiss");
    case DecisionKind::Confirmed:
        return ReviewWords::tr("Undo confirm");
    case DecisionKind::Escalated:
        return ReviewWords::tr("Undo escalate");
    case DecisionKind::Snoozed:
        return ReviewWords::tr("Undo snooze");
    case DecisionKind::Reopened:
        return ReviewWords::tr("Undo reopen");
    case DecisionKind::Undone:
        break;
    }
    return ReviewWords::tr("Undo");
}

QString undoInterventionWords(InterventionKind kind)
{
    switch (kind) {
    case InterventionKind::MessageToContact:
        return ReviewWords::tr("Take back message");
    case InterventionKind::DeleteForEveryone:
        return ReviewWords::tr("Take back deletion");
    case InterventionKind::SuspendLine:
        return ReviewWords::tr("Take back suspension");
    case InterventionKind::ResumeLine:
        return ReviewWords::tr("Take back resuming");
    case InterventionKind::BlockContact:
        return ReviewWords::tr("Take back blocking");
    case InterventionKind::UnblockContact:
        return ReviewWords::tr("Take back unblocking");
    }
    return ReviewWords::tr("Undo");
}

} // namespace

QStringList dismissReasons()
{
    return {u"not-a-violation"_s, u"wrong-context"_s, u"duplicate"_s};
}

QString reasonWords(const QString &reason)
{
    if (reason == u"not-a-violation"_s)
        return ReviewWords::tr("Not a violation");
    if (reason == u"wrong-context"_s)
        return ReviewWords::tr("Wrong context");
    if (reason == u"duplicate"_s)
        return ReviewWords::tr("Duplicate");
    return reason;
}

QString decisionWords(DecisionKind kind)
{
    switch (kind) {
    case DecisionKind::Taken:
        return ReviewWords::tr("took it");
    case DecisionKind::Released:
        return ReviewWords::tr("released it");
    case DecisionKind::Dismissed:
        return ReviewWords::tr("dismissed it");
    case DecisionKind::Confirmed:
        return ReviewWords::tr("confirmed it");
    case DecisionKind::Escalated:
        return ReviewWords::tr("escalated it");
    case DecisionKind::Snoozed:
        return ReviewWords::tr("snoozed it");
    case DecisionKind::Reopened:
        return ReviewWords::tr("reopened it");
    case DecisionKind::Undone:
        break;
    }
    return ReviewWords::tr("took a decision back");
}

QString interventionWords(InterventionKind kind)
{
    switch (kind) {
    case InterventionKind::MessageToContact:
        return ReviewWords::tr("Message to the contact");
    case InterventionKind::DeleteForEveryone:
        return ReviewWords::tr("Delete for everyone");
    case InterventionKind::SuspendLine:
        return ReviewWords::tr("Suspend the line");
    case InterventionKind::ResumeLine:
        return ReviewWords::tr("Resume the line");
    case InterventionKind::BlockContact:
        return ReviewWords::tr("Block the contact");
    case InterventionKind::UnblockContact:
        break;
    }
    return ReviewWords::tr("Unblock the contact");
}

QString interventionStateWords(InterventionState state)
{
    switch (state) {
    case InterventionState::Pending:
        return ReviewWords::tr("waits; can still be taken back");
    case InterventionState::Sending:
        return ReviewWords::tr("on its way to the gateway");
    case InterventionState::Done:
        return ReviewWords::tr("done");
    case InterventionState::Failed:
        return ReviewWords::tr("failed");
    case InterventionState::Cancelled:
        break;
    }
    return ReviewWords::tr("taken back, nothing was sent");
}

QString undoWords(const UndoStep &step)
{
    if (const auto *decision = std::get_if<Decision>(&step.what))
        return undoDecisionWords(decision->kind);
    return undoInterventionWords(std::get<Intervention>(step.what).kind);
}

QString termKindWords(TermKind kind)
{
    switch (kind) {
    case TermKind::Literal:
        return ReviewWords::tr("phrase");
    case TermKind::Regex:
        return ReviewWords::tr("regular expression");
    case TermKind::Prefix:
        return ReviewWords::tr("beginning of a word");
    case TermKind::Near:
        return ReviewWords::tr("words near each other");
    case TermKind::Expression:
        break;
    }
    return ReviewWords::tr("expression");
}

QString directionSentence(Direction direction)
{
    switch (direction) {
    case Direction::Any:
        return ReviewWords::tr("Counts whoever writes it");
    case Direction::Agent:
        return ReviewWords::tr("Counts when the agent writes it");
    case Direction::Contact:
        break;
    }
    return ReviewWords::tr("Counts when the contact writes it");
}

} // namespace atalaia
