// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductdriver.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

PolicyRule unansweredRule(const QByteArray &more)
{
    return conductRule(u"unanswered"_s, R"({"request": "request", "answer": "answer", )" + more + "}", u"R-10"_s);
}

} // namespace

TEST_CASE("A request fires at the last message in which it could have been answered", "[core]")
{
    ConductDriver driver(unansweredRule(R"("within_messages": 3)"));
    CHECK_FALSE(driver.agent(u"2026-10-15T10:09:00-03:00"_s));
    CHECK_FALSE(driver.customer(u"2026-10-15T10:10:00-03:00"_s, {u"request"_s}));
    CHECK_FALSE(driver.automatic(u"2026-10-15T10:10:30-03:00"_s));
    CHECK_FALSE(driver.agent(u"2026-10-15T10:11:00-03:00"_s));
    CHECK_FALSE(driver.customer(u"2026-10-15T10:11:30-03:00"_s));
    CHECK_FALSE(driver.agent(u"2026-10-15T10:12:00-03:00"_s));
    driver.saveAndLoad();
    CHECK(driver.agent(u"2026-10-15T10:14:00-03:00"_s));
    CHECK(driver.last->message == 7);
    CHECK(driver.last->detail == u"request in message 2, 3 messages and 4 min without an answer"_s);
    CHECK_FALSE(driver.agent(u"2026-10-15T10:15:00-03:00"_s)); // once for a request
}

TEST_CASE("A request that is answered in time does not fire", "[core]")
{
    ConductDriver driver(unansweredRule(R"("within_messages": 2)"));
    driver.customer(u"2026-10-15T10:10:00-03:00"_s, {u"request"_s});
    driver.agent(u"2026-10-15T10:11:00-03:00"_s);
    const bool isAutomatic = GENERATE(true, false);
    const bool fired = isAutomatic ? driver.automatic(u"2026-10-15T10:12:00-03:00"_s, {u"answer"_s})
                                   : driver.agent(u"2026-10-15T10:12:00-03:00"_s, {u"answer"_s});
    CHECK_FALSE(fired);
    CHECK_FALSE(driver.agent(u"2026-10-15T10:13:00-03:00"_s));
    CHECK_FALSE(driver.agent(u"2026-10-15T10:14:00-03:00"_s));
}

TEST_CASE("The asking party cannot answer itself and asking again counts anew", "[core]")
{
    ConductDriver driver(unansweredRule(R"("within_messages": 2)"));
    driver.customer(u"2026-10-15T10:10:00-03:00"_s, {u"request"_s});
    driver.customer(u"2026-10-15T10:10:10-03:00"_s, {u"answer"_s});
    driver.agent(u"2026-10-15T10:11:00-03:00"_s);
    driver.customer(u"2026-10-15T10:11:10-03:00"_s, {u"request"_s});
    CHECK_FALSE(driver.agent(u"2026-10-15T10:12:00-03:00"_s));
    CHECK(driver.agent(u"2026-10-15T10:13:00-03:00"_s));
}

TEST_CASE("A request fires only once it was handled where the rule asks for that", "[core]")
{
    ConductDriver driver(unansweredRule(R"("within_messages": 2, "handling": "handling")"));
    driver.agent(u"2026-10-15T10:09:00-03:00"_s, {u"handling"_s}); // before the request
    driver.customer(u"2026-10-15T10:10:00-03:00"_s, {u"request"_s});
    CHECK_FALSE(driver.agent(u"2026-10-15T10:11:00-03:00"_s));
    CHECK_FALSE(driver.agent(u"2026-10-15T10:12:00-03:00"_s));
    CHECK(driver.agent(u"2026-10-15T10:13:00-03:00"_s, {u"handling"_s}));
}

TEST_CASE("A request fires when its minutes are over", "[core]")
{
    ConductDriver driver(unansweredRule(R"("within_minutes": 15)"));
    driver.customer(u"2026-10-15T10:10:00-03:00"_s, {u"request"_s});
    driver.customer(u"2026-10-15T10:20:00-03:00"_s, {u"request"_s}); // the clock runs on
    SECTION("at the next message of who has to answer")
    {
        CHECK_FALSE(driver.agent(u"2026-10-15T10:25:00-03:00"_s));
        CHECK_FALSE(driver.customer(u"2026-10-15T10:30:00-03:00"_s));
        CHECK(driver.agent(u"2026-10-15T10:31:00-03:00"_s));
        CHECK(driver.last->message == 5);
    }
    SECTION("at the close")
    {
        CHECK_FALSE(driver.close(u"2026-10-15T10:25:00-03:00"_s));
        CHECK(driver.close(u"2026-10-15T10:25:01-03:00"_s));
        CHECK(driver.last->message == 1);
        CHECK_FALSE(driver.close(u"2026-10-15T10:26:00-03:00"_s));
    }
}

TEST_CASE("Messages are counted within one window", "[core]")
{
    ConductDriver driver(unansweredRule(R"("within_messages": 2)"));
    driver.customer(u"2026-10-15T10:10:00-03:00"_s, {u"request"_s});
    driver.agent(u"2026-10-15T10:11:00-03:00"_s);
    CHECK_FALSE(driver.agent(u"2026-10-16T10:11:00-03:00"_s));
    CHECK(driver.closed.isEmpty());
}

TEST_CASE("An agent's own claim may be what the agent has to answer", "[core]")
{
    ConductDriver driver(unansweredRule(R"("within_messages": 2)"));
    CHECK_FALSE(driver.agent(u"2026-10-15T10:00:00-03:00"_s, {u"request"_s, u"answer"_s}));
    CHECK_FALSE(driver.agent(u"2026-10-15T10:01:00-03:00"_s));
    CHECK_FALSE(driver.agent(u"2026-10-15T10:02:00-03:00"_s));
    CHECK_FALSE(driver.agent(u"2026-10-15T10:03:00-03:00"_s, {u"request"_s}));
    CHECK_FALSE(driver.agent(u"2026-10-15T10:04:00-03:00"_s));
    CHECK(driver.agent(u"2026-10-15T10:05:00-03:00"_s));
}

TEST_CASE("A request may wait for the customer", "[core]")
{
    ConductDriver driver(unansweredRule(R"("within_messages": 1, "by": "customer")"));
    driver.agent(u"2026-10-15T10:10:00-03:00"_s, {u"request"_s});
    CHECK_FALSE(driver.agent(u"2026-10-15T10:11:00-03:00"_s, {u"answer"_s}));
    CHECK(driver.customer(u"2026-10-15T10:12:00-03:00"_s));
}

TEST_CASE("An unanswered request needs a limit", "[core]")
{
    const auto made = makeConductRule(conductRule(u"unanswered"_s, R"({"request": "a", "answer": "b"})"));
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().context == u"parameter within_messages: missing, and so is within_minutes"_s);
}
