// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/interventionservice.h"
#include "review/outboxrunner.h"
#include "support/fakeconnector.h"
#include "support/reviewfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

struct OutboxFixture : ReviewFixture
{
    std::unique_ptr<OutboxRunner> startRunner()
    {
        auto runner =
                std::make_unique<OutboxRunner>(thread, feed, clock, [this](GatewayId) { return findConnector(); });
        runner->start();
        return runner;
    }

    Connector *findConnector() { return isConnected ? &connector : nullptr; }

    [[nodiscard]] bool waitForState(InterventionId id, InterventionState state)
    {
        return QTest::qWaitFor([this, id, state] { return intervention(id).state == state; }, 5'000);
    }

    /// Everything that was queued so far, on the store thread and back, has run.
    void settle()
    {
        for (int i = 0; i < 5; ++i)
            (void)answerOf(thread.submit([](Database &) { return Result<>(); }).then(&feed, [](const Result<> &r) {
                return r;
            }));
    }

    FakeConnector connector;
    InterventionService interventions{thread, feed, clock, u"ana"_s};
    bool isConnected = true;
};

} // namespace

TEST_CASE("a message leaves when its time has come and exactly once", "[core]")
{
    OutboxFixture fixture;
    const auto runner = fixture.startRunner();
    const auto ordered = answerOf(fixture.interventions.messageContact(fixture.conversation, u"Boa tarde"_s));
    REQUIRE(ordered);
    fixture.settle();
    CHECK(fixture.connector.orders.isEmpty());

    fixture.clock.advance(InterventionService::kTakeBackMs);
    runner->wake();
    REQUIRE(fixture.waitForState(ordered->id, InterventionState::Done));
    fixture.settle();
    REQUIRE(fixture.connector.orders.size() == 1);
    const GatewayOrder &order = fixture.connector.orders.constFirst();
    CHECK(order.lineExternalId == u"line-01"_s);
    CHECK(order.chat == u"5511900000001@c.us"_s);
    CHECK(order.messageId == ordered->externalId);
    CHECK(order.text == u"Boa tarde"_s);
    CHECK(order.notBeforeMs == ordered->orderedAtMs);
    CHECK_FALSE(order.mayHaveRun);
    CHECK(fixture.intervention(ordered->id).answer == u"201 Created"_s);
}

TEST_CASE("a message taken back never reaches the gateway", "[core]")
{
    OutboxFixture fixture;
    const auto runner = fixture.startRunner();
    const auto ordered = answerOf(fixture.interventions.messageContact(fixture.conversation, u"Boa tarde"_s));
    REQUIRE(answerOf(fixture.interventions.takeBack(ordered->id)));
    fixture.clock.advance(InterventionService::kTakeBackMs * 2);
    runner->wake();
    fixture.settle();
    CHECK(fixture.connector.orders.isEmpty());
    CHECK(fixture.intervention(ordered->id).state == InterventionState::Cancelled);
}

TEST_CASE("a gateway that does not answer is asked again and told that it may have run", "[core]")
{
    OutboxFixture fixture;
    fixture.connector.answer = Error{Error::Kind::Unreachable, u"timeout"_s};
    const auto runner = fixture.startRunner();
    const auto ordered = answerOf(fixture.interventions.suspendLine(fixture.line));
    REQUIRE(QTest::qWaitFor([&] { return fixture.connector.orders.size() == 1; }, 5'000));
    REQUIRE(fixture.waitForState(ordered->id, InterventionState::Pending));

    fixture.connector.answer = GatewayAnswer{u"200 STOPPED"_s};
    fixture.clock.advance(10'000);
    runner->wake();
    REQUIRE(fixture.waitForState(ordered->id, InterventionState::Done));
    REQUIRE(fixture.connector.orders.size() == 2);
    CHECK_FALSE(fixture.connector.orders[0].mayHaveRun);
    CHECK(fixture.connector.orders[1].mayHaveRun);
}

TEST_CASE("what a killed process was sending is looked up before it is tried again", "[core]")
{
    OutboxFixture fixture;
    const auto ordered = answerOf(fixture.interventions.suspendLine(fixture.line));
    const auto claimed = answerOf(fixture.thread.submit(
            [now = fixture.clock.nowMs()](Database &database) { return OutboxRepository(database).claimDue(now); }));
    REQUIRE(claimed->has_value()); // and here the process dies

    const auto runner = fixture.startRunner();
    REQUIRE(fixture.waitForState(ordered->id, InterventionState::Done));
    REQUIRE(fixture.connector.orders.size() == 1);
    CHECK(fixture.connector.orders.constFirst().mayHaveRun);
}

TEST_CASE("a message that was waiting at the kill gets its whole time again", "[core]")
{
    OutboxFixture fixture;
    const auto ordered = answerOf(fixture.interventions.messageContact(fixture.conversation, u"Boa tarde"_s));
    fixture.clock.advance(60'000);
    const auto runner = fixture.startRunner();
    fixture.settle();
    CHECK(fixture.connector.orders.isEmpty());
    CHECK(fixture.intervention(ordered->id).dueAtMs == fixture.clock.nowMs() + InterventionService::kTakeBackMs);
}

TEST_CASE("interventions on one line run in order and a refusal ends one", "[core]")
{
    OutboxFixture fixture;
    fixture.connector.holdsAnswers = true;
    fixture.connector.answer = Error{Error::Kind::Rejected, u"422 no"_s};
    const auto runner = fixture.startRunner();
    const auto suspend = answerOf(fixture.interventions.suspendLine(fixture.line));
    const auto resume = answerOf(fixture.interventions.resumeLine(fixture.line));
    REQUIRE(QTest::qWaitFor([&] { return fixture.connector.orders.size() == 1; }, 5'000));
    fixture.settle();
    REQUIRE(fixture.connector.orders.size() == 1);
    CHECK(fixture.connector.orders[0].kind == InterventionKind::SuspendLine);

    fixture.connector.holdsAnswers = false;
    fixture.connector.release();
    REQUIRE(fixture.waitForState(resume->id, InterventionState::Failed));
    CHECK(fixture.intervention(suspend->id).state == InterventionState::Failed);
    CHECK(fixture.intervention(suspend->id).answer == u"422 no"_s);
    CHECK(fixture.connector.orders.size() == 2);
}

TEST_CASE("without a connector an intervention waits", "[core]")
{
    OutboxFixture fixture;
    fixture.isConnected = false;
    const auto runner = fixture.startRunner();
    const auto ordered = answerOf(fixture.interventions.suspendLine(fixture.line));
    fixture.settle();
    REQUIRE(fixture.waitForState(ordered->id, InterventionState::Pending));
    fixture.isConnected = true;
    fixture.clock.advance(10'000);
    runner->wake();
    REQUIRE(fixture.waitForState(ordered->id, InterventionState::Done));
}
