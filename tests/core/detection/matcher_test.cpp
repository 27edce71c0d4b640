// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/matcher.h"
#include "detection/matchercompiler.h"
#include "detection/testlexicons.h"
#include "support/catch.h"
#include "text/foldedtext.h"

#include <QRegularExpression>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

MatchingEngine anyEngine()
{
    return GENERATE(MatchingEngine::Hyperscan, MatchingEngine::Fallback);
}

std::shared_ptr<const Matcher> compiled(const QVector<Lexicon> &lexicons, MatchingEngine engine)
{
    const Result<Matcher::Compiled> result = MatcherCompiler::compile(lexicons, engine);
    REQUIRE(result);
    return result->matcher;
}

QVector<TermHit> scan(const Matcher &matcher, const QString &text, Author author = Author::Agent)
{
    const auto scratch = matcher.makeScratch();
    return matcher.scan(text, author, *scratch);
}

QStringList pieces(const QVector<TermHit> &hits, const QString &text)
{
    QStringList all;
    const QList<uint> codePoints = text.toUcs4();
    for (const TermHit &hit : hits) {
        for (const Span &span : hit.spans) {
            QString piece;
            for (int i = span.start; i < span.end; ++i) {
                const char32_t c = codePoints.at(i);
                piece += QString::fromUcs4(&c, 1);
            }
            all.append(piece);
        }
    }
    return all;
}

QStringList find(TermKind kind, const QString &term, const QString &text, MatchingEngine engine)
{
    const auto matcher = compiled({lexiconOf({termOf(term, kind)})}, engine);
    REQUIRE(matcher->termCount() == 1);
    return pieces(scan(*matcher, text), text);
}

} // namespace

TEST_CASE("Literal terms are found as whole words", "[core]")
{
    const MatchingEngine engine = anyEngine();
    struct Row
    {
        QString term;
        QString text;
        QStringList expected;
    };
    const auto row = GENERATE(values<Row>({
            {u"puta"_s, u"a disputa, o deputado e a PUTA!"_s, {u"PUTA"_s}},
            {u"otário"_s, u"seu otario, OTÁRIO"_s, {u"otario"_s, u"OTÁRIO"_s}},
            {u"otario"_s, u"o notário"_s, {}},
            {u"puta"_s, u"putaría putá"_s, {u"putá"_s}},
            {u"puta"_s, u"éputa putaй пputa"_s, {}},
            {u"por fora"_s, u"te pago por\n fora, ok"_s, {u"por\n fora"_s}},
            {u"é urgente o sistema caiu"_s, u"É urgente, o sistema caiu"_s, {u"É urgente, o sistema caiu"_s}},
            {u"É urgente, o sistema"_s, u"e urgente o sistema"_s, {u"e urgente o sistema"_s}},
            {u"ano"_s, u"este año, ano"_s, {u"ano"_s}},
            {u"coño"_s, u"cono con\u0303o"_s, {u"con\u0303o"_s}},
            {u"сом"_s, u"сом com"_s, {u"сом"_s}},
            {u"com"_s, u"сом"_s, {}},
            {u"п'ять"_s, u"о П’ЯТЬ! ять"_s, {u"П’ЯТЬ"_s}},
            {u"ять"_s, u"п'ять"_s, {}},
            {u"idiota"_s, u"_idiota_ 😀idiota😀"_s, {u"idiota"_s, u"idiota"_s}},
            {u"fim"_s, u"o ﬁm"_s, {u"ﬁm"_s}},
            {u"café"_s, u"um cafe\u0301!"_s, {u"cafe\u0301"_s}},
            {u"a a"_s, u"a a a b"_s, {u"a a a"_s}},
            {u"1"_s, u"1\uFE0F\u20E3 10"_s, {u"1\uFE0F\u20E3"_s}},
            {u"idiota"_s, QString(QChar(0xD83D)) + u" idiota"_s, {u"idiota"_s}},
            {u"idiota"_s, u""_s, {}},
            {u"idiota"_s, u"!!! 😀"_s, {}},
    }));
    CHECK(find(TermKind::Literal, row.term, row.text, engine) == row.expected);
}

TEST_CASE("Prefix terms let their last word go on", "[core]")
{
    const MatchingEngine engine = anyEngine();
    struct Row
    {
        QString term;
        QString text;
        QStringList expected;
    };
    const auto row = GENERATE(values<Row>({
            {u"gost"_s, u"GOSTOSA! desgosto, gósto gos"_s, {u"GOSTOSA"_s, u"gósto"_s}},
            {u"gost*"_s, u"gost"_s, {u"gost"_s}},
            {u"me env"_s, u"ok, me\nenvie. come envie"_s, {u"me\nenvie"_s}},
            {u"домаг"_s, u"ДОМАГАННЯ ☎"_s, {u"ДОМАГАННЯ"_s}},
            {u"fi"_s, u"o ﬁm"_s, {u"ﬁm"_s}},
    }));
    CHECK(find(TermKind::Prefix, row.term, row.text, engine) == row.expected);
}

TEST_CASE("Regex terms treat every alphabet alike", "[core]")
{
    const MatchingEngine engine = anyEngine();
    struct Row
    {
        QString term;
        QString text;
        QStringList expected;
    };
    const auto row = GENERATE(values<Row>({
            {u"\\bхабар\\w*\\b"_s, u"дай ХАБАРЯ, нехабар"_s, {u"ХАБАРЯ"_s}},
            {u"\\b(їбан\\w*|хуй\\w*)\\b"_s, u"Хуйня їбаний"_s, {u"Хуйня"_s, u"їбаний"_s}},
            {u"\\bano\\b"_s, u"año ano ñano"_s, {u"ano"_s}},
            {u"\\bnão\\b"_s, u"NÃO nao"_s, {u"NÃO"_s, u"nao"_s}},
            {u"\\bProcon\\b"_s, u"o procon!"_s, {u"procon"_s}},
            {u"\\btengo 1[0-7] (añitos|años)\\b"_s, u"Tengo 15 años"_s, {u"Tengo 15 años"_s}},
            {u"^\\s*(sair|parar)\\s*[.!]*\\s*$"_s, u" Sair!! "_s, {u" Sair!! "_s}},
            {u"^\\s*(sair|parar)\\s*[.!]*\\s*$"_s, u"quero sair"_s, {}},
            {u"\\w+@\\w+"_s, u"x ана@mail y"_s, {u"ана@mail"_s}},
            {u"[\\w.]+@"_s, u"é-ñá.ç@"_s, {u"ñá.ç@"_s}},
            {u"[^\\w ]+"_s, u"абв, 😀 d"_s, {u","_s, u"😀"_s}},
            {u"\\W\\d\\D"_s, u"😀5й"_s, {u"😀5й"_s}},
            {u"c[oô]r.{0,3}x"_s, u"CÔR 😀 x"_s, {u"CÔR 😀 x"_s}},
            {u"(?<!nao )quero"_s, u"não quero quero"_s, {u"quero"_s}},
            {u"(?i:ABC)+"_s, u"abcabc"_s, {u"abcabc"_s}},
            {u"(a)\\1b"_s, u"aab"_s, {u"aab"_s}},
            {u"\\p{Cyrillic}{2,}"_s, u"ab вг d"_s, {u"вг"_s}},
            {u"[[:alpha:]]{3}"_s, u"12 але"_s, {u"але"_s}},
            {u"\\bda{1,2}\\b"_s, u"da daa daaa"_s, {u"da"_s, u"daa"_s}},
            {u"a++b"_s, u"aaab"_s, {u"aaab"_s}},
            {u"（x）"_s, u"(x)"_s, {u"(x)"_s}},
            {u"Straße|½"_s, u"strasse e ½"_s, {u"strasse"_s, u"½"_s}},
            {u"r\\$ ?\\d+"_s, u"R$ 50, R$60"_s, {u"R$ 50"_s, u"R$60"_s}},
            {u"a.{0,25}z"_s,
             u"a "_s + QString(24, u'é') + u"z a"_s + QString(26, u'é') + u'z',
             {u"a "_s + QString(24, u'é') + u'z'}},
            {u"\\b\\d{11}\\b"_s, u"12345678901 123456789012"_s, {u"12345678901"_s}},
            {u"x(ab){12,}?y"_s,
             u"x"_s + QString(u"ab"_s).repeated(12) + u'y',
             {u"x"_s + QString(u"ab"_s).repeated(12) + u'y'}},
            {u"a"_s + QChar::Null + u"|b"_s, u"b"_s, {u"b"_s}},
            {u"\\S+ \\s*fim"_s, u"ação   fim"_s, {u"ação   fim"_s}},
    }));
    CHECK(find(TermKind::Regex, row.term, row.text, engine) == row.expected);
}

TEST_CASE("Near terms join their parts within the distance", "[core]")
{
    const MatchingEngine engine = anyEngine();
    struct Row
    {
        QString term;
        QString text;
        QStringList expected;
    };
    const QString either = u"(manda|me diz) NEAR/2 (senha|codigo de seguranca)"_s;
    const QString ordered = u"(manda|me diz) ONEAR/2 (senha|código de segurança)"_s;
    const auto row = GENERATE_COPY(values<Row>({
            {either, u"ok, MANDA a sua senha!"_s, {u"MANDA a sua senha"_s}},
            {either, u"manda lá a sua senha"_s, {}},
            {either, u"a senha, me diz"_s, {u"senha, me diz"_s}},
            {ordered, u"a senha, me diz"_s, {}},
            {ordered, u"me diz: código de segurança?"_s, {u"me diz: código de segurança"_s}},
            {either, u"mandar a senhas"_s, {}},
            {either, u"manda senha manda"_s, {u"manda senha manda"_s}},
            {either, u"manda senha x x x x x senha manda"_s, {u"manda senha"_s, u"senha manda"_s}},
            {u"(a) NEAR/0 (a)"_s, u"a"_s, {}},
            {u"(a) NEAR/0 (a)"_s, u"a-a"_s, {u"a-a"_s}},
            {u"(a b) NEAR/0 (b c)"_s, u"a b c"_s, {}},
            {u" (кава) near/3 ( мною )"_s, u"Кава зі Мною"_s, {u"Кава зі Мною"_s}},
    }));
    CHECK(find(TermKind::Near, row.term, row.text, engine) == row.expected);
}

TEST_CASE("Both engines agree with plain regexes and with each other on everything shipped", "[core]")
{
    const QVector<Lexicon> lexicons = shippedLexicons();
    const auto fast = compiled(lexicons, MatchingEngine::Hyperscan);
    const auto slow = compiled(lexicons, MatchingEngine::Fallback);
    // Each term as a text of its own makes many near misses; regexes are taken apart to words.
    QStringList texts;
    for (const Lexicon &lexicon : lexicons) {
        for (const Term &term : lexicon.terms) {
            QString text = term.text;
            text.replace(QRegularExpression(u"\\\\[bws]|[^\\w' ]"_s, QRegularExpression::UseUnicodePropertiesOption),
                         u" "_s);
            texts.append(text);
            texts.append(u"Oi! _"_s + term.text.toUpper() + u"_, ção?"_s);
        }
    }
    int hitCount = 0;
    for (const QString &text : std::as_const(texts)) {
        for (const Author author : {Author::Agent, Author::Contact, Author::System}) {
            const QVector<TermHit> hits = scan(*fast, text, author);
            hitCount += int(hits.size());
            REQUIRE(hits == scan(*slow, text, author));
            if (author != Author::System)
                continue;
            for (const TermHit &hit : hits)
                REQUIRE(hit.term.direction == Direction::Any);
        }
    }
    CHECK(hitCount > 2000);
}

TEST_CASE("A regex term finds what the regex finds in the folded text", "[core]")
{
    const QVector<Lexicon> lexicons = shippedLexicons();
    const QString text =
            u"Você é linda, meu amor! manda foto sua. Vou no Procon; meu pix 50 reais, ви така гарна хуйня, "
            "aqui é a Ana, you're so hot, tengo 15 años"_s;
    const QString folded = QString::fromUtf8(foldText(text).bytes);
    int tried = 0;
    for (const Lexicon &lexicon : lexicons) {
        for (const Term &term : lexicon.terms) {
            if (term.kind != TermKind::Regex)
                continue;
            const QRegularExpression plain(term.text, QRegularExpression::UseUnicodePropertiesOption);
            QStringList expected;
            for (const QRegularExpressionMatch &match : plain.globalMatch(folded))
                expected.append(match.captured());
            QStringList found;
            for (const QString &piece : find(TermKind::Regex, term.text, text, MatchingEngine::Hyperscan))
                found.append(QString::fromUtf8(foldText(piece).bytes));
            CHECK(found == expected);
            tried += expected.isEmpty() ? 0 : 1;
        }
    }
    CHECK(tried >= 8);
}

TEST_CASE("Who says it decides whether a term counts", "[core]")
{
    const MatchingEngine engine = anyEngine();
    const auto matcher = compiled({lexiconOf({
                                          termOf(u"um"_s, TermKind::Literal, Direction::Any),
                                          termOf(u"dois"_s, TermKind::Literal, Direction::Agent),
                                          termOf(u"tr.s"_s, TermKind::Regex, Direction::Contact),
                                          termOf(u"(um) NEAR/1 (dois)"_s, TermKind::Near, Direction::Agent),
                                  })},
                                  engine);
    const QString text = u"um dois três"_s;
    const auto lines = [&matcher, &text](Author author) {
        QVector<int> all;
        for (const TermHit &hit : scan(*matcher, text, author))
            all.append(hit.term.line);
        return all;
    };
    CHECK(lines(Author::Agent) == QVector<int>{1, 4, 2});
    CHECK(lines(Author::Contact) == QVector<int>{1, 3});
    CHECK(lines(Author::System) == QVector<int>{1});
}

TEST_CASE("Hits say everything about their term and are in order", "[core]")
{
    const MatchingEngine engine = anyEngine();
    Lexicon first = lexiconOf({termOf(u"Otário"_s, TermKind::Literal, Direction::Any, 4), termOf(u"otario"_s)});
    Lexicon second = lexiconOf({termOf(u"seu otário"_s), termOf(u"ot[aá]rio"_s, TermKind::Regex)});
    first.id = {7};
    first.name = u"insult"_s;
    first.version = 3;
    second.id = {2};
    Lexicon asleep = lexiconOf({termOf(u"otario"_s)});
    asleep.isLive = false;
    const auto matcher = compiled({first, second, asleep}, engine);
    CHECK(matcher->termCount() == 4);

    const QVector<TermHit> hits = scan(*matcher, u"😀 seu OTÁRIO otario"_s);
    REQUIRE(hits.size() == 4);
    CHECK(hits[0].spans == QVector<Span>{{2, 12}});
    CHECK(hits[1].lexicon == LexiconId{2});
    CHECK(hits[2] == TermHit{{7}, u"insult"_s, 3, first.terms[0], {{6, 12}, {13, 19}}, 0});
    CHECK(hits[3].term == first.terms[1]);
}

TEST_CASE("Unusable terms are refused and the others live", "[core]")
{
    const MatchingEngine engine = anyEngine();
    Lexicon lexicon = lexiconOf({termOf(u""_s), termOf(u"bom"_s), termOf(u"(a"_s, TermKind::Regex)});
    lexicon.name = u"mixed"_s;
    lexicon.terms[2].line = 0;
    const Result<Matcher::Compiled> result = MatcherCompiler::compile({lexicon}, engine);
    REQUIRE(result);
    REQUIRE(result->refused.size() == 2);
    CHECK(result->refused[0].lexicon == u"mixed"_s);
    CHECK(result->refused[0].line == 1);
    CHECK(result->refused[1].line == 3);
    CHECK(result->refused[1].term == u"(a"_s);
    CHECK_FALSE(result->refused[1].reason.isEmpty());
    CHECK(result->matcher->termCount() == 1);
    CHECK(scan(*result->matcher, u"bom"_s).size() == 1);
}

TEST_CASE("A matcher without terms finds nothing", "[core]")
{
    const MatchingEngine engine = anyEngine();
    CHECK(scan(*compiled({}, engine), u"bom dia"_s).isEmpty());
    CHECK(scan(*compiled({lexiconOf({termOf(u"b.m"_s, TermKind::Regex)})}, engine), u"bom"_s).size() == 1);
    CHECK(scan(*compiled({lexiconOf({termOf(u"bom"_s)})}, engine), u"bom"_s).size() == 1);
}

TEST_CASE("Everything shipped compiles", "[core]")
{
    const QVector<Lexicon> lexicons = shippedLexicons();
    REQUIRE(lexicons.size() == 16);
    const Result<Matcher::Compiled> result = Matcher::compile(lexicons);
    REQUIRE(result);
    for (const RefusedTerm &refused : result->refused)
        UNSCOPED_INFO(refused.lexicon.toStdString() << ':' << refused.line << ' ' << refused.reason.toStdString());
    CHECK(result->refused.isEmpty());
    CHECK(result->matcher->termCount() == 1017);
}

TEST_CASE("Long texts are scanned to their end", "[core]")
{
    const MatchingEngine engine = anyEngine();
    const auto matcher = compiled({lexiconOf({
                                          termOf(u"vou te matar"_s),
                                          termOf(u"\\bfim(ção)?\\b"_s, TermKind::Regex),
                                          termOf(u"^inicio\\b"_s, TermKind::Regex),
                                          termOf(u"(manda) NEAR/3 (senha)"_s, TermKind::Near),
                                          termOf(u"puta"_s),
                                          termOf(u"x\\w*y"_s, TermKind::Regex),
                                  })},
                                  engine);
    const QString filler = QString(u"início é ação "_s).repeated(80'000);
    const QString tail = u"VOU TE MATAR fimção manda a senha"_s;
    const QVector<TermHit> hits = scan(*matcher, filler + tail);
    CHECK(pieces(hits, filler + tail) == QStringList{u"início"_s, u"VOU TE MATAR"_s, u"fimção"_s, u"manda a senha"_s});

    const QString flood = QString(u"puta "_s).repeated(200'000) + tail;
    const QVector<TermHit> flooded = scan(*matcher, flood);
    REQUIRE(flooded.size() == 4);
    CHECK(flooded[0].spans.size() == 100);
    CHECK(flooded[1].spans == QVector<Span>{{1'000'000, 1'000'012}});

    // A match over the border of two pieces is found once and whole.
    const QString border = QString(Matcher::kMaxTextBytes - 6, u'.') + u"fim xabcdey ."_s + QString(9'000, u'.');
    CHECK(pieces(scan(*matcher, border), border) == QStringList{u"fim"_s, u"xabcdey"_s});
}

TEST_CASE("Hits on one text are bounded", "[core]")
{
    const MatchingEngine engine = anyEngine();
    QVector<Term> terms;
    QString text;
    for (int i = 0; i < 3 * Matcher::kMaxHitsPerText; ++i) {
        terms.append(termOf(u"t%1"_s.arg(i)));
        text += u"t%1 "_s.arg(i);
    }
    const auto matcher = compiled({lexiconOf(terms)}, engine);
    const QVector<TermHit> hits = scan(*matcher, text);
    REQUIRE(hits.size() == Matcher::kMaxHitsPerText);
    CHECK(hits.last().term.text == u"t999"_s);
}

TEST_CASE("Hostile texts do not stall regexes", "[core]")
{
    const auto matcher = compiled({lexiconOf({
                                          termOf(u"x([a-z]+q)*z"_s, TermKind::Regex),
                                          termOf(u"bom"_s),
                                  })},
                                  MatchingEngine::Hyperscan);
    REQUIRE(matcher->termCount() == 2);
    CHECK(scan(*matcher, QString(u"x"_s + QString(5'000, u'q')).repeated(40) + u" bom"_s).size() == 1);
}
