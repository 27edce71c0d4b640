// SPDX-License-Identifier: GPL-3.0-or-later
#include "inbox/flaglistview.h"
#include "inbox/inboxpane.h"
#include "models/flagrows.h"
#include "support/catch.h"
#include "ui/windowfixture.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QLabel>
#include <QListWidget>
#include <QSignalSpy>
#include <QSplitter>
#include <QToolButton>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

QWidget *focused()
{
    return QApplication::focusWidget();
}

} // namespace

TEST_CASE("Plain letters act in the list and only write while a field has the focus", "[ui]")
{
    WindowFixture fixture;
    fixture.model.resetRows(FlagList::Inbox, flagRows(1, 5), false);
    REQUIRE(fixture.show());
    fixture.window.inbox().focusList();
    QTest::keyClick(focused(), Qt::Key_J);
    REQUIRE(fixture.window.inbox().currentFlag().value == 1);
    fixture.window.actionSet().action(ActionId::Undo).setEnabled(true);

    std::vector<std::unique_ptr<QSignalSpy>> owned;
    for (const ActionId id : {ActionId::Confirm, ActionId::Dismiss, ActionId::Escalate, ActionId::Take, ActionId::Undo})
        owned.push_back(std::make_unique<QSignalSpy>(&fixture.window.actionSet().action(id), &QAction::triggered));
    const auto typeAll = [] {
        for (const auto key : {Qt::Key_1, Qt::Key_2, Qt::Key_S, Qt::Key_A, Qt::Key_Z})
            QTest::keyClick(focused(), key);
    };

    typeAll();
    for (const auto &spy : owned)
        CHECK(spy->count() == 1);

    fixture.editor->setFocus();
    typeAll();
    CHECK(fixture.editor->toPlainText() == u"12saz"_s);

    QTest::keyClick(&fixture.window, Qt::Key_F, Qt::ControlModifier);
    REQUIRE(focused()->objectName() == u"searchField"_s);
    typeAll();
    QTest::keyClick(focused(), '/');
    QTest::keyClick(focused(), '?');
    CHECK(fixture.find<QLineEdit>("searchField")->text() == u"12saz/?"_s);
    for (const auto &spy : owned)
        CHECK(spy->count() == 1);
}

TEST_CASE("J and K walk the rows and Enter goes to the thread and Esc back", "[ui]")
{
    WindowFixture fixture;
    fixture.model.resetRows(FlagList::Inbox, flagRows(1, 3), false);
    QSignalSpy chosen(&fixture.window, &MainWindow::flagChosen);
    REQUIRE(fixture.show());
    fixture.window.inbox().focusList();
    QTest::keyClick(focused(), Qt::Key_J);
    QTest::keyClick(focused(), Qt::Key_J);
    CHECK(fixture.window.inbox().currentFlag().value == 2);
    QTest::keyClick(focused(), Qt::Key_Down);
    QTest::keyClick(focused(), Qt::Key_Down); // stays on the last
    QTest::keyClick(focused(), Qt::Key_K);
    CHECK(fixture.window.inbox().currentFlag().value == 2);
    CHECK(chosen.last().at(0).value<FlagId>().value == 2);
    CHECK(chosen.last().at(1).value<ConversationId>().value == 100'002);

    QTest::keyClick(focused(), Qt::Key_Return);
    CHECK(focused()->objectName() == u"threadStandIn"_s);
    QTest::keyClick(focused(), Qt::Key_Escape);
    CHECK(focused()->objectName() == u"flagList"_s);
}

TEST_CASE("The slash goes to the search and Esc first clears it then leaves", "[ui]")
{
    WindowFixture fixture;
    fixture.model.resetRows(FlagList::Inbox, flagRows(1, 3), false);
    REQUIRE(fixture.show());
    fixture.window.inbox().focusList();
    QTest::keyClick(focused(), '/');
    REQUIRE(focused()->objectName() == u"searchField"_s);
    QTest::keyClicks(focused(), u"c-0002"_s);
    CHECK(fixture.find<QLabel>("flagCounter")->text() == u"1 of 3 match"_s);
    QTest::keyClick(focused(), Qt::Key_Escape);
    CHECK(fixture.find<QLineEdit>("searchField")->text().isEmpty());
    CHECK(focused()->objectName() == u"searchField"_s);
    QTest::keyClick(focused(), Qt::Key_Escape);
    CHECK(focused()->objectName() == u"flagList"_s);
}

TEST_CASE("Ctrl and a digit choose the list and the tabs follow", "[ui]")
{
    WindowFixture fixture;
    REQUIRE(fixture.show());
    QSignalSpy chosen(&fixture.window, &MainWindow::listChosen);
    QTest::keyClick(&fixture.window, Qt::Key_2, Qt::ControlModifier);
    REQUIRE(chosen.count() == 1);
    CHECK(chosen.first().first().value<FlagList>() == FlagList::Escalated);
    CHECK(fixture.find<QAbstractButton>("showEscalatedTab")->isChecked());
    CHECK_FALSE(fixture.find<QAbstractButton>("showInboxTab")->isChecked());

    QTest::mouseClick(fixture.find<QAbstractButton>("showInboxTab"), Qt::LeftButton);
    QTest::mouseClick(fixture.find<QAbstractButton>("showInboxTab"), Qt::LeftButton); // again: stays chosen
    CHECK(chosen.last().first().value<FlagList>() == FlagList::Inbox);
    CHECK(fixture.find<QAbstractButton>("showInboxTab")->isChecked());
}

TEST_CASE("Rows that come while one is selected wait behind the button", "[ui]")
{
    WindowFixture fixture;
    fixture.model.resetRows(FlagList::Inbox, flagRows(10, 3), false);
    REQUIRE(fixture.show());
    auto *newest = fixture.find<QToolButton>("showNewest");
    CHECK_FALSE(newest->isVisible());
    fixture.window.inbox().selectNext();
    fixture.model.applyChanged(flagRows(1, 3, 5));
    REQUIRE(QTest::qWaitFor([&] { return newest->isVisible(); }, 2'000));
    CHECK(newest->text() == u"newest 3"_s);
    QTest::mouseClick(newest, Qt::LeftButton);
    CHECK(fixture.model.rowCount() == 6);
    CHECK_FALSE(newest->isVisible());
    CHECK(fixture.window.inbox().currentFlag().value == 10);
}

TEST_CASE("The selection follows its thread when the list is read again", "[ui]")
{
    WindowFixture fixture;
    fixture.model.resetRows(FlagList::Inbox, flagRows(10, 3), false);
    REQUIRE(fixture.show());
    fixture.window.inbox().selectNext();
    fixture.window.inbox().selectNext();
    REQUIRE(fixture.window.inbox().currentFlag().value == 11);
    fixture.model.resetRows(FlagList::Inbox, flagRows(9, 5), false);
    CHECK(fixture.window.inbox().currentFlag().value == 11);
    fixture.model.resetRows(FlagList::Escalated, {}, false);
    CHECK_FALSE(fixture.window.inbox().currentFlag().isValid());
    CHECK_FALSE(fixture.window.actionSet().action(ActionId::Confirm).isEnabled());
    CHECK_FALSE(fixture.model.isHeld());
}

TEST_CASE("After a decision the next thread is the current one", "[ui]")
{
    WindowFixture fixture;
    fixture.model.resetRows(FlagList::Inbox, flagRows(1, 3), false);
    REQUIRE(fixture.show());
    fixture.window.inbox().selectNext();
    FlagRow decided = fixture.model.flagAt(0);
    decided.status.state = FlagState::Confirmed;
    fixture.model.applyChanged({decided});
    CHECK(fixture.window.inbox().currentFlag().value == 2);
}

TEST_CASE("An empty list says why and offers the next step", "[ui]")
{
    WindowFixture fixture;
    REQUIRE(fixture.show());
    auto *title = fixture.find<QLabel>("emptyTitle");
    auto *step = fixture.find<QAbstractButton>("emptyStep");
    REQUIRE(title->isVisible());
    CHECK(title->text().startsWith(u"Reading"_s));
    fixture.window.showLoading(false);

    fixture.window.showGatewayCount(0);
    CHECK(title->text() == u"No gateway connected"_s);
    CHECK(focused() == step);
    QSignalSpy settings(&fixture.window.actionSet().action(ActionId::GatewaySettings), &QAction::triggered);
    QTest::mouseClick(step, Qt::LeftButton);
    CHECK(settings.count() == 1);

    fixture.window.showGatewayCount(1);
    CHECK(title->text().startsWith(u"Connecting"_s));
    ConnectionState state;
    state.gateway = {1};
    state.phase = ConnectionPhase::KeyRefused;
    fixture.window.showConnection(state);
    CHECK(title->text() == u"The gateway's key does not work"_s);
    state.phase = ConnectionPhase::Live;
    fixture.window.showConnection(state);
    CHECK(title->text() == u"Nothing waits for you"_s);

    fixture.model.resetRows(FlagList::Inbox, flagRows(1, 3), false);
    CHECK_FALSE(title->isVisible());
    fixture.find<QLineEdit>("searchField")->setText(u"nobody"_s);
    CHECK(title->text() == u"No thread matches the search"_s);
    QTest::mouseClick(step, Qt::LeftButton);
    CHECK_FALSE(title->isVisible());
    CHECK(fixture.find<QLineEdit>("searchField")->text().isEmpty());
}

TEST_CASE("The status strip tells state age counts and trouble", "[ui]")
{
    WindowFixture fixture;
    REQUIRE(fixture.show());
    ConnectionState state;
    state.gateway = {1};
    state.phase = ConnectionPhase::WaitingToRetry;
    state.retryAtMs = fixture.clock.nowMs() + 9'000;
    state.lastEventAtMs = fixture.clock.nowMs() - 2'000;
    fixture.window.showConnection(state);
    auto *connection = fixture.find<QLabel>("connectionWords");
    CHECK(connection->text() == u"Gateway unreachable, next attempt in 9 s"_s);
    CHECK(fixture.find<QLabel>("lastMessageAge")->text() == u"last message 2 s ago"_s);
    CHECK_FALSE(fixture.find<QLabel>("rejectedFrames")->isVisible());

    fixture.clock.advance(4'000); // counts down by itself
    REQUIRE(QTest::qWaitFor([&] { return connection->text().endsWith(u"5 s"_s); }, 3'000));

    state.rejectedFrames = 3;
    fixture.window.showConnection(state);
    CHECK(fixture.find<QLabel>("rejectedFrames")->isVisible());
    StoreTotals totals;
    totals.messagesSince = 1'204;
    totals.conversations = 87;
    fixture.window.showTotals(totals);
    CHECK(fixture.find<QLabel>("messagesToday")->text().contains(u"204 messages today"_s));

    fixture.window.showStoreError({Error::Kind::StorageFull, u"no space left"_s});
    CHECK(fixture.find<QLabel>("errorSentence")->isVisible());
    CHECK_FALSE(fixture.find<QLabel>("errorDetails")->isVisible());
    fixture.window.clearStoreError();
    CHECK_FALSE(fixture.find<QLabel>("errorSentence")->isVisible());
}

TEST_CASE("A row offers decisions and interventions in its context menu", "[ui]")
{
    WindowFixture fixture;
    const auto *list = fixture.find<FlagListView>("flagList");
    CHECK(list->contextMenuPolicy() == Qt::ActionsContextMenu);
    for (const ActionId id : {ActionId::Confirm, ActionId::Undo, ActionId::SuspendLine})
        CHECK(list->actions().contains(&fixture.window.actionSet().action(id)));
}

TEST_CASE("Sizes of the panes are remembered", "[ui]")
{
    QTemporaryDir folder;
    ManualClock clock;
    InboxModel model(clock);
    Theme theme(ThemeMode::Light);
    QList<int> sizes;
    {
        QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        MainWindow window(theme, clock, model, settings);
        window.setPanes(new QWidget, new QWidget);
        window.show();
        window.findChild<QSplitter *>(u"panes"_s)->setSizes({400, 500, 380});
        sizes = window.findChild<QSplitter *>(u"panes"_s)->sizes();
        window.close();
    }
    QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
    MainWindow window(theme, clock, model, settings);
    window.setPanes(new QWidget, new QWidget);
    window.show();
    CHECK(window.findChild<QSplitter *>(u"panes"_s)->sizes() == sizes);
}

TEST_CASE("Every control has a name for people who do not see it", "[ui]")
{
    WindowFixture fixture;
    fixture.window.showGatewayCount(0);
    REQUIRE(fixture.show());
    for (const QWidget *widget : fixture.window.findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget == fixture.editor || !widget->isVisible())
            continue;
        if (widget->objectName().startsWith(u"qt_"_s) || widget->objectName() == u"threadStandIn"_s)
            continue;
        CAPTURE(widget->metaObject()->className(), widget->objectName());
        CHECK_FALSE(widget->objectName().isEmpty());
        const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        REQUIRE(accessible);
        CHECK_FALSE(accessible->text(QAccessible::Name).isEmpty());
    }
}

TEST_CASE("Tab goes in reading order", "[ui]")
{
    WindowFixture fixture;
    fixture.model.resetRows(FlagList::Inbox, flagRows(1, 3), false);
    REQUIRE(fixture.show());
    fixture.find<QWidget>("showInboxTab")->setFocus();
    QStringList order;
    for (int i = 0; i < 9; ++i) {
        order.append(focused()->objectName());
        QTest::keyClick(focused(), Qt::Key_Tab);
    }
    CHECK(order.mid(0, 7)
          == QStringList{u"showInboxTab"_s, u"showEscalatedTab"_s, u"showDecidedTab"_s, u"searchField"_s,
                         u"menuButton"_s, u"flagList"_s, u"threadStandIn"_s});
}
