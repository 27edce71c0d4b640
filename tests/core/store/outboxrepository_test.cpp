// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/outboxrepository.h"
#include "support/catch.h"
#include "support/teststore.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

struct Desk
{
    TestStore store;
    GatewayId gateway = store.addGateway();
    LineId line = store.addLine(gateway);
    ConversationId conversation = store.addConversation(line);
    OutboxRepository outbox{store.database()};

    Intervention order(qint64 dueAtMs, const QString &text = u"dear customer"_s)
    {
        Intervention intervention;
        intervention.line = line;
        intervention.conversation = conversation;
        intervention.text = text;
        intervention.externalId = u"bare-id"_s;
        intervention.actor = u"ana"_s;
        intervention.orderedAtMs = dueAtMs - 10'000;
        intervention.dueAtMs = dueAtMs;
        const auto added = outbox.add(intervention);
        REQUIRE(added);
        return *added;
    }
    Intervention orderLine(LineId which, qint64 dueAtMs, InterventionKind kind = InterventionKind::SuspendLine)
    {
        Intervention intervention;
        intervention.kind = kind;
        intervention.line = which;
        intervention.dueAtMs = dueAtMs;
        const auto added = outbox.add(intervention);
        REQUIRE(added);
        return *added;
    }
    std::optional<Intervention> claim(qint64 nowMs)
    {
        const auto claimed = outbox.claimDue(nowMs);
        REQUIRE(claimed);
        return *claimed;
    }
};

} // namespace

TEST_CASE("An order waits until it is due and is handed out once", "[core]")
{
    Desk desk;
    const Intervention ordered = desk.order(20'000);
    CHECK(ordered.state == InterventionState::Pending);
    CHECK(*desk.outbox.find(ordered.id) == ordered);
    CHECK(*desk.outbox.nextDueAt() == std::optional<qint64>(20'000));
    CHECK_FALSE(desk.claim(19'999));
    const auto claimed = desk.claim(20'000);
    REQUIRE(claimed);
    CHECK(claimed->id == ordered.id);
    CHECK(claimed->state == InterventionState::Sending);
    CHECK(claimed->attempts == 1);
    CHECK(*desk.outbox.find(ordered.id) == *claimed);
    CHECK_FALSE(desk.claim(30'000));
    CHECK_FALSE(desk.outbox.nextDueAt()->has_value());

    const auto finished = desk.outbox.finish(ordered.id, InterventionState::Done, u"201 created"_s, 21'000);
    REQUIRE(finished);
    CHECK(finished->answer == u"201 created"_s);
    CHECK(finished->finishedAtMs == 21'000);
    CHECK(*desk.outbox.find(ordered.id) == *finished);
    CHECK(desk.outbox.finish(ordered.id, InterventionState::Failed, {}, 1).error().kind == Error::Kind::Conflict);
    CHECK_FALSE(desk.claim(90'000));
}

TEST_CASE("Only a pending order can be taken back", "[core]")
{
    Desk desk;
    const Intervention first = desk.order(20'000);
    const auto cancelled = desk.outbox.cancel(first.id, 15'000);
    REQUIRE(cancelled);
    CHECK(cancelled->state == InterventionState::Cancelled);
    CHECK(cancelled->finishedAtMs == 15'000);
    CHECK(desk.outbox.cancel(first.id, 16'000).error().kind == Error::Kind::Conflict);
    CHECK_FALSE(desk.claim(30'000));

    const Intervention second = desk.order(20'000);
    REQUIRE(desk.claim(20'000));
    CHECK(desk.outbox.cancel(second.id, 20'001).error().kind == Error::Kind::Conflict);
    CHECK(desk.outbox.cancel(InterventionId{99}, 1).error().kind == Error::Kind::NotFound);
}

TEST_CASE("Orders of a conversation run one after another and lines do not wait for each other", "[core]")
{
    Desk desk;
    const LineId other = desk.store.addLine(desk.gateway, u"sales-2"_s);
    const Intervention first = desk.order(1000);
    const Intervention second = desk.order(2000);
    const Intervention elsewhere = desk.orderLine(other, 3000);
    CHECK(desk.claim(9000)->id == first.id);
    CHECK(desk.claim(9000)->id == elsewhere.id);
    CHECK_FALSE(desk.claim(9000));
    REQUIRE(desk.outbox.finish(first.id, InterventionState::Failed, u"404"_s, 9500));
    CHECK(desk.claim(9600)->id == second.id);
}

TEST_CASE("A postponed order is tried again later and remembers its attempts", "[core]")
{
    Desk desk;
    const Intervention order = desk.order(1000);
    REQUIRE(desk.claim(1000));
    REQUIRE(desk.outbox.postpone(order.id, 5000, u"no answer"_s));
    CHECK_FALSE(desk.claim(4999));
    const auto again = desk.claim(5000);
    REQUIRE(again);
    CHECK(again->attempts == 2);
    CHECK(again->answer == u"no answer"_s);
    REQUIRE(desk.outbox.finish(order.id, InterventionState::Done, u"201"_s, 5100));
    CHECK(desk.outbox.postpone(order.id, 9000, {}).error().kind == Error::Kind::Conflict);
}

TEST_CASE("A message does not wait for another contact of its line", "[core]")
{
    Desk desk;
    const Intervention failing = desk.order(10'000, u"first"_s);
    Intervention other = failing;
    other.conversation = desk.store.addConversation(desk.line, 77);
    other.dueAtMs = 11'000;
    const auto added = desk.outbox.add(other);
    REQUIRE(added);
    REQUIRE(desk.claim(10'000));
    // While the first is being sent, and while it waits to be tried again.
    const auto claimed = desk.claim(11'000);
    REQUIRE(claimed);
    CHECK(claimed->id == added->id);
    REQUIRE(desk.outbox.postpone(added->id, 12'000, u"timeout"_s));
    REQUIRE(desk.outbox.postpone(failing.id, 60'000, u"timeout"_s));
    const auto again = desk.claim(12'000);
    REQUIRE(again);
    CHECK(again->id == added->id);
    // But what is ordered for the line waits for what is being sent on it, to whomever.
    const Intervention suspend = desk.orderLine(desk.line, 12'000);
    CHECK_FALSE(desk.claim(12'000));
    REQUIRE(desk.outbox.finish(added->id, InterventionState::Done, {}, 12'001));
    const auto last = desk.claim(12'002);
    REQUIRE(last);
    CHECK(last->id == suspend.id);
}

TEST_CASE("A message waits for an older one of its conversation that is tried again", "[core]")
{
    Desk desk;
    const Intervention first = desk.order(1000);
    const Intervention second = desk.order(2000);
    REQUIRE(desk.claim(1000)->id == first.id);
    REQUIRE(desk.outbox.postpone(first.id, 6000, u"no answer"_s));
    CHECK_FALSE(desk.claim(3000));
    REQUIRE(desk.claim(6000)->id == first.id);
    REQUIRE(desk.outbox.finish(first.id, InterventionState::Done, u"201"_s, 6100));
    CHECK(desk.claim(6100)->id == second.id);
}

TEST_CASE("A suspension waits neither for a message that waits nor for one that is tried again", "[core]")
{
    Desk desk;
    const Intervention tried = desk.order(1000);
    REQUIRE(desk.claim(1000)->id == tried.id);
    (void)desk.order(12'000);
    const Intervention suspension = desk.orderLine(desk.line, 2000);
    CHECK_FALSE(desk.claim(2000)); // the message is being sent
    REQUIRE(desk.outbox.postpone(tried.id, 6000, u"no answer"_s));
    CHECK(desk.claim(2100)->id == suspension.id);
}

TEST_CASE("The last order to suspend or resume a line stands", "[core]")
{
    Desk desk;
    const LineId other = desk.store.addLine(desk.gateway, u"sales-2"_s);
    const Intervention elsewhere = desk.orderLine(other, 90'000);
    const Intervention suspend = desk.orderLine(desk.line, 1000);
    REQUIRE(desk.claim(1000)->id == suspend.id);
    const Intervention resume = desk.orderLine(desk.line, 2000, InterventionKind::ResumeLine);
    CHECK_FALSE(desk.claim(2000));
    REQUIRE(desk.outbox.postpone(suspend.id, 6000, u"no answer"_s));

    CHECK(desk.claim(2500)->id == resume.id);
    const auto superseded = desk.outbox.find(suspend.id);
    REQUIRE(superseded);
    CHECK(superseded->state == InterventionState::Cancelled);
    CHECK(superseded->answer == OutboxRepository::kSuperseded);
    CHECK(superseded->finishedAtMs == 2500);
    CHECK(desk.outbox.find(elsewhere.id)->state == InterventionState::Pending);
    REQUIRE(desk.outbox.finish(resume.id, InterventionState::Done, u"201"_s, 2600));
    CHECK_FALSE(desk.claim(60'000));
}

TEST_CASE("What a killed process left is cleared up first", "[core]")
{
    Desk desk;
    const Intervention overdue = desk.order(1000);
    const LineId other = desk.store.addLine(desk.gateway, u"sales-2"_s);
    const Intervention future = desk.orderLine(other, 90'000);
    const Intervention sending = desk.order(900);
    CHECK(desk.claim(950)->id == sending.id);
    desk.store.reopen();

    OutboxRepository outbox(desk.store.database());
    CHECK(*outbox.returnUnfinished(50'000, 10'000) == 1);
    CHECK(*outbox.nextDueAt() == std::optional<qint64>(900));
    CHECK(outbox.find(overdue.id)->dueAtMs == 60'000);
    CHECK(outbox.find(future.id)->dueAtMs == 90'000);
    const auto claimed = outbox.claimDue(50'000);
    REQUIRE(claimed);
    REQUIRE(claimed->has_value());
    CHECK((*claimed)->id == sending.id);
    CHECK((*claimed)->attempts == 2);
}

TEST_CASE("A thread shows its own orders and those of its line", "[core]")
{
    Desk desk;
    const ConversationId neighbour = desk.store.addConversation(desk.line, 2);
    const LineId other = desk.store.addLine(desk.gateway, u"sales-2"_s);
    const Intervention first = desk.order(1000);
    const Intervention ofLine = desk.orderLine(desk.line, 2000);
    (void)desk.orderLine(other, 2000);
    const Intervention last = desk.order(3000);
    CHECK(*desk.outbox.forConversation(desk.conversation, 10) == QVector<Intervention>{last, ofLine, first});
    CHECK(*desk.outbox.forConversation(desk.conversation, 2) == QVector<Intervention>{last, ofLine});
    CHECK(*desk.outbox.forConversation(neighbour, 10) == QVector<Intervention>{ofLine});
}
