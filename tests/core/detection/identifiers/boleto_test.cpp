// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/boleto.h"
#include "support/catch.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("A bank slip tells bank and amount and both readings of its due date", "[core]")
{
    const std::optional<Boleto> boleto = readBoletoDigits("00190000090000000000000000001016610000000010000");
    REQUIRE(boleto);
    CHECK(boleto->isRight);
    CHECK_FALSE(boleto->isCollection);
    CHECK(boleto->issuer == u"001");
    CHECK(boleto->cents == 10'000);
    CHECK(boleto->dueFactor == 1'000);
    CHECK(boleto->dueByFirstCount() == QDate(2000, 7, 3));
    CHECK(boleto->dueBySecondCount() == QDate(2025, 2, 22));
    CHECK(boleto->due(QDate(2026, 11, 22)) == QDate(2025, 2, 22));
    CHECK(boleto->due(QDate(2004, 1, 1)) == QDate(2000, 7, 3));
}

TEST_CASE("The last day of the first count is the day before the second", "[core]")
{
    const std::optional<Boleto> boleto = readBoletoDigits("10490000010000000000000000123455899990000999999");
    REQUIRE(boleto);
    CHECK(boleto->dueFactor == 9'999);
    CHECK(boleto->due(QDate(2025, 2, 1)) == QDate(2025, 2, 21));
}

TEST_CASE("A slip without a factor has no due date", "[core]")
{
    const std::optional<Boleto> boleto = readBoletoDigits("23790123435000000010410000000017300000000000000");
    REQUIRE(boleto);
    CHECK(boleto->isRight);
    CHECK_FALSE(boleto->due(QDate(2026, 11, 22)).isValid());
}

TEST_CASE("A collection slip is read from its line and from its bar code", "[core]")
{
    const std::optional<Boleto> line = readBoletoDigits("836200000013234500000000000000000000000000001016");
    REQUIRE(line);
    CHECK(line->isRight);
    CHECK(line->isCollection);
    CHECK(line->issuer == u"3");
    CHECK(line->cents == 12'345);
    const std::optional<Boleto> code = readBoletoDigits("83620000001234500000000000000000000000000101");
    REQUIRE(code);
    CHECK(code->isRight);
    CHECK(code->cents == 12'345);
    CHECK_FALSE(readBoletoDigits("836200000013234500000000000000000000000000001017")->isRight);
    CHECK_FALSE(readBoletoDigits("123").has_value());
}
