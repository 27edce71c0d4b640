// SPDX-License-Identifier: GPL-3.0-or-later
// The connector against the sample gateway's faults.
#include "base/clock.h"
#include "gateway/connectorbench.h"
#include "samplestream.h"
#include "support/catch.h"
#include "support/samplegateway.h"

#include <QSet>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QStringList load(int rate, int count, const QStringList &faults)
{
    return QStringList{u"--rate"_s,
                       QString::number(rate),
                       u"--count"_s,
                       QString::number(count),
                       u"--wait-for-client"_s,
                       u"--seed"_s,
                       u"1"_s}
           + faults;
}

struct SampleBench
{
    SystemClock clock;
    SampleGateway gateway;
    std::unique_ptr<WahaConnector> connector;
    QSet<QString> ids;
    QHash<QString, int> pending; ///< how often a message came as not decrypted, while its text was not here
    QVector<GapChanged> gaps;
    QSet<QString> hidden;

    SampleBench(const QStringList &options, const WahaTimings &timings) : gateway(options)
    {
        REQUIRE(gateway.start());
        GatewayConfig config;
        config.id = GatewayId{7};
        config.address = QUrl(gateway.baseUrl());
        connector = std::make_unique<WahaConnector>(config, GatewaySecrets{gateway.apiKey().toUtf8()}, clock, timings);
        QObject::connect(connector.get(), &Connector::batchReady, connector.get(), [this](const EventBatch &batch) {
            for (const GatewayEvent &event : batch.events)
                take(event);
            if (batch.cursor)
                connector->noteCommitted(*batch.cursor);
            if (HistoryFlow::isPage(batch.receipt))
                connector->noteStored(batch.receipt);
        });
        connector->start({});
    }

    void take(const GatewayEvent &event)
    {
        if (const auto *message = std::get_if<MessageReceived>(&event.body)) {
            if (message->content == ContentState::Pending && !ids.contains(message->messageId))
                ++pending[message->messageId];
            if (message->content == ContentState::Present)
                ids.insert(message->messageId);
        } else if (const auto *gap = std::get_if<GapChanged>(&event.body)) {
            gaps.append(*gap);
        } else if (const auto *alias = std::get_if<AliasFound>(&event.body)) {
            hidden.insert(event.lineExternalId + alias->first);
        }
    }

    [[nodiscard]] bool waitForAll(int count) const
    {
        return QTest::qWaitFor([this, count] { return ids.size() >= count; }, 30'000);
    }
};

WahaTimings live()
{
    WahaTimings timings = quick();
    timings.reconcileEvery = 300ms;
    timings.stalledAfter = 300ms;
    return timings;
}

} // namespace

TEST_CASE("a gateway whose sockets fall silent loses nothing and is found out", "[core]")
{
    constexpr int kCount = 400;
    SampleBench bench(load(100, kCount, {u"--stall-after"_s, u"1"_s}), live());
    REQUIRE(bench.waitForAll(kCount));
    const QStringList all = bench.gateway.ids();
    CHECK(bench.ids == QSet<QString>(all.begin(), all.end()));
    // The rounding of message times hides what is younger than some seconds.
    CHECK(QTest::qWaitFor(
            [&bench] {
                return std::any_of(bench.gaps.cbegin(), bench.gaps.cend(),
                                   [](const GapChanged &gap) { return gap.reason == u"stalled"; });
            },
            20'000));
    for (const GapChanged &gap : bench.gaps)
        CHECK(gap.reason == u"stalled");
}

TEST_CASE("events that are delivered again and messages that come undecrypted first end as what was said", "[core]")
{
    constexpr int kCount = 300;
    SampleBench bench(
            load(100, kCount, {u"--redeliver"_s, u"50"_s, u"--waiting"_s, u"0.5"_s, u"--drop-every"_s, u"1"_s}),
            live());
    REQUIRE(bench.waitForAll(kCount));
    const QStringList all = bench.gateway.ids();
    CHECK(bench.ids == QSet<QString>(all.begin(), all.end()));
    CHECK(bench.pending.size() > 20);
    REQUIRE(QTest::qWaitFor(
            [&bench] {
                const auto closed = std::count_if(bench.gaps.cbegin(), bench.gaps.cend(), [](const GapChanged &gap) {
                    return gap.reason == u"disconnected" && gap.outcome == GapChanged::Outcome::Recovered;
                });
                return closed >= 2;
            },
            20'000));
}

TEST_CASE("the sample gateway's hidden ids are found", "[core]")
{
    SampleBench bench({u"--speed"_s, u"1"_s}, live());
    const auto answer = bench.gateway.get(u"/api/sessions?all=true"_s);
    REQUIRE(answer.status == 200);
    REQUIRE(QTest::qWaitFor([&bench] { return bench.hidden.size() > 3; }, kPatienceMs));
}

TEST_CASE("a socket that fell silent still answers pings and the next one is told again", "[core]")
{
    SampleGateway gateway(load(200, 400, {u"--stall-after"_s, u"0.5"_s, u"--redeliver"_s, u"10"_s}));
    REQUIRE(gateway.start());
    SampleStream stream;
    REQUIRE(stream.open(gateway));
    int pongs = 0;
    QObject::connect(&stream.socket(), &QWebSocket::pong, &stream.socket(), [&pongs] { ++pongs; });
    REQUIRE(SampleStream::until([&gateway] { return gateway.messageCount() >= 400; }));
    CHECK(stream.messageIds().size() < 300);
    stream.socket().ping();
    REQUIRE(SampleStream::until([&pongs] { return pongs == 1; }));
    CHECK(stream.disconnectCount() == 0);
    SampleStream next;
    REQUIRE(next.open(gateway, u"session=*&events=message.any"_s));
    REQUIRE(SampleStream::until([&next] { return !next.messageIds().isEmpty(); }));
    CHECK(next.messageIds().size() <= 10);
}
