// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/actionbar.h"
#include "conversation/reasonpopup.h"
#include "support/catch.h"
#include "text/limitwords.h"
#include "thread_fixture.h"
#include "thread_sample.h"
#include "widgets/toast.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("A message to the contact is written ordered counted down and taken back", "[ui]")
{
    Pane p;
    Actions actions;
    p.pane.connectActions(actions.all());
    p.pane.setThread(sampleThread(), sampleFlag());
    QSignalSpy ordered(&p.pane, &ThreadPane::messageOrdered);
    QSignalSpy back(&p.pane, &ThreadPane::takeBackRequested);

    actions.message.trigger();
    auto *text = p.pane.findChild<QPlainTextEdit *>(u"composeText"_s);
    auto *send = p.pane.findChild<QPushButton *>(u"composeSend"_s);
    REQUIRE(text->isVisible());
    CHECK_FALSE(send->isEnabled());
    QTest::keyClicks(text, u"Pedimos desculpas"_s);
    CHECK(p.pane.findChild<QLabel *>(u"composeCounter"_s)->text() == u"17 of 4096"_s);

    QTest::keyClick(text, Qt::Key_Escape);
    CHECK_FALSE(text->isVisible());
    actions.message.trigger();
    CHECK(text->toPlainText() == u"Pedimos desculpas"_s);

    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(ordered.size() == 1);
    CHECK(ordered.at(0).at(0).value<ConversationId>() == ConversationId{1});
    CHECK(ordered.at(0).at(1).toString() == u"Pedimos desculpas"_s);

    Intervention pending;
    pending.id = {7};
    pending.conversation = {1};
    pending.dueAtMs = kSampleStartMs + 8'000;
    p.pane.showOrdered(pending, kSampleStartMs);
    CHECK_FALSE(text->isVisible());
    auto *toast = p.pane.findChild<Toast *>(u"toast"_s);
    CHECK(toast->text() == u"Message leaves in 8 s"_s);
    QTest::mouseClick(p.pane.findChild<QPushButton *>(u"toastTakeBack"_s), Qt::LeftButton);
    REQUIRE(back.size() == 1);
    CHECK(back.at(0).at(0).value<InterventionId>() == InterventionId{7});
    actions.message.trigger();
    CHECK(text->toPlainText().isEmpty());
}

TEST_CASE("A refused order keeps the text and says so", "[ui]")
{
    Pane p;
    p.pane.setThread(sampleThread(), sampleFlag());
    p.pane.openCompose();
    auto *text = p.pane.findChild<QPlainTextEdit *>(u"composeText"_s);
    text->setPlainText(u"oi"_s);
    p.pane.showOrderFailed(u"The disk is full."_s, {1});
    CHECK(p.pane.findChild<QLabel *>(u"composeError"_s)->text() == u"The disk is full."_s);
    CHECK(text->toPlainText() == u"oi"_s);
    text->setPlainText(QString(5'000, u'x'));
    CHECK_FALSE(p.pane.findChild<QPushButton *>(u"composeSend"_s)->isEnabled());
}

TEST_CASE("A message is ordered once however often its keys are pressed", "[ui]")
{
    Pane p;
    p.pane.setThread(sampleThread(), sampleFlag());
    QSignalSpy ordered(&p.pane, &ThreadPane::messageOrdered);
    p.pane.openCompose();
    auto *text = p.pane.findChild<QPlainTextEdit *>(u"composeText"_s);
    auto *send = p.pane.findChild<QPushButton *>(u"composeSend"_s);
    text->setPlainText(u"oi"_s);

    QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::ControlModifier, {}, true);
    QApplication::sendEvent(text, &held);
    CHECK(ordered.isEmpty());
    QTest::mouseDClick(send, Qt::LeftButton);
    QTest::mouseClick(send, Qt::LeftButton);
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    CHECK(ordered.size() == 1);
    QTest::keyClicks(text, u"!"_s);
    CHECK(text->toPlainText() == u"oi"_s);

    // Closed and opened again it is still on its way.
    QTest::keyClick(text, Qt::Key_Escape);
    p.pane.openCompose();
    CHECK_FALSE(send->isEnabled());
    p.pane.showOrderFailed(u"The disk is full."_s, {1});
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    CHECK(ordered.size() == 2);
}

TEST_CASE("An answer about one message leaves the one that is being written alone", "[ui]")
{
    Pane p;
    p.pane.setThread(sampleThread(), sampleFlag());
    p.pane.openCompose();
    auto *text = p.pane.findChild<QPlainTextEdit *>(u"composeText"_s);
    auto *send = p.pane.findChild<QPushButton *>(u"composeSend"_s);
    text->setPlainText(u"to the first"_s);
    QTest::mouseClick(send, Qt::LeftButton);

    ThreadView other = sampleThread();
    other.head.id = {2};
    FlagRow flag = sampleFlag();
    flag.id = {99};
    p.pane.setThread(other, flag);
    CHECK_FALSE(text->isVisible());
    p.pane.openCompose();
    CHECK(text->toPlainText().isEmpty());
    text->setPlainText(u"to the second"_s);
    CHECK(send->isEnabled());
    Intervention first;
    first.id = {7};
    first.conversation = {1};
    first.dueAtMs = kSampleStartMs + 8'000;
    p.pane.showOrdered(first, kSampleStartMs);
    CHECK(text->isVisible());
    CHECK(p.pane.drafts() == ThreadPane::Drafts{{ConversationId{2}, u"to the second"_s}});
}

TEST_CASE("Drafts go on in another pane", "[ui]")
{
    Pane p;
    p.pane.setThread(sampleThread(), sampleFlag());
    p.pane.openCompose();
    p.pane.findChild<QPlainTextEdit *>(u"composeText"_s)->setPlainText(u"oi"_s);
    Pane next;
    next.pane.setDrafts(p.pane.drafts());
    next.pane.setThread(sampleThread(), sampleFlag());
    next.pane.openCompose();
    CHECK(next.pane.findChild<QPlainTextEdit *>(u"composeText"_s)->toPlainText() == u"oi"_s);
}

TEST_CASE("A countdown ends by itself", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    Toast toast(theme);
    QSignalSpy expired(&toast, &Toast::expired);
    toast.showCountdown(u"Leaves in %1 s"_s, 150, u"Take back"_s);
    REQUIRE(QTest::qWaitFor([&expired] { return !expired.isEmpty(); }, 3'000));
    CHECK_FALSE(toast.isVisible());
}

TEST_CASE("Suspending and deleting ask once and name the consequence", "[ui]")
{
    Pane p;
    p.pane.setThread(sampleThread(), sampleFlag());
    QSignalSpy suspended(&p.pane, &ThreadPane::suspendConfirmed);
    QSignalSpy deleted(&p.pane, &ThreadPane::deleteConfirmed);
    auto *act = p.pane.findChild<QPushButton *>(u"confirmAct"_s);
    auto *keep = p.pane.findChild<QPushButton *>(u"confirmKeep"_s);

    p.pane.askSuspend();
    CHECK(p.pane.findChild<QLabel *>(u"confirmSentence"_s)->text().contains(u"A-07"_s));
    QTest::keyClick(keep, Qt::Key_Escape);
    CHECK_FALSE(act->isVisible());
    CHECK(suspended.isEmpty());
    p.pane.askSuspend();
    QTest::mouseClick(act, Qt::LeftButton);
    CHECK(suspended.size() == 1);

    p.pane.showMessage({4}); // the contact's
    CHECK_FALSE(p.pane.canDeleteSelected());
    p.pane.askDelete();
    CHECK_FALSE(act->isVisible());
    p.pane.showMessage({7}); // deleted already
    CHECK_FALSE(p.pane.canDeleteSelected());
    p.pane.showMessage({6});
    p.pane.askDelete();
    QTest::mouseClick(act, Qt::LeftButton);
    REQUIRE(deleted.size() == 1);
    CHECK(deleted.at(0).at(0).value<MessageId>() == MessageId{6});
}

TEST_CASE("Another thread cancels the question of the one before", "[ui]")
{
    Pane p;
    p.pane.setThread(sampleThread(), sampleFlag());
    p.pane.askSuspend();
    ThreadView other = longThread(5);
    other.head.id = {2};
    FlagRow flag = sampleFlag();
    flag.id = {2};
    p.pane.setThread(other, flag);
    CHECK_FALSE(p.pane.findChild<QWidget *>(u"confirmStrip"_s)->isVisible());
}

TEST_CASE("Dismiss asks for a reason by key or in words", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    Actions actions;
    actions.dismiss.setText(u"Dismiss"_s);
    actions.dismiss.setShortcut(QKeySequence(u"2"_s));
    ActionBar bar(theme, actions.all());
    bar.show();
    QSignalSpy chosen(&bar, &ActionBar::dismissChosen);
    auto *popup = bar.findChild<ReasonPopup *>(u"reasonPopup"_s);

    QTest::mouseClick(bar.findChild<QPushButton *>(u"dismissButton"_s), Qt::LeftButton);
    REQUIRE(popup->isVisible());
    QTest::keyClick(popup, Qt::Key_2);
    REQUIRE(chosen.size() == 1);
    CHECK(chosen.at(0).at(0).toString() == u"wrong-context"_s);

    actions.dismiss.trigger();
    QTest::keyClick(popup, Qt::Key_4);
    auto *other = popup->findChild<QWidget *>(u"reasonOther"_s);
    QTest::keyClicks(other, u"  ja  tratado "_s);
    QTest::keyClick(other, Qt::Key_Return);
    REQUIRE(chosen.size() == 2);
    CHECK(chosen.at(1).at(0).toString() == u"ja tratado"_s);

    actions.dismiss.trigger();
    QTest::keyClick(popup, Qt::Key_Escape);
    CHECK_FALSE(popup->isVisible());
    CHECK(chosen.size() == 2);
}

TEST_CASE("Undo names what it would take back", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    Actions actions;
    ActionBar bar(theme, actions.all());
    auto *button = bar.findChild<QPushButton *>(u"undoButton"_s);
    bar.setNextUndo({});
    CHECK_FALSE(button->isEnabled());
    Decision decision;
    decision.kind = DecisionKind::Confirmed;
    bar.setNextUndo(UndoStep{decision});
    CHECK(button->isEnabled());
    CHECK(button->text() == u"Undo confirm"_s);
    bar.setNextUndo(UndoStep{Intervention{}});
    CHECK(button->text() == u"Take back message"_s);
}

TEST_CASE("What suspending and blocking mean is said before the click", "[ui]")
{
    Pane p;
    ThreadView view = sampleThread();
    auto *sentence = p.pane.findChild<QLabel *>(u"confirmSentence"_s);
    view.target.gateway = GatewayKind::Evolution;
    view.target.capabilities = GatewayCapabilities{true, true, true, false, true, true, SuspendWay::LogsOut};
    p.pane.setThread(view, sampleFlag());
    p.pane.askSuspend();
    CHECK(sentence->text().contains(u"logs this line out of Evolution API"_s));
    CHECK(sentence->text().contains(u"QR code"_s));
    p.pane.askResume();
    CHECK(sentence->text().contains(u"QR code"_s));

    QSignalSpy blocked(&p.pane, &ThreadPane::blockConfirmed);
    QSignalSpy unblocked(&p.pane, &ThreadPane::unblockConfirmed);
    p.pane.askBlock();
    auto *act = p.pane.findChild<QPushButton *>(u"confirmAct"_s);
    CHECK(act->text() == u"Block the contact"_s);
    CHECK(blocked.isEmpty());
    act->click();
    REQUIRE(blocked.size() == 1);
    CHECK(blocked.at(0).at(0).value<ConversationId>() == view.head.id);
    p.pane.askUnblock();
    act->click();
    CHECK(unblocked.size() == 1);
}

TEST_CASE("A limit is a sentence that names the gateway and the time left", "[ui]")
{
    InterventionTarget target;
    CHECK(limitSentence(InterventionKind::BlockContact, target, 0).contains(u"not known yet"_s));
    target.capabilities = GatewayCapabilities();
    CHECK(limitSentence(InterventionKind::BlockContact, target, 0).contains(u"NOWEB and GOWS"_s));
    target.gateway = GatewayKind::Evolution;
    CHECK_FALSE(limitSentence(InterventionKind::BlockContact, target, 0).contains(u"WAHA"_s));
    target.gateway = GatewayKind::CloudApi;
    CHECK(limitSentence(InterventionKind::DeleteForEveryone, target, 0).contains(u"Meta"_s));
    target.capabilities->sendsMessages = true;
    target.capabilities->sendsOnlyWithinDay = true;
    target.lastContactAtMs = 1'000;
    const qint64 untilMs = 1'000 + kSendWindowMs;
    CHECK(limitSentence(InterventionKind::MessageToContact, target, untilMs - 3 * 3'600'000 - 20 * 60'000)
                  .contains(u"3 h 20 min"_s));
    CHECK(limitSentence(InterventionKind::MessageToContact, target, untilMs).contains(u"24 hours old"_s));
}

TEST_CASE("The menu of interventions opens even where nothing can be done and says why", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    Actions actions;
    ActionBar bar(theme, actions.all());
    auto *button = bar.findChild<QPushButton *>(u"interveneButton"_s);
    for (QAction *action :
         {&actions.message, &actions.remove, &actions.suspend, &actions.resume, &actions.block, &actions.unblock})
        action->setEnabled(false);
    CHECK(button->isEnabled()); // a thread is open
    actions.message.setToolTip(u"It cannot."_s);
    CHECK(button->accessibleDescription() == u"It cannot."_s);
    actions.confirm.setEnabled(false);
    CHECK_FALSE(button->isEnabled());
}
