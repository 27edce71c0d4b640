// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flagrows.h"
#include "models/inboxmodel.h"
#include "support/catch.h"
#include "support/manualclock.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

struct Unwatched
{
    ManualClock clock;
    InboxModel model{clock};

    [[nodiscard]] QVector<qint64> ids() const
    {
        QVector<qint64> ids;
        for (int i = 0; i < model.rowCount(); ++i)
            ids.append(model.flagAt(i).id.value);
        return ids;
    }
    [[nodiscard]] bool isConsistent() const
    {
        for (int i = 0; i < model.rowCount(); ++i) {
            if (model.rowOf(model.flagAt(i).id) != i)
                return false;
        }
        return true;
    }
};

struct Watched : Unwatched
{
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

FlagRow withState(FlagRow row, FlagState state)
{
    row.status.state = state;
    return row;
}

} // namespace

TEST_CASE("Inbox rows are sorted by severity then age then id", "[model]")
{
    Watched watched;
    watched.model.resetRows(FlagList::Inbox,
                            {flagRow(4, 3, 10), flagRow(3, 5, 30), flagRow(2, 5, 20), flagRow(1, 3, 10)}, false);
    CHECK(watched.ids() == QVector<qint64>{2, 3, 1, 4});
    CHECK(watched.isConsistent());
}

TEST_CASE("An inbox row that comes after a quiet while does not wait for the next merge", "[model]")
{
    Watched watched;
    watched.model.applyChanged({flagRow(1, 3, 10)});
    CHECK(watched.model.rowCount() == 0); // but others of the same moment go along with it
    watched.model.applyChanged({flagRow(2, 3, 20)});
    QSignalSpy inserted(&watched.model, &QAbstractItemModel::rowsInserted);
    bool isMergeDue = false; // a timer that is due later fires later, however slow the machine
    QTimer::singleShot(InboxModel::kFlushDelayMs / 2, &watched.model, [&isMergeDue] { isMergeDue = true; });
    REQUIRE(QTest::qWaitFor([&] { return !inserted.isEmpty() || isMergeDue; }));
    CHECK_FALSE(isMergeDue);
    CHECK(watched.ids() == QVector<qint64>{1, 2});
    CHECK(inserted.count() == 1);
}

TEST_CASE("Inbox changes update rows in place and say which", "[model]")
{
    Watched watched;
    watched.model.resetRows(FlagList::Inbox, flagRows(1, 5), false);
    QSignalSpy changed(&watched.model, &QAbstractItemModel::dataChanged);
    FlagRow row = watched.model.flagAt(2);
    row.hitCount = 7;
    watched.model.applyChanged({row, watched.model.flagAt(3)}); // the second one is as it was
    REQUIRE(changed.count() == 1);
    CHECK(changed.first().first().toModelIndex().row() == 2);
    CHECK(watched.model.index(2).data(InboxModel::HitCountRole).toInt() == 7);
}

TEST_CASE("Inbox inserts new rows at their place after a moment and all at once", "[model]")
{
    Watched watched;
    watched.model.resetRows(FlagList::Inbox, {flagRow(1, 5, 10), flagRow(2, 3, 10)}, false);
    QSignalSpy inserted(&watched.model, &QAbstractItemModel::rowsInserted);
    watched.model.applyChanged({flagRow(3, 4, 10)});
    watched.model.applyChanged({flagRow(4, 4, 20)});
    CHECK(inserted.isEmpty());
    REQUIRE(QTest::qWaitFor([&] { return watched.model.rowCount() == 4; }, 2'000));
    CHECK(inserted.count() == 1);
    CHECK(watched.ids() == QVector<qint64>{1, 3, 4, 2});
    CHECK(watched.isConsistent());
}

TEST_CASE("Inbox rows that leave the list are removed and come back at once when undone", "[model]")
{
    Watched watched;
    watched.model.resetRows(FlagList::Inbox, flagRows(1, 3), false);
    watched.model.setHeld(true);
    const FlagRow second = watched.model.flagAt(1);
    watched.model.applyChanged({withState(second, FlagState::Confirmed)});
    CHECK(watched.ids() == QVector<qint64>{1, 3});
    watched.model.applyChanged({second});
    CHECK(watched.ids() == QVector<qint64>{1, 2, 3});
    CHECK(watched.model.pendingCount() == 0);
}

TEST_CASE("Each list keeps the rows of its states only", "[model]")
{
    Watched watched;
    const auto [list, kept] =
            GENERATE(std::pair{FlagList::Inbox, 1}, std::pair{FlagList::Escalated, 1}, std::pair{FlagList::Decided, 2});
    watched.model.resetRows(list, {}, false);
    watched.model.applyChanged({flagRow(1), withState(flagRow(2), FlagState::Escalated),
                                withState(flagRow(3), FlagState::Confirmed),
                                withState(flagRow(4), FlagState::Dismissed)});
    watched.model.takePending();
    CHECK(watched.model.rowCount() == kept);
}

TEST_CASE("A held inbox does not move and counts what waits", "[model]")
{
    Watched watched;
    watched.model.resetRows(FlagList::Inbox, flagRows(10, 3), false);
    watched.model.setHeld(true);
    QSignalSpy pending(&watched.model, &InboxModel::pendingCountChanged);
    QSignalSpy layout(&watched.model, &QAbstractItemModel::layoutChanged);
    FlagRow risen = watched.model.flagAt(2);
    risen.severity = 5;
    watched.model.applyChanged({flagRow(1, 5), flagRow(2, 5), flagRow(3, 5), risen});
    REQUIRE(QTest::qWaitFor([&] { return !pending.isEmpty(); }, 2'000));
    CHECK(pending.first().first().toInt() == 3);
    CHECK(watched.ids() == QVector<qint64>{10, 11, 12});
    CHECK(layout.isEmpty());

    SECTION("the person asks for them")
    {
        watched.model.takePending();
        CHECK(watched.ids() == QVector<qint64>{1, 2, 3, 12, 10, 11});
        CHECK(watched.model.pendingCount() == 0);
        CHECK(pending.last().first().toInt() == 0);
    }
    SECTION("the hold ends")
    {
        watched.model.setHeld(false);
        REQUIRE(QTest::qWaitFor([&] { return watched.model.rowCount() == 6; }, 2'000));
        CHECK(watched.ids() == QVector<qint64>{1, 2, 3, 12, 10, 11});
    }
    SECTION("what waits is decided by somebody else")
    {
        watched.model.applyChanged({withState(flagRow(2, 5), FlagState::Dismissed)});
        CHECK(watched.model.pendingCount() == 2);
    }
    CHECK(watched.isConsistent());
}

TEST_CASE("A persistent index follows its row through a burst of five thousand", "[model]")
{
    Watched watched;
    QVector<FlagRow> even;
    QVector<FlagRow> odd;
    for (qint64 id = 1; id <= 10'000; ++id)
        (id % 2 == 0 ? even : odd).append(flagRow(id, 3, id));
    watched.model.resetRows(FlagList::Inbox, even, false);
    const QPersistentModelIndex followed(watched.model.index(2'500));
    const qint64 id = followed.data(InboxModel::FlagIdRole).toLongLong();

    watched.model.applyChanged(odd);
    REQUIRE(QTest::qWaitFor([&] { return watched.model.rowCount() == 10'000; }, 5'000));
    CHECK(followed.data(InboxModel::FlagIdRole).toLongLong() == id);
    CHECK(followed.row() == id - 1);
    CHECK(watched.isConsistent());

    for (FlagRow &row : odd)
        row.status.state = FlagState::Confirmed;
    watched.model.applyChanged(odd);
    CHECK(watched.model.rowCount() == 5'000);
    CHECK(followed.data(InboxModel::FlagIdRole).toLongLong() == id);
    CHECK(watched.isConsistent());
}

TEST_CASE("The inbox never holds more rows than its limit and keeps the most urgent", "[model]")
{
    Watched watched;
    watched.model.resetRows(FlagList::Inbox, flagRows(1, InboxModel::kRowLimit, 3), false);
    watched.model.applyChanged(flagRows(100'001, 10, 5));
    watched.model.takePending();
    CHECK(watched.model.rowCount() == InboxModel::kRowLimit);
    CHECK(watched.model.flagAt(0).id.value == 100'001);
    CHECK(watched.model.rowOf({InboxModel::kRowLimit}) == -1);
    CHECK_FALSE(watched.model.canFetchMore({}));
}

TEST_CASE("More waiting rows than are kept ask for the list to be read again", "[model]")
{
    Watched watched;
    watched.model.resetRows(FlagList::Inbox, {}, false);
    watched.model.setHeld(true);
    QSignalSpy reload(&watched.model, &InboxModel::reloadWanted);
    watched.model.applyChanged(flagRows(1, InboxModel::kRowLimit + 1));
    CHECK(watched.model.pendingCount() == InboxModel::kRowLimit);
    watched.model.takePending();
    CHECK(reload.count() == 1);
}

TEST_CASE("A reset drops work that is pending", "[model]")
{
    Watched watched;
    watched.model.resetRows(FlagList::Inbox, flagRows(1, 3), false);
    watched.model.applyChanged({flagRow(50)});
    watched.model.resetRows(FlagList::Escalated, {}, false);
    CHECK_FALSE(QTest::qWaitFor([&] { return watched.model.rowCount() > 0; }, 3 * InboxModel::kFlushDelayMs));
}

TEST_CASE("Further pages are asked for by the key of the last row and once at a time", "[model]")
{
    Unwatched watched; // the model tester fetches more by itself
    QSignalSpy wanted(&watched.model, &InboxModel::pageWanted);
    watched.model.resetRows(FlagList::Inbox, flagRows(1, 100), true);
    REQUIRE(watched.model.canFetchMore({}));
    watched.model.fetchMore({});
    watched.model.fetchMore({});
    REQUIRE(wanted.count() == 1);
    const auto key = wanted.first().first().value<FlagPageKey>();
    CHECK(key.severity == 3);
    CHECK(key.openedAtMs == 1'100);
    CHECK(key.id.value == 100);

    SECTION("the page comes and overlaps with what is there")
    {
        watched.model.appendPage(flagRows(100, 50), false);
        CHECK(watched.model.rowCount() == 149);
        CHECK_FALSE(watched.model.canFetchMore({}));
        CHECK(watched.isConsistent());
    }
    SECTION("the page fails and may be asked for again")
    {
        watched.model.pageFailed();
        CHECK(watched.model.canFetchMore({}));
    }
    SECTION("a new row beyond what is loaded waits for its page")
    {
        watched.model.applyChanged({flagRow(5'000, 3, 900'000)});
        watched.model.takePending();
        CHECK(watched.model.rowCount() == 100);
    }
}

TEST_CASE("A list that shrinks below a screen asks for more by itself", "[model]")
{
    Unwatched watched; // the model tester fetches more by itself
    QVector<FlagRow> rows = flagRows(1, 60);
    watched.model.resetRows(FlagList::Inbox, rows, true);
    QSignalSpy wanted(&watched.model, &InboxModel::pageWanted);
    QVector<FlagRow> gone = rows.first(20);
    for (FlagRow &row : gone)
        row.status.state = FlagState::Dismissed;
    watched.model.applyChanged(gone);
    CHECK(wanted.count() == 1);
}

TEST_CASE("Rows tell a screen reader what they are about", "[model]")
{
    Watched watched;
    FlagRow row = flagRow(1, 5, watched.clock.nowMs() - 4 * 60'000);
    row.snippet = u"so\u202Etext"_s;
    row.hitCount = 3;
    row.status.assignee = u"Ana"_s;
    watched.model.resetRows(FlagList::Inbox, {row}, false);
    const QString spoken = watched.model.index(0).data(Qt::AccessibleTextRole).toString();
    CHECK(spoken == u"Harassment, critical, A-01 to C-0001, 4 min, 3 hits, taken by Ana: so[U+202E]text"_s);
}

TEST_CASE("Flags that are gone leave the list and what waits for it", "[model]")
{
    Watched watched;
    watched.model.resetRows(FlagList::Inbox, {flagRow(1, 5, 10), flagRow(2, 4, 10), flagRow(3, 3, 10)}, false);
    watched.model.setHeld(true);
    watched.model.applyChanged({flagRow(4, 5, 20)});
    watched.model.removeGone({FlagId{2}, FlagId{4}, FlagId{9}});
    CHECK(watched.ids() == QVector<qint64>{1, 3});
    watched.model.setHeld(false);
    watched.model.takePending();
    CHECK(watched.ids() == QVector<qint64>{1, 3});
    CHECK(watched.isConsistent());
}
