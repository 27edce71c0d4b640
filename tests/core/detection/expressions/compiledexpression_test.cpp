// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/expressions/compiledexpression.h"
#include "detection/expressions/drawnunit.h"
#include "support/catch.h"

#include <QElapsedTimer>

#include <algorithm>
#include <limits>
#include <utility>

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("Expressions hold where their words stand as they ask", "[core]")
{
    struct Row
    {
        QString expression;
        QString unit;
        QString matches;
    };
    const auto row = GENERATE(values<Row>({
            // words
            {u"@a"_s, u". a . a~2 ."_s, u"1-1 3-4"_s},
            {u"@a"_s, u". b ."_s, u""_s},
            {u"@a"_s, u"a+a a1 a2 a3"_s, u"0-0 1-1"_s},
            {u"@a"_s, u"a . | a ."_s, u"2-2"_s},
            {u"@a"_s, u". a~2 | . a"_s, u"1-2 3-3"_s},
            // OR
            {u"@a OR @b"_s, u"b . a+b . c"_s, u"0-0 2-2"_s},
            {u"@a OR @b OR @c"_s, u"c"_s, u"0-0"_s},
            // NEAR: words strictly between, either order
            {u"@a NEAR/2 @b"_s, u"a . . b"_s, u"0-3"_s},
            {u"@a NEAR/1 @b"_s, u"a . . b"_s, u""_s},
            {u"@a NEAR/2 @b"_s, u"b . . a"_s, u"0-3"_s},
            {u"@a NEAR/0 @b"_s, u". b a ."_s, u"1-2"_s},
            {u"@a NEAR/0 @b"_s, u". b . a ."_s, u""_s},
            {u"@a NEAR/0 @b"_s, u"a~3 . . b"_s, u"0-3"_s},
            {u"@a NEAR/5 @b"_s, u"a a . b b"_s, u"1-3 1-4"_s},
            {u"@a NEAR/5 @b"_s, u"a+b"_s, u""_s},
            {u"@a NEAR/5 @b"_s, u"a~3 b ."_s, u""_s},
            {u"@a NEAR/5 @a"_s, u"a"_s, u""_s},
            {u"@a NEAR/5 @a"_s, u"a . a"_s, u"0-2"_s},
            {u"@a NEAR/5 @b"_s, u"b a . . | a"_s, u"0-4"_s},
            {u"@a NEAR/5 @b"_s, u"b a | . . c"_s, u""_s},
            {u"@a NEAR/5 @b"_s, u"b a a a a a a a a a | a"_s, u""_s},
            {u"@a NEAR/9 @b"_s, u"b a a a a a a a a a | a"_s, u"0-10"_s},
            {u"@a NEAR/9 @b"_s, u"a . . | . b"_s, u"0-4"_s},
            // parts of a joined match around the other
            {u"(@a NEAR/5 @b) NEAR/0 @c"_s, u"a . c . b"_s, u"0-4"_s},
            {u"@c NEAR/0 (@a NEAR/5 @b)"_s, u"a . c . b"_s, u"0-4"_s},
            {u"(@a NEAR/5 @b) NEAR/0 @c"_s, u"a . c~3 . . . b"_s, u"0-6"_s},
            {u"(@a NEAR/5 @b) NEAR/3 @c"_s, u"a . . b+c"_s, u""_s},
            {u"(@a NEAR/5 @b) BEFORE/3 @c"_s, u"a . c . b"_s, u""_s},
            {u"(@a NEAR/5 @b) NEAR/0 (@c NEAR/5 @d)"_s, u"a c b d"_s, u"0-3"_s},
            {u"(@a NEAR/5 @b) NEAR/0 (@c NEAR/5 @a)"_s, u"a c b"_s, u""_s},
            // not the nearest pair but the one that the rest fits to
            {u"(@a NEAR/5 @b) NEAR/0 @c"_s, u"c a b a"_s, u"0-2"_s},
            {u"@a NEAR/3 @b NEAR/3 @a"_s, u"a b a"_s, u"0-2"_s},
            // BEFORE
            {u"@a BEFORE/2 @b"_s, u"a . . b"_s, u"0-3"_s},
            {u"@a BEFORE/1 @b"_s, u"a . . b"_s, u""_s},
            {u"@a BEFORE/2 @b"_s, u"b a"_s, u""_s},
            {u"@a BEFORE/2 @b"_s, u"a+b"_s, u""_s},
            {u"@a BEFORE/9 @b"_s, u"a . | b"_s, u"0-2"_s},
            {u"@a BEFORE/9 @b"_s, u"a . b | a"_s, u""_s},
            {u"@a BEFORE/0 @b BEFORE/0 @c"_s, u"a b c b"_s, u"0-2"_s},
            // AND: anywhere, the same token too
            {u"@a AND @b"_s, u"a . . . . . . . . b"_s, u"0-9"_s},
            {u"@a AND @b"_s, u"a . . ."_s, u""_s},
            {u"@a AND @b"_s, u"a+b"_s, u"0-0"_s},
            {u"@a AND @b"_s, u"a a . b . . b a"_s, u"1-3 6-7"_s},
            {u"@a AND @b"_s, u"b a | . a"_s, u"0-3"_s},
            {u"@a AND @b AND @c"_s, u"c . a . b"_s, u"0-4"_s},
            {u"@a AND @b AND @c"_s, u"c a b . . | . a"_s, u"0-6"_s},
            {u"@a AND @b"_s, u"a b | ."_s, u""_s},
            // NOT: nowhere in the unit, evaluated at its end
            {u"@a AND NOT @b"_s, u"a . ."_s, u"0-0"_s},
            {u"@a AND NOT @b"_s, u"a . . b"_s, u""_s},
            {u"NOT @b AND @a"_s, u"b | a"_s, u""_s},
            {u"@a AND NOT @b"_s, u"a b2"_s, u"0-0"_s},
            {u"@a AND NOT @b"_s, u"a b1"_s, u""_s},
            {u"@a AND NOT (@b AND @c)"_s, u"a b"_s, u"0-0"_s},
            {u"@a AND NOT (@b AND @c)"_s, u"a b . c"_s, u""_s},
            {u"@a AND (NOT @b AND NOT @c)"_s, u"a c"_s, u""_s},
            {u"@a AND (NOT @b AND NOT @c)"_s, u"a"_s, u"0-0"_s},
            // UNLESS
            {u"@a UNLESS @b"_s, u"a . ."_s, u"0-0"_s},
            {u"@a UNLESS @b"_s, u"a . . b"_s, u""_s},
            {u"@a UNLESS @b"_s, u"b | a"_s, u""_s},
            {u"@a UNLESS @b BEFORE/1"_s, u"b . a . a . b"_s, u"4-4"_s},
            {u"@a UNLESS @b BEFORE/1"_s, u"a b"_s, u"0-0"_s},
            {u"@a UNLESS @b BEFORE/1"_s, u"b a+b"_s, u""_s},
            {u"@a UNLESS @b BEFORE/1"_s, u"a+b"_s, u"0-0"_s},
            {u"@a UNLESS @b AFTER/1"_s, u"b a . b . a . . b"_s, u"5-5"_s},
            {u"@a UNLESS @b AFTER/0"_s, u"a~3 . . b"_s, u""_s},
            {u"@a UNLESS @b NEAR/1"_s, u"b . a . . a . . a . b"_s, u"5-5"_s},
            {u"@a UNLESS @b NEAR/0"_s, u"a+b~2 . . a"_s, u"3-3"_s},
            {u"@a UNLESS @b NEAR/0"_s, u"b~5 b . . a"_s, u""_s},
            {u"(@a NEAR/5 @c) UNLESS @b NEAR/0"_s, u"a . b . c"_s, u""_s},
            {u"(@a NEAR/5 @c) UNLESS @b BEFORE/3"_s, u"a . b . c"_s, u"0-4"_s},
            {u"(@a NEAR/5 @c) UNLESS @b BEFORE/0"_s, u"b a a c"_s, u"2-3"_s},
            {u"@a UNLESS (@b NEAR/2 @c) BEFORE/0"_s, u"b . c a . . . b a"_s, u"8-8"_s},
            {u"@a UNLESS @b BEFORE/3"_s, u"b2 a"_s, u"1-1"_s},
            {u"@a UNLESS @b BEFORE/3 UNLESS @c"_s, u"a c"_s, u""_s},
            {u"(@a UNLESS @b BEFORE/0) OR @c"_s, u"b a c"_s, u"2-2"_s},
            // COUNT: without a token in common
            {u"COUNT(@a) >= 2"_s, u"a . a"_s, u"0-2"_s},
            {u"COUNT(@a) >= 3"_s, u"a . a"_s, u""_s},
            {u"COUNT(@a) >= 2"_s, u"a+a~2 ."_s, u""_s},
            {u"COUNT(@a) >= 2"_s, u"a+a~2 a"_s, u"0-1"_s},
            {u"COUNT(@a) >= 2"_s, u"a . . a a"_s, u"3-4"_s},
            {u"COUNT(@a) >= 2"_s, u"a a . | . a"_s, u"1-4"_s},
            {u"COUNT(@a) >= 2"_s, u"a a | ."_s, u""_s},
            {u"COUNT(@a) >= 1"_s, u". a"_s, u"1-1"_s},
            {u"COUNT(@a OR @b) >= 3"_s, u"a+b . b . a"_s, u"0-4"_s},
            {u"COUNT(@a NEAR/1 @b) >= 2"_s, u"a b a"_s, u""_s},
            {u"COUNT(@a NEAR/1 @b) >= 2"_s, u"a b . a b"_s, u"0-4"_s},
            {u"COUNT(@a NEAR/1 @b) >= 2"_s, u"a b b a"_s, u"0-3"_s},
            {u"COUNT(@a) >= 2 BEFORE/1 @b"_s, u"a . a . b"_s, u"0-4"_s},
            // languages
            {u"@a NEAR/3 @b"_s, u"a:1 b:2"_s, u""_s},
            {u"@a NEAR/3 @b"_s, u"a:1 a:2 b:1"_s, u"0-2"_s},
            {u"@a NEAR/3 @b"_s, u"a:3 b:6"_s, u"0-1"_s},
            {u"@a AND @b"_s, u"a:1 b:2"_s, u""_s},
            {u"@a AND @b"_s, u"a:1 . a:2 b:1"_s, u"0-3"_s},
            {u"@a AND @b AND @c"_s, u"a:1 a:2 b c:1"_s, u"0-3"_s},
            {u"@a NEAR/9 @b NEAR/9 @c"_s, u"a:3 b:6 c:5"_s, u""_s},
            {u"COUNT(@a) >= 2"_s, u"a:1 a:2"_s, u""_s},
            {u"COUNT(@a) >= 2"_s, u"a:1 a:2 . a:1"_s, u"0-3"_s},
            {u"@a UNLESS @b BEFORE/0"_s, u"b:1 a:2"_s, u"1-1"_s},
            {u"@a UNLESS @b BEFORE/0"_s, u"b:1 a:3"_s, u""_s},
            {u"@a UNLESS @b"_s, u"b:1 a:2"_s, u"1-1"_s},
            {u"@a AND NOT @b"_s, u"b:1 a:2"_s, u""_s},
    }));
    CAPTURE(row.expression, row.unit);
    CHECK(DrawnUnit(row.unit).evaluate(row.expression) == row.matches);
}

TEST_CASE("A match tells its parts and the boldest reading among them", "[core]")
{
    const auto matches = DrawnUnit(u"b:3 . a1:5 a2:5"_s).matches(u"@a NEAR/2 @b"_s);
    REQUIRE(matches.size() == 1);
    CHECK(matches[0].firstToken == 0);
    CHECK(matches[0].lastToken == 2);
    CHECK(matches[0].level == 1);
    CHECK(matches[0].languages == 1);
    REQUIRE(matches[0].parts.size() == 2);
    CHECK(matches[0].parts[0].atom == 1);
    CHECK(matches[0].parts[0].firstToken == 0);
    CHECK(matches[0].parts[1].atom == 0);
    CHECK(matches[0].parts[1].level == 1);

    const auto counted = DrawnUnit(u"a . a~2 a a"_s).matches(u"COUNT(@a) >= 3"_s);
    REQUIRE(counted.size() == 1);
    CHECK(counted[0].parts.size() == 3);
    const auto twice = DrawnUnit(u"a"_s).matches(u"@a AND @a"_s);
    REQUIRE(twice.size() == 1);
    CHECK(twice[0].parts.size() == 1);
    CHECK(DrawnUnit(u"a2"_s).evaluate(u"@a"_s, 2) == u"0-0"_s);
}

TEST_CASE("Atoms are numbered once and found by name", "[core]")
{
    AtomTable atoms;
    const CompiledExpression one(parseExpression(u"@a >= 3 NEAR/2 \"b c\"").value(), atoms);
    const CompiledExpression two(parseExpression(u"“b  c” AND @a AND #cpf AND /x/ AND y*").value(), atoms);
    QStringList names;
    for (const AtomTable::Atom &atom : atoms.atoms())
        names.append(atom.name);
    CHECK(names.join(u' ') == u"@a >= 3 \"b c\" @a #cpf /x/ y*"_s);
    CHECK(atoms.atoms()[0].minSeverity == 3);
    CHECK(atoms.atoms()[0].text == u"a"_s);
    CHECK(atoms.atoms()[1].kind == Expression::Kind::Phrase);
    CHECK(atoms.atoms()[2].minSeverity == 0);
}

TEST_CASE("Matches of the unit before are forgotten", "[core]")
{
    AtomMatches found;
    found.reset(3);
    found.add({2, 5, 6, 0, kAnyLanguage, 7});
    found.add({2, 1, 1, 0, kAnyLanguage, 8});
    found.add({0, 4, 4, 0, kAnyLanguage, 9});
    found.sort();
    CHECK(found.touched() == std::vector<int>{0, 2});
    REQUIRE(found.of(2).size() == 2);
    CHECK(found.of(2)[0].source == 8);
    found.reset(4);
    CHECK(found.touched().empty());
    CHECK(found.of(2).empty());
    CHECK(found.of(3).empty());
}

TEST_CASE("Sentences are told by the tokens that they begin with", "[core]")
{
    AtomMatches found;
    found.reset(1);
    constexpr int kEnd = std::numeric_limits<int>::max();
    CHECK(found.sentencesOf(3, 4) == std::pair(0, kEnd));
    found.beginSentence(4);
    found.beginSentence(4); // marks in a row
    found.beginSentence(9);
    CHECK(found.sentencesOf(0, 3) == std::pair(0, 3));
    CHECK(found.sentencesOf(3, 4) == std::pair(0, 8));
    CHECK(found.sentencesOf(4, 4) == std::pair(4, 8));
    CHECK(found.sentencesOf(8, 12) == std::pair(4, kEnd));
    CHECK(found.sentencesOf(9, 9) == std::pair(9, kEnd));
    found.reset(1);
    CHECK(found.sentencesOf(4, 4) == std::pair(0, kEnd));
}

TEST_CASE("An expression names triggers and joints and exclusions", "[core]")
{
    struct Row
    {
        QString expression;
        QString triggers;
        QString joints;
        QString exclusions;
    };
    const auto row = GENERATE(values<Row>({
            {u"@a"_s, u"@a"_s, u""_s, u""_s},
            {u"@b OR @a OR @b"_s, u"@b @a"_s, u""_s, u""_s},
            {u"(@a OR @b) NEAR/5 @c"_s, u"@c"_s, u"NEAR/5"_s, u""_s},
            {u"(@a OR @b) BEFORE/0 (@c OR @d OR @e)"_s, u"@a @b"_s, u"BEFORE/0"_s, u""_s},
            {u"(@a OR @b) AND NOT @x AND @c"_s, u"@c"_s, u"AND"_s, u"NOT @x"_s},
            {u"COUNT(@a OR @b) >= 2 UNLESS @x"_s, u"@a @b"_s, u"COUNT >= 2"_s, u"UNLESS @x"_s},
            {u"(@a near/5 @b or @c near/5 @d) unless (@x or @y) before/3 unless \"z\""_s, u"@a @c"_s, u"NEAR/5"_s,
             u"UNLESS (@x OR @y) BEFORE/3;UNLESS \"z\""_s},
            {u"@a BEFORE/2 (@b UNLESS @x AFTER/0) AND (NOT (@y NEAR/1 @z) AND NOT @x)"_s, u"@a"_s, u"BEFORE/2;AND"_s,
             u"UNLESS @x AFTER/0;NOT (@y NEAR/1 @z);NOT @x"_s},
    }));
    CAPTURE(row.expression);
    AtomTable atoms;
    const CompiledExpression compiled(parseExpression(row.expression).value(), atoms);
    QStringList triggers;
    for (const int trigger : compiled.triggers())
        triggers.append(atoms.atoms()[size_t(trigger)].name);
    CHECK(triggers.join(u' ') == row.triggers);
    CHECK(QStringList(compiled.joints().begin(), compiled.joints().end()).join(u';') == row.joints);
    CHECK(QStringList(compiled.exclusions().begin(), compiled.exclusions().end()).join(u';') == row.exclusions);
}

TEST_CASE("Of many matches the nearest are told", "[core]")
{
    QString drawing = u"a . b . . . "_s.repeated(40) + u"a b . . . "_s.repeated(50) + u"a . b . . . "_s.repeated(40);
    const auto matches = DrawnUnit(drawing).matches(u"@a BEFORE/1 @b"_s);
    CHECK(matches.size() == size_t(CompiledExpression::kMaxMatches));
    const auto touching = std::count_if(matches.begin(), matches.end(), [](const ExpressionMatch &match) {
        return match.lastToken - match.firstToken == 1;
    });
    CHECK(touching == 50);
    CHECK(std::is_sorted(matches.begin(), matches.end(), [](const ExpressionMatch &a, const ExpressionMatch &b) {
        return a.firstToken < b.firstToken;
    }));
}

TEST_CASE("An exclusion that stands ten thousand times leaves no gap", "[core]")
{
    const QString drawing = u"b b . . a . . . . . . . . "_s.repeated(2'000);
    CHECK(DrawnUnit(drawing).evaluate(u"@a UNLESS (@b NEAR/2 @b) BEFORE/3"_s).isEmpty());
}

TEST_CASE("A new match is found among thousands of old and nearer ones", "[core]")
{
    const QString old = u"a b . . . . . . "_s.repeated(5'000);
    CHECK(DrawnUnit(old + u"| a . . b"_s).evaluate(u"@a NEAR/5 @b"_s) == u"40000-40003"_s);
}

TEST_CASE("An old exclusion counts although thousands are new", "[core]")
{
    const QString recent = u". . . b b "_s.repeated(5'000);
    CHECK(DrawnUnit(u"b b | a "_s + recent).evaluate(u"@a UNLESS (@b NEAR/0 @b) BEFORE/0"_s).isEmpty());
}

TEST_CASE("A unit of a hundred thousand tokens is evaluated at once", "[core][slow]")
{
    const QString expression = GENERATE(
            u"@a NEAR/100 @b"_s, u"(@a NEAR/100 @b) NEAR/100 (@c BEFORE/100 @a)"_s, u"@a AND @b AND @c AND NOT @d"_s,
            u"(@a AND @b) NEAR/100 (@c AND @a) UNLESS (@a AND @d) NEAR/3"_s,
            u"COUNT(@a NEAR/5 @b OR @c) >= 1000 NEAR/100 COUNT(@a AND @b) >= 900"_s,
            u"@a UNLESS (@b NEAR/100 @c) BEFORE/0 UNLESS @b NEAR/0"_s,
            u"@a NEAR/100 @a NEAR/100 @a NEAR/100 @a NEAR/100 @a NEAR/100 @a NEAR/100 @a NEAR/100 @a NEAR/100 @a"_s);
    // Spread over the unit, or as a crowd on few tokens.
    const int step = GENERATE(10, 0);
    const bool hasLanguages = GENERATE(false, true);
    CAPTURE(expression, step, hasLanguages);
    AtomTable atoms;
    const CompiledExpression compiled(parseExpression(expression).value(), atoms);
    AtomMatches found;
    found.reset(int(atoms.atoms().size()));
    for (int atom = 0; atom < std::min(3, int(atoms.atoms().size())); ++atom) {
        for (int i = 0; i < 10'000; ++i) {
            const int first = (step == 0 ? 60'000 : i * step) + atom;
            const auto languages = LanguageSet(hasLanguages ? 1 << i % 5 : kAnyLanguage);
            found.add({atom, first, first + i % (step == 0 ? 100 : 3), 0, languages, i});
        }
    }
    found.sort();
    QElapsedTimer timer;
    timer.start();
    const auto matches = compiled.evaluate(found, 1, 50'000);
    CHECK(matches.size() <= size_t(CompiledExpression::kMaxMatches));
    UNSCOPED_INFO(timer.elapsed() << " ms");
    CHECK(timer.elapsed() < 3'000);
}
