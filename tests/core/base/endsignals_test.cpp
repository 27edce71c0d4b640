// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/endsignals.h"
#include "support/catch.h"

#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace atalaia;

TEST_CASE("a request to end arrives on the event loop", "[core]")
{
    const int number = GENERATE(SIGTERM, SIGINT, SIGHUP);
    const EndSignals ends;
    QSignalSpy requests(&ends, &EndSignals::endRequested);
    REQUIRE(std::raise(number) == 0);
    CHECK(requests.isEmpty());
    CHECK(QTest::qWaitFor([&requests] { return requests.size() == 1; }, 5'000));
}

TEST_CASE("a signal that is ignored stays ignored", "[core]")
{
    std::signal(SIGHUP, SIG_IGN);
    {
        const EndSignals ends;
        QSignalSpy requests(&ends, &EndSignals::endRequested);
        std::raise(SIGHUP);
        std::raise(SIGTERM);
        CHECK(QTest::qWaitFor([&requests] { return !requests.isEmpty(); }, 5'000));
        CHECK(requests.size() == 1);
    }
    CHECK(std::signal(SIGHUP, SIG_DFL) == SIG_IGN);
}
