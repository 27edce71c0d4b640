// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/flag.h"

#include <QSet>

namespace atalaia {

FlagStatus foldDecisions(const QVector<Decision> &decisions)
{
    QSet<DecisionId> undone;
    for (const Decision &decision : decisions) {
        if (decision.kind == DecisionKind::Undone)
            undone.insert(decision.undoes);
    }

    FlagStatus status;
    for (const Decision &decision : decisions) {
        if (undone.contains(decision.id))
            continue;
        switch (decision.kind) {
        case DecisionKind::Taken:
            status.assignee = decision.actor;
            break;
        case DecisionKind::Released:
            status.assignee.clear();
            break;
        case DecisionKind::Dismissed:
            status.state = FlagState::Dismissed;
            break;
        case DecisionKind::Confirmed:
            status.state = FlagState::Confirmed;
            break;
        case DecisionKind::Escalated:
            status.state = FlagState::Escalated;
            break;
        case DecisionKind::Reopened:
            status.state = FlagState::Open;
            break;
        case DecisionKind::Snoozed:
        case DecisionKind::Undone:
            break;
        }
    }
    return status;
}

} // namespace atalaia
