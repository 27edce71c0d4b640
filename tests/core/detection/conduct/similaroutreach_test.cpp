// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductdriver.h"
#include "detection/conduct/outreachsketch.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

const QString kTemplate =
        u"Olá %1! Aproveite: plano livre por R$ 49,90 só até sexta, responda SIM e ative hoje mesmo"_s;

PolicyRule outreachRule(const QByteArray &parameters = R"({"mass_n": 3})")
{
    return conductRule(u"similar-outreach"_s, parameters, u"R-03m"_s, 4);
}

/// One agent writes first to another person.
bool opens(ConductDriver &driver, const QString &person, const QString &isoTime, const QString &text)
{
    driver.changeLine();
    driver.contact = ContactState();
    driver.facts.contactKey = person;
    return driver.agent(isoTime, {}, text);
}

} // namespace

TEST_CASE("The same words to as many people as the rule says are mass outreach", "[core]")
{
    ConductDriver driver(outreachRule());
    CHECK_FALSE(opens(driver, u"a"_s, u"2026-10-14T11:00:00-03:00"_s, kTemplate.arg(u"Ana"_s)));
    CHECK_FALSE(opens(driver, u"b"_s, u"2026-10-14T11:01:00-03:00"_s, kTemplate.arg(u"Benedito"_s)));
    CHECK_FALSE(opens(driver, u"b"_s, u"2026-10-14T11:02:00-03:00"_s, kTemplate.arg(u"Benedito"_s))); // again
    CHECK_FALSE(opens(driver, u"x"_s, u"2026-10-14T11:03:00-03:00"_s,
                      u"Bom dia, seu técnico chega entre 14h e 16h, deixe alguém em casa por favor"_s));
    driver.saveAndLoad();
    CHECK(opens(driver, u"c"_s, u"2026-10-14T11:04:00-03:00"_s, kTemplate.arg(u"Cida"_s)));
    CHECK(driver.last->detail == u"3 people in 24 h in words at least 0.8 alike, limit 3"_s);
    CHECK_FALSE(driver.agent(u"2026-10-14T11:05:00-03:00"_s, {}, kTemplate.arg(u"Cida"_s))); // only openings
    CHECK(opens(driver, u"d"_s, u"2026-10-14T11:06:00-03:00"_s, kTemplate.arg(u"Davi"_s)));
}

TEST_CASE("Mass outreach is within a day and to people nobody knows", "[core]")
{
    ConductDriver driver(outreachRule());
    opens(driver, u"a"_s, u"2026-10-14T11:00:00-03:00"_s, kTemplate.arg(u"Ana"_s));
    opens(driver, u"b"_s, u"2026-10-14T12:00:00-03:00"_s, kTemplate.arg(u"Bia"_s));
    SECTION("in time")
    {
        CHECK(opens(driver, u"c"_s, u"2026-10-15T11:00:00-03:00"_s, kTemplate.arg(u"Cid"_s)));
    }
    SECTION("too late")
    {
        CHECK_FALSE(opens(driver, u"c"_s, u"2026-10-15T11:00:01-03:00"_s, kTemplate.arg(u"Cid"_s)));
    }
    SECTION("related")
    {
        driver.facts.isRelated = true;
        CHECK_FALSE(opens(driver, u"c"_s, u"2026-10-14T13:00:00-03:00"_s, kTemplate.arg(u"Cid"_s)));
    }
    SECTION("who wrote before")
    {
        driver.changeLine();
        driver.contact = ContactState();
        driver.facts.contactKey = u"c"_s;
        driver.customer(u"2026-10-10T13:00:00-03:00"_s);
        CHECK_FALSE(driver.agent(u"2026-10-14T13:00:00-03:00"_s, {}, kTemplate.arg(u"Cid"_s)));
    }
}

TEST_CASE("History that comes after the present makes no mass outreach of one opening a day", "[core]")
{
    ConductDriver driver(outreachRule());
    CHECK_FALSE(opens(driver, u"c"_s, u"2026-10-16T11:00:00-03:00"_s, kTemplate.arg(u"Cid"_s)));
    CHECK_FALSE(opens(driver, u"b"_s, u"2026-10-14T11:00:00-03:00"_s, kTemplate.arg(u"Bia"_s)));
    CHECK_FALSE(opens(driver, u"a"_s, u"2026-10-12T11:00:00-03:00"_s, kTemplate.arg(u"Ana"_s)));
}

TEST_CASE("The company decides what is mass outreach under the code of the family", "[core]")
{
    ConductDriver driver(outreachRule());
    driver.company.ruleParameters = QJsonObject{{u"R-03"_s, QJsonObject{{u"mass_n"_s, 2}}}};
    opens(driver, u"a"_s, u"2026-10-14T11:00:00-03:00"_s, kTemplate.arg(u"Ana"_s));
    CHECK(opens(driver, u"b"_s, u"2026-10-14T12:00:00-03:00"_s, kTemplate.arg(u"Bia"_s)));
}

TEST_CASE("At most 512 openings are remembered", "[core]")
{
    ConductDriver driver(outreachRule());
    for (int i = 0; i < 520; ++i)
        opens(driver, QString::number(i), u"2026-10-14T11:00:00-03:00"_s, u"same words for all of you"_s);
    CHECK(driver.agentState.openings.size() == 512);
    CHECK(driver.agentState.openings.front().contactKey == u"8"_s);
}

TEST_CASE("A sketch tells how much of two texts is the same", "[core]")
{
    const auto sketch = sketchOf(kTemplate.arg(u"Ana"_s));
    CHECK(overlapOf(sketch, sketch) == 1);
    CHECK(overlapOf(sketch, sketchOf(kTemplate.arg(u"ANA"_s).toUpper())) == 1); // folded
    CHECK(overlapOf(sketch, sketchOf(kTemplate.arg(u"Maria Aparecida"_s))) > 0.8);
    CHECK(overlapOf(sketch, sketchOf(kTemplate.left(kTemplate.size() / 2))) < 0.8);
    CHECK(overlapOf(sketch, sketchOf(u"Bom dia, o técnico chega às 14h"_s)) < 0.3);
    CHECK(overlapOf(sketchOf(u"oi"_s), sketchOf(u"oi"_s)) == 1);
    CHECK(overlapOf(sketchOf(u"  "_s), sketchOf(u"  "_s)) == 0);
    // Saved sketches have to fit those of another machine and version.
    REQUIRE(sketch.size() == 64);
    CHECK(sketchOf(u"oi"_s).front() == 2956856376U);
}
