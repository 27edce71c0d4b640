// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/linerepository.h"
#include "support/catch.h"
#include "support/teststore.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("Gateways are saved and kept apart by address", "[core]")
{
    TestStore store;
    GatewayRepository gateways(store.database());
    const GatewayId first = store.addGateway(u"http://127.0.0.1:3000"_s);
    const GatewayId second = store.addGateway(u"https://gateway.example:8443"_s);

    GatewayConfig config{second, GatewayKind::Waha, QUrl(u"http://127.0.0.1:3000"_s), false};
    auto saved = gateways.save(config);
    REQUIRE_FALSE(saved);
    CHECK(saved.error().kind == Error::Kind::Conflict);

    config.address = QUrl(u"https://gateway.example:9443"_s);
    REQUIRE(gateways.save(config));
    const auto all = gateways.all();
    REQUIRE(all);
    CHECK(*all == QVector<GatewayConfig>{{first, GatewayKind::Waha, QUrl(u"http://127.0.0.1:3000"_s), true}, config});

    config.id = GatewayId{77};
    config.address = QUrl(u"http://other.example"_s);
    CHECK(gateways.save(config).error().kind == Error::Kind::NotFound);
}

TEST_CASE("A line is made once and gets an agent of its own", "[core]")
{
    TestStore store;
    const GatewayId gateway = store.addGateway();
    LineRepository lines(store.database());
    const auto first = lines.ensure(gateway, u"sales-1"_s);
    const auto second = lines.ensure(gateway, u"sales-2"_s);
    REQUIRE(first);
    REQUIRE(second);
    CHECK(lines.ensure(gateway, u"sales-1"_s)->id == first->id);
    CHECK(first->agentPseudonym == u"A-01"_s);
    CHECK(second->agentPseudonym == u"A-02"_s);
    CHECK(first->agent != second->agent);
    CHECK(lines.all()->size() == 2);
    CHECK(lines.find(LineId{99}).error().kind == Error::Kind::NotFound);
}

TEST_CASE("An older state of a line is ignored and empty names keep the stored ones", "[core]")
{
    TestStore store;
    LineRepository lines(store.database());
    const LineId id = store.addLine(store.addGateway());
    REQUIRE(lines.noteState(id, LineState::Working, 2000, u"Invented shop"_s, u"5511900000001@c.us"_s));
    REQUIRE(lines.noteState(id, LineState::Failed, 1000, u"Older"_s, {}));
    CHECK(lines.find(id)->state == LineState::Working);
    CHECK(lines.find(id)->displayName == u"Invented shop"_s);
    REQUIRE(lines.noteState(id, LineState::Stopped, 3000, {}, {}));
    CHECK(lines.find(id)->state == LineState::Stopped);
    CHECK(lines.find(id)->stateAtMs == 3000);
    CHECK(lines.find(id)->displayName == u"Invented shop"_s);
}

TEST_CASE("The time until which a line is complete never goes back", "[core]")
{
    TestStore store;
    LineRepository lines(store.database());
    const LineId id = store.addLine(store.addGateway());
    REQUIRE(lines.setCompleteUntil(id, 5000));
    REQUIRE(lines.setCompleteUntil(id, 4000));
    CHECK(lines.find(id)->completeUntilMs == 5000);
}
