// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/flag.h"
#include "support/catch.h"

using namespace atalaia;

namespace {

Decision decision(qint64 id, DecisionKind kind, qint64 undoes = 0)
{
    return {DecisionId{id}, FlagId{1}, kind, QStringLiteral("ana"), id * 1000, {}, DecisionId{undoes}};
}

} // namespace

TEST_CASE("a flag's state is the fold of its decisions", "[core]")
{
    CHECK(foldDecisions({}).state == FlagState::Open);

    QVector<Decision> decisions{decision(1, DecisionKind::Taken), decision(2, DecisionKind::Escalated),
                                decision(3, DecisionKind::Confirmed)};
    CHECK(foldDecisions(decisions) == FlagStatus{FlagState::Confirmed, QStringLiteral("ana")});

    decisions << decision(4, DecisionKind::Undone, 3);
    CHECK(foldDecisions(decisions).state == FlagState::Escalated);

    decisions << decision(5, DecisionKind::Undone, 1);
    CHECK(foldDecisions(decisions).assignee.isEmpty());

    decisions << decision(6, DecisionKind::Undone, 2);
    CHECK(foldDecisions(decisions).state == FlagState::Open);
}
