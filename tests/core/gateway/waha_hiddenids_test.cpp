// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/connectorbench.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QStringList pairsOf(const ConnectorBench &bench)
{
    QStringList pairs;
    for (const EventBatch &batch : bench.batches) {
        for (const GatewayEvent &event : batch.events) {
            if (const auto *alias = std::get_if<AliasFound>(&event.body))
                pairs.append(alias->first + u'=' + alias->second);
        }
    }
    return pairs;
}

/// A gateway with a table of hidden ids, paged as WAHA's.
FakeWaha::Script table(const QVector<QByteArray> &rows, bool hasCount = true)
{
    return [rows, hasCount](const FakeWaha::Request &request) -> std::optional<FakeWaha::Reply> {
        if (request.path.endsWith(u"/lids/count"))
            return hasCount ? FakeWaha::Reply{200, "{\"count\":" + QByteArray::number(rows.size()) + "}"}
                            : FakeWaha::Reply{404, "{}"};
        if (request.path.endsWith(u"/lids/77@lid"))
            return FakeWaha::Reply{200, R"({"lid":"77@lid","pn":"5511990000077@c.us"})"};
        if (!request.path.endsWith(u"/lids"))
            return std::nullopt;
        const qsizetype offset = request.query.queryItemValue(u"offset"_s).toLongLong();
        const qsizetype limit = request.query.queryItemValue(u"limit"_s).toLongLong();
        return FakeWaha::Reply{200, '[' + rows.mid(offset, limit).join(',') + ']'};
    };
}

} // namespace

TEST_CASE("the table of hidden ids is read to its end and each pair is told once", "[core]")
{
    WahaTimings timings = quick();
    timings.hiddenIdsEvery = 30ms;
    ConnectorBench bench(timings);
    QVector<QByteArray> rows;
    for (int i = 0; i < 230; ++i) {
        const QByteArray number = QByteArray::number(1000 + i);
        rows.append(R"({"lid":")" + number + R"(@lid","pn":"551199000)" + number + R"(@c.us"})");
    }
    rows.append(R"({"lid":"9@lid","pn":null})");
    const bool hasCount = GENERATE(true, false);
    bench.waha.setScript(table(rows, hasCount));
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.connector->start({});
    REQUIRE(bench.waitFor([&bench] { return pairsOf(bench).size() == 230; }));
    CHECK(pairsOf(bench).first() == u"1000@lid=5511990001000@c.us");

    const int counts = bench.waha.count(u"GET"_s, u"/lids/count"_s);
    REQUIRE(bench.waitFor([&] { return bench.waha.count(u"GET"_s, u"/lids/count"_s) > counts + 2; }));
    CHECK(pairsOf(bench).size() == 230);
    const int pages = bench.waha.count(u"GET"_s, u"/lids"_s) - bench.waha.count(u"GET"_s, u"/lids/count"_s);
    if (hasCount)
        CHECK(pages == 4); // three with rows and an empty one, once: it has not grown
    else
        CHECK(pages > 4);
}

TEST_CASE("a hidden id that shows up live is asked for once", "[core]")
{
    ConnectorBench bench;
    bench.waha.setScript(table({}));
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    for (int i = 0; i < 3; ++i)
        bench.waha.sendFrame(R"({"event":"message.any","session":"vendas","payload":{"id":"false_77@lid_A)"
                             + QByteArray::number(i) + R"(","timestamp":1767614400,"body":"x"}})");
    REQUIRE(bench.waitFor([&bench] { return !pairsOf(bench).isEmpty(); }));
    CHECK(pairsOf(bench) == QStringList{u"77@lid=5511990000077@c.us"_s});
    CHECK(bench.waha.count(u"GET"_s, u"/lids/77@lid"_s) == 1);
}

TEST_CASE("a gateway without the table is not asked again and again", "[core]")
{
    WahaTimings timings = quick();
    timings.hiddenIdsEvery = 20ms;
    timings.reconcileEvery = 20ms;
    ConnectorBench bench(timings);
    bench.waha.addSession(u"vendas"_s, u"WORKING"_s, u"GOWS"_s);
    bench.connector->start({});
    REQUIRE(bench.waitForPhase(ConnectionPhase::Live));
    REQUIRE(bench.waitFor([&bench] { return bench.pageRequests().size() > 8; }));
    CHECK(bench.waha.count(u"GET"_s, u"/lids"_s) == 2); // the count and one page
}
