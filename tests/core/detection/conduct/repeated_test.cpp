// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductdriver.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

PolicyRule repeatedRule(const QByteArray &more = {})
{
    return conductRule(u"repeated"_s, R"({"signals": {"endearment": 1, "photo": 0.5}, "reach": 2)" + more + "}");
}

} // namespace

TEST_CASE("Weak signs fire together at each message that adds one", "[core]")
{
    ConductDriver driver(repeatedRule());
    CHECK_FALSE(driver.agent(u"2026-10-08T15:32:00-03:00"_s, {u"endearment/pt"_s}));
    CHECK_FALSE(driver.agent(u"2026-10-08T15:33:00-03:00"_s, {u"photo"_s}));
    CHECK_FALSE(driver.customer(u"2026-10-08T15:34:00-03:00"_s));
    driver.saveAndLoad();
    CHECK(driver.agent(u"2026-10-08T15:35:00-03:00"_s, {u"photo"_s}));
    CHECK(driver.last->message == 4);
    CHECK(driver.last->detail
          == u"signs 2 of 2: endearment/pt in message 1 (1), photo in message 2 (0.5), photo in message 4 (0.5)"_s);
    CHECK_FALSE(driver.agent(u"2026-10-08T15:36:00-03:00"_s));
    CHECK(driver.agent(u"2026-10-08T15:37:00-03:00"_s, {u"endearment/es"_s}));
}

TEST_CASE("Signs of an earlier window do not count without days", "[core]")
{
    ConductDriver driver(repeatedRule());
    driver.agent(u"2026-10-08T10:00:00-03:00"_s, {u"endearment"_s});
    CHECK_FALSE(driver.agent(u"2026-10-08T22:00:00-03:00"_s, {u"endearment"_s}));
    CHECK(driver.agent(u"2026-10-08T22:01:00-03:00"_s, {u"endearment"_s}));
}

TEST_CASE("Signs count within as many messages as the rule says", "[core]")
{
    ConductDriver driver(repeatedRule(R"(, "within_messages": 3)"));
    driver.agent(u"2026-10-08T10:00:00-03:00"_s, {u"endearment"_s});
    driver.customer(u"2026-10-08T10:01:00-03:00"_s);
    driver.customer(u"2026-10-08T10:02:00-03:00"_s);
    CHECK_FALSE(driver.agent(u"2026-10-08T10:03:00-03:00"_s, {u"endearment"_s}));
    driver.customer(u"2026-10-08T10:04:00-03:00"_s);
    CHECK(driver.agent(u"2026-10-08T10:05:00-03:00"_s, {u"endearment"_s}));
}

TEST_CASE("Signs with one contact count over days and lines", "[core]")
{
    ConductDriver driver(repeatedRule(R"(, "within_days": 30)"));
    driver.agent(u"2026-10-01T10:00:00-03:00"_s, {u"endearment"_s});
    driver.changeLine();
    CHECK_FALSE(driver.agent(u"2026-10-31T10:00:01-03:00"_s, {u"endearment"_s}));
    driver.changeLine();
    CHECK(driver.agent(u"2026-11-01T10:00:00-03:00"_s, {u"endearment"_s}));
}

TEST_CASE("Repetition refuses signs without weight", "[core]")
{
    const auto problem = [](const QByteArray &parameters) {
        const auto made = makeConductRule(conductRule(u"repeated"_s, parameters));
        return made ? QString() : made.error().context;
    };
    CHECK(problem(R"({"signals": {"a": 0}})") == u"parameter signals: not an id with a weight above 0"_s);
    CHECK(problem(R"({"reach": 2})") == u"parameter signals: missing"_s);
    CHECK(problem(R"({"signals": {"a": 1}, "within_days": 1, "within_messages": 1})")
          == u"parameter within_messages: excludes within_days"_s);
}
