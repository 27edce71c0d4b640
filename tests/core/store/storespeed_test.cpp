// SPDX-License-Identifier: GPL-3.0-or-later
// Prints rates; run by hand: tests_core "[.speed]"
#include "store/flagrepository.h"
#include "store/messagerepository.h"
#include "store/statistics.h"
#include "support/catch.h"
#include "support/teststore.h"

#include <QElapsedTimer>

#include <cstdio>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr int kMessages = 200'000;
constexpr int kBatch = 500;
constexpr int kConversations = 5'000;

Result<> ingestOne(Database &database, GatewayId gateway, int number)
{
    const auto line = LineRepository(database).ensure(gateway, u"sales-%1"_s.arg(number % 20));
    if (!line)
        return line.error();
    const int contact = number % kConversations;
    const auto conversation = ConversationRepository(database).ensure(
            line->id, u"phone:5511-%1"_s.arg(contact), u"5511%1@c.us"_s.arg(contact), u"Invented %1"_s.arg(contact));
    if (!conversation)
        return conversation.error();
    const qint64 at = 1'767'614'400'000 + qint64(number) * 100;
    // Ids as gateways make them: in no order.
    const QString id = QString::number(quint64(number) * 0x9e3779b97f4a7c15ULL, 16).toUpper();
    const auto change =
            MessageRepository(database).insert(line->id, textMessage(*conversation, id, QString(119, u'x'), at), false);
    if (!change)
        return change.error();
    if (number % 33 != 0)
        return {};
    const auto flags = FlagRepository(database).recordHits(
            *conversation, change->message, 0, {ruleHit(change->message, u"category %1"_s.arg(number % 3), 3 + number % 3)}, at, at);
    return flags ? Result<>{} : Result<>{flags.error()};
}

} // namespace

TEST_CASE("Rates of the store", "[.speed]")
{
    TestStore store;
    const GatewayId gateway = store.addGateway();
    Database &database = store.database();
    QElapsedTimer timer;
    timer.start();
    qint64 slowestMs = 0;
    for (int first = 0; first < kMessages; first += kBatch) {
        QElapsedTimer batch;
        batch.start();
        REQUIRE(database.inTransaction([&database, gateway, first]() -> Result<> {
            for (int i = first; i < first + kBatch; ++i) {
                if (auto done = ingestOne(database, gateway, i); !done)
                    return done;
            }
            return {};
        }));
        slowestMs = std::max(slowestMs, batch.elapsed());
    }
    std::printf("ingest: %d messages, %.0f a second, slowest batch of %d %lld ms\n", kMessages,
                kMessages * 1000.0 / double(timer.elapsed()), kBatch, static_cast<long long>(slowestMs));

    FlagRepository flags(database);
    for (int run = 0; run < 3; ++run) {
        timer.restart();
        const auto rows = flags.rows(FlagList::Inbox, {}, 200);
        const double rowsMs = double(timer.nsecsElapsed()) / 1e6;
        REQUIRE(rows);
        timer.restart();
        const auto page = MessageRepository(database).page(rows->first().conversation, 0, {}, 200);
        const double pageMs = double(timer.nsecsElapsed()) / 1e6;
        timer.restart();
        const auto counts = flags.counts();
        const double countsMs = double(timer.nsecsElapsed()) / 1e6;
        timer.restart();
        const auto totals = storeTotals(database, 0);
        const double totalsMs = double(timer.nsecsElapsed()) / 1e6;
        std::printf("rows: %d in %.2f ms (of %d), page: %d in %.2f ms, counts %.2f ms, totals %.2f ms\n",
                    int(rows->size()), rowsMs, counts->inbox, int(page->size()), pageMs, countsMs, totalsMs);
        CHECK(totals->messages == kMessages);
    }
}
