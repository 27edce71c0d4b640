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
