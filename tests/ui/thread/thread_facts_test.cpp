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

    view.hits = {sampleNote(1, 1, u"objection-lamp"_s, Author::Contact)}; // on a message of the agent
    CHECK_FALSE(lampProof(view, Lamp::Objection));
    view.hits = {sampleHit(1, 1, {{0, 3}}, u"objection"_s, 4)}; // a finding is no lamp
    CHECK_FALSE(lampProof(view, Lamp::Objection));
    view.hits = {sampleNote(1, 3, u"identification-lamp"_s, Author::Agent),
                 sampleNote(2, 1, u"identification-lamp"_s, Author::Agent)};
    CHECK(lampProof(view, Lamp::Identification)->message == MessageId{1});
}

TEST_CASE("Joined identities are named and can be separated and joined again", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    FactsPane pane(theme);
    pane.show();
    ThreadView view = sampleThread();
    pane.setThread(view, sampleFlag());
    CHECK_FALSE(labelWith(pane, u"IDENTITIES"_s));

    view.merges = {{{5}, {1}, {2}, MergeKind::SamePerson, 1'767'614'400'000, 0, {}},
                   {{6}, {1}, {3}, MergeKind::NumberChanged, 1'767'614'400'000, 1'767'700'800'000, u"ana"_s}};
    pane.setThread(view, sampleFlag());
    CHECK(labelWith(pane, u"IDENTITIES"_s));
    CHECK(labelWith(pane, u"hidden id and phone number"_s));
    REQUIRE(labelWith(pane, u"Separated from another identity"_s));
    CHECK(labelWith(pane, u"Separated from another identity"_s)->text().contains(u"by ana"_s));
    QSignalSpy separation(&pane, &FactsPane::separationRequested);
    QSignalSpy joining(&pane, &FactsPane::joiningRequested);
    QTest::mouseClick(pane.widget()->findChild<QPushButton *>(u"separateIdentities"_s), Qt::LeftButton);
    QTest::mouseClick(pane.widget()->findChild<QPushButton *>(u"joinIdentities"_s), Qt::LeftButton);
    REQUIRE(separation.size() == 1);
    REQUIRE(joining.size() == 1);
    CHECK(separation.at(0).at(0).value<ContactMergeId>() == ContactMergeId{5});
    CHECK(joining.at(0).at(0).value<ContactMergeId>() == ContactMergeId{6});
}

TEST_CASE("Facts say why and lead to the proof", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    FactsPane pane(theme);
    pane.show();
    pane.setThread(sampleThread(), sampleFlag());
    const QString all = texts(pane).join(u'\n');
    CHECK(all.contains(u"Contact after objection"_s));
    CHECK(all.contains(u"Wrote again after the customer said no"_s));
    CHECK(all.contains(u"Found: “"_s));
    CHECK(all.contains(u"The customer had objected to being contacted"_s));
    CHECK(all.contains(u"Policy “presence”, version 3 · confidence 90 %"_s));
    CHECK_FALSE(all.contains(u"objection 2 min before"_s)); // figures are for the tool tip
    REQUIRE(labelWith(pane, u"The customer had objected"_s));
    CHECK(labelWith(pane, u"The customer had objected"_s)->toolTip().contains(u"objection 2 min before"_s));
    CHECK(all.contains(u"before it was edited"_s));
    CHECK(all.contains(u"404 message not found"_s));
    CHECK_FALSE(all.contains(u"secret"_s, Qt::CaseInsensitive)); // another flag's hit

    QSignalSpy activated(&pane, &FactsPane::hitActivated);
    QTest::mouseClick(pane.widget()->findChild<QPushButton *>(u"lamp_objection-lamp"_s), Qt::LeftButton);
    QTest::mouseClick(pane.widget()->findChild<QPushButton *>(u"showHit"_s), Qt::LeftButton);
    REQUIRE(activated.size() == 2);
    CHECK(activated.at(0).at(0).value<MessageId>() == MessageId{4});
    CHECK(activated.at(1).at(0).value<MessageId>() == MessageId{6});
    CHECK(pane.widget()->findChild<QPushButton *>(u"lamp_identification-lamp"_s) == nullptr);

    QSignalSpy back(&pane, &FactsPane::takeBackRequested);
    QTest::mouseClick(pane.widget()->findChild<QPushButton *>(u"takeBackIntervention"_s), Qt::LeftButton);
    REQUIRE(back.size() == 1);
    CHECK(back.at(0).at(0).value<InterventionId>() == InterventionId{7});
}

TEST_CASE("Facts show the words of every bubble of a turn", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    FactsPane pane(theme);
    ThreadView view = sampleThread();
    view.messages = {sampleMessage(5, Author::Agent, u"você é muito"_s, kSampleStartMs),
                     sampleMessage(6, Author::Agent, u"linda hoje"_s, kSampleStartMs + 1000)};
    view.hits = {sampleHit(3, 6, {{0, 5}}, u"objection"_s, 4)};
    view.hits[0].flag = {1};
    view.hits[0].what.spans.prepend({5, {7, 12}});
    pane.setThread(view, sampleFlag());
    CHECK(labelWith(pane, u"muito … linda"_s));
}

TEST_CASE("A long explanation begins with its first steps and shows the others on demand", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    FactsPane pane(theme);
    pane.show();
    ThreadView view = sampleThread();
    view.hits.resize(3);
    view.hits[2].what.explanation.clear();
    for (int i = 1; i <= 6; ++i)
        view.hits[2].what.explanation.append({ExplanationStep::Kind::Matched, u"@list"_s, u"entry %1"_s.arg(i), 0, {}});
    pane.setThread(view, sampleFlag());
    const auto isShown = [&pane](const QString &part) {
        const QLabel *label = labelWith(pane, part);
        return label && label->isVisible();
    };
    CHECK(isShown(u"entry 4"_s));
    CHECK_FALSE(isShown(u"entry 5"_s));
    CHECK(isShown(u"Policy “presence”"_s));
    auto *more = pane.widget()->findChild<QPushButton *>(u"moreSteps"_s);
    REQUIRE(more);
    QTest::mouseClick(more, Qt::LeftButton);
    CHECK(isShown(u"entry 6"_s));
    CHECK_FALSE(more->isVisible());
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

TEST_CASE("An entry that looks like markup stays text on its tool tip", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    FactsPane pane(theme);
    pane.show();
    ThreadView view = sampleThread();
    for (Hit &hit : view.hits)
        hit.what.explanation = {
                {ExplanationStep::Kind::Matched, u"@list"_s, u"<img src='file:///x'>"_s, 0, hit.what.spans}};
    pane.setThread(view, sampleFlag());
    int tips = 0;
    for (const QWidget *widget : pane.findChildren<QWidget *>()) {
        CHECK_FALSE(widget->toolTip().contains(u"<img"_s));
        tips += widget->toolTip().contains(u"&lt;img src"_s) ? 1 : 0;
    }
    CHECK(tips > 0);
}

TEST_CASE("A long unbroken entry does not widen the facts", "[ui]")
{
    const Theme theme(ThemeMode::Light);
    FactsPane pane(theme);
    pane.resize(300, 600);
    pane.show();
    ThreadView view = sampleThread();
    view.hits[2].what.explanation[0].detail = QString(290, u'W');
    view.hits[2].what.policy = QString(290, u'W');
    view.interventions[0].text = QString(190, u'W');
    pane.setThread(view, sampleFlag());
    CHECK(QTest::qWaitFor([&pane] { return pane.widget()->width() <= pane.viewport()->width(); }, 1'000));
    CHECK(pane.widget()->minimumSizeHint().width() <= pane.viewport()->width());
}
