// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/putasiderepository.h"
#include "support/catch.h"
#include "support/teststore.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

PutAsideEvent event(GatewayId gateway, const QByteArray &bytes, const QString &reason = u"no id"_s)
{
    return {0, gateway, u"sales-1"_s, 1000, reason, bytes, {}};
}

} // namespace

TEST_CASE("Bytes of any kind come back as they were put aside", "[core]")
{
    TestStore store;
    const GatewayId gateway = store.addGateway();
    PutAsideRepository putAside(store.database());
    QByteArray bytes("\0{\"a\":\"\xff\xfe\xc3\xa9\"}", 12);
    REQUIRE(putAside.add(event(gateway, bytes), u"1.0"_s));
    const auto readable = putAside.readable(gateway, 0, 10, 1000);
    REQUIRE(readable);
    REQUIRE(readable->size() == 1);
    CHECK(readable->constFirst().bytes == bytes);
    CHECK(readable->constFirst().line == u"sales-1"_s);
    CHECK(readable->constFirst().reason == u"no id"_s);
    CHECK(readable->constFirst().receivedAtMs == 1000);
}

TEST_CASE("The same bytes once more are no further row", "[core]")
{
    TestStore store;
    const GatewayId gateway = store.addGateway();
    const GatewayId other = store.addGateway(u"http://127.0.0.1:4000"_s);
    PutAsideRepository putAside(store.database());
    for (int i = 0; i < 3; ++i)
        REQUIRE(putAside.add(event(gateway, "one"), u"1.0"_s));
    REQUIRE(putAside.add(event(gateway, "two"), u"1.0"_s));
    REQUIRE(putAside.add(event(other, "one"), u"1.0"_s));
    CHECK(*putAside.countUnsolved(gateway, u"sales-1"_s) == 2);
    CHECK(*putAside.countUnsolved(other, u"sales-1"_s) == 1);
    CHECK(*putAside.countUnsolved(gateway, {}) == 0);
}

TEST_CASE("What goes for later ones is counted", "[core]")
{
    TestStore store;
    const GatewayId gateway = store.addGateway();
    SECTION("by rows")
    {
        PutAsideRepository putAside(store.database(), {3, 1000});
        for (const QByteArray bytes : {"1", "2", "3", "4", "5"})
            REQUIRE(putAside.add(event(gateway, bytes), {}));
        CHECK(putAside.readable(gateway, 0, 10, 1000)->constFirst().bytes == "3");
        CHECK(*putAside.countUnsolved(gateway, u"sales-1"_s) == 3);
        CHECK(*putAside.countNotKept(gateway) == 2);
    }
    SECTION("by bytes")
    {
        PutAsideRepository putAside(store.database(), {100, 10});
        for (const QByteArray bytes : {"1111", "2222", "3333"})
            REQUIRE(putAside.add(event(gateway, bytes), {}));
        CHECK(putAside.readable(gateway, 0, 10, 1000)->size() == 2);
        CHECK(*putAside.countNotKept(gateway) == 1);
    }
    SECTION("what was solved is not missed and holds no bytes")
    {
        PutAsideRepository putAside(store.database(), {100, 10});
        for (const QByteArray bytes : {"1111", "2222"})
            REQUIRE(putAside.add(event(gateway, bytes), {}));
        REQUIRE(putAside.setSolved(putAside.readable(gateway, 0, 1, 1000)->constFirst().id, 2000));
        REQUIRE(putAside.add(event(gateway, "3333"), {}));
        CHECK(putAside.readable(gateway, 0, 10, 1000)->size() == 2);
        CHECK(*putAside.countNotKept(gateway) == 0);
        CHECK(*putAside.countUnsolved(gateway, u"sales-1"_s) == 2);
    }
}

TEST_CASE("A page of what can be read again is bounded and knows who tried", "[core]")
{
    TestStore store;
    const GatewayId gateway = store.addGateway();
    PutAsideRepository putAside(store.database());
    for (const QByteArray bytes : {"1111", "2222", "3333"})
        REQUIRE(putAside.add(event(gateway, bytes), u"1.0"_s));
    REQUIRE(putAside.add({0, gateway, u"sales-1"_s, 1000, u"refused"_s, {}, u"M1"_s}, u"1.0"_s)); // was read once

    const auto page = putAside.readable(gateway, 0, 10, 9);
    REQUIRE(page);
    REQUIRE(page->size() == 2);
    CHECK(putAside.readable(gateway, page->constLast().id, 10, 1)->constFirst().bytes == "3333");
    CHECK(putAside.readable(gateway, 0, 10, 100)->size() == 3);
    CHECK(putAside.readable(gateway, 0, 10, 100, u"1.0"_s)->isEmpty());
    CHECK(putAside.readable(gateway, 0, 10, 100, u"1.1"_s)->size() == 3);
    REQUIRE(putAside.noteTried(page->constFirst().id, u"1.1"_s, u"no chat"_s));
    CHECK(putAside.readable(gateway, 0, 10, 100, u"1.1"_s)->size() == 2);
    CHECK(*putAside.reasons(gateway, u"sales-1"_s)
          == QVector<PutAsideReason>{{u"no chat"_s, 1, 1, 1000}, {u"no id"_s, 2, 2, 1000}, {u"refused"_s, 1, 0, 1000}});
}
