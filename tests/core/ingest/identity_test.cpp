// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/identity.h"
#include "support/catch.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("spellings of one person have one identity key", "[core]")
{
    struct Row
    {
        QString address;
        QString key;
    };
    const auto row = GENERATE(values<Row>({
            {u"5511990000001@c.us"_s, u"phone:5511-90000001"_s},
            {u"5511990000001@s.whatsapp.net"_s, u"phone:5511-90000001"_s},
            {u"5511990000001:12@s.whatsapp.net"_s, u"phone:5511-90000001"_s},
            {u"551190000001@c.us"_s, u"phone:5511-90000001"_s},
            {u"+5511990000001"_s, u"phone:5511-90000001"_s},
            {u"5511900000001@c.us"_s, u"phone:5511-00000001"_s},
            {u" 5511990000001@C.US "_s, u"phone:5511-90000001"_s},
            // A landline and the mobile that looks like it with a 9 before it are two people.
            {u"551130000001@c.us"_s, u"phone:5511-30000001"_s},
            {u"5511930000001@c.us"_s, u"phone:5511-930000001"_s},
            // Argentina and Mexico mark mobiles after the country code.
            {u"5491100000001@c.us"_s, u"phone:54-1100000001"_s},
            {u"541100000001@c.us"_s, u"phone:54-1100000001"_s},
            {u"5215500000001@c.us"_s, u"phone:52-5500000001"_s},
            {u"525500000001@c.us"_s, u"phone:52-5500000001"_s},
            // Elsewhere nothing is folded.
            {u"380500000001@c.us"_s, u"phone:380500000001"_s},
            {u"15550000001@c.us"_s, u"phone:15550000001"_s},
            // A hidden id is no phone number, even when it looks like one.
            {u"5511990000001@lid"_s, u"lid:5511990000001"_s},
            {u"100000000000001:3@lid"_s, u"lid:100000000000001"_s},
            {u"120363000000000001@g.us"_s, u"group:120363000000000001"_s},
            {u"551100000001-1400000000@g.us"_s, u"group:551100000001-1400000000"_s},
            {u"status@broadcast"_s, u"other:status@broadcast"_s},
            {u"loja@c.us"_s, u"other:loja@c.us"_s},
            {u""_s, u"other:"_s},
            {u"@c.us"_s, u"other:@c.us"_s},
            {u"%1@%2"_s, u"other:%1@%2"_s},
    }));
    CAPTURE(row.address);
    CHECK(identityKey(row.address) == row.key);
}

TEST_CASE("only group addresses are groups", "[core]")
{
    CHECK(isGroupAddress(u"120363000000000001@g.us"));
    CHECK(isGroupAddress(u"120363000000000001@G.us"));
    CHECK_FALSE(isGroupAddress(u"5511990000001@c.us"));
    CHECK_FALSE(isGroupAddress(u"g.us"));
}
