// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/result.h"
#include "support/catch.h"

using namespace atalaia;

TEST_CASE("a result holds a value or an error", "[core]")
{
    const Result<int> good = 7;
    REQUIRE(good.has_value());
    CHECK(good.value() == 7);

    const Result<int> bad = Error{Error::Kind::NotFound, QStringLiteral("line 7")};
    REQUIRE_FALSE(bad.has_value());
    CHECK(bad.error().kind == Error::Kind::NotFound);
    CHECK(bad.value_or(3) == 3);

    CHECK(Result<>().has_value());
}
