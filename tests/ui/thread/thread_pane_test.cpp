// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/actionbar.h"
#include "conversation/bubbleview.h"
#include "conversation/reasonpopup.h"
#include "conversation/threadpane.h"
#include "support/catch.h"
#include "text/limitwords.h"
#include "thread_sample.h"
#include "widgets/toast.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

const QAbstractItemModelTester::FailureReportingMode kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

struct Pane
{
    Theme theme{ThemeMode::Light};
    ThreadPane pane{theme};
    BubbleView &bubbles = *pane.findChild<BubbleView *>(u"bubbleView"_s);

    Pane()
    {
        pane.resize(760, 560);
        pane.show();
    }

    bool isOnScreen(MessageId id)
    {
        const QRect row = bubbles.visualRect(pane.model().index(pane.model().rowOf(id)));
        return row.top() >= 0 && row.bottom() <= bubbles.viewport()->height();
    }
};

struct Actions
{
    QAction confirm, dismiss, escalate, take, undo, message, remove, suspend, resume, block, unblock;

    ReviewActions all()
    {
        return {&confirm, &dismiss, &escalate, &take, &undo, &message, &remove, &suspend, &resume, &block, &unblock};
    }
};

QVector<int> messageIds(const ThreadModel &model)
{
    QVector<int> ids; // 0 for a day
    for (int row = 0; row < model.rowCount(); ++row)
        ids.append(int(model.row(row).message.id.value));
    return ids;
}

} // namespace

TEST_CASE("A thread model has a day in front of each day", "[ui][model]")
{
    ThreadModel model(QTimeZone::utc());
    const QAbstractItemModelTester tester(&model, kFatal);
    model.setThread(sampleThread());
    CHECK(messageIds(model) == QVector<int>{0, 1, 2, 3, 0, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14});
    CHECK(model.rowOf({4}) == 5);
    CHECK(model.rowOf({99}) == -1);
}

TEST_CASE("A live update changes and appends without a reset", "[ui][model]")
{
    ThreadModel model(QTimeZone::utc());
    const QAbstractItemModelTester tester(&model, kFatal);
    ThreadView view = sampleThread();
    model.setThread(view);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);

    view.messages[1].revokedAtMs = kSampleStartMs;
    view.messages.append(sampleMessage(15, Author::Contact, u"oi"_s, view.messages.constLast().sentAtMs + 86'400'000));
    view.hits.append(sampleHit(9, 2, {{0, 2}}, u"insult"_s, 3));
    model.updateThread(view);
    CHECK(resets.isEmpty());
    CHECK(changes.size() == 2);
    CHECK(messageIds(model).mid(14) == QVector<int>{13, 14, 0, 15});
    CHECK(model.hitsOf({2}).size() == 1);
    CHECK(model.message({2})->revokedAtMs == kSampleStartMs);
}

TEST_CASE("A message that arrives late goes to its place and day", "[ui][model]")
{
    ThreadModel model(QTimeZone::utc());
    const QAbstractItemModelTester tester(&model, kFatal);
    ThreadView view = sampleThread();
    model.setThread(view);
    view.messages.insert(3, sampleMessage(20, Author::Contact, u"a"_s, view.messages.at(2).sentAtMs + 1));
    view.messages.insert(4, sampleMessage(21, Author::Contact, u"b"_s, view.messages.at(4).sentAtMs - 1));
    view.messages.prepend(
            sampleMessage(22, Author::Contact, u"c"_s, view.messages.constFirst().sentAtMs - 3 * 86'400'000));
    model.updateThread(view);
    CHECK(messageIds(model).mid(0, 10) == QVector<int>{0, 22, 0, 1, 2, 3, 20, 0, 21, 4});
    for (int row = 0; row < model.rowCount(); ++row) {
        if (!model.row(row).isDay())
            CHECK(model.rowOf(model.row(row).message.id) == row);
    }
}

TEST_CASE("A page that does not reach back to what is held resets", "[ui][model]")
{
    ThreadModel model(QTimeZone::utc());
    const QAbstractItemModelTester tester(&model, kFatal);
    const ThreadView all = longThread(30);
    ThreadView page = all;
    page.messages = all.messages.mid(0, 10);
    model.setThread(page);
    page.messages = all.messages.mid(20);
    page.hasEarlier = true;
    model.updateThread(page);
    CHECK(model.rowOf({1}) == -1);
    CHECK(model.firstMessage()->id == MessageId{21});
}

TEST_CASE("Of a thread at its limit the oldest bubbles leave", "[ui][model]")
{
    ThreadView view;
    view.head.id = {1};
    const auto say = [&view](qint64 id) {
        Message message;
        message.id = {id};
        message.externalId = QString::number(id);
        message.sentAtMs = kSampleStartMs + id * 1000;
        message.versions = {{0, message.sentAtMs, u"oi"_s}};
        view.messages.append(message);
    };
    for (qint64 id = 1; id <= ThreadModel::kMaxMessages; ++id)
        say(id);
    ThreadModel model(QTimeZone::utc());
    model.setThread(view);
    view.messages = view.messages.mid(ThreadModel::kMaxMessages - 200);
    for (qint64 id = 1; id <= 3; ++id)
        say(ThreadModel::kMaxMessages + id);
    view.messages.removeFirst();
    view.hasEarlier = true;
    const QAbstractItemModelTester tester(&model, kFatal);
    model.updateThread(view);

    CHECK(model.rowOf({3}) == -1);
    CHECK_FALSE(model.messageByExternalId(u"3"_s));
    CHECK(model.row(0).isDay());
    CHECK(model.rowOf({4}) == 1);
    CHECK(model.row(0).day == model.row(1).day);
    CHECK(model.firstMessage()->id == MessageId{4});
    const int last = model.rowOf({ThreadModel::kMaxMessages + 3});
    CHECK(last == model.rowCount() - 1);
}

TEST_CASE("Earlier pages join the day they belong to", "[ui][model]")
{
    ThreadModel model(QTimeZone::utc());
    const QAbstractItemModelTester tester(&model, kFatal);
    const ThreadView all = longThread(20);
    ThreadView page = all;
    page.messages = all.messages.mid(10);
    page.hasEarlier = true;
    model.setThread(page);
    model.prependEarlier(all.messages.mid(0, 10), false);
    CHECK(model.rowCount() == 21);
    CHECK(model.rowOf({1}) == 1);
    CHECK_FALSE(model.hasEarlier());
}

TEST_CASE("A screen reader hears author time text and marks", "[ui][model]")
{
    ThreadModel model(QTimeZone::utc());
    model.setThread(sampleThread());
    const QString spoken = model.index(model.rowOf({6})).data(Qt::AccessibleTextRole).toString();
    CHECK(spoken.startsWith(u"Agent, "_s));
    CHECK(spoken.contains(u"só mais uma oferta"_s));
    CHECK(spoken.contains(u"marked: "_s));
    CHECK(spoken.contains(u"edited "_s));
    const QString hostile = model.index(model.rowOf({9})).data(Qt::AccessibleTextRole).toString();
    CHECK_FALSE(hostile.contains(QChar(0x202E)));
    CHECK(model.index(model.rowOf({7})).data(Qt::AccessibleTextRole).toString().contains(u"deleted by agent"_s));
}

TEST_CASE("A thread opens at the latest hit of its category", "[ui]")
{
    Pane p;
    ThreadView view = longThread(3'000);
    view.hits = {sampleHit(1, 500, {{0, 8}}, u"objection"_s, 4), sampleHit(2, 900, {{0, 8}}, u"objection"_s, 4),
                 sampleHit(3, 2'000, {{0, 8}}, u"insult"_s, 4)};
    p.pane.setThread(view, sampleFlag());
    CHECK(p.pane.selectedMessage() == MessageId{900});
    CHECK(p.isOnScreen({900}));
    p.pane.showNextHit();
    CHECK(p.pane.selectedMessage() == MessageId{2'000});
    CHECK(p.isOnScreen({2'000}));
    p.pane.showNextHit();
    CHECK(p.pane.selectedMessage() == MessageId{500});
    p.pane.showPreviousHit();
    CHECK(p.pane.selectedMessage() == MessageId{2'000});
    p.pane.showPreviousHit();
    CHECK(p.pane.selectedMessage() == MessageId{900});
}

TEST_CASE("A resize keeps the opened hit on screen", "[ui]")
{
    Pane p;
    ThreadView view = longThread(600);
    view.hits = {sampleHit(1, 300, {{0, 8}}, u"objection"_s, 4)};
    p.pane.setThread(view, sampleFlag());
    p.pane.resize(430, 900);
    CHECK(p.isOnScreen({300}));
}

TEST_CASE("A live update keeps the place unless the end is on screen", "[ui]")
{
    Pane p;
    ThreadView view = longThread(400);
    view.hits = {sampleHit(1, 200, {{0, 8}}, u"objection"_s, 4)};
    p.pane.setThread(view, sampleFlag());
    const QModelIndex reading = p.pane.model().index(p.pane.model().rowOf({200}));
    const int before = p.bubbles.visualRect(reading).top();

    view.messages.append(sampleMessage(401, Author::Contact, u"novo"_s, view.messages.constLast().sentAtMs + 1));
    p.pane.setThread(view, sampleFlag());
    CHECK(p.bubbles.visualRect(reading).top() == before);

    p.bubbles.scrollToEnd();
    view.messages.append(sampleMessage(402, Author::Contact, u"mais um"_s, view.messages.constLast().sentAtMs + 1));
    p.pane.setThread(view, sampleFlag());
    CHECK(p.bubbles.isAtEnd());
    CHECK(p.isOnScreen({402}));
}

TEST_CASE("Earlier messages are wanted near the top and do not move what is read", "[ui]")
{
    Pane p;
    const ThreadView all = longThread(400);
    ThreadView page = all;
    page.messages = all.messages.mid(200);
    page.hasEarlier = true;
    p.pane.setThread(page, {});
    QSignalSpy wanted(&p.pane, &ThreadPane::earlierWanted);
    CHECK(p.bubbles.isAtEnd());
    p.bubbles.verticalScrollBar()->setValue(120);
    REQUIRE(wanted.size() == 1);
    CHECK(wanted.at(0).at(1).value<MessageId>() == MessageId{201});

    const auto rect = [&p](int id) { return p.bubbles.visualRect(p.pane.model().index(p.pane.model().rowOf({id}))); };
    int onTop = 201;
    while (rect(onTop).top() < 0)
        ++onTop;
    const int before = rect(onTop).top();
    p.pane.prependEarlier(all.messages.mid(0, 200), false);
    CHECK(rect(onTop).top() == before);
    CHECK(p.pane.model().rowOf({1}) == 1);
}

TEST_CASE("A message that is not loaded is sought page by page", "[ui]")
{
    Pane p;
    const ThreadView all = longThread(300);
    ThreadView page = all;
    page.messages = all.messages.mid(200);
    page.hasEarlier = true;
    page.hits = {sampleHit(1, 20, {{0, 8}}, u"objection"_s, 4)};
    QSignalSpy wanted(&p.pane, &ThreadPane::earlierWanted);
    p.pane.setThread(page, sampleFlag());
    REQUIRE(wanted.size() >= 1);
    p.pane.prependEarlier(all.messages.mid(100, 100), true);
    CHECK(wanted.last().at(1).value<MessageId>() == MessageId{101});
    p.pane.prependEarlier(all.messages.mid(0, 100), false);
    CHECK(p.pane.selectedMessage() == MessageId{20});
    CHECK(p.isOnScreen({20}));
}

TEST_CASE("Arrows select bubbles and pass over days", "[ui]")
{
    Pane p;
    p.pane.setThread(sampleThread(), sampleFlag());
    p.pane.showMessage({4});
    QTest::keyClick(&p.bubbles, Qt::Key_Up);
    CHECK(p.pane.selectedMessage() == MessageId{3});
    QTest::keyClick(&p.bubbles, Qt::Key_Down);
    CHECK(p.pane.selectedMessage() == MessageId{4});
    QTest::keyClick(&p.bubbles, Qt::Key_Home);
    CHECK(p.pane.selectedMessage() == MessageId{1});
    QTest::keyClick(&p.bubbles, Qt::Key_C, Qt::ControlModifier);
    CHECK(QGuiApplication::clipboard()->text().startsWith(u"Bom dia! Aqui"_s));
}

TEST_CASE("A long text is cut until show all is chosen", "[ui]")
{
    Pane p;
    ThreadView view = longThread(3);
    view.messages[1].versions[0].text = u"palavra "_s.repeated(4'000);
    p.pane.setThread(view, {});
    p.pane.showMessage({2});
    const auto height = [&p] { return p.bubbles.visualRect(p.pane.model().index(p.pane.model().rowOf({2}))).height(); };
    const int cut = height();
    QTest::keyClick(&p.bubbles, Qt::Key_Space);
    CHECK(height() > 4 * cut);
    QTest::keyClick(&p.bubbles, Qt::Key_Space);
    CHECK(height() == cut);
}

TEST_CASE("Ten thousand bubbles open and scroll without stalling", "[ui]")
{
    Pane p;
    const ThreadView view = longThread(10'000);
    QElapsedTimer timer;
    timer.start();
    p.pane.setThread(view, {});
    qint64 longest = 0;
    for (int step = 0; step < 40; ++step) {
        QElapsedTimer one;
        one.start();
        p.bubbles.verticalScrollBar()->setValue(p.bubbles.verticalScrollBar()->maximum() * step / 40);
        p.bubbles.viewport()->repaint();
        longest = std::max(longest, one.elapsed());
    }
    WARN("10 000 bubbles: all " << timer.elapsed() << " ms, longest jump " << longest << " ms");
    CHECK(timer.elapsed() < 20'000);
}

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
