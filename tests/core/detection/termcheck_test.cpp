// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/termcheck.h"
#include "detection/testlexicons.h"
#include "support/catch.h"

#include <QElapsedTimer>

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("Terms that cannot be used are refused with the reason", "[core]")
{
    struct Row
    {
        TermKind kind;
        QString text;
        QString reason; ///< how it begins
    };
    const auto row = GENERATE(values<Row>({
            {TermKind::Literal, u""_s, u"term is empty"_s},
            {TermKind::Literal, u" \n "_s, u"term is empty"_s},
            {TermKind::Literal, u"!!! 😀"_s, u"term has no letters or digits"_s},
            {TermKind::Literal, u"\u200B\u00AD"_s, u"term has no letters or digits"_s},
            {TermKind::Literal, QString(1'001, u'a'), u"term is longer"_s},
            {TermKind::Prefix, u"*"_s, u"term is empty"_s},
            {TermKind::Prefix, u"!*"_s, u"term has no letters or digits"_s},
            {TermKind::Prefix, u"ñ*"_s, u"prefix is shorter"_s},
            {TermKind::Regex, u" "_s, u"term is empty"_s},
            {TermKind::Regex, u"(a"_s, u"parenthesis without its partner"_s},
            {TermKind::Regex, u"a)"_s, u"parenthesis without its partner"_s},
            {TermKind::Regex, u"[a"_s, u"bracket without its partner"_s},
            {TermKind::Regex, u"*a"_s, u"regex is not well formed"_s},
            {TermKind::Regex, u"a\\"_s, u"regex is not well formed"_s},
            {TermKind::Regex, u"a*"_s, u"regex matches the empty text"_s},
            {TermKind::Regex, u"(a+)+$"_s, u"nested quantifiers"_s},
            {TermKind::Regex, u"((a|b)*)*c"_s, u"nested quantifiers"_s},
            {TermKind::Regex, u"(\\w+\\s?){2,}x"_s, u"nested quantifiers"_s},
            {TermKind::Regex, u"(.*a)*[bc]"_s, u"regex backtracks without end"_s},
            {TermKind::Regex, u"(a|a)+[bc]$"_s, u"regex backtracks without end"_s},
            {TermKind::Regex, u"((a{1,1000}){1,1000}){1,1000}"_s, u"nested quantifiers"_s},
            {TermKind::Regex, u".{1,500}.{1,500}.{1,500}x"_s, u"regex has large repeats that multiply"_s},
            {TermKind::Regex, u"(a{1000}){1000}"_s, u"repeats are too large"_s},
            {TermKind::Regex, u"(?R)a"_s, u"group (?R is not supported"_s},
            {TermKind::Regex, u"(?x)a # b"_s, u"group (?x is not supported"_s},
            {TermKind::Regex, u"(*UTF)a"_s, u"verbs"_s},
            {TermKind::Regex, u"a\\Kb"_s, u"escape \\K is not supported"_s},
            {TermKind::Regex, QString(4'001, u'a'), u"regex is longer"_s},
            {TermKind::Near, u"(a) NEAR (b)"_s, u"near is not of the form"_s},
            {TermKind::Near, u"(a NEAR/3 (b)"_s, u"near is not of the form"_s},
            {TermKind::Near, u"a NEAR/3 b"_s, u"near is not of the form"_s},
            {TermKind::Near, u"(a|) NEAR/3 (b)"_s, u"alternative 2 of near: term is empty"_s},
            {TermKind::Near, u"(a) NEAR/3 (!)"_s, u"alternative 1 of near: term has no letters"_s},
            {TermKind::Near, u"(a) NEAR/5000 (b)"_s, u"near distance is above"_s},
            {TermKind::Expression, u"a AND b"_s, u"expressions are not supported"_s},
    }));
    CAPTURE(row.text);
    QElapsedTimer timer;
    timer.start();
    const Result<> checked = checkTerm(termOf(row.text, row.kind));
    REQUIRE_FALSE(checked);
    CHECK(checked.error().kind == Error::Kind::Pattern);
    CHECK(checked.error().context.left(row.reason.size()) == row.reason);
    CHECK(timer.elapsed() < 2'000);
}

TEST_CASE("Ordinary terms are accepted", "[core]")
{
    struct Row
    {
        TermKind kind;
        QString text;
    };
    const auto row = GENERATE(values<Row>({
            {TermKind::Literal, u"R$ 50"_s},
            {TermKind::Literal, u"п'ять"_s},
            {TermKind::Regex, u"[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+"_s},
            {TermKind::Regex, u"(\\d{3}\\.?){3}-?\\d{2}"_s},
            {TermKind::Regex, u"(?<name>a+)(?#note)b[]\\]]"_s},
            {TermKind::Regex, u"a{,3}b"_s},
            {TermKind::Regex, u"\\bnão .{0,40}(vou|quero)\\b"_s},
            {TermKind::Near, u"(a|b c) NEAR/0 (d|e)"_s},
            {TermKind::Near, u"(а) onear/12 (б)"_s},
    }));
    CAPTURE(row.text);
    const Result<> checked = checkTerm(termOf(row.text, row.kind));
    INFO((checked ? std::string() : checked.error().context.toStdString()));
    CHECK(checked);
}
