// SPDX-License-Identifier: GPL-3.0-or-later
// What the person orders in quick succession, from the screens to the store and back.
#include "conversation/actionbar.h"
#include "conversation/factspane.h"
#include "conversation/reviewactions.h"
#include "conversation/threadpane.h"
#include "engine/engine.h"
#include "reviewcontroller.h"
#include "shell/actionset.h"
#include "store/conversationrepository.h"
#include "store/flagrepository.h"
#include "store/linerepository.h"
#include "store/messagerepository.h"
#include "support/catch.h"
#include "support/teststore.h"
#include "theme/theme.h"
#include "threadcontroller.h"

#include <QAction>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

ReviewActions reviewActions(ActionSet &actions)
{
    return {&actions.action(ActionId::Confirm),
            &actions.action(ActionId::Dismiss),
            &actions.action(ActionId::Escalate),
            &actions.action(ActionId::Take),
            &actions.action(ActionId::Undo),
            &actions.action(ActionId::InterveneMessage),
            &actions.action(ActionId::DeleteForEveryone),
            &actions.action(ActionId::SuspendLine),
            &actions.action(ActionId::ResumeLine),
            &actions.action(ActionId::BlockContact),
            &actions.action(ActionId::UnblockContact)};
}

/// A store with two flagged conversations, an engine on it and the middle of the window.
struct Desk
{
    Desk()
    {
        Database &database = store.database();
        const LineId line = store.addLine(store.addGateway());
        for (int number = 1; number <= 2; ++number) {
            const ConversationId conversation = store.addConversation(line, number);
            const auto said = MessageRepository(database).insert(
                    line, textMessage(conversation, u"m%1"_s.arg(number), u"text of this message"_s), false);
            REQUIRE(said);
            const auto opened = FlagRepository(database).recordHits(
                    conversation, said->message, 0, {ruleHit(said->message, u"insult"_s, 4)}, 1000, 1000);
            REQUIRE(opened);
            conversations.append(conversation);
            flags.append(opened->first().flag);
        }
        store.close();
        engine = std::make_unique<Engine>(store.filePath(), u"ana"_s);
        const auto started = engine->start();
        REQUIRE(QTest::qWaitFor([&started] { return started.isFinished(); }, 60'000));
        REQUIRE(started.result());
        thread = std::make_unique<ThreadController>(engine->queries(), engine->feed(), pane, facts);
        review = std::make_unique<ReviewController>(*engine, *thread, pane);
        review->connectActions(actions, bar);
        pane.show();
    }

    void open(int which)
    {
        thread->open(flags.at(which), conversations.at(which));
        REQUIRE(QTest::qWaitFor([this] { return thread->view().has_value(); }, 10'000));
    }

    QVector<Decision> decisions(int which)
    {
        const auto view = engine->queries().thread(conversations.at(which), flags.at(which));
        REQUIRE(QTest::qWaitFor([&view] { return view.isFinished(); }, 10'000));
        return view.result()->decisions;
    }

    TestStore store;
    QVector<ConversationId> conversations;
    QVector<FlagId> flags;
    Theme theme{ThemeMode::Light};
    ActionSet actions{theme};
    ActionBar bar{theme, reviewActions(actions)};
    ThreadPane pane{theme};
    FactsPane facts{theme};
    std::unique_ptr<Engine> engine;
    std::unique_ptr<ThreadController> thread;
    std::unique_ptr<ReviewController> review;
};

} // namespace

TEST_CASE("The own decision of a moment ago is no conflict", "[ui]")
{
    Desk desk;
    desk.open(0);
    desk.actions.action(ActionId::Take).trigger();
    REQUIRE(QTest::qWaitFor([&desk] { return desk.thread->lastDecision().isValid(); }, 10'000));
    // The thread has not been read again yet: that waits longer than the answer took.
    CHECK(desk.thread->view()->decisions.isEmpty());
    desk.actions.action(ActionId::Confirm).trigger();
    REQUIRE(QTest::qWaitFor([&desk] { return desk.decisions(0).size() == 2; }, 10'000));
    CHECK(desk.decisions(0).constLast().kind == DecisionKind::Confirmed);
}

TEST_CASE("Undo right behind a decision takes that one back", "[ui]")
{
    Desk desk;
    desk.open(0);
    desk.actions.action(ActionId::Confirm).trigger();
    desk.actions.action(ActionId::Undo).trigger();
    REQUIRE(QTest::qWaitFor([&desk] { return desk.decisions(0).size() == 2; }, 10'000));
    CHECK(desk.decisions(0).constLast().undoes == desk.decisions(0).constFirst().id);
}

TEST_CASE("A message goes to the contact whose name was above it", "[ui]")
{
    Desk desk;
    desk.open(0);
    desk.pane.openCompose();
    auto *text = desk.pane.findChild<QPlainTextEdit *>(u"composeText"_s);
    text->setPlainText(u"to the first"_s);
    // Another thread was chosen, and is still being read.
    desk.thread->open(desk.flags.at(1), desk.conversations.at(1));
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([&desk] { return desk.engine->triage().canUndo(); }, 10'000));
    CHECK(std::get<Intervention>(desk.engine->triage().nextUndo().what).conversation == desk.conversations.at(0));
}

TEST_CASE("A message ordered on a screen that is gone can be undone", "[ui]")
{
    Desk desk;
    desk.open(0);
    desk.pane.openCompose();
    auto *text = desk.pane.findChild<QPlainTextEdit *>(u"composeText"_s);
    text->setPlainText(u"oi"_s);
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    desk.review.reset();
    CHECK(QTest::qWaitFor([&desk] { return desk.engine->triage().canUndo(); }, 10'000));
}
