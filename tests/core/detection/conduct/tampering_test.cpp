// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductdriver.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

PolicyRule tamperingRule(const QByteArray &more = {})
{
    return conductRule(u"tampering"_s, R"({"after": ["complaint", "discourtesy"], "on": "harassment")" + more + "}",
                       u"R-21"_s, 3);
}

ObservedMessage edited(const QString &isoTime)
{
    ObservedMessage message;
    message.author = Author::Agent;
    message.atMs = at(isoTime);
    message.isEdited = true;
    message.text = u"new"_s;
    message.earlierTexts = QStringList{u"old"_s};
    return message;
}

ObservedMessage revoked(const QString &isoTime, const QStringList &captured)
{
    ObservedMessage message;
    message.author = Author::Agent;
    message.atMs = at(isoTime);
    message.isRevoked = true;
    message.earlierTexts = captured;
    return message;
}

} // namespace

TEST_CASE("An edit that mends a spelling mistake is no tampering", "[core]")
{
    ConductDriver driver(tamperingRule());
    CHECK_FALSE(driver.observe(edited(u"2026-10-29T09:37:00-03:00"_s)));
    CHECK_FALSE(driver.agent(u"2026-10-29T09:38:00-03:00"_s, {u"discourtesy"_s})); // said and left
}

TEST_CASE("To change or take back a message with a finding is tampering", "[core]")
{
    ConductDriver driver(tamperingRule());
    CHECK(driver.observe(edited(u"2026-10-29T09:37:00-03:00"_s), {u"discourtesy/rude"_s}));
    CHECK(driver.last->detail == u"edited, discourtesy in this message"_s);
    CHECK(driver.observe(revoked(u"2026-10-29T09:38:00-03:00"_s, {u"old"_s}), {u"harassment"_s}));
    CHECK(driver.last->detail == u"taken back, harassment in this message"_s);
}

TEST_CASE("To change a message is tampering as long after a complaint as the rule says", "[core]")
{
    ConductDriver driver(tamperingRule());
    driver.customer(u"2026-10-29T09:37:00-03:00"_s, {u"complaint"_s});
    driver.changeLine();
    ObservedMessage late = edited(u"2026-10-29T09:36:00-03:00"_s);
    late.changedAtMs = at(u"2026-10-30T09:37:00-03:00"_s);
    CHECK(driver.observe(late));
    CHECK(driver.last->detail == u"edited, complaint in message 1 1440 min before"_s);
    late.changedAtMs += 1;
    late.number = 0;
    CHECK_FALSE(driver.observe(late));
    driver.company.ruleParameters = QJsonObject{{u"R-21"_s, QJsonObject{{u"window_h"_s, 25}}}};
    CHECK(driver.observe(late));
    late.changedAtMs = 0; // sent before the complaint and nobody knows when it was changed
    CHECK_FALSE(driver.observe(late));
}

TEST_CASE("A finding on another message does not make an edit tampering unless it is listed", "[core]")
{
    ConductDriver driver(tamperingRule());
    driver.agent(u"2026-10-29T09:37:00-03:00"_s, {u"harassment"_s});
    CHECK_FALSE(driver.observe(edited(u"2026-10-29T09:38:00-03:00"_s)));
    driver.agent(u"2026-10-29T09:39:00-03:00"_s, {u"discourtesy"_s});
    CHECK(driver.observe(edited(u"2026-10-29T09:40:00-03:00"_s)));
}

TEST_CASE("A message taken back before anything of it was captured is tampering", "[core]")
{
    const bool isCaptured = GENERATE(true, false);
    ConductDriver driver(tamperingRule());
    CHECK(driver.observe(revoked(u"2026-10-29T09:39:00-03:00"_s, isCaptured ? QStringList{u"old"_s} : QStringList()))
          == !isCaptured);
    ConductDriver lenient(tamperingRule(R"(, "uncaptured": false)"));
    CHECK_FALSE(lenient.observe(revoked(u"2026-10-29T09:39:00-03:00"_s, {})));
}

TEST_CASE("Customers may take back what they like", "[core]")
{
    ConductDriver driver(tamperingRule());
    ObservedMessage message = revoked(u"2026-10-29T09:39:00-03:00"_s, {});
    message.author = Author::Contact;
    CHECK_FALSE(driver.observe(message, {u"complaint"_s}));
    message.author = Author::System;
    CHECK_FALSE(driver.observe(message));
    message.author = Author::Agent;
    message.isAutomatic = true;
    CHECK_FALSE(driver.observe(message));
}

TEST_CASE("Many messages taken back on one day of the agent are tampering", "[core]")
{
    ConductDriver driver(tamperingRule());
    CHECK_FALSE(driver.observe(revoked(u"2026-10-28T23:59:00-03:00"_s, {u"a"_s})));
    CHECK_FALSE(driver.observe(revoked(u"2026-10-29T00:01:00-03:00"_s, {u"a"_s})));
    CHECK_FALSE(driver.observe(edited(u"2026-10-29T10:00:00-03:00"_s)));
    driver.changeLine();
    CHECK_FALSE(driver.observe(revoked(u"2026-10-29T11:00:00-03:00"_s, {u"a"_s})));
    driver.saveAndLoad();
    CHECK(driver.observe(revoked(u"2026-10-29T23:59:00-03:00"_s, {u"a"_s})));
    CHECK(driver.last->detail == u"taken back, 3 taken back on one day, limit 3"_s);
}
