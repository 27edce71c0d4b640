// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/connectorbench.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

TEST_CASE("a page that is too large is read in smaller pieces", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    for (int i = 0; i < 4; ++i)
        bench.waha.addMessage(u"vendas"_s, fullId(i), bench.nowS() - 10 + i,
                              i == 1 ? QString(6 * 1024 * 1024, u'a') : u"x"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.messageIds() == QStringList{u"M0000"_s, u"M0002"_s, u"M0003"_s});
    CHECK(bench.states.last().rejectedFrames == 1);
    CHECK(bench.cursors().size() == 1);
}

TEST_CASE("a gateway that ignores the offset does not keep us for ever", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.waha.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (request.path.endsWith(u"/messages"))
            return FakeWaha::Reply{200, R"([{"id":"true_5511990000002@c.us_AA","timestamp":1767614000,"body":"x"}])"};
        return std::nullopt;
    });
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.pageRequests().size() == 2);
    CHECK(bench.cursors().isEmpty());
}

TEST_CASE("pages that hold no events and do not end do not keep us for ever", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.waha.setScript([](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (request.path.endsWith(u"/messages"))
            return FakeWaha::Reply{200,
                                   R"([{"id":"false_status@broadcast_AA_1@c.us","timestamp":1767614000,"body":"x"}])"};
        return std::nullopt;
    });
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.pageRequests().size() == 2);
    CHECK(bench.cursors().isEmpty());
}

TEST_CASE("answers that are always too large do not keep us for ever", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    const QByteArray huge(5 * 1024 * 1024 + 1, 'x');
    bench.waha.setScript([huge](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (request.path.endsWith(u"/messages"))
            return FakeWaha::Reply{200, huge};
        return std::nullopt;
    });
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.pageRequests().size() < 60);
    CHECK(bench.cursors().isEmpty());
}

TEST_CASE("a session that cannot be read is counted and the others work", "[core]")
{
    ConnectorBench bench;
    bench.waha.addSession(u""_s, u"WORKING"_s, u"GOWS"_s);
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.waha.addMessage(u"vendas"_s, fullId(1), bench.nowS() - 10, u"x"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    CHECK(bench.messageIds() == QStringList{u"M0001"_s});
    CHECK(bench.states.last().rejectedFrames == 1);
}
