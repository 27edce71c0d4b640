// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductdriver.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

PolicyRule firstContactRule(const QByteArray &parameters = R"({"continuation": "earlier-call"})")
{
    return conductRule(u"first-contact"_s, parameters, u"R-03"_s, 3);
}

} // namespace

TEST_CASE("First contact fires once where an agent writes to somebody without a relationship", "[core]")
{
    ConductDriver driver(firstContactRule());
    driver.facts.isRelated = false;
    CHECK(driver.agent(u"2026-10-06T10:00:00-03:00"_s));
    CHECK(driver.last->message == 1);
    driver.saveAndLoad();
    CHECK_FALSE(driver.agent(u"2026-10-06T10:01:00-03:00"_s));
    CHECK_FALSE(driver.customer(u"2026-10-06T10:02:00-03:00"_s));
    CHECK_FALSE(driver.agent(u"2026-10-06T10:03:00-03:00"_s));
    CHECK(driver.agent(u"2026-10-08T10:03:00-03:00"_s)); // an answer makes no relationship
}

TEST_CASE("First contact is silent where the contact wrote first or is related", "[core]")
{
    ConductDriver answered(firstContactRule());
    answered.facts.isRelated = false;
    answered.customer(u"2026-10-06T10:00:00-03:00"_s);
    CHECK_FALSE(answered.agent(u"2026-10-06T10:01:00-03:00"_s));
    CHECK_FALSE(answered.agent(u"2026-10-07T10:01:00-03:00"_s)); // they opened the last one

    ConductDriver related(firstContactRule());
    related.facts.isRelated = true;
    CHECK_FALSE(related.agent(u"2026-10-06T10:00:00-03:00"_s, {u"earlier-call"_s}));
}

TEST_CASE("Whoever opened a conversation is a relation for as many days as the company says", "[core]")
{
    ConductDriver driver(firstContactRule());
    driver.facts.isRelated = GENERATE(std::optional<bool>(false), std::optional<bool>());
    driver.company.ruleParameters =
            QJsonObject{{u"R-03"_s, QJsonObject{{u"relationship_days"_s, 10}, {u"review"_s, true}}}};
    driver.customer(u"2026-10-06T10:00:00-03:00"_s);
    driver.changeLine();
    CHECK_FALSE(driver.agent(u"2026-10-16T10:00:00-03:00"_s));
    driver.changeLine();
    CHECK(driver.agent(u"2026-10-16T10:00:01-03:00"_s));
}

TEST_CASE("First contact with somebody unknown fires for review only", "[core]")
{
    ConductDriver silent(firstContactRule());
    CHECK_FALSE(silent.agent(u"2026-10-06T10:00:00-03:00"_s));

    ConductDriver reviewing(firstContactRule(R"({"review": true})"));
    CHECK(reviewing.agent(u"2026-10-06T10:00:00-03:00"_s));
    reviewing.customer(u"2026-10-06T10:01:00-03:00"_s);
    CHECK_FALSE(reviewing.agent(u"2026-10-08T10:00:00-03:00"_s)); // wrote two days before
}

TEST_CASE("A call continued in chat fires even where the contact wrote lately", "[core]")
{
    ConductDriver driver(firstContactRule());
    driver.customer(u"2026-10-01T10:00:00-03:00"_s);
    driver.changeLine();
    CHECK_FALSE(driver.agent(u"2026-10-06T10:00:00-03:00"_s));
    CHECK(driver.agent(u"2026-10-06T10:00:30-03:00"_s, {u"earlier-call"_s}));
    driver.changeLine();
    driver.customer(u"2026-10-07T10:00:00-03:00"_s);
    CHECK_FALSE(driver.agent(u"2026-10-07T10:00:30-03:00"_s, {u"earlier-call"_s})); // they wrote first
}

TEST_CASE("An automatic opening counts only for a rule that is for automatic messages", "[core]")
{
    PolicyRule rule = firstContactRule();
    rule.isForAutomatic = GENERATE(true, false);
    ConductDriver driver(rule);
    driver.facts.isRelated = false;
    CHECK(driver.automatic(u"2026-10-06T10:00:00-03:00"_s) == rule.isForAutomatic);
    driver.customer(u"2026-10-06T10:01:00-03:00"_s);
    CHECK_FALSE(driver.agent(u"2026-10-06T10:02:00-03:00"_s));
}
