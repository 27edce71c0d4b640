// SPDX-License-Identifier: GPL-3.0-or-later
#include "inbox/inboxcontroller.h"
#include "models/flagrows.h"
#include "models/inboxmodel.h"
#include "support/catch.h"
#include "support/manualclock.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <vector>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

using RowsPromise = std::shared_ptr<QPromise<Result<QVector<FlagRow>>>>;

/// A store that answers when the test says so.
struct SlowStore
{
    struct PageQuestion
    {
        FlagList list;
        FlagPageKey after;
        RowsPromise promise;
    };
    struct RowsQuestion
    {
        QVector<FlagId> ids;
        RowsPromise promise;
    };

    [[nodiscard]] InboxReads reads()
    {
        InboxReads reads;
        reads.page = [this](FlagList list, const FlagPageKey &after, int) {
            pages.push_back({list, after, started<QVector<FlagRow>>()});
            return pages.back().promise->future();
        };
        reads.rows = [this](const QVector<FlagId> &ids) {
            changes.push_back({ids, started<QVector<FlagRow>>()});
            return changes.back().promise->future();
        };
        reads.counts = [this] {
            ++countsAsked;
            auto promise = started<FlagCounts>();
            promise->addResult(Result<FlagCounts>(FlagCounts{3, 2, 1}));
            promise->finish();
            return promise->future();
        };
        return reads;
    }

    template <typename Value> static std::shared_ptr<QPromise<Result<Value>>> started()
    {
        auto promise = std::make_shared<QPromise<Result<Value>>>();
        promise->start();
        return promise;
    }

    static void answer(const RowsPromise &promise, Result<QVector<FlagRow>> rows)
    {
        promise->addResult(std::move(rows));
        promise->finish();
    }

    std::vector<PageQuestion> pages;
    std::vector<RowsQuestion> changes;
    int countsAsked = 0;
};

struct Desk
{
    SlowStore store;
    ManualClock clock;
    InboxModel model{clock};
    ChangeFeed feed;
    InboxController controller{store.reads(), feed, model};
};

StoreChange newFlags(qint64 first, int count)
{
    StoreChange change;
    for (int i = 0; i < count; ++i)
        change.newFlags.append(FlagId{first + i});
    return change;
}

} // namespace

TEST_CASE("The first page and the counts are read and further pages follow", "[ui]")
{
    Desk desk;
    QSignalSpy counts(&desk.controller, &InboxController::countsChanged);
    desk.controller.showList(FlagList::Inbox);
    CHECK(desk.controller.isLoading());
    REQUIRE(desk.store.pages.size() == 1);
    SlowStore::answer(desk.store.pages[0].promise, flagRows(1, InboxController::kPageSize));
    REQUIRE(QTest::qWaitFor([&] { return counts.count() == 1; }, 2'000));
    CHECK_FALSE(desk.controller.isLoading());
    CHECK(desk.model.rowCount() == InboxController::kPageSize);

    desk.model.fetchMore({});
    REQUIRE(desk.store.pages.size() == 2);
    CHECK(desk.store.pages[1].after.id.value == InboxController::kPageSize);
    SlowStore::answer(desk.store.pages[1].promise, flagRows(1'000, 10));
    REQUIRE(QTest::qWaitFor([&] { return desk.model.rowCount() == InboxController::kPageSize + 10; }, 2'000));
    CHECK_FALSE(desk.model.canFetchMore({}));
}

TEST_CASE("An answer for the list that was left is dropped", "[ui]")
{
    Desk desk;
    desk.controller.showList(FlagList::Inbox);
    desk.controller.showList(FlagList::Escalated);
    REQUIRE(desk.store.pages.size() == 1); // one question at a time
    SlowStore::answer(desk.store.pages[0].promise, flagRows(1, 5));
    REQUIRE(QTest::qWaitFor([&] { return desk.store.pages.size() == 2; }, 2'000));
    CHECK(desk.model.rowCount() == 0);
    CHECK(desk.store.pages[1].list == FlagList::Escalated);
    CHECK(desk.controller.isLoading());
    SlowStore::answer(desk.store.pages[1].promise, flagRows(7, 1));
    REQUIRE(QTest::qWaitFor([&] { return desk.model.rowCount() == 1; }, 2'000));
    CHECK(desk.model.list() == FlagList::Escalated);
}

TEST_CASE("What the feed announces is collected into one question", "[ui]")
{
    Desk desk;
    desk.controller.showList(FlagList::Inbox);
    SlowStore::answer(desk.store.pages[0].promise, QVector<FlagRow>{});
    REQUIRE(QTest::qWaitFor([&] { return desk.store.countsAsked == 1; }, 2'000));

    for (int i = 0; i < 20; ++i)
        desk.feed.announce(newFlags(1 + i % 10, 1));
    REQUIRE(QTest::qWaitFor([&] { return !desk.store.changes.empty(); }, 2'000));
    REQUIRE(desk.store.changes.size() == 1);
    CHECK(desk.store.changes[0].ids.size() == 10);
    desk.feed.announce(newFlags(50, 1)); // while the first question is under way
    CHECK_FALSE(QTest::qWaitFor([&] { return desk.store.changes.size() > 1; }, 3 * InboxController::kCollectMs));

    SlowStore::answer(desk.store.changes[0].promise, flagRows(1, 10));
    REQUIRE(QTest::qWaitFor([&] { return desk.model.rowCount() == 10; }, 2'000));
    REQUIRE(QTest::qWaitFor([&] { return desk.store.changes.size() == 2; }, 2'000));
    CHECK(desk.store.changes[1].ids == QVector<FlagId>{{50}});
    SlowStore::answer(desk.store.changes[1].promise, QVector<FlagRow>{});
    REQUIRE(QTest::qWaitFor([&] { return desk.store.countsAsked == 2; }, 2'000));
}

TEST_CASE("A failed read is told and tried again later and not at once", "[ui]")
{
    Desk desk;
    QSignalSpy failed(&desk.controller, &InboxController::readFailed);
    desk.controller.showList(FlagList::Inbox);
    SlowStore::answer(desk.store.pages[0].promise, Error{Error::Kind::Storage, u"disk I/O error"_s});
    REQUIRE(QTest::qWaitFor([&] { return failed.count() == 1; }, 2'000));
    CHECK(desk.store.pages.size() == 1);
    CHECK(desk.controller.isLoading());
    REQUIRE(QTest::qWaitFor([&] { return desk.store.pages.size() == 2; }, 2 * InboxController::kRetryMs));
    SlowStore::answer(desk.store.pages[1].promise, flagRows(1, 3));
    REQUIRE(QTest::qWaitFor([&] { return desk.model.rowCount() == 3; }, 2'000));
}

TEST_CASE("A flood of announcements reads the list again instead of every row", "[ui]")
{
    Desk desk;
    desk.controller.showList(FlagList::Inbox);
    SlowStore::answer(desk.store.pages[0].promise, QVector<FlagRow>{});
    REQUIRE(QTest::qWaitFor([&] { return desk.store.countsAsked == 1; }, 2'000));
    desk.feed.announce(newFlags(1, InboxController::kMaxCollected + 1));
    REQUIRE(QTest::qWaitFor([&] { return desk.store.pages.size() == 2; }, 2'000));
    CHECK(desk.store.changes.empty());
}
