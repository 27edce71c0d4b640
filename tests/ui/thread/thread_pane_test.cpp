// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"
#include "thread_fixture.h"
#include "thread_sample.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;

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
