// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/storepaths.h"
#include "support/catch.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("a profile has a store of its own", "[core]")
{
    CHECK(defaultStorePath().endsWith(u"/atalaia/atalaia.db"_s));
    CHECK(defaultStorePath(u"demo"_s).endsWith(u"/atalaia/demo/atalaia.db"_s));
}

TEST_CASE("a profile cannot name another folder", "[core]")
{
    CHECK(isProfileName(u"demo-2"_s));
    const QString name = GENERATE(QString(), u".."_s, u"a/b"_s, u"a b"_s, u"ação"_s, QString(41, u'a'));
    CHECK_FALSE(isProfileName(name));
}

TEST_CASE("a command line names a store by a path or by a profile", "[core]")
{
    CHECK(chosenStorePath({}, {}).value() == defaultStorePath());
    CHECK(chosenStorePath({}, u"demo"_s).value() == defaultStorePath(u"demo"_s));
    CHECK(chosenStorePath(u"/tmp/a.db"_s, u"demo"_s).value() == u"/tmp/a.db"_s);
    CHECK(chosenStorePath({}, u"../../x"_s).error().kind == Error::Kind::InvalidInput);
    CHECK(chosenStorePath(u"/tmp/a.db"_s, u"../../x"_s).error().kind == Error::Kind::InvalidInput);
    CHECK(chosenStorePath(u"postgresql://server/atalaia"_s, {}).error().kind == Error::Kind::InvalidInput);
}
