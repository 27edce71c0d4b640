// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/interventionservice.h"
#include "review/triageservice.h"
#include "support/reviewfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace atalaia;

TEST_CASE("decisions move a flag and undo takes any number of them back", "[core]")
{
    ReviewFixture fixture;
    TriageService triage(fixture.thread, fixture.feed, fixture.clock, u"ana"_s);
    CHECK_FALSE(triage.canUndo());

    const auto taken = answerOf(triage.decide(fixture.flag, DecisionKind::Taken, {}, {}));
    REQUIRE(taken);
    const auto escalated = answerOf(triage.decide(fixture.flag, DecisionKind::Escalated, {}, taken->id));
    REQUIRE(escalated);
    const auto confirmed = answerOf(triage.decide(fixture.flag, DecisionKind::Confirmed, u"lido"_s, escalated->id));
    REQUIRE(confirmed);
    CHECK(fixture.flagRow().status == FlagStatus{FlagState::Confirmed, u"ana"_s});

    REQUIRE(answerOf(triage.undo()));
    CHECK(fixture.flagRow().status.state == FlagState::Escalated);
    REQUIRE(answerOf(triage.undo()));
    CHECK(fixture.flagRow().status == FlagStatus{FlagState::Open, u"ana"_s});
    REQUIRE(answerOf(triage.undo()));
    CHECK(fixture.flagRow().status.assignee.isEmpty());
    CHECK(answerOf(triage.undo()).error().kind == Error::Kind::NotFound);
}

TEST_CASE("undo takes back the decision that is still on its way to the store", "[core]")
{
    ReviewFixture fixture;
    TriageService triage(fixture.thread, fixture.feed, fixture.clock, u"ana"_s);
    const auto taken = answerOf(triage.decide(fixture.flag, DecisionKind::Taken, {}, {}));
    REQUIRE(taken);

    const auto confirmed = triage.decide(fixture.flag, DecisionKind::Confirmed, {}, taken->id);
    REQUIRE(triage.canUndo());
    CHECK(std::get<Decision>(triage.nextUndo().what).kind == DecisionKind::Confirmed);
    const auto undone = answerOf(triage.undo());
    REQUIRE(undone);
    CHECK(std::get<Decision>(undone->what).id == answerOf(confirmed)->id);
    CHECK(undone->undoneBy > answerOf(confirmed)->id);
    CHECK(fixture.flagRow().status == FlagStatus{FlagState::Open, u"ana"_s});
    CHECK(std::get<Decision>(triage.nextUndo().what).id == taken->id);
}

TEST_CASE("undo of a decision that the store refuses takes nothing else back", "[core]")
{
    ReviewFixture fixture;
    TriageService triage(fixture.thread, fixture.feed, fixture.clock, u"ana"_s);
    REQUIRE(answerOf(triage.decide(fixture.flag, DecisionKind::Taken, {}, {})));
    const auto refused = triage.decide(fixture.flag, DecisionKind::Confirmed, {}, {}); // has seen nothing
    CHECK(answerOf(triage.undo()).error().kind == Error::Kind::Conflict);
    CHECK(answerOf(refused).error().kind == Error::Kind::Conflict);
    CHECK(fixture.flagRow().status == FlagStatus{FlagState::Open, u"ana"_s});
    CHECK(std::get<Decision>(triage.nextUndo().what).kind == DecisionKind::Taken);
}

TEST_CASE("a decision on what somebody else has changed is refused", "[core]")
{
    ReviewFixture fixture;
    TriageService ana(fixture.thread, fixture.feed, fixture.clock, u"ana"_s);
    TriageService rui(fixture.thread, fixture.feed, fixture.clock, u"rui"_s);
    REQUIRE(answerOf(ana.decide(fixture.flag, DecisionKind::Taken, {}, {})));

    const auto late = answerOf(rui.decide(fixture.flag, DecisionKind::Confirmed, {}, {}));
    REQUIRE_FALSE(late);
    CHECK(late.error().kind == Error::Kind::Conflict);
    CHECK_FALSE(rui.canUndo());
    CHECK(fixture.flagRow().status == FlagStatus{FlagState::Open, u"ana"_s});
}

TEST_CASE("undo cancels a message that has not left yet and drops one that has", "[core]")
{
    ReviewFixture fixture;
    TriageService triage(fixture.thread, fixture.feed, fixture.clock, u"ana"_s);
    InterventionService interventions(fixture.thread, fixture.feed, fixture.clock, u"ana"_s);

    QObject::connect(&interventions, &InterventionService::undoableOrdered, &triage, &TriageService::noteIntervention);

    REQUIRE(answerOf(interventions.suspendLine(fixture.line)));
    CHECK_FALSE(triage.canUndo()); // leaves at once
    const auto first = answerOf(interventions.messageContact(fixture.conversation, u"Boa tarde"_s));
    REQUIRE(first);
    REQUIRE(answerOf(triage.undo()));
    CHECK(fixture.intervention(first->id).state == InterventionState::Cancelled);

    const auto second = answerOf(interventions.messageContact(fixture.conversation, u"Boa tarde"_s));
    REQUIRE(second);
    fixture.clock.advance(InterventionService::kTakeBackMs);
    const auto suspended = fixture.thread.submit([now = fixture.clock.nowMs()](Database &database) -> Result<> {
        const auto suspension = OutboxRepository(database).claimDue(now);
        if (!suspension)
            return suspension.error();
        const auto done = OutboxRepository(database).finish((*suspension)->id, InterventionState::Done, {}, now);
        return done ? Result<>() : Result<>(done.error());
    });
    REQUIRE(answerOf(suspended));
    const auto claimed = fixture.thread.submit(
            [now = fixture.clock.nowMs()](Database &database) { return OutboxRepository(database).claimDue(now); });
    REQUIRE(answerOf(claimed)->has_value());
    CHECK(answerOf(triage.undo()).error().kind == Error::Kind::Conflict);
    CHECK_FALSE(triage.canUndo());
}

TEST_CASE("interventions check their target and their text", "[core]")
{
    ReviewFixture fixture;
    InterventionService interventions(fixture.thread, fixture.feed, fixture.clock, u"ana"_s);
    const auto kindOf = [](const Result<Intervention> &answer) { return answer.error().kind; };

    CHECK(kindOf(answerOf(interventions.messageContact(fixture.conversation, u"  \n"_s))) == Error::Kind::InvalidInput);
    CHECK(kindOf(answerOf(interventions.messageContact(fixture.conversation, QString(5000, u'a'))))
          == Error::Kind::InvalidInput);
    CHECK(kindOf(answerOf(interventions.messageContact(ConversationId{999}, u"oi"_s))) == Error::Kind::NotFound);
    CHECK(kindOf(answerOf(interventions.suspendLine(LineId{999}))) == Error::Kind::NotFound);

    const auto deletion = answerOf(interventions.deleteForEveryone(fixture.message));
    REQUIRE(deletion);
    CHECK(deletion->conversation == fixture.conversation);
    CHECK(deletion->line == fixture.line);
}
