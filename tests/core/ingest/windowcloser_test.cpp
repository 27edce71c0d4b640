// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/detector.h"
#include "detection/policyengine.h"
#include "ingest/ingestwriter.h"
#include "ingest/windowcloser.h"
#include "policy/policyreader.h"
#include "review/changefeed.h"
#include "support/catch.h"
#include "support/eventbuilder.h"
#include "support/manualclock.h"
#include "support/teststore.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

std::shared_ptr<const PolicyEngine> namelessEngine()
{
    const PolicyReading reading =
            readPolicy("policy: house\nversion: 1\ntitle: House\npurpose: Test\nlegal_basis: none\nowner: Nobody\n"
                       "signals:\n  - id: name\n    by: agent\n    title: Name\n    when: '\"sou a Ana\"'\n"
                       "rules:\n  - id: nameless\n    category: identification\n    title: Nameless\n    severity: 3\n"
                       "    by: agent\n    conduct: absent\n    parameters: {signal: name, N: 5, at_close: true}\n",
                       u"house.yaml"_s);
    REQUIRE(reading.policy);
    return PolicyEngine::compile({*reading.policy}, {}).engine;
}

} // namespace

TEST_CASE("What a silence shows is announced like any other hit", "[core]")
{
    TestStoreThreads store;
    ManualClock clock;
    Detector detector(namelessEngine());
    ChangeFeed feed;
    auto writer = std::make_shared<IngestWriter>(detector, clock);
    constexpr int kConversations = WindowCloser::kMostPerTransaction + 20;
    REQUIRE(store.write([&clock, writer](Database &database) -> Result<> {
        GatewayConfig config;
        config.address = QUrl(u"http://127.0.0.1:3000"_s);
        const GatewayId gateway = GatewayRepository(database).save(config).value();
        EventBatch batch{gateway, {}, LineCursor{u"line-01"_s, clock.nowMs() + 48 * 3'600'000LL}};
        for (int i = 0; i < kConversations; ++i) {
            auto event = messageEvent(u"line-01"_s, u"A%1"_s.arg(i), u"bom dia"_s, Author::Agent);
            std::get<MessageReceived>(event.body).chat = u"5511900%1@c.us"_s.arg(i, 6, 10, QChar(u'0'));
            batch.events.append(event);
        }
        const auto written = writer->write(database, {batch});
        return written ? Result<>() : Result<>(written.error());
    }));
    clock.advance(24 * 3'600'000LL);

    WindowCloser closer(store.writer(), detector, feed, clock);
    QSignalSpy looked(&closer, &WindowCloser::looked);
    QSignalSpy changed(&feed, &ChangeFeed::changed);
    closer.start();
    REQUIRE(QTest::qWaitFor([&looked] { return looked.size() == 1; }, 20'000));
    CHECK(looked.at(0).at(0).toInt() == kConversations);
    qsizetype flags = 0;
    for (const QList<QVariant> &arguments : changed)
        flags += arguments.at(0).value<StoreChange>().newFlags.size();
    CHECK(flags == kConversations);
    CHECK(changed.size() == 2);
}
