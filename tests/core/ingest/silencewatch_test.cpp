// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/detector.h"
#include "ingest/linehabit.h"
#include "ingest/silencewatch.h"
#include "review/changefeed.h"
#include "store/lineactivity.h"
#include "store/linealarmrepository.h"
#include "store/linehealthquery.h"
#include "support/catch.h"
#include "support/manualclock.h"
#include "support/teststore.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

constexpr qint64 kMinuteMs = 60'000;

CompanyProfile companyInRecife()
{
    CompanyProfile company;
    company.timeZone = QTimeZone(-3 * 3600);
    return company;
}

/// A line that was busy from 8 to 17 h in Recife, Monday to Friday, for some weeks. The clock begins on a Monday
/// at 9 h there.
struct Fixture
{
    Fixture()
    {
        gateway = *store.write([](Database &database) {
            GatewayConfig config;
            config.address = QUrl(u"http://127.0.0.1:3000"_s);
            return GatewayRepository(database).save(config);
        });
        line = *store.write([this](Database &database) -> Result<LineId> {
            LineRepository lines(database);
            const LineId id = lines.ensure(gateway, u"vendas-02"_s)->id;
            REQUIRE(lines.noteState(id, LineState::Working, 1000, {}, {}));
            return id;
        });
        connectGateway(ConnectionPhase::Live);
    }

    void connectGateway(ConnectionPhase phase)
    {
        ConnectionState state;
        state.gateway = gateway;
        state.phase = phase;
        watch.noteConnection(state);
    }

    void makeHabit(int days, qint64 perHour)
    {
        REQUIRE(store.write([this, days, perHour](Database &database) -> Result<> {
            const qint64 now = clock.nowMs();
            for (qint64 hour = now / kHourMs - days * 24; hour < now / kHourMs; ++hour) {
                const QDateTime local = QDateTime::fromMSecsSinceEpoch(hour * kHourMs, companyInRecife().timeZone);
                if (local.date().dayOfWeek() > 5 || local.time().hour() < 8 || local.time().hour() > 17)
                    continue;
                if (const auto added = LineActivity(database).add(line, {hour, perHour}, now); !added)
                    return added;
            }
            return {};
        }));
    }

    void hear()
    {
        REQUIRE(store.write([this](Database &database) {
            return LineActivity(database).note(line, {clock.nowMs(), clock.nowMs()});
        }));
    }

    void pass(int minutes)
    {
        for (int i = 0; i < minutes; ++i) {
            clock.advance(kMinuteMs);
            look();
        }
    }

    void look()
    {
        QSignalSpy looked(&watch, &SilenceWatch::looked);
        watch.look();
        REQUIRE(QTest::qWaitFor([&looked] { return looked.size() == 1; }, 10'000));
    }

    QVector<LineAlarm> alarms()
    {
        return store.write([this](Database &database) { return LineAlarmRepository(database).open(line); }).value();
    }

    TestStoreThreads store;
    ManualClock clock;
    Detector detector{nullptr, companyInRecife()};
    ChangeFeed feed;
    GatewayId gateway;
    LineId line;
    SilenceWatch watch{store.writer(), detector, feed, clock};
};

} // namespace

TEST_CASE("A busy line that stalls is told within five minutes", "[core]")
{
    Fixture fixture;
    fixture.makeHabit(28, 240);
    fixture.hear();
    const qint64 heardAtMs = fixture.clock.nowMs();
    fixture.clock.advance(kMinuteMs / 2); // the watch does not look just when something came
    QSignalSpy changes(&fixture.feed, &ChangeFeed::changed);
    fixture.pass(3);
    CHECK(fixture.alarms().isEmpty());
    fixture.pass(1);
    REQUIRE(fixture.alarms().size() == 1);
    const LineAlarm alarm = fixture.alarms().constFirst();
    CHECK(alarm.kind == LineAlarmKind::Silent);
    CHECK(alarm.raisedAtMs - heardAtMs <= 5 * kMinuteMs);
    CHECK(alarm.quietSinceMs == heardAtMs);
    CHECK(alarm.usualPerHour == 240);
    CHECK(changes.size() == 1);
    CHECK(changes.at(0).at(0).value<StoreChange>().hasLedgerChanged);
    fixture.pass(3);
    CHECK(changes.size() == 1); // told once
}

TEST_CASE("A line that is usually slow is given the time that it usually takes", "[core]")
{
    Fixture fixture;
    fixture.makeHabit(28, 14);
    fixture.hear();
    fixture.pass(28);
    CHECK(fixture.alarms().isEmpty());
    fixture.pass(3);
    REQUIRE(fixture.alarms().size() == 1);
    CHECK(fixture.alarms().constFirst().usualPerHour == 14);
}

TEST_CASE("Nobody is told of a silence that is usual", "[core]")
{
    Fixture fixture;
    SECTION("at night")
    {
        fixture.makeHabit(28, 240);
        fixture.clock.advance(12 * kHourMs);
        fixture.hear();
    }
    SECTION("on a line without a habit")
    {
        fixture.hear();
    }
    SECTION("on a line that is known for three days and has said little")
    {
        fixture.makeHabit(4, 5);
        fixture.hear();
    }
    SECTION("on a holiday of the company")
    {
        fixture.makeHabit(28, 240);
        CompanyProfile company = companyInRecife();
        company.holidays = {QDate(2026, 1, 5)};
        fixture.detector.setCompany(company);
        fixture.hear();
    }
    SECTION("while its gateway is not connected")
    {
        fixture.makeHabit(28, 240);
        fixture.connectGateway(ConnectionPhase::WaitingToRetry);
    }
    SECTION("when it says that it does not work")
    {
        fixture.makeHabit(28, 240);
        fixture.store
                .write([&fixture](Database &database) {
                    return LineRepository(database).noteState(fixture.line, LineState::Stopped, fixture.clock.nowMs(),
                                                              {}, {});
                })
                .value();
    }
    fixture.pass(20);
    CHECK(fixture.alarms().isEmpty());
}

TEST_CASE("The time before the connection is no silence of the line", "[core]")
{
    Fixture fixture;
    fixture.makeHabit(28, 240);
    fixture.hear();
    fixture.connectGateway(ConnectionPhase::WaitingToRetry);
    fixture.clock.advance(60 * kMinuteMs);
    fixture.connectGateway(ConnectionPhase::Live);
    fixture.pass(3);
    CHECK(fixture.alarms().isEmpty());
    fixture.connectGateway(ConnectionPhase::CatchingUp); // looks at its history again, and goes on being connected
    fixture.connectGateway(ConnectionPhase::Live);
    fixture.pass(2);
    CHECK(fixture.alarms().size() == 1);
}

TEST_CASE("A line that says that it does not work is not silent any more", "[core]")
{
    Fixture fixture;
    fixture.makeHabit(28, 240);
    fixture.hear();
    fixture.pass(5);
    REQUIRE(fixture.alarms().size() == 1);
    fixture.store
            .write([&fixture](Database &database) {
                return LineRepository(database).noteState(fixture.line, LineState::Failed, fixture.clock.nowMs(), {},
                                                          {});
            })
            .value();
    fixture.pass(1);
    CHECK(fixture.alarms().isEmpty());
}

TEST_CASE("A habit leaves out the busiest week and follows the wall clock", "[core]")
{
    const qint64 now = ManualClock().nowMs(); // Monday, 12 h UTC
    const qint64 hour = now / kHourMs;
    QVector<HourCount> hours;
    for (const auto &[weeks, count] : {std::pair{4, 10}, {3, 1000}, {2, 20}, {1, 30}})
        hours.append({hour - weeks * 7 * 24, count});
    const LineHabit habit(hours, now, companyInRecife(), QTimeZone::utc());
    CHECK(habit.isKnown());
    CHECK(habit.expectedBetween(now, now + kHourMs) == Approx(20));
    CHECK(habit.expectedBetween(now, now + kHourMs / 2) == Approx(10));
    CHECK(habit.expectedBetween(now + kHourMs, now + 2 * kHourMs) == Approx(0));

    // New York turned its clock on 8 March 2026: a Monday's 9 h is another hour of UTC after it.
    const QTimeZone newYork("America/New_York");
    REQUIRE(newYork.isValid());
    const auto at = [&newYork](QDate date) { return QDateTime(date, QTime(9, 0), newYork).toMSecsSinceEpoch(); };
    const QVector<HourCount> turned{{at(QDate(2026, 2, 16)) / kHourMs, 50},
                                    {at(QDate(2026, 2, 23)) / kHourMs, 50},
                                    {at(QDate(2026, 3, 2)) / kHourMs, 50}};
    CompanyProfile company;
    company.timeZone = newYork;
    company.country = u"XX"_s;
    const qint64 monday = at(QDate(2026, 3, 9));
    CHECK(LineHabit(turned, monday, company, QTimeZone::utc()).expectedBetween(monday, monday + kHourMs) == Approx(50));
}
