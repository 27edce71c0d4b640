// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gapsmodel.h"
#include "models/linesmodel.h"
#include "support/catch.h"
#include "text/linewords.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNowMs = 1'767'614'400'000;

LineHealth health(qint64 id, const QString &name)
{
    LineHealth health;
    health.line.id = {id};
    health.line.externalId = name;
    health.line.state = LineState::Working;
    health.lastMessageAtMs = kNowMs - 60'000;
    return health;
}

QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

TEST_CASE("Lines with an alarm stand first and keep their rows while nothing moves", "[model]")
{
    LinesModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    LineHealth silent = health(3, u"vendas-03"_s);
    silent.alarms = {{LineAlarmKind::Silent, kNowMs, 0, {}, kNowMs - 600'000, 14}};
    silent.unknownGaps = 2;
    model.setLines({health(1, u"vendas-02"_s), health(2, u"vendas-01"_s), silent}, kNowMs);
    REQUIRE(model.rowCount() == 3);
    CHECK(model.at(0)->line.id == LineId{3});
    CHECK(model.rowOf(LineId{1}) == 2);
    CHECK(cell(model, 0, LinesModel::TroubleColumn).contains(u"Silent"_s));
    CHECK(cell(model, 0, LinesModel::TroubleColumn).contains(u"2"_s));
    CHECK(cell(model, 1, LinesModel::TroubleColumn) == u"none"_s);
    CHECK(cell(model, 1, LinesModel::LastMessageColumn) == u"1 min ago"_s);

    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    silent.putAside = 5;
    model.setLines({silent, health(1, u"vendas-02"_s), health(2, u"vendas-01"_s)}, kNowMs);
    CHECK(resets.isEmpty());
    CHECK(cell(model, 0, LinesModel::PutAsideColumn) == u"5"_s);
    silent.alarms.clear();
    model.setLines({silent, health(1, u"vendas-02"_s), health(2, u"vendas-01"_s)}, kNowMs);
    CHECK(resets.size() == 1);
    CHECK(model.at(-1) == nullptr);
}

TEST_CASE("A gap says in words what became of it", "[model]")
{
    GapsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const LineGap gap{kNowMs, kNowMs + 60'000, GapOutcome::Recovered, u"disconnected"_s, 3};
    LineGap unknown = gap;
    unknown.outcome = GapOutcome::Unknown;
    unknown.recovered = 0;
    LineGap open = gap;
    open.outcome = GapOutcome::Open;
    open.toMs = 0;
    open.reason = u"new\u202Ereason"_s;
    model.setGaps({open, gap, unknown});
    CHECK(cell(model, 0, GapsModel::OutcomeColumn) == u"still going on"_s);
    CHECK(cell(model, 0, GapsModel::ToColumn) == u"now"_s);
    CHECK_FALSE(cell(model, 0, GapsModel::ReasonColumn).contains(QChar(0x202E)));
    CHECK(cell(model, 1, GapsModel::OutcomeColumn).contains(u"3"_s));
    CHECK(cell(model, 1, GapsModel::ReasonColumn) == u"the connection was lost"_s);
    CHECK(cell(model, 2, GapsModel::OutcomeColumn) == u"cannot be known: this gateway keeps no history"_s);
}

TEST_CASE("An alarm of silence says since when and what is usual", "[model]")
{
    const LineHealth line = health(1, u"vendas\u202E-02"_s);
    LineAlarm alarm{LineAlarmKind::Silent, kNowMs, 0, {}, kNowMs - 600'000, 14};
    const QString sentence = alarmSentence(line, alarm);
    CHECK(sentence.contains(u"14"_s));
    CHECK(sentence.contains(briefTime(kNowMs - 600'000, kNowMs)));
    CHECK_FALSE(sentence.contains(QChar(0x202E)));
    alarm.usualPerHour = 0;
    CHECK_FALSE(alarmSentence(line, alarm).contains(u"0 "_s));
}
