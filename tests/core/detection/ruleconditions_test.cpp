// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/enginedriver.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

/// A rule on "aaa" with one condition; "said X" in a text says signal x or y.
EngineDriver driverWith(const QByteArray &condition, const QByteArray &key = "given")
{
    return EngineDriver(QByteArray("signals:\n  - {id: x/one, when: '\"said x\"'}\n"
                                   "  - {id: x/two, when: '\"said xx\"'}\n"
                                   "  - {id: y, when: '\"said y\"'}\n"
                                   "rules: [{id: r, category: c, unit: message, when: '\"aaa\"', ")
                        + key + ": [" + condition + "]}]\n");
}

constexpr qint64 kLater = 600;

} // namespace

TEST_CASE("What was said holds from its message on", "[core]")
{
    EngineDriver driver = driverWith("{said: x}");
    CHECK(driver.agent(u"aaa"_s, kLater) == QString());
    CHECK(driver.agent(u"aaa said x"_s, kLater) == u"r"_s);
    CHECK(driver.agent(u"aaa"_s, kLater) == u"r"_s);

    EngineDriver excused = driverWith("{said: x}", "unless");
    CHECK(excused.agent(u"aaa"_s, kLater) == u"r"_s);
    CHECK(excused.agent(u"aaa said xx"_s, kLater) == QString());
    CHECK(excused.agent(u"aaa"_s, kLater) == QString());
}

TEST_CASE("A condition names all variants or one", "[core]")
{
    EngineDriver all = driverWith("{said: x}");
    CHECK(all.agent(u"aaa said xx"_s) == u"r"_s);
    EngineDriver one = driverWith("{said: x/one}");
    CHECK(one.agent(u"aaa said xx"_s) == QString());
    CHECK(one.agent(u"aaa said x"_s, kLater) == u"r"_s);

    EngineDriver similar(QByteArray("signals: [{id: x-other, when: '\"said x\"'}]\n"
                                    "rules: [{id: r, category: c, when: '\"aaa\"', given: [{said: x}]}]\n"));
    CHECK(similar.agent(u"aaa said x"_s) == QString());
}

TEST_CASE("Messages are counted back from the present one", "[core]")
{
    EngineDriver driver = driverWith("{said: x, within: 2 messages}");
    driver.customer(u"said x"_s, kLater);
    driver.agent(u"eee"_s, kLater);
    CHECK(driver.agent(u"aaa"_s, kLater) == u"r"_s);
    CHECK(driver.agent(u"aaa"_s, kLater) == QString());
}

TEST_CASE("Time is counted back from the present message", "[core]")
{
    EngineDriver driver = driverWith("{said: x, within: 10 min}");
    driver.customer(u"said x"_s);
    CHECK(driver.agent(u"aaa"_s, 600) == u"r"_s);
    CHECK(driver.agent(u"aaa"_s, 1) == QString());

    EngineDriver days = driverWith("{said: x, within: 2 d}"); // beyond the window as well
    days.customer(u"said x"_s);
    CHECK(days.agent(u"aaa"_s, 2 * 86400) == u"r"_s);
    CHECK(days.agent(u"aaa"_s, 1) == QString());
}

TEST_CASE("Here is this very message", "[core]")
{
    EngineDriver driver = driverWith("{said: x, within: here}");
    driver.agent(u"said x"_s, kLater);
    CHECK(driver.agent(u"aaa"_s, kLater) == QString());
    CHECK(driver.agent(u"aaa said x"_s, kLater) == u"r"_s);
}

TEST_CASE("The conversation is the window between silences", "[core]")
{
    EngineDriver driver = driverWith("{said: x}");
    driver.agent(u"said x"_s);
    CHECK(driver.agent(u"aaa"_s, 12 * 3600 - 1) == u"r"_s);
    CHECK(driver.agent(u"aaa"_s, 12 * 3600) == QString());
    driver.agent(u"said x"_s);
    CHECK(driver.agent(u"aaa"_s, kLater) == u"r"_s);

    EngineDriver twice = driverWith("{said: x, times: 2}");
    twice.agent(u"said x"_s);
    twice.agent(u"said x"_s, 13 * 3600); // once in each window
    CHECK(twice.agent(u"aaa"_s, kLater) == QString());
    twice.agent(u"said x"_s, kLater);
    CHECK(twice.agent(u"aaa"_s, kLater) == u"r"_s);
}

TEST_CASE("Ever is with this contact on any line", "[core]")
{
    EngineDriver driver = driverWith("{said: x, within: ever}");
    driver.agent(u"said x"_s);
    driver.changeLine();
    CHECK(driver.agent(u"aaa"_s, 400 * 86400) == u"r"_s);
    driver.contact = ContactState();
    CHECK(driver.agent(u"aaa"_s, kLater) == QString());

    EngineDriver conversation = driverWith("{said: x}");
    conversation.agent(u"said x"_s);
    conversation.changeLine();
    CHECK(conversation.agent(u"aaa"_s, kLater) == QString());
}

TEST_CASE("Times counts all variants and beyond what is kept", "[core]")
{
    EngineDriver driver = driverWith("{said: x, times: 2}");
    driver.agent(u"said x"_s, kLater);
    CHECK(driver.agent(u"aaa"_s, kLater) == QString());
    driver.agent(u"said xx"_s, kLater);
    CHECK(driver.agent(u"aaa"_s, kLater) == u"r"_s);

    EngineDriver many = driverWith("{said: x, times: 12}");
    for (int i = 0; i < 11; ++i)
        many.agent(u"said x"_s, kLater);
    CHECK(many.agent(u"aaa"_s, kLater) == QString());
    CHECK(many.agent(u"aaa said x"_s, kLater) == u"r"_s);
    CHECK(many.hit().explanation.constLast().detail == u"message 13, 12 times"_s);
}

TEST_CASE("Of variants said at the same time the later message is told", "[core]")
{
    QByteArray body = "rules: [{id: r, category: c, when: '\"aaa\"', given: [{said: x}]}]\nsignals:\n";
    for (const QByteArray &variant : {"a", "b", "c", "d", "e", "f", "g", "h"})
        body += "  - {id: x/" + variant + ", when: '\"said " + variant + "\"'}\n";
    EngineDriver driver(body);
    for (const QString &variant : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"g"_s, u"h"_s})
        driver.agent(u"said "_s + variant, 0);
    REQUIRE(driver.agent(u"aaa"_s) == u"r"_s);
    CHECK(driver.hit().explanation.constLast().detail == u"message 8, 8 times"_s); // in whatever order they are kept
}

TEST_CASE("Not since ends what was said", "[core]")
{
    EngineDriver driver = driverWith("{said: x, not_since: y}");
    driver.agent(u"said y"_s, kLater);
    driver.agent(u"said x"_s, kLater);
    CHECK(driver.agent(u"aaa"_s, kLater) == u"r"_s);
    driver.agent(u"said y"_s, kLater);
    CHECK(driver.agent(u"aaa"_s, kLater) == QString());
    driver.agent(u"said x said y"_s, kLater); // not after it
    CHECK(driver.agent(u"aaa"_s, kLater) == u"r"_s);
}

TEST_CASE("Not since looks as far as its condition", "[core]")
{
    EngineDriver driver = driverWith("{said: x, within: ever, not_since: y}");
    driver.agent(u"said x"_s);
    driver.changeLine();
    CHECK(driver.agent(u"aaa"_s, kLater) == u"r"_s);
    driver.changeLine();
    driver.agent(u"said y"_s, kLater); // in another conversation
    driver.changeLine();
    CHECK(driver.agent(u"aaa"_s, kLater) == QString());
    for (int i = 0; i < 5; ++i)
        driver.agent(u"eee"_s, kLater);
    driver.agent(u"said y"_s, kLater);
    driver.changeLine();
    driver.agent(u"said x"_s, kLater); // an earlier place in a later conversation
    CHECK(driver.agent(u"aaa"_s, kLater) == u"r"_s);
}

TEST_CASE("Profiles are asked for their vertical and country and tickets", "[core]")
{
    EngineDriver vertical = driverWith("{profile: vertical, is: restaurant}");
    CHECK(vertical.agent(u"aaa"_s) == QString());
    vertical.company.vertical = u"restaurant"_s;
    CHECK(vertical.agent(u"aaa"_s, kLater) == u"r"_s);

    EngineDriver country = driverWith("{profile: country, is: CL}", "unless");
    CHECK(country.agent(u"aaa"_s) == u"r"_s);
    country.company.country = u"CL"_s;
    CHECK(country.agent(u"aaa"_s, kLater) == QString());

    EngineDriver tickets = driverWith("{profile: tickets_by_chat, is: false}");
    CHECK(tickets.agent(u"aaa"_s) == QString());
    tickets.company.allowsTickets = false;
    CHECK(tickets.agent(u"aaa"_s, kLater) == u"r"_s);
    EngineDriver allowed = driverWith("{profile: tickets_by_chat, is: true}");
    CHECK(allowed.agent(u"aaa"_s) == u"r"_s);
}

TEST_CASE("Contacts are related or not or it is not known", "[core]")
{
    EngineDriver related = driverWith("{contact: related}");
    EngineDriver unrelated = driverWith("{contact: unrelated}");
    CHECK(related.agent(u"aaa"_s) == u"r"_s);
    CHECK(unrelated.agent(u"aaa"_s) == QString());
    related.facts.isRelated = unrelated.facts.isRelated = false;
    CHECK(related.agent(u"aaa"_s, kLater) == QString());
    CHECK(unrelated.agent(u"aaa"_s, kLater) == u"r"_s);
    related.facts.isRelated = unrelated.facts.isRelated = std::nullopt;
    CHECK(related.agent(u"aaa"_s, kLater) == QString());
    CHECK(unrelated.agent(u"aaa"_s, kLater) == QString());
}

TEST_CASE("Contacts have objected until they take it back", "[core]")
{
    EngineDriver driver(QByteArray(R"(
signals:
  - {id: stop, by: customer, when: '"pare"'}
  - {id: go, by: customer, when: '"volte"'}
rules:
  - {id: again, category: c, conduct: after-objection, parameters: {objection: stop, cleared_by: go, grace_messages: 9}}
  - {id: r, category: c, when: '"aaa"', given: [{contact: objected}]}
)"));
    CHECK(driver.agent(u"aaa"_s) == QString());
    driver.customer(u"pare"_s);
    driver.changeLine();
    driver.agent(u"aaa"_s, kLater);
    CHECK(driver.names().contains(u"r"_s));
    driver.changeLine();
    driver.customer(u"volte"_s, 13 * 3600);
    CHECK(driver.agent(u"aaa"_s, kLater) == QString());
}

TEST_CASE("A contact who said to be a minor is one", "[core]")
{
    EngineDriver driver(QByteArray("signals: [{id: minor/age, by: customer, when: '\"tenho 14 anos\"'}]\n"
                                   "rules: [{id: r, category: c, when: '\"aaa\"', given: [{contact: minor}]}]\n"));
    CHECK(driver.agent(u"aaa"_s) == QString());
    driver.customer(u"tenho 14 anos"_s);
    driver.changeLine();
    CHECK(driver.agent(u"aaa"_s, kLater) == u"r"_s);
}

TEST_CASE("First is the first message of its author in the window", "[core]")
{
    EngineDriver driver = driverWith("{first: true}");
    driver.customer(u"oi"_s);
    CHECK(driver.agent(u"aaa"_s) == u"r"_s);
    CHECK(driver.agent(u"aaa"_s, kLater) == QString());
    CHECK(driver.customer(u"aaa"_s, kLater) == QString());
    CHECK(driver.customer(u"aaa"_s, 13 * 3600) == u"r"_s);
}

TEST_CASE("All conditions of given must hold and none of unless", "[core]")
{
    EngineDriver given = driverWith("{said: x, within: here}, {said: y, within: here}");
    CHECK(given.agent(u"aaa said x"_s, kLater) == QString());
    CHECK(given.agent(u"aaa said y"_s, kLater) == QString());
    CHECK(given.agent(u"aaa said x said y"_s, kLater) == u"r"_s);
    EngineDriver unless = driverWith("{said: x, within: here}, {said: y, within: here}", "unless");
    CHECK(unless.agent(u"aaa"_s, kLater) == u"r"_s);
    CHECK(unless.agent(u"aaa said x"_s, kLater) == QString());
    CHECK(unless.agent(u"aaa said y"_s, kLater) == QString());
}
