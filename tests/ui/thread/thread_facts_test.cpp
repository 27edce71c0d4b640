// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/factspane.h"
#include "conversation/factssections.h"
#include "support/catch.h"
#include "thread_sample.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

QStringList texts(const FactsPane &pane)
{
    QStringList all;
    for (const QLabel *label : pane.widget()->findChildren<QLabel *>())
        all << label->text();
    return all;
}

const QLabel *labelWith(const FactsPane &pane, const QString &part)
{
    for (const QLabel *label : pane.widget()->findChildren<QLabel *>()) {
        if (label->text().contains(part))
            return label;
    }
    return nullptr;
}

} // namespace

TEST_CASE("Lamps are lit by hits of the right writer only", "[ui]")
{
    ThreadView view = sampleThread();
    REQUIRE(lampProof(view, Lamp::Objection));
    CHECK(lampProof(view, Lamp::Objection)->message == MessageId{4});
    CHECK(lampProof(view, Lamp::MonitoringNotice)->message == MessageId{1});
    CHECK_FALSE(lampProof(view, Lamp::Identification));

    view.hits = {sampleHit(1, 1, {{0, 3}}, u"opt_out"_s, 2)}; // by the agent
    CHECK_FALSE(lampProof(view, Lamp::Objection));
    view.hits = {sampleHit(1, 3, {{0, 3}}, u"identification"_s, 1), sampleHit(2, 1, {{0, 3}}, u"identification"_s, 1)};
    CHECK(lampProof(view, Lamp::Identification)->message == MessageId{1});
}

TEST_CASE("Facts say why and lead to the proof", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    FactsPane pane(theme);
    pane.show();
    pane.setThread(sampleThread(), sampleFlag());
    const QString all = texts(pane).join(u'\n');
    CHECK(all.contains(u"Contact after objection"_s));
    CHECK(all.contains(u"List “conduct”, version 3"_s));
    CHECK(all.contains(u"before it was edited"_s));
    CHECK(all.contains(u"404 message not found"_s));
    CHECK_FALSE(all.contains(u"secret"_s, Qt::CaseInsensitive)); // another flag's hit

    QSignalSpy activated(&pane, &FactsPane::hitActivated);
    QTest::mouseClick(pane.widget()->findChild<QPushButton *>(u"lamp_opt_out"_s), Qt::LeftButton);
    QTest::mouseClick(pane.widget()->findChild<QPushButton *>(u"showHit"_s), Qt::LeftButton);
    REQUIRE(activated.size() == 2);
    CHECK(activated.at(0).at(0).value<MessageId>() == MessageId{4});
    CHECK(activated.at(1).at(0).value<MessageId>() == MessageId{6});
    CHECK(pane.widget()->findChild<QPushButton *>(u"lamp_identification"_s) == nullptr);

    QSignalSpy back(&pane, &FactsPane::takeBackRequested);
    QTest::mouseClick(pane.widget()->findChild<QPushButton *>(u"takeBackIntervention"_s), Qt::LeftButton);
    REQUIRE(back.size() == 1);
    CHECK(back.at(0).at(0).value<InterventionId>() == InterventionId{7});
}

TEST_CASE("A decision that was undone is struck through", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    FactsPane pane(theme);
    pane.setThread(sampleThread(), sampleFlag());
    REQUIRE(labelWith(pane, u"marta dismissed it"_s));
    CHECK(labelWith(pane, u"marta dismissed it"_s)->font().strikeOut());
    CHECK_FALSE(labelWith(pane, u"marta took it"_s)->font().strikeOut());
    CHECK(labelWith(pane, u"Wrong context"_s));
}

TEST_CASE("An order that a later one replaced is neither taken back nor the gateway's word", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    FactsPane pane(theme);
    ThreadView view = sampleThread();
    view.interventions[0].state = InterventionState::Cancelled;
    view.interventions[0].answer = u"superseded"_s;
    pane.setThread(view, sampleFlag());
    CHECK(labelWith(pane, u"a later order replaced it"_s));
    CHECK_FALSE(labelWith(pane, u"taken back"_s));
    CHECK_FALSE(labelWith(pane, u"superseded"_s));
}

TEST_CASE("The same facts again are not built anew", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    FactsPane pane(theme);
    pane.setThread(sampleThread(), sampleFlag());
    const QWidget *before = pane.widget();
    pane.setThread(sampleThread(), sampleFlag());
    CHECK(pane.widget() == before);
    ThreadView view = sampleThread();
    view.interventions.clear();
    pane.setThread(view, sampleFlag());
    CHECK(pane.widget() != before);
}

TEST_CASE("A term that looks like markup stays text on its tool tip", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    FactsPane pane(theme);
    pane.show();
    ThreadView view = sampleThread();
    for (Hit &hit : view.hits)
        hit.what.term.text = u"<img src='file:///x'>"_s;
    pane.setThread(view, sampleFlag());
    int tips = 0;
    for (const QWidget *widget : pane.findChildren<QWidget *>()) {
        CHECK_FALSE(widget->toolTip().contains(u"<img"_s));
        tips += widget->toolTip().contains(u"&lt;img src"_s) ? 1 : 0;
    }
    CHECK(tips > 0);
}

TEST_CASE("A long unbroken term does not widen the facts", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    FactsPane pane(theme);
    pane.resize(300, 600);
    pane.show();
    ThreadView view = sampleThread();
    view.hits[2].what.term.text = QString(290, u'W');
    view.interventions[0].text = QString(190, u'W');
    pane.setThread(view, sampleFlag());
    CHECK(QTest::qWaitFor([&pane] { return pane.widget()->width() <= pane.viewport()->width(); }, 1'000));
    CHECK(pane.widget()->minimumSizeHint().width() <= pane.viewport()->width());
}
