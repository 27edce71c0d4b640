// SPDX-License-Identifier: GPL-3.0-or-later
#include "inbox/inboxpane.h"
#include "models/flagrows.h"
#include "shell/commandpalette.h"
#include "support/catch.h"
#include "ui/windowfixture.h"

#include <QListWidget>
#include <QSignalSpy>

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("Fuzzy matching prefers beginnings of words and letters that stand together", "[ui]")
{
    CHECK(fuzzyScore(u"Import a keyword list"_s, u"xyz"_s) == -1);
    CHECK(fuzzyScore(u"Import a keyword list"_s, u"tpm"_s) == -1);
    CHECK(fuzzyScore(u"Import a keyword list"_s, u"ikl"_s) > fuzzyScore(u"Dismiss a silk"_s, u"ikl"_s));
    CHECK(fuzzyScore(u"Confirm"_s, u"conf"_s) > fuzzyScore(u"Connect to fun"_s, u"conf"_s));
    CHECK(fuzzyScore(u"Opção"_s, u"OPCAO"_s) > 0);
}

TEST_CASE("The palette lists what is possible and runs it with Enter", "[ui]")
{
    WindowFixture fixture;
    REQUIRE(fixture.show());
    fixture.window.inbox().focusList();
    auto *palette = fixture.find<QWidget>("commandPalette");
    auto *list = fixture.find<QListWidget>("paletteList");
    QTest::keyClick(&fixture.window, Qt::Key_K, Qt::ControlModifier);
    REQUIRE(palette->isVisible());
    REQUIRE(QApplication::focusWidget()->objectName() == u"paletteQuery"_s);
    CHECK(list->findItems(u"Confirm"_s, Qt::MatchExactly).isEmpty()); // no thread: not possible
    CHECK_FALSE(list->findItems(u"Quit"_s, Qt::MatchExactly).isEmpty());

    QSignalSpy import(&fixture.window.actionSet().action(ActionId::ImportList), &QAction::triggered);
    QTest::keyClicks(QApplication::focusWidget(), u"impkey"_s);
    CHECK(list->count() == 1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    CHECK(import.count() == 1);
    CHECK_FALSE(palette->isVisible());
    CHECK(fixture.window.inbox().isAncestorOf(QApplication::focusWidget()));
}

TEST_CASE("While palette or key help are open no key acts on what is behind", "[ui]")
{
    WindowFixture fixture;
    fixture.model.resetRows(FlagList::Inbox, flagRows(1, 3), false);
    REQUIRE(fixture.show());
    fixture.window.inbox().selectNext();
    QSignalSpy confirm(&fixture.window.actionSet().action(ActionId::Confirm), &QAction::triggered);
    QSignalSpy lists(&fixture.window, &MainWindow::listChosen);
    fixture.window.inbox().focusList();

    const auto [key, modifier, name] = GENERATE(table<int, Qt::KeyboardModifier, const char *>(
            {{int('K'), Qt::ControlModifier, "commandPalette"}, {int('?'), Qt::NoModifier, "keyHelp"}}));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), modifier);
    auto *overlay = fixture.find<QWidget>(name);
    REQUIRE(overlay->isVisible());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_2, Qt::ControlModifier);
    CHECK(confirm.isEmpty());
    CHECK(lists.isEmpty());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    CHECK_FALSE(overlay->isVisible());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_1);
    CHECK(confirm.count() == 1);
}
