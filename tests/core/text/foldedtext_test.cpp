// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"
#include "text/foldedtext.h"
#include "text/tokentext.h"

#include <QVector>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

QString folded(const QString &text)
{
    return QString::fromUtf8(foldText(text).bytes);
}

/// The original characters behind one piece of the folded text.
QString originalOf(const QString &text, const QString &piece)
{
    const FoldedText fold = foldText(text);
    const QByteArray bytes = piece.toUtf8();
    const qsizetype at = fold.bytes.indexOf(bytes);
    REQUIRE(at >= 0);
    const Span span = fold.originalSpan(at, at + bytes.size());
    const QList<uint> codePoints = text.toUcs4();
    QString original;
    for (int i = span.start; i < span.end; ++i) {
        const char32_t c = codePoints.at(i);
        original += QString::fromUcs4(&c, 1);
    }
    return original;
}

} // namespace

TEST_CASE("Folding makes texts comparable", "[core]")
{
    struct Row
    {
        QString text;
        QString expected;
    };
    const auto row = GENERATE(values<Row>({
            {u""_s, u""_s},
            {u"Olá Mundo"_s, u"ola mundo"_s},
            {u"AÇÃO Número ÜBER"_s, u"acao numero uber"_s},
            {u"ação"_s.normalized(QString::NormalizationForm_D), u"acao"_s},
            {u"AÑO coño"_s, u"año coño"_s},
            {u"co\u006E\u0303o \u004E\u0303"_s, u"coño ñ"_s},
            {u"n\u0336\u0303"_s, u"ñ"_s}, // the tilde still belongs to the n
            {u"n\u0301\u0303"_s, u"n"_s}, // it belongs to another mark
            {u"Її Ёж ЙОД ўсё"_s, u"її ёж йод ўсё"_s},
            {u"й"_s.normalized(QString::NormalizationForm_D) + u"у\u0306 і\u0308"_s, u"йў ї"_s},
            {u"сом рос"_s, u"сом рос"_s},
            {u"ｐｕｔａ ﬁm 𝐜𝐚𝐫𝐚 ⓜⓔ 🅿🆄"_s, u"puta fim cara me pu"_s},
            {u"½ nº 1ª x²"_s, u"1\u20442 no 1a x2"_s},
            {u"pu\u200Bta s\u2060e\u200Dn\uFEFFha pro\u00ADpina por\uFE0Fra"_s, u"puta senha propina porra"_s},
            {u"p\u0338\u0327o\u0336r\u0335r\u0337a\u0334"_s, u"porra"_s},
            {u"don’t п’ять n`a d´a"_s, u"don't п'ять n'a d'a"_s},
            {u"a \t\r\n\u00A0\u3000 b\u2028c"_s, u"a b c"_s},
            {u"  a "_s, u" a "_s},
            {u"Straße İ ǅ"_s, u"strasse i dz"_s},
            {u"1\uFE0F\u20E3"_s, u"1"_s},
            {u"한국어 日本が"_s, u"한국어 日本が"_s},
            {u"😀👍🏽"_s, u"😀👍🏽"_s},
            {QString(QChar(0xD800)) + u"a"_s + QChar(0xDC00), u"\uFFFDa\uFFFD"_s},
            {u"\u0301a"_s, u"a"_s},
    }));
    CHECK(folded(row.text) == row.expected);
    CHECK(folded(row.expected) == row.expected);
}

TEST_CASE("Folded text leads back to the original characters", "[core]")
{
    struct Row
    {
        QString text;
        QString piece;
        QString original;
    };
    const auto row = GENERATE(values<Row>({
            {u"abc"_s, u"b"_s, u"b"_s},
            {u"😀 PUTA 😀"_s, u"puta"_s, u"PUTA"_s},
            {u"x 👨\u200D👩\u200D👧 idiota"_s, u"idiota"_s, u"idiota"_s},
            {u"pu\u200Bta!"_s, u"puta"_s, u"pu\u200Bta"_s},
            {u"puta\u200B!"_s, u"puta"_s, u"puta"_s},
            {u"cafe\u0301 x"_s, u"cafe"_s, u"cafe\u0301"_s},
            {u"ﬁm"_s, u"i"_s, u"ﬁ"_s},
            {u"a½b"_s, u"2"_s, u"½"_s},
            {u"otário é você"_s, u"voce"_s, u"você"_s},
            {u"un an\u0303o"_s, u"año"_s, u"an\u0303o"_s},
            {u"Привіт, Її дім"_s, u"її"_s, u"Її"_s},
            {u"і\u0308жак і"_s, u"їжак"_s, u"і\u0308жак"_s},
            {u"𝐜𝐚𝐫𝐚𝐥𝐡𝐨 x"_s, u"ral"_s, u"𝐫𝐚𝐥"_s},
            {u"a \n\n b"_s, u" "_s, u" \n\n "_s},
            {u"a \n\n b"_s, u"b"_s, u"b"_s},
    }));
    CHECK(originalOf(row.text, row.piece) == row.original);
}

TEST_CASE("A plain text needs one segment", "[core]")
{
    CHECK(foldText(u"Bom dia, tudo bem?"_s).segments.size() == 1);
    CHECK(foldText(QStringView()).segments.empty());
}

TEST_CASE("Every byte of a fold has its place in the original", "[core]")
{
    QString text;
    for (int c = 1; c < 0x20000; c += 7) {
        const char32_t codePoint = char32_t(c);
        text += QChar::isSurrogate(codePoint) ? QString(QChar(c)) : QString::fromUcs4(&codePoint, 1);
    }
    const FoldedText fold = foldText(text);
    CHECK(QString::fromUtf8(fold.bytes).toUtf8() == fold.bytes);
    int previous = 0;
    bool isAscending = true;
    for (qsizetype i = 0; i < fold.bytes.size(); ++i) {
        const Span span = fold.originalSpan(i, i + 1);
        isAscending = isAscending && span.start >= previous && span.end > span.start && span.end <= text.size();
        previous = span.start;
    }
    CHECK(isAscending);
}

TEST_CASE("Long and strange texts fold in linear time", "[core]")
{
    const FoldedText marks = foldText(u"a"_s + QString(100'000, QChar(0x0301)));
    CHECK(marks.bytes == "a");
    CHECK(marks.originalSpan(0, 1) == Span{0, 100'001});
    CHECK(foldText(QString(1'000'000, u'Á')).bytes == QByteArray(1'000'000, 'a'));
    CHECK(foldText(QString(1'000'000, QChar(0xDC00))).bytes.size() == 3'000'000);
    CHECK(foldText(QString(1'000'000, QChar(u'\n'))).bytes == " ");
}

TEST_CASE("Words are letters and digits with apostrophes inside", "[core]")
{
    struct Row
    {
        QString text;
        QString words;
    };
    const auto row = GENERATE(values<Row>({
            {u"  Olá,   mundo!!  "_s, u"ola mundo"_s},
            {u"_idiota_ *burro* ~feio~"_s, u"idiota burro feio"_s},
            {u"'não' don't rock'n'roll '"_s, u"nao don't rock'n'roll"_s},
            {u"п’ять хвилин"_s, u"п'ять хвилин"_s},
            {u"R$ 1.000,00"_s, u"r 1 000 00"_s},
            {u"x😀y"_s, u"x y"_s},
            {u"हिन्दी में"_s, u"हिन्दी में"_s},
            {u"!!! 😀"_s, u""_s},
    }));
    CHECK(QString::fromUtf8(splitIntoTokens(foldText(row.text)).bytes) == row.words);
}

TEST_CASE("Words know where they stand in the folded text", "[core]")
{
    const TokenText text = splitIntoTokens(foldText(u"eu -- você"_s));
    REQUIRE(text.tokens.size() == 2);
    CHECK(text.tokens[1].start == 3);
    CHECK(text.tokens[1].foldedStart == 6);
    CHECK(text.tokens[1].length == 4);
    CHECK(text.tokenStartingAt(3) == 1);
    CHECK(text.tokenStartingAt(4) == -1);
    CHECK(text.tokenEndingAt(2) == 0);
    CHECK(text.tokenEndingAt(7) == 1);
    CHECK(text.tokenEndingAt(3) == -1);
}
