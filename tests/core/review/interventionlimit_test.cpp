// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/interventionlimit.h"
#include "review/interventionservice.h"
#include "review/outboxrunner.h"
#include "review/reviewqueries.h"
#include "review/triageservice.h"
#include "support/fakeconnector.h"
#include "support/reviewfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

constexpr qint64 kHourMs = 60 * 60 * 1000;
constexpr qint64 kNowMs = 1'760'000'000'000;

InterventionTarget able()
{
    InterventionTarget target;
    target.capabilities = GatewayCapabilities{true, true, true, false, true, true, SuspendWay::KeepsLogin};
    return target;
}

/// A line whose gateway has said what it can do.
struct LimitFixture : ReviewFixture
{
    void setCapabilities(const GatewayCapabilities &capabilities)
    {
        REQUIRE(answerOf(thread.submit([id = line, capabilities](Database &database) {
            return LineRepository(database).noteCapabilities(id, capabilities);
        })));
    }
    void contactWrites(qint64 atMs)
    {
        const auto written = answerOf(thread.submit([this, atMs](Database &database) {
            auto event = messageEvent(u"line-01"_s, u"C%1"_s.arg(atMs), u"oi"_s, Author::Contact);
            std::get<MessageReceived>(event.body).sentAtMs = atMs;
            return writer.write(database, {EventBatch{gateway, {event}, {}}});
        }));
        REQUIRE(written);
    }
    [[nodiscard]] Error::Kind kindOf(QFuture<Result<Intervention>> order)
    {
        const auto ordered = answerOf(std::move(order));
        REQUIRE_FALSE(ordered);
        return ordered.error().kind;
    }
    [[nodiscard]] int orderCount()
    {
        return int(answerOf(thread.submit([id = conversation](Database &database) {
                       return OutboxRepository(database).forConversation(id, 50);
                   }))->size());
    }

    InterventionService interventions{thread, feed, clock, u"ana"_s};
};

} // namespace

TEST_CASE("What a gateway can do decides each intervention", "[core]")
{
    using Kind = InterventionKind;
    using Limit = InterventionLimit;
    InterventionTarget target = able();
    for (const Kind kind : {Kind::MessageToContact, Kind::DeleteForEveryone, Kind::SuspendLine, Kind::ResumeLine,
                            Kind::BlockContact, Kind::UnblockContact})
        CHECK(limitOf(kind, target, kNowMs) == Limit::None);

    target.capabilities = GatewayCapabilities();
    CHECK(limitOf(Kind::MessageToContact, target, kNowMs) == Limit::CannotSend);
    CHECK(limitOf(Kind::DeleteForEveryone, target, kNowMs) == Limit::CannotDelete);
    CHECK(limitOf(Kind::SuspendLine, target, kNowMs) == Limit::CannotSuspend);
    CHECK(limitOf(Kind::ResumeLine, target, kNowMs) == Limit::CannotSuspend);
    CHECK(limitOf(Kind::BlockContact, target, kNowMs) == Limit::CannotBlock);
    CHECK(limitOf(Kind::UnblockContact, target, kNowMs) == Limit::CannotBlock);

    target = able();
    target.isGroup = true;
    CHECK(limitOf(Kind::BlockContact, target, kNowMs) == Limit::CannotBlockGroup);
    CHECK(limitOf(Kind::MessageToContact, target, kNowMs) == Limit::None);
    target = able();
    target.gateway = GatewayKind::ChatExport;
    CHECK(limitOf(Kind::MessageToContact, target, kNowMs) == Limit::NoGateway);

    target = InterventionTarget();
    CHECK(limitOf(Kind::BlockContact, target, kNowMs) == Limit::NotKnownYet);
    CHECK_FALSE(isRefusal(Limit::NotKnownYet));
    CHECK(isRefusal(Limit::CannotBlock));
}

TEST_CASE("Where one may only answer within a day the last message of the contact counts", "[core]")
{
    InterventionTarget target = able();
    target.capabilities->sendsOnlyWithinDay = true;
    CHECK(limitOf(InterventionKind::MessageToContact, target, kNowMs) == InterventionLimit::WindowClosed);
    target.lastContactAtMs = kNowMs - 24 * kHourMs + 1;
    CHECK(limitOf(InterventionKind::MessageToContact, target, kNowMs) == InterventionLimit::None);
    CHECK(sendableUntil(target) == kNowMs + 1);
    CHECK(limitOf(InterventionKind::MessageToContact, target, kNowMs + 1) == InterventionLimit::WindowClosed);
    target.capabilities->sendsOnlyWithinDay = false;
    CHECK(sendableUntil(target) == 0);
}

TEST_CASE("What the gateway cannot do is refused and not stored", "[core]")
{
    LimitFixture fixture;
    fixture.setCapabilities({});
    InterventionService &service = fixture.interventions;
    CHECK(fixture.kindOf(service.messageContact(fixture.conversation, u"Boa tarde"_s)) == Error::Kind::Unsupported);
    CHECK(fixture.kindOf(service.deleteForEveryone(fixture.message)) == Error::Kind::Unsupported);
    CHECK(fixture.kindOf(service.suspendLine(fixture.line)) == Error::Kind::Unsupported);
    CHECK(fixture.kindOf(service.resumeLine(fixture.line)) == Error::Kind::Unsupported);
    CHECK(fixture.kindOf(service.blockContact(fixture.conversation)) == Error::Kind::Unsupported);
    CHECK(fixture.kindOf(service.unblockContact(fixture.conversation)) == Error::Kind::Unsupported);
    CHECK(fixture.orderCount() == 0);
}

TEST_CASE("A message may be sent as long as the contact wrote within a day", "[core]")
{
    LimitFixture fixture;
    GatewayCapabilities cloud;
    cloud.sendsMessages = true;
    cloud.sendsOnlyWithinDay = true;
    fixture.setCapabilities(cloud);
    InterventionService &service = fixture.interventions;
    CHECK(fixture.kindOf(service.messageContact(fixture.conversation, u"Boa tarde"_s)) == Error::Kind::Unsupported);
    fixture.contactWrites(fixture.clock.nowMs() - 23 * kHourMs);
    CHECK(answerOf(service.messageContact(fixture.conversation, u"Boa tarde"_s)));
    fixture.clock.advance(kHourMs);
    CHECK(fixture.kindOf(service.messageContact(fixture.conversation, u"Boa tarde"_s)) == Error::Kind::Unsupported);
}

TEST_CASE("A thread says what can be done in it", "[core]")
{
    LimitFixture fixture;
    ReviewQueries queries(fixture.thread);
    CHECK_FALSE(answerOf(queries.thread(fixture.conversation, fixture.flag))->target.capabilities);
    GatewayCapabilities cloud;
    cloud.sendsOnlyWithinDay = true;
    fixture.setCapabilities(cloud);
    const qint64 atMs = fixture.clock.nowMs() - kHourMs;
    fixture.contactWrites(atMs);
    const auto view = answerOf(queries.thread(fixture.conversation, fixture.flag));
    REQUIRE(view);
    CHECK(view->target.capabilities == cloud);
    CHECK(view->target.lastContactAtMs == atMs);
}

TEST_CASE("A block goes to the gateway at once and its undo unblocks", "[core]")
{
    LimitFixture fixture;
    fixture.setCapabilities(*able().capabilities);
    FakeConnector connector;
    OutboxRunner runner(fixture.thread, fixture.feed, fixture.clock, [&connector](GatewayId) { return &connector; });
    runner.start();
    TriageService triage(fixture.thread, fixture.feed, fixture.clock, u"ana"_s);
    QObject::connect(&fixture.interventions, &InterventionService::undoableOrdered, &triage,
                     &TriageService::noteIntervention);

    const auto blocked = answerOf(fixture.interventions.blockContact(fixture.conversation));
    REQUIRE(blocked);
    const auto isDone = [&fixture](InterventionId id) {
        return fixture.intervention(id).state == InterventionState::Done;
    };
    REQUIRE(QTest::qWaitFor([&] { return isDone(blocked->id); }, 5'000));
    REQUIRE(connector.orders.size() == 1);
    CHECK(connector.orders[0].kind == InterventionKind::BlockContact);
    CHECK(connector.orders[0].chat == u"5511900000001@c.us"_s);
    fixture.clock.advance(InterventionService::kTakeBackMs * 10);

    REQUIRE(triage.canUndo());
    const auto undone = answerOf(triage.undo());
    REQUIRE(undone);
    const auto &unblock = std::get<Intervention>(undone->what);
    CHECK(unblock.kind == InterventionKind::UnblockContact);
    REQUIRE(QTest::qWaitFor([&] { return isDone(unblock.id); }, 5'000));
    REQUIRE(connector.orders.size() == 2);
    CHECK(connector.orders[1].kind == InterventionKind::UnblockContact);
    CHECK(connector.orders[1].chat == connector.orders[0].chat);
    CHECK_FALSE(triage.canUndo());
}

TEST_CASE("The undo of a block that has not left cancels it and of one refused does nothing", "[core]")
{
    LimitFixture fixture;
    TriageService triage(fixture.thread, fixture.feed, fixture.clock, u"ana"_s);
    const auto waiting = answerOf(fixture.interventions.blockContact(fixture.conversation));
    triage.noteIntervention(*waiting);
    REQUIRE(answerOf(triage.undo()));
    CHECK(fixture.intervention(waiting->id).state == InterventionState::Cancelled);

    const auto refused = answerOf(fixture.interventions.blockContact(fixture.conversation));
    triage.noteIntervention(*refused);
    REQUIRE(answerOf(fixture.thread.submit([now = fixture.clock.nowMs()](Database &database) -> Result<> {
        const auto claimed = OutboxRepository(database).claimDue(now);
        const auto failed = OutboxRepository(database).finish((*claimed)->id, InterventionState::Failed, u"422"_s, now);
        return failed ? Result<>() : Result<>(failed.error());
    })));
    CHECK(answerOf(triage.undo()).error().kind == Error::Kind::Conflict);
    CHECK(fixture.orderCount() == 2);
}

TEST_CASE("A message to one contact does not wait for the answer about another", "[core]")
{
    LimitFixture fixture;
    const ConversationId other =
            answerOf(fixture.thread.submit([id = fixture.line](Database &database) {
                return ConversationRepository(database).ensure(id, u"phone:55119-2"_s, u"5511900000002@c.us"_s, {});
            })).value();
    FakeConnector connector;
    connector.holdsAnswers = true;
    OutboxRunner runner(fixture.thread, fixture.feed, fixture.clock, [&connector](GatewayId) { return &connector; });
    runner.start();
    REQUIRE(answerOf(fixture.interventions.messageContact(fixture.conversation, u"Boa tarde"_s)));
    REQUIRE(answerOf(fixture.interventions.messageContact(other, u"Bom dia"_s)));
    REQUIRE(answerOf(fixture.interventions.messageContact(other, u"Boa noite"_s)));
    fixture.clock.advance(InterventionService::kTakeBackMs);
    runner.wake();
    REQUIRE(QTest::qWaitFor([&] { return connector.orders.size() == 2; }, 5'000));
    CHECK(connector.orders[0].text == u"Boa tarde"_s);
    CHECK(connector.orders[1].text == u"Bom dia"_s); // and the next to the same contact waits
}
