// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/futures.h"
#include "settings/linesdialog.h"
#include "support/catch.h"
#include "support/manualclock.h"
#include "ui/windowfixture.h"
#include "widgets/emptystate.h"

#include <QAction>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>
#include <QTranslator>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNowMs = 1'767'614'400'000;
constexpr qint64 kMinuteMs = 60'000;

LineHealth health(qint64 id, const QString &name)
{
    LineHealth health;
    health.line.id = {id};
    health.line.gateway = {7};
    health.line.externalId = name;
    health.line.state = LineState::Working;
    health.lastMessageAtMs = kNowMs - id * kMinuteMs;
    return health;
}

struct Fixture
{
    explicit Fixture(ThemeMode mode = ThemeMode::Light) : theme(mode)
    {
        lines = {health(1, u"vendas-01"_s), health(2, u"vendas-02"_s), health(3, u"suporte"_s)};
        lines[1].alarms = {{LineAlarmKind::Silent, kNowMs, 0, {}, kNowMs - 47 * kMinuteMs, 14}};
        lines[1].openGaps = 1;
        lines[1].unknownGaps = 1;
        lines[1].putAside = 3;
        lines[2].line.state = LineState::NeedsPairing;
        ledger.gaps = {{kNowMs - 5 * kMinuteMs, 0, GapOutcome::Open, u"disconnected"_s, 0},
                       {kNowMs - 90 * kMinuteMs, kNowMs - 80 * kMinuteMs, GapOutcome::Recovered, u"not running"_s, 3},
                       {kNowMs - 900 * kMinuteMs, kNowMs - 870 * kMinuteMs, GapOutcome::Unknown, u"stalled"_s, 0}};
        ledger.putAside = {{u"payload.timestamp is no number"_s, 2, 2, kNowMs},
                           {u"message without id or chat"_s, 1, 0, kNowMs}};
        ledger.contents = {2, 1, 1, 3, 0, 4, 0, 0};
        ledger.putAsideNameless = {{u"session is missing"_s, 4, 4, kNowMs}};
    }

    LinesCalls calls()
    {
        LinesCalls calls;
        calls.health = [this] { return finishedFuture(Result<QVector<LineHealth>>(lines)); };
        calls.ledger = [this](LineId line) {
            asked.append(line);
            return finishedFuture(Result<LineLedgerView>(line == LineId{2} ? ledger : LineLedgerView()));
        };
        calls.readAgain = [this](GatewayId gateway) {
            readAgain.append(gateway);
            return finishedFuture(outcome);
        };
        return calls;
    }
    [[nodiscard]] bool show(LinesDialog &dialog)
    {
        dialog.show();
        return QTest::qWaitFor([this] { return !asked.isEmpty() || lines.isEmpty(); }, 2000)
               && QTest::qWaitFor([&dialog] { return dialog.findChild<QLabel *>(u"noGaps"_s) != nullptr; }, 2000);
    }

    ManualClock clock;
    Theme theme;
    QVector<LineHealth> lines;
    LineLedgerView ledger;
    QVector<LineId> asked;
    QVector<GatewayId> readAgain;
    Result<ReadAgainOutcome> outcome = ReadAgainOutcome{6, 5};
};

QString textOf(const LinesDialog &dialog, const QString &name)
{
    const auto *label = dialog.findChild<QLabel *>(name);
    return label && label->isVisible() ? label->text() : QString();
}

} // namespace

TEST_CASE("The line with an alarm is chosen and says what is missing", "[ui]")
{
    Fixture fixture;
    LinesDialog dialog(fixture.theme, fixture.clock, fixture.calls());
    REQUIRE(fixture.show(dialog));
    auto *gaps = dialog.findChild<QTableView *>(u"gapsTable"_s);
    REQUIRE(QTest::qWaitFor([gaps] { return gaps->model()->rowCount() == 3; }, 2000));
    CHECK(fixture.asked == QVector<LineId>{LineId{2}});
    CHECK(textOf(dialog, u"lineAlarms"_s).contains(u"14"_s));
    CHECK(textOf(dialog, u"putAsideReasons"_s).contains(u"payload.timestamp is no number"_s));
    CHECK(textOf(dialog, u"putAsideReasons"_s).contains(u"session is missing"_s));
    const QStringList contents = textOf(dialog, u"lineContents"_s).split(u'\n');
    REQUIRE(contents.size() == 5); // what there is none of is not said
    CHECK(contents.constFirst().startsWith(u"2 messages wait"_s));
    CHECK(contents.constLast().contains(u"recovered"_s));
    for (const char *name : {"linesTable", "gapsTable"})
        CHECK_FALSE(dialog.findChild<QTableView *>(QLatin1StringView(name))->accessibleName().isEmpty());

    // With the keyboard to a line without gaps, and it stays chosen when the lines are read again.
    auto *lines = dialog.findChild<QTableView *>(u"linesTable"_s);
    QTest::keyClick(lines, Qt::Key_Down);
    REQUIRE(QTest::qWaitFor([&dialog] { return !textOf(dialog, u"noGaps"_s).isEmpty(); }, 2000));
    CHECK_FALSE(gaps->isVisible());
    CHECK(textOf(dialog, u"lineContents"_s).isEmpty());
    CHECK(textOf(dialog, u"lineAlarms"_s).isEmpty());
    CHECK_FALSE(dialog.findChild<QPushButton *>(u"readAgain"_s)->isVisible());
    const LineId chosen = fixture.asked.constLast();
    fixture.lines[0].alarms = {{LineAlarmKind::LoggedOut, kNowMs, 0, {}, 0, 0}};
    dialog.refresh();
    const qsizetype before = fixture.asked.size();
    REQUIRE(QTest::qWaitFor([&fixture, before] { return fixture.asked.size() > before; }, 2000));
    CHECK(fixture.asked.constLast() == chosen);
}

TEST_CASE("A line whose gaps cannot be read is not said to have none", "[ui]")
{
    Fixture fixture;
    LinesCalls calls = fixture.calls();
    calls.ledger = [](LineId) { return finishedFuture(Result<LineLedgerView>(Error{Error::Kind::Storage, {}})); };
    LinesDialog dialog(fixture.theme, fixture.clock, calls);
    dialog.show();
    REQUIRE(QTest::qWaitFor([&dialog] { return !textOf(dialog, u"readAgainResult"_s).isEmpty(); }, 2000));
    CHECK(textOf(dialog, u"noGaps"_s).isEmpty());
    CHECK(textOf(dialog, u"putAsideReasons"_s).isEmpty());
    CHECK_FALSE(dialog.findChild<QTableView *>(u"gapsTable"_s)->isVisible());
    CHECK_FALSE(dialog.findChild<QPushButton *>(u"readAgain"_s)->isVisible());
}

TEST_CASE("What was put aside is read again on request and the answer stands beside it", "[ui]")
{
    Fixture fixture;
    LinesDialog dialog(fixture.theme, fixture.clock, fixture.calls());
    REQUIRE(fixture.show(dialog));
    auto *button = dialog.findChild<QPushButton *>(u"readAgain"_s);
    REQUIRE(QTest::qWaitFor([button] { return button->isVisible() && button->isEnabled(); }, 2000));
    SECTION("and stored")
    {
        QTest::mouseClick(button, Qt::LeftButton);
        CHECK_FALSE(button->isEnabled());
        REQUIRE(QTest::qWaitFor([&dialog] { return textOf(dialog, u"readAgainResult"_s).contains(u"5"_s); }, 2000));
        CHECK(fixture.readAgain == QVector<GatewayId>{GatewayId{7}});
        REQUIRE(QTest::qWaitFor([button] { return button->isEnabled(); }, 2000));
    }
    SECTION("but the gateway is not connected")
    {
        fixture.outcome = Error{Error::Kind::NotFound, u"gateway 7"_s};
        QTest::mouseClick(button, Qt::LeftButton);
        REQUIRE(QTest::qWaitFor([&dialog] { return textOf(dialog, u"readAgainResult"_s).contains(u"not connected"_s); },
                                2000));
    }
}

TEST_CASE("An alarm stands in the status strip and leads to the lines", "[ui]")
{
    WindowFixture fixture;
    REQUIRE(fixture.show());
    auto *alarm = fixture.find<QToolButton>("lineAlarm");
    REQUIRE(alarm);
    CHECK_FALSE(alarm->isVisible());
    fixture.window.showLines(Fixture().lines);
    CHECK(alarm->isVisible());
    CHECK(alarm->text().contains(u"vendas-02"_s));
    CHECK(alarm->accessibleName() == alarm->text());
    int opened = 0;
    QObject::connect(&fixture.window.actionSet().action(ActionId::LinesAndGaps), &QAction::triggered, &fixture.window,
                     [&opened] { ++opened; });
    QTest::mouseClick(alarm, Qt::LeftButton);
    QTest::mouseClick(fixture.find<QLabel>("connectionWords"), Qt::LeftButton);
    CHECK(opened == 2);
    QVector<LineHealth> calm = Fixture().lines;
    calm[1].alarms.clear();
    fixture.window.showLines(calm);
    CHECK_FALSE(alarm->isVisible());
}

TEST_CASE("An alarm in the status strip has the colour of failures in every theme", "[ui]")
{
    const ThemeMode mode = GENERATE(ThemeMode::Light, ThemeMode::Dark);
    WindowFixture fixture(mode);
    REQUIRE(fixture.show());
    fixture.window.showLines(Fixture(mode).lines);
    auto *alarm = fixture.find<QToolButton>("lineAlarm");
    const QImage picture = alarm->grab().toImage();
    const QColor danger = Theme(mode).color(ColorRole::Danger);
    int letters = 0;
    for (int x = alarm->iconSize().width() + 16; x < picture.width(); ++x) {
        for (int y = 0; y < picture.height(); ++y)
            letters += picture.pixelColor(x, y) == danger ? 1 : 0;
    }
    CHECK(letters > 20);
}

TEST_CASE("Without any line the dialog leads to the gateways", "[ui]")
{
    Fixture fixture;
    fixture.lines.clear();
    LinesDialog dialog(fixture.theme, fixture.clock, fixture.calls());
    QSignalSpy wanted(&dialog, &LinesDialog::gatewaysWanted);
    dialog.show();
    auto *empty = dialog.findChild<EmptyState *>();
    REQUIRE(QTest::qWaitFor([empty] { return empty->isVisible(); }, 2000));
    empty->findChild<QPushButton *>()->click();
    CHECK(wanted.size() == 1);
}

TEST_CASE("Pictures of the lines and gaps", "[.shot]")
{
    QTranslator translator;
    if (translator.load(qEnvironmentVariable("ATALAIA_SHOT_QM")))
        QCoreApplication::installTranslator(&translator);
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        const QString suffix = mode == ThemeMode::Light ? u"light"_s : u"dark"_s;
        const QDir folder(qEnvironmentVariable("ATALAIA_SHOTS", QDir::tempPath()));
        Fixture fixture(mode);
        LinesDialog dialog(fixture.theme, fixture.clock, fixture.calls());
        REQUIRE(fixture.show(dialog));
        QTest::qWait(200);
        dialog.grab().save(folder.filePath(u"lines-%1.png"_s.arg(suffix)));
        WindowFixture window(mode);
        REQUIRE(window.show());
        ConnectionState state;
        state.gateway = {1};
        state.phase = ConnectionPhase::Live;
        state.lastEventAtMs = kNowMs - 2000;
        window.window.showConnection(state);
        window.window.showLines(fixture.lines);
        QTest::qWait(100);
        window.window.grab().save(folder.filePath(u"strip-%1.png"_s.arg(suffix)));
    }
}
