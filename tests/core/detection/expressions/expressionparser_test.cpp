// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/expression.h"
#include "detection/expressions/randomexpression.h"
#include "support/catch.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

QString read(QStringView source)
{
    const auto parsed = parseExpression(source);
    return parsed ? expressionText(parsed.value()) : u"refused: "_s + parsed.error().context;
}

} // namespace

TEST_CASE("Expressions are read and written in one spelling", "[core]")
{
    struct Row
    {
        QString source;
        QString text;
    };
    const auto row = GENERATE(values<Row>({
            {u"\"senha\""_s, u"\"senha\""_s},
            {u"  \"a \t b\"\n"_s, u"\"a b\""_s},
            {u"“senha do cartão”"_s, u"\"senha do cartão\""_s},
            {u"„пароль“"_s, u"\"пароль\""_s},
            {u"deposit*"_s, u"deposit*"_s},
            {u"\"deposit*\""_s, u"deposit*"_s},
            {u"\"me mand*\""_s, u"\"me mand*\""_s},
            {u"near* or not*"_s, u"near* OR not*"_s},
            {u"/pix\\s+\\/x/"_s, u"/pix\\s+\\/x/"_s},
            {u"/a\\\\/"_s, u"/a\\\\/"_s},
            {u"@threat"_s, u"@threat"_s},
            {u"@threat>=3"_s, u"@threat >= 3"_s},
            {u"#CPF"_s, u"#cpf"_s},
            {u"count(@a)>=3"_s, u"COUNT(@a) >= 3"_s},
            {u"COUNT ( @a >= 2 OR @b ) >= 1000"_s, u"COUNT(@a >= 2 OR @b) >= 1000"_s},
            {u"@a or @b and @c"_s, u"@a OR @b AND @c"_s},
            {u"(@a or @b) and @c"_s, u"(@a OR @b) AND @c"_s},
            {u"@a and (@b and @c)"_s, u"@a AND (@b AND @c)"_s},
            {u"((@a)) and ((@b near/0 @c))"_s, u"@a AND @b NEAR/0 @c"_s},
            {u"@a near/5 @b before/2 @c"_s, u"@a NEAR/5 @b BEFORE/2 @c"_s},
            {u"@a near/5 (@b before/2 @c)"_s, u"@a NEAR/5 (@b BEFORE/2 @c)"_s},
            {u"(@a or @b) near/100 @c"_s, u"(@a OR @b) NEAR/100 @c"_s},
            {u"not @a and @b"_s, u"NOT @a AND @b"_s},
            {u"@b and not (@a or @c)"_s, u"@b AND NOT (@a OR @c)"_s},
            {u"@b and (not @a and not @c)"_s, u"@b AND (NOT @a AND NOT @c)"_s},
            {u"@a unless @b"_s, u"@a UNLESS @b"_s},
            {u"@a or @c unless @b before/3 unless \"x\" after/0 unless y* near/9"_s,
             u"@a OR @c UNLESS @b BEFORE/3 UNLESS \"x\" AFTER/0 UNLESS y* NEAR/9"_s},
            {u"@a unless (@b before/3 @c) near/2"_s, u"@a UNLESS (@b BEFORE/3 @c) NEAR/2"_s},
            {u"(@a unless @b) and @c"_s, u"(@a UNLESS @b) AND @c"_s},
            {u"@a unless (@b unless @c)"_s, u"@a UNLESS (@b UNLESS @c)"_s},
    }));
    CAPTURE(row.source);
    CHECK(read(row.source) == row.text);
    CHECK(read(row.text) == row.text);
}

TEST_CASE("Expressions bind as the grammar says", "[core]")
{
    const auto parsed = parseExpression(u"@a AND \"b\" NEAR/5 c* UNLESS @d >= 2 BEFORE/3");
    REQUIRE(parsed);
    const Expression &unless = parsed.value();
    CHECK(unless.kind == Expression::Kind::Unless);
    CHECK(unless.scope == Expression::Scope::Before);
    CHECK(unless.number == 3);
    CHECK(unless.column == 22);
    REQUIRE(unless.children.size() == 2);
    CHECK(unless.children[1].kind == Expression::Kind::List);
    CHECK(unless.children[1].text == u"d"_s);
    CHECK(unless.children[1].number == 2);
    CHECK(unless.children[1].column == 29);
    const Expression &both = unless.children[0];
    CHECK(both.kind == Expression::Kind::And);
    CHECK(both.column == 4);
    REQUIRE(both.children.size() == 2);
    const Expression &near = both.children[1];
    CHECK(near.kind == Expression::Kind::Near);
    CHECK(near.number == 5);
    REQUIRE(near.children.size() == 2);
    CHECK(near.children[0].kind == Expression::Kind::Phrase);
    CHECK(near.children[1].kind == Expression::Kind::Prefix);
    CHECK(near.children[1].text == u"c"_s);
}

TEST_CASE("Expressions that cannot be used are refused with column and reason", "[core]")
{
    struct Row
    {
        QString source;
        QString reason; ///< how it begins
    };
    const auto row = GENERATE(values<Row>({
            {u""_s, u"column 1: expression is empty"_s},
            {u" \n "_s, u"column 4: expression is empty"_s},
            {u"\"\""_s, u"column 1: phrase is empty"_s},
            {u"@a OR \"  \""_s, u"column 7: phrase is empty"_s},
            {u"\"a"_s, u"column 1: quote without its partner"_s},
            {u"\"!?\""_s, u"column 1: phrase has no letters or digits"_s},
            {u"\"***\""_s, u"column 1: only stars"_s},
            {u"\"*\""_s, u"column 1: only stars"_s},
            {u"*"_s, u"column 1: a star needs"_s},
            {u"@a AND **"_s, u"column 8: a star needs"_s},
            {u"\"a *\""_s, u"column 1: a star needs"_s},
            {u"-*"_s, u"column 1: a star needs"_s},
            {u"\"a* b\""_s, u"column 1: a star stands only once"_s},
            {u"a**"_s, u"column 1: a star stands only once"_s},
            {u"a*b"_s, u"column 1: a star stands only once"_s},
            {u"//"_s, u"column 1: regex is empty"_s},
            {u"@a OR /x"_s, u"column 7: regex without its closing slash"_s},
            {u"/x\\/"_s, u"column 1: regex without its closing slash"_s},
            {u"/x\\"_s, u"column 1: regex without its closing slash"_s},
            {u"@"_s, u"column 1: @ needs the name"_s},
            {u"@a AND # cpf"_s, u"column 8: # needs the name"_s},
            {u"senha"_s, u"column 1: 'senha' is no keyword"_s},
            {u"@a XOR @b"_s, u"column 4: 'XOR' is no keyword"_s},
            {u"@a & @b"_s, u"column 4: unexpected character '&'"_s},
            {u"@a \u200B@b"_s, u"column 4: unexpected character U+200B"_s},
            {u"@a > 3"_s, u"column 4: unexpected character '>'"_s},
            {u"@a NEAR @b"_s, u"column 4: NEAR needs a distance, as in NEAR/3"_s},
            {u"@a BEFORE/ 3 @b"_s, u"column 4: BEFORE needs a distance"_s},
            {u"@a NEAR/3x @b"_s, u"column 4: NEAR needs a distance"_s},
            {u"@a near/-1 @b"_s, u"column 4: NEAR needs a distance"_s},
            {u"@a NEAR/101 @b"_s, u"column 4: distance of NEAR is above 100"_s},
            {u"@a UNLESS @b AFTER/99999999999999999999"_s, u"column 14: distance of AFTER is above 100"_s},
            {u"@a AFTER/3 @b"_s, u"column 4: AFTER stands only behind UNLESS"_s},
            {u"@a UNLESS @b NEAR/3 @c"_s, u"column 21: AND, OR, NEAR/n, BEFORE/n or UNLESS expected"_s},
            {u"@a UNLESS @b OR @c"_s, u"column 14: AND and OR bind closer"_s},
            {u"@a UNLESS NOT @b"_s, u"column 11: phrase"_s},
            {u"@a @b"_s, u"column 4: AND, OR"_s},
            {u"@a AND"_s, u"column 7: phrase"_s},
            {u"AND @a"_s, u"column 1: phrase"_s},
            {u"()"_s, u"column 2: phrase"_s},
            {u"@a AND (@b OR @c"_s, u"column 8: parenthesis without its partner"_s},
            {u"(@a @b)"_s, u"column 5: closing parenthesis expected"_s},
            {u"@a) AND @b"_s, u"column 3: parenthesis without its partner"_s},
            {u"@a >= 0"_s, u"column 7: a severity from 1 to 5"_s},
            {u"@a >= 6"_s, u"column 7: a severity from 1 to 5"_s},
            {u"\"a\" >= 3"_s, u"column 5: AND, OR"_s},
            {u"COUNT @a >= 3"_s, u"column 7: COUNT needs parentheses"_s},
            {u"COUNT(@a)"_s, u"column 10: >= expected"_s},
            {u"COUNT(@a) >= 0"_s, u"column 14: a number from 1 to 1000"_s},
            {u"COUNT(@a) >= 1001"_s, u"column 14: a number from 1 to 1000"_s},
            {u"COUNT(@a) >= \"b\""_s, u"column 14: a number from 1 to 1000"_s},
            {u"NOT @a"_s, u"column 1: NOT holds nearly everywhere"_s},
            {u"@a OR NOT @b"_s, u"column 7: NOT holds nearly everywhere"_s},
            {u"NOT @a AND NOT @b"_s, u"column 8: NOT holds nearly everywhere"_s},
            {u"@a NEAR/3 NOT @b"_s, u"column 11: NOT holds nearly everywhere"_s},
            {u"@a AND NOT (NOT @b)"_s, u"column 13: NOT holds nearly everywhere"_s},
            {u"COUNT(NOT @b) >= 1"_s, u"column 7: NOT holds nearly everywhere"_s},
            {u"NOT @a UNLESS @b"_s, u"column 1: NOT holds nearly everywhere"_s},
            {u"@a UNLESS (NOT @b)"_s, u"column 12: NOT holds nearly everywhere"_s},
            {QString(10'000, u'('), u"column 65: more than 64 levels deep"_s},
            {QString(9'000, u')'), u"column 1: phrase"_s},
            {u"@a"_s + u" NEAR/1 @a"_s.repeated(64), u"column 634: more than 64 levels deep"_s},
            {QString(10'001, u' '), u"column 10001: longer than 10000 characters"_s},
            {u"\"a\"OR"_s.repeated(1'990) + u"\"a\""_s, u"column 10001: longer than 10000 characters"_s},
    }));
    CAPTURE(row.source.left(80));
    const auto parsed = parseExpression(row.source);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().kind == Error::Kind::Pattern);
    CHECK(parsed.error().context.left(row.reason.size()) == row.reason);
}

TEST_CASE("Expressions may be as deep and long as promised", "[core]")
{
    CHECK(parseExpression(QString(64, u'(') + u"@a"_s + QString(64, u')')));
    CHECK(parseExpression(u"@a"_s + u" NEAR/1 @a"_s.repeated(63)));
    CHECK(parseExpression(u"a*"_s + u" OR a*"_s.repeated(1'666)));
}

TEST_CASE("Random expressions are the same when printed and read again", "[core]")
{
    QRandomGenerator random(20261124);
    for (int i = 0; i < 3'000; ++i) {
        const Expression made = randomExpression(&random, 1 + i % 6);
        const QString text = expressionText(made);
        CAPTURE(text);
        const auto parsed = parseExpression(text);
        if (!parsed && text.size() > 10'000)
            continue;
        REQUIRE(parsed);
        REQUIRE(withoutColumns(parsed.value()) == withoutColumns(made));
        REQUIRE(expressionText(parsed.value()) == text);
    }
}

TEST_CASE("Damaged expressions are read or refused and never more", "[core]")
{
    const QString pieces = u"\"“”*/\\@#()>=ANDORNOTNEAR/3 BEFORE/0 UNLESS COUNT( aé7_-'\U0001D7D8\xD835 \n"_s;
    QRandomGenerator random(20261125);
    for (int i = 0; i < 5'000; ++i) {
        QString source = expressionText(randomExpression(&random, 5));
        for (int damage = 0; damage <= i % 3; ++damage)
            source.replace(random.bounded(int(source.size())), random.bounded(4),
                           pieces.mid(random.bounded(int(pieces.size())), 1 + random.bounded(3)));
        CAPTURE(source);
        const auto parsed = parseExpression(source);
        if (!parsed) {
            REQUIRE(parsed.error().context.startsWith(u"column "));
            continue;
        }
        const auto again = parseExpression(expressionText(parsed.value()));
        REQUIRE(again);
        REQUIRE(withoutColumns(again.value()) == withoutColumns(parsed.value()));
    }
}
