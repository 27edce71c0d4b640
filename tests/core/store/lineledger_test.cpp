// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/gaprepository.h"
#include "store/lineactivity.h"
#include "store/linealarmrepository.h"
#include "store/linehealthquery.h"
#include "store/putasiderepository.h"
#include "support/catch.h"
#include "support/teststore.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

LineGap said(qint64 fromMs, qint64 toMs, GapOutcome outcome)
{
    return {fromMs, toMs, outcome, u"disconnected"_s, 0};
}

} // namespace

TEST_CASE("What is known of a gap never becomes less", "[core]")
{
    TestStore store;
    const LineId line = store.addLine(store.addGateway());
    GapRepository gaps(store.database());
    const auto opened = gaps.note(line, said(1000, 0, GapOutcome::Open), 1500);
    REQUIRE(opened);
    REQUIRE(opened->has_value());
    CHECK_FALSE(gaps.note(line, said(1000, 0, GapOutcome::Open), 1600)->has_value());
    CHECK(gaps.note(line, said(1000, 4000, GapOutcome::Open), 1700)->has_value());
    REQUIRE(gaps.addRecovered(line, 1000, 3));
    CHECK(gaps.open(line)->constFirst() == LineGap{1000, 4000, GapOutcome::Open, u"disconnected"_s, 3});

    CHECK(gaps.note(line, said(1000, 0, GapOutcome::Unknown), 5000)->has_value());
    CHECK(gaps.newest(line, 10)->constFirst().toMs == 4000); // not how long the closing took
    CHECK_FALSE(gaps.note(line, said(1000, 0, GapOutcome::Open), 5100)->has_value());
    CHECK(gaps.note(line, said(1000, 4500, GapOutcome::Recovered), 5200)->has_value());
    CHECK_FALSE(gaps.note(line, said(1000, 4500, GapOutcome::Recovered), 5300)->has_value());
    CHECK_FALSE(gaps.note(line, said(1000, 9000, GapOutcome::Unknown), 5400)->has_value());
    CHECK(*gaps.newest(line, 10) == QVector<LineGap>{LineGap{1000, 4500, GapOutcome::Recovered, u"disconnected"_s, 3}});
    CHECK(gaps.open(line)->isEmpty());
}

TEST_CASE("Of the closed gaps of a line the oldest go", "[core]")
{
    TestStore store;
    const LineId line = store.addLine(store.addGateway());
    GapRepository gaps(store.database());
    REQUIRE(store.database().inTransaction([&gaps, line]() -> Result<> {
        REQUIRE(gaps.note(line, said(1, 0, GapOutcome::Open), 1));
        for (int i = 2; i <= GapRepository::kMostPerLine + 5; ++i) {
            if (const auto noted = gaps.note(line, said(i, i + 1, GapOutcome::Recovered), i); !noted)
                return noted.error();
        }
        return {};
    }));
    const auto all = gaps.newest(line, GapRepository::kMostPerLine * 2);
    REQUIRE(all);
    CHECK(all->size() == GapRepository::kMostPerLine + 1);
    CHECK(all->constLast().fromMs == 1); // still open
    CHECK(all->at(all->size() - 2).fromMs == 6);
}

TEST_CASE("One alarm of a kind is open and one that was cleared is not raised again", "[core]")
{
    TestStore store;
    const LineId line = store.addLine(store.addGateway());
    LineAlarmRepository alarms(store.database());
    const LineAlarm alarm{LineAlarmKind::Restricted, 1000, 0, u"code 131031"_s, 0, 0};
    CHECK(*alarms.raise(line, alarm));
    CHECK_FALSE(*alarms.raise(line, alarm));
    LineAlarm later = alarm;
    later.raisedAtMs = 1500;
    CHECK_FALSE(*alarms.raise(line, later));
    CHECK(alarms.open(line)->constFirst() == alarm);
    CHECK_FALSE(*alarms.clear(line, LineAlarmKind::Restricted, 900)); // older than the alarm
    CHECK_FALSE(*alarms.clear(line, LineAlarmKind::Silent, 2000));
    CHECK(*alarms.clear(line, LineAlarmKind::Restricted, 2000));
    CHECK_FALSE(*alarms.raise(line, alarm)); // delivered a second time
    CHECK(alarms.open(line)->isEmpty());
    later.raisedAtMs = 3000;
    CHECK(*alarms.raise(line, later));
}

TEST_CASE("Hours of a line add up and old ones go", "[core]")
{
    TestStore store;
    const LineId line = store.addLine(store.addGateway());
    LineActivity activity(store.database());
    const qint64 hour = 500'000;
    const auto at = [](qint64 of) { return of * kHourMs; };
    REQUIRE(activity.add(line, {hour, 3}, at(hour)));
    REQUIRE(activity.add(line, {hour, 4}, at(hour)));
    REQUIRE(activity.add(line, {hour - LineActivity::kHoursKept - 1, 9}, at(hour)));
    CHECK(*activity.hours(line, 0) == QVector<HourCount>{{hour, 7}});
    REQUIRE(activity.add(line, {hour + LineActivity::kHoursKept + 1, 1}, at(hour + LineActivity::kHoursKept + 1)));
    CHECK(activity.hours(line, 0)->size() == 1);

    REQUIRE(activity.note(line, {2000, 1000}));
    REQUIRE(activity.note(line, {0, 1500}));
    REQUIRE(activity.note(line, {1000, 0}));
    CHECK(*activity.times(line) == LineActivityTimes{2000, 1500});
}

TEST_CASE("The health of a line says what is open and what will never be known", "[core]")
{
    TestStore store;
    const GatewayId gateway = store.addGateway();
    const LineId line = store.addLine(gateway);
    const LineId other = store.addLine(gateway, u"sales-2"_s);
    GapRepository gaps(store.database());
    const qint64 day = 24 * kHourMs;
    const qint64 now = 100 * day;
    REQUIRE(gaps.note(line, said(60 * day, 61 * day, GapOutcome::Unknown), now));
    REQUIRE(gaps.note(line, said(80 * day, 81 * day, GapOutcome::Unknown), now));
    REQUIRE(gaps.note(line, said(99 * day, 0, GapOutcome::Open), now));
    REQUIRE(gaps.note(other, said(98 * day, 99 * day, GapOutcome::Recovered), now));
    REQUIRE(LineAlarmRepository(store.database()).raise(line, {LineAlarmKind::LoggedOut, now, 0, {}, 0, 0}));
    REQUIRE(LineActivity(store.database()).note(line, {now - 5, now - 9}));
    PutAsideRepository putAside(store.database());
    REQUIRE(putAside.add({0, gateway, u"sales-1"_s, now, u"no id"_s, "{}", {}}, {}));
    REQUIRE(putAside.add({0, gateway, {}, now, u"no session"_s, "[]", {}}, {}));

    const auto health = lineHealth(store.database(), now);
    REQUIRE(health);
    REQUIRE(health->size() == 2);
    const LineHealth &first = health->constFirst();
    CHECK(first.line.id == line);
    CHECK(first.openGaps == 1);
    CHECK(first.unknownGaps == 1);
    CHECK(first.alarms.size() == 1);
    CHECK(first.lastEventAtMs == now - 5);
    CHECK(first.lastMessageAtMs == now - 9);
    CHECK(first.putAside == 1);
    CHECK(first.putAsideNameless == 1);
    CHECK(health->at(1).openGaps == 0);
    CHECK(health->at(1).putAside == 0);
    CHECK(health->at(1).alarms.isEmpty());

    const auto ledger = lineLedger(store.database(), line, 2);
    REQUIRE(ledger);
    CHECK(ledger->gaps.size() == 2);
    CHECK(ledger->gaps.constFirst().fromMs == 99 * day);
    CHECK(ledger->putAside == QVector<PutAsideReason>{{u"no id"_s, 1, 1, now}});
    CHECK(ledger->putAsideNameless == QVector<PutAsideReason>{{u"no session"_s, 1, 1, now}});
}
