// SPDX-License-Identifier: GPL-3.0-or-later
// What Hyperscan looks for in place of a regex: never less than the regex matches.
#include "detection/termregex.h"
#include "support/catch.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

QString prefilterOf(const QString &regex)
{
    const Result<TermRegex> read = readTermRegex(regex);
    REQUIRE(read);
    return read->prefilter;
}

} // namespace

TEST_CASE("What a regex asks of its neighbours is left out of the prefilter", "[core]")
{
    CHECK(prefilterOf(u"sou (?!do |da )ana"_s) == u"sou ana"_s);
    CHECK(prefilterOf(u"sou (?=ana|eva)e"_s) == u"sou e"_s);
    CHECK(prefilterOf(u"(?<!nao )sei(?= bem)"_s) == u"sei"_s);
    CHECK(prefilterOf(u"(a|b(?!c(?=d)))e"_s) == u"(?:a|b)e"_s);
    CHECK(prefilterOf(u"a(?!\\pL)b"_s) == u"ab"_s); // what Hyperscan would take otherwise stands there only
}

TEST_CASE("A prefilter is not made where it could match less", "[core]")
{
    CHECK(prefilterOf(u"a(?!b)?c"_s) == QString());
    CHECK(prefilterOf(u"(?>a+)b"_s) == QString());
    CHECK(prefilterOf(u"\\pLa(?!b)"_s) == QString());
}
