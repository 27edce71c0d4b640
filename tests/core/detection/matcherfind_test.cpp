// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/matchercompiler.h"
#include "detection/testlexicons.h"
#include "support/catch.h"
#include "text/normalisedtext.h"

#include <QElapsedTimer>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

MatchingEngine anyEngine()
{
    return GENERATE(MatchingEngine::Hyperscan, MatchingEngine::Fallback);
}

NormalisedText asWritten(const QString &text)
{
    NormalisedText normalised;
    foldText(text, normalised.folded);
    splitIntoTokens(normalised.folded, normalised.tokens);
    return normalised;
}

struct ReadWord
{
    QString text;
    int firstToken = 0;
    int lastToken = 0;
};

void addReading(NormalisedText &text, int level, const QVector<ReadWord> &words)
{
    Reading reading;
    reading.level = level;
    for (const ReadWord &word : words) {
        if (!reading.words.empty())
            reading.bytes += ' ';
        const QByteArray bytes = word.text.toUtf8();
        reading.words.push_back({int(reading.bytes.size()), int(bytes.size()), word.firstToken, word.lastToken});
        reading.bytes += bytes;
    }
    text.readings.push_back(reading);
}

using Places = std::vector<TermOccurrence>;

Places find(const QVector<Term> &terms, const NormalisedText &text, MatchingEngine engine)
{
    const Result<Matcher::Compiled> compiled = MatcherCompiler::compile({lexiconOf(terms)}, engine);
    REQUIRE(compiled);
    REQUIRE(compiled->matcher->termCount() == terms.size());
    const auto scratch = compiled->matcher->makeScratch();
    Places first;
    compiled->matcher->find(text, *scratch, &first);
    Places second;
    compiled->matcher->find(text, *scratch, &second);
    CHECK(first == second); // nothing stays behind in the scratch
    return first;
}

Places find(TermKind kind, const QString &term, const NormalisedText &text, MatchingEngine engine)
{
    return find({termOf(term, kind)}, text, engine);
}

} // namespace

TEST_CASE("Places of terms are tokens of the text as written", "[core]")
{
    const MatchingEngine engine = anyEngine();
    struct Row
    {
        TermKind kind;
        QString term;
        QString text;
        Places expected;
    };
    const auto row = GENERATE(values<Row>({
            {TermKind::Literal, u"por fora"_s, u"pago por\n fora, por fora"_s, {{0, 1, 2, 0}, {0, 3, 4, 0}}},
            {TermKind::Literal, u"fora"_s, u"forao forá"_s, {{0, 1, 1, 0}}},
            {TermKind::Literal, u"fora"_s, u"!!! 😀"_s, {}},
            {TermKind::Literal, u"fora"_s, u""_s, {}},
            {TermKind::Prefix,
             u"gost"_s,
             u"gostosa, GÓSTO desgosto gost gos"_s,
             {{0, 0, 0, 0}, {0, 1, 1, 0}, {0, 3, 3, 0}}},
            {TermKind::Prefix, u"gost*"_s, u"gostosa"_s, {{0, 0, 0, 0}}},
            {TermKind::Prefix, u"me env"_s, u"me enviou, me envie come enviou me"_s, {{0, 0, 1, 0}, {0, 2, 3, 0}}},
            {TermKind::Prefix, u"año"_s, u"añitos años ano"_s, {{0, 1, 1, 0}}},
            {TermKind::Prefix, u"п'ят"_s, u"П’ЯТЬ ять"_s, {{0, 0, 0, 0}}},
            {TermKind::Near,
             u"(manda) NEAR/1 (senha|pin)"_s,
             u"manda a senha pin x manda"_s,
             {{0, 0, 2, 0}, {0, 3, 5, 0}}},
            {TermKind::Regex, u"\\bpix\\b.{0,3}\\d+"_s, u"é o pix: 50 reais"_s, {{0, 2, 3, 0}}},
            {TermKind::Regex, u"ix: 5"_s, u"é o pix: 50 reais"_s, {{0, 2, 3, 0}}},
            {TermKind::Regex, u"!+"_s, u"fora!! já"_s, {{0, 1, 1, 0}}},
            {TermKind::Regex, u"!+"_s, u"fora já!!"_s, {{0, 1, 1, 0}}},
            {TermKind::Regex, u"!+"_s, u"!! fora"_s, {{0, 0, 0, 0}}},
            {TermKind::Regex, u"!+"_s, u"!!"_s, {}},
    }));
    CAPTURE(row.term, row.text);
    CHECK(find(row.kind, row.term, asWritten(row.text), engine) == row.expected);
}

TEST_CASE("Terms are found in every reading at the lowest level", "[core]")
{
    const MatchingEngine engine = anyEngine();
    NormalisedText text = asWritten(u"vc é put a otario, s e n h a"_s);
    addReading(text, 1,
               {{u"voce"_s, 0, 0},
                {u"e"_s, 1, 1},
                {u"puta"_s, 2, 3},
                {u"otario"_s, 4, 4},
                {u"s"_s, 5, 5},
                {u"e"_s, 6, 6},
                {u"n"_s, 7, 7},
                {u"h"_s, 8, 8},
                {u"a"_s, 9, 9}});
    addReading(text, 2,
               {{u"voce"_s, 0, 0}, {u"e"_s, 1, 1}, {u"puta"_s, 2, 3}, {u"otario"_s, 4, 4}, {u"senha"_s, 5, 9}});
    struct Row
    {
        TermKind kind;
        QString term;
        Places expected;
    };
    const auto row = GENERATE(values<Row>({
            {TermKind::Literal, u"vc"_s, {{0, 0, 0, 0}}},
            {TermKind::Literal, u"você é"_s, {{0, 0, 1, 1}}},
            {TermKind::Literal, u"puta"_s, {{0, 2, 3, 1}}},
            {TermKind::Literal, u"otário"_s, {{0, 4, 4, 0}}},
            {TermKind::Literal, u"senha"_s, {{0, 5, 9, 2}}},
            {TermKind::Prefix, u"otário sen"_s, {{0, 4, 9, 2}}},
            {TermKind::Prefix, u"pu"_s, {{0, 2, 2, 0}, {0, 2, 3, 1}}},
            {TermKind::Near, u"(vc) NEAR/4 (puta)"_s, {{0, 0, 3, 1}}},
            {TermKind::Near, u"(vc) NEAR/5 (otario|senha)"_s, {{0, 0, 4, 0}}},
            {TermKind::Near, u"(vc) NEAR/3 (otario|puta)"_s, {{0, 0, 3, 1}, {0, 0, 4, 0}}},
            {TermKind::Regex, u"\\bputa\\b"_s, {{0, 2, 3, 1}}},
            {TermKind::Regex, u"otario\\W+s"_s, {{0, 4, 5, 0}, {0, 4, 9, 2}}},
            {TermKind::Regex, u"\\bse\\w+"_s, {{0, 5, 9, 2}}},
    }));
    CAPTURE(row.term);
    CHECK(find(row.kind, row.term, text, engine) == row.expected);
}

TEST_CASE("Words turned round are no text for regexes", "[core]")
{
    const MatchingEngine engine = anyEngine();
    NormalisedText text = asWritten(u"ahnes x"_s);
    addReading(text, 3, {{u"x"_s, 1, 1}, {u"senha"_s, 0, 0}});
    CHECK(find(TermKind::Literal, u"senha"_s, text, engine) == Places{{0, 0, 0, 3}});
    CHECK(find(TermKind::Literal, u"x senha"_s, text, engine) == Places{{0, 0, 1, 3}});
    CHECK(find(TermKind::Regex, u"senha"_s, text, engine).empty());
}

TEST_CASE("Places are appended and ordered by term and place", "[core]")
{
    const MatchingEngine engine = anyEngine();
    Lexicon asleep = lexiconOf({termOf(u"fora"_s)});
    asleep.isLive = false;
    const Lexicon first = lexiconOf({termOf(u"fora"_s, TermKind::Literal, Direction::Contact), termOf(u""_s),
                                     termOf(u"f.ra"_s, TermKind::Regex)});
    const Lexicon second = lexiconOf({termOf(u"por"_s), termOf(u"fo"_s, TermKind::Prefix)});
    const Result<Matcher::Compiled> compiled = MatcherCompiler::compile({first, asleep, second}, engine);
    REQUIRE(compiled);
    const Matcher &matcher = *compiled->matcher;
    REQUIRE(matcher.termCount() == 4);
    CHECK(matcher.term(1) == first.terms[2]);
    CHECK(matcher.term(3) == second.terms[1]);
    CHECK(matcher.lexiconIndex(0) == 0);
    CHECK(matcher.lexiconIndex(1) == 0);
    CHECK(matcher.lexiconIndex(3) == 2);

    const auto scratch = matcher.makeScratch();
    Places places{{7, 0, 0, 0}};
    matcher.find(asWritten(u"fora por fora"_s), *scratch, &places);
    CHECK(places
          == Places{{7, 0, 0, 0},
                    {0, 0, 0, 0},
                    {0, 2, 2, 0},
                    {1, 0, 0, 0},
                    {1, 2, 2, 0},
                    {2, 1, 1, 0},
                    {3, 0, 0, 0},
                    {3, 2, 2, 0}});
}

TEST_CASE("Both engines find the same places of everything shipped", "[core]")
{
    QVector<Lexicon> lexicons = shippedLexicons();
    // The same words as prefixes: their borders are the other half of the engines.
    for (Lexicon &lexicon : lexicons) {
        const QVector<Term> terms = lexicon.terms;
        for (Term term : terms) {
            term.kind = TermKind::Prefix;
            term.text = term.text.left(term.text.size() / 2);
            lexicon.terms.append(term);
        }
    }
    const auto fast = MatcherCompiler::compile(lexicons, MatchingEngine::Hyperscan);
    const auto slow = MatcherCompiler::compile(lexicons, MatchingEngine::Fallback);
    REQUIRE(fast);
    REQUIRE(slow);
    REQUIRE(fast->matcher->termCount() == slow->matcher->termCount());
    const auto fastScratch = fast->matcher->makeScratch();
    const auto slowScratch = slow->matcher->makeScratch();
    size_t count = 0;
    for (const Lexicon &lexicon : lexicons) {
        for (const Term &term : lexicon.terms) {
            NormalisedText text = asWritten(u"Oi! _"_s + term.text.toUpper() + u"_, ção?"_s);
            addReading(text, 2, {{term.text.toLower(), 1, 1}, {u"fim"_s, 2, 2}});
            Places fastPlaces;
            Places slowPlaces;
            fast->matcher->find(text, *fastScratch, &fastPlaces);
            slow->matcher->find(text, *slowScratch, &slowPlaces);
            REQUIRE(fastPlaces == slowPlaces);
            count += fastPlaces.size();
        }
    }
    CHECK(count > 4'000);
}

TEST_CASE("Many texts at once give what each gives alone", "[core]")
{
    const MatchingEngine engine = anyEngine();
    QVector<Lexicon> lexicons = shippedLexicons();
    lexicons.append(lexiconOf({
            termOf(u"^\\s*(sair|parar)\\s*[.!]*\\s*$"_s, TermKind::Regex),
            termOf(u"\\bsair.*"_s, TermKind::Regex),
            termOf(u"(sair) NEAR/5 (parar)"_s, TermKind::Near),
            termOf(u"sair parar"_s),
            termOf(u"sai"_s, TermKind::Prefix),
            termOf(u"(?<!x)sair\\z"_s, TermKind::Regex),
    }));
    const Result<Matcher::Compiled> compiled = MatcherCompiler::compile(lexicons, engine);
    REQUIRE(compiled);
    const auto scratch = compiled->matcher->makeScratch();

    std::vector<NormalisedText> texts;
    for (const Lexicon &lexicon : std::as_const(lexicons)) {
        for (const Term &term : lexicon.terms) {
            texts.push_back(asWritten(term.text));
            if (texts.size() % 7 == 0)
                addReading(texts.back(), 1, {{u"sair"_s, 0, 0}});
            if (texts.size() % 11 == 0)
                texts.push_back(asWritten(texts.size() % 2 == 0 ? u"!!"_s : u""_s));
            if (texts.size() % 100 == 0)
                texts.push_back(asWritten(u"sair"_s + QString(u" bom dia"_s).repeated(3'000) + u" parar"_s));
            texts.push_back(asWritten(u"sair"_s));
            texts.push_back(asWritten(u"parar"_s));
        }
    }
    BatchOccurrences together;
    compiled->matcher->find(texts, *scratch, &together);
    compiled->matcher->find(texts, *scratch, &together); // and nothing of the first is left
    REQUIRE(together.ends.size() == texts.size());
    size_t count = 0;
    for (size_t i = 0; i < texts.size(); ++i) {
        Places alone;
        compiled->matcher->find(texts[i], *scratch, &alone);
        const auto here = together.of(i);
        REQUIRE(Places(here.begin(), here.end()) == alone);
        count += alone.size();
    }
    CHECK(count > 6'000);
    CHECK(together.of(texts.size() - 2).size() == 5); // "sair": of these terms four, of the shipped ones one
    CHECK(together.of(texts.size() - 1).size() == 2); // "parar": one of each
}

TEST_CASE("A regex that gives up in one text is tried again in the next", "[core]")
{
    const MatchingEngine engine = anyEngine();
    const Result<Matcher::Compiled> compiled = MatcherCompiler::compile(
            {lexiconOf({termOf(u"(?<!x)\\w*q\\w*q\\w*\\dz"_s, TermKind::Regex), termOf(u"bom"_s)})}, engine);
    REQUIRE(compiled);
    REQUIRE(compiled->matcher->termCount() == 2);
    const auto scratch = compiled->matcher->makeScratch();
    const QString hostile = QString(3'000, u'q') + u" bom qq1z"_s;
    const std::vector<NormalisedText> texts = {asWritten(hostile), asWritten(u"qq1z bom"_s)};
    QElapsedTimer timer;
    timer.start();
    BatchOccurrences found;
    compiled->matcher->find(texts, *scratch, &found);
    CHECK(timer.elapsed() < 20'000);
    CHECK(found.of(0).size() == 1); // it would take the regex minutes to come to the end
    CHECK(found.of(1).size() == 2);
}
