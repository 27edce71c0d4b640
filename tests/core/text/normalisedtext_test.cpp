// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"
#include "text/normalisedtext.h"

#include <QStringList>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr int kHighestLevel = 3;

/// Words as one level has them, in the order in which phrases are looked for.
QString wordsOf(const NormalisedText &text, int level)
{
    if (level == 0)
        return QString::fromUtf8(text.tokens.bytes);
    for (const Reading &reading : text.readings) {
        if (reading.level == level)
            return QString::fromUtf8(reading.bytes);
    }
    return {};
}

bool hasPhrase(const QString &words, const QString &phrase)
{
    return (u' ' + words + u' ').contains(u' ' + phrase + u' ');
}

/// The lowest level at which a phrase is found; -1 for none.
int levelOf(const QString &text, const QString &phrase)
{
    const NormalisedText normalised = normalise(text, kHighestLevel);
    for (int level = 0; level <= kHighestLevel; ++level) {
        if (hasPhrase(wordsOf(normalised, level), phrase))
            return level;
    }
    return -1;
}

/// The original characters behind a phrase in a reading, through its words and tokens.
QString originalOf(const QString &text, int level, const QString &phrase, const std::vector<qsizetype> &seams = {})
{
    NormalisedText normalised;
    normalise(text, kHighestLevel, seams, normalised);
    for (const Reading &reading : normalised.readings) {
        if (reading.level != level)
            continue;
        const QByteArray bytes = ' ' + reading.bytes + ' ';
        const qsizetype at = bytes.indexOf(' ' + phrase.toUtf8() + ' ');
        if (at < 0)
            continue;
        const qsizetype end = at + phrase.toUtf8().size();
        int first = -1;
        int last = -1;
        for (const Reading::Word &word : reading.words) {
            if (word.start == at)
                first = word.firstToken;
            if (word.start + word.length == end)
                last = word.lastToken;
        }
        REQUIRE(first >= 0);
        REQUIRE(last >= first);
        const Span span = normalised.originalSpan(first, last);
        const QList<uint> codePoints = text.toUcs4();
        QString original;
        for (int i = span.start; i < span.end; ++i) {
            const char32_t c = codePoints.at(i);
            original += QString::fromUcs4(&c, 1);
        }
        return original;
    }
    return u"(not found)"_s;
}

void checkShape(const NormalisedText &text)
{
    int level = 0;
    for (const Reading &reading : text.readings) {
        CHECK(reading.level > level);
        level = reading.level;
        CHECK_FALSE(reading.words.empty());
        CHECK(QString::fromUtf8(reading.bytes).toUtf8() == reading.bytes);
        bool isRight = true;
        int at = 0;
        for (const Reading::Word &word : reading.words) {
            isRight = isRight && word.start == at && word.length > 0 && word.firstToken >= 0
                      && word.firstToken <= word.lastToken && word.lastToken < int(text.tokens.tokens.size());
            at = word.start + word.length + 1;
        }
        CHECK(isRight);
        CHECK(at == reading.bytes.size() + 1);
        CHECK(reading.bytes.count(' ') == qsizetype(reading.words.size()) - 1);
    }
}

} // namespace

TEST_CASE("Disguises are undone at their level and not before", "[core]")
{
    struct Row
    {
        QString text;
        QString phrase;
        int level;
    };
    const auto row = GENERATE(values<Row>({
            {u"рuta"_s, u"puta"_s, 0},
            {u"вiн"_s, u"він"_s, 0}, // one wrong key in a Cyrillic word
            {u"ᴘᴜᴛᴀ"_s, u"puta"_s, 0},
            {u"p⭕rra"_s, u"porra"_s, 0},
            {u"seu🖕burro"_s, u"seu emoji_insult burro"_s, 0},
            {u"🇵🇺🇹🇦!"_s, u"puta"_s, 0},
            {u"puta🇧🇷"_s, u"puta br"_s, 0},
            {u"emoji_insult_weak emoji_money"_s, u"emoji_insult_weak emoji_money"_s, 0},
            {u"u need to pay"_s, u"you need to pay"_s, 1},
            {u"n sei"_s, u"nao sei"_s, 1},
            {u"meu zap é nove nove oito meia, sete"_s, u"e 99867"_s, 1},
            {u"onze nove oito vinte e três"_s, u"119823"_s, 1},
            {u"f1lh0 d4 put4"_s, u"filho da puta"_s, 2},
            {u"filhooo da porrrra"_s, u"filho da porra"_s, 2},
            {u"putaa"_s, u"puta"_s, 2},
            {u"put@ que pariu"_s, u"puta que pariu"_s, 2},
            {u"p**a"_s, u"puta"_s, 2},
            {u"m*rd*!"_s, u"merda"_s, 2},
            {u"m€rda"_s, u"merda"_s, 2},
            {u"você é p u t a e"_s, u"puta"_s, 2},
            {u"p 0 r r 4"_s, u"porra"_s, 2},
            {u"oi.otariooooo"_s, u"oi otario"_s, 2},
            {u"сукааааа"_s, u"сука"_s, 2},
            {u"pu.tа"_s, u"puta"_s, 2},
            {u"эта сасете"_s, u"cacete"_s, -1}, // there are other Cyrillic words
            {u"кkkkkkkk"_s, u"k"_s, -1},
            {u"às 10h30"_s, u"ioheo"_s, -1},
            {u"R$50 ABC1234 3x"_s, u"rsso"_s, -1},
            {u"um dois tres"_s, u"123"_s, -1},
            {u"uma meia"_s, u"16"_s, -1},
            {u"vou te\nligar"_s, u"teligar"_s, -1},
            {u"*oferta* _nova_"_s, u"ofertaa"_s, -1},
    }));
    CAPTURE(row.text);
    CHECK(levelOf(row.text, row.phrase) == row.level);
    checkShape(normalise(row.text, kHighestLevel));
}

TEST_CASE("A sentence written letter by letter has its words where it leaves more room", "[core]")
{
    CHECK(levelOf(u"m e  p a s s a  a  s e n h a"_s, u"me passa a senha"_s) == 2);
    CHECK(levelOf(u"agora  m-e  p.a.s.s.a   a  s e n h a  aqui"_s, u"me passa a senha aqui"_s) == 2);
    CHECK(levelOf(u"п р и ш л и  к о д"_s, u"пришли код"_s) == 2);
    CHECK(originalOf(u"m e  p a s s a"_s, 2, u"passa"_s) == u"p a s s a");
    CHECK(levelOf(u"s e n h a"_s, u"senha"_s) == 2);
    // Room between words that are whole says nothing.
    CHECK(levelOf(u"e  a  senha"_s, u"ea"_s) == -1);
    CHECK(levelOf(u"a b  c d"_s, u"ab cd"_s) == 2);
}

TEST_CASE("A word that goes on in the next bubble is read as one", "[core]")
{
    struct Row
    {
        QStringList bubbles;
        QString phrase;
    };
    const auto row = GENERATE(values<Row>({
            {{u"vai tomar no c"_s, u"u agora"_s}, u"vai tomar no cu agora"_s},
            {{u"p"_s, u"u"_s, u"ta"_s}, u"puta"_s},
            {{u"sa"_s, u"fa"_s, u"da"_s}, u"fada"_s},
            {{u"😀 pu-"_s, u"ta"_s}, u"puta"_s},
    }));
    std::vector<qsizetype> seams;
    qsizetype at = 0;
    for (const QString &bubble : row.bubbles.mid(0, row.bubbles.size() - 1)) {
        at += bubble.size() + 1;
        seams.push_back(at);
    }
    NormalisedText text;
    normalise(row.bubbles.join(u'\n'), kHighestLevel, seams, text);
    CHECK_FALSE(hasPhrase(wordsOf(text, 0), row.phrase));
    CHECK(hasPhrase(wordsOf(text, 1), row.phrase));
    checkShape(text);

    normalise(row.bubbles.join(u'\n'), 1, {}, text);
    CHECK_FALSE(hasPhrase(wordsOf(text, 1), row.phrase));
}

TEST_CASE("A sentence that ends does not go on in the next bubble", "[core]")
{
    NormalisedText text;
    normalise(u"oi!\nta"_s, kHighestLevel, {4}, text);
    CHECK_FALSE(hasPhrase(wordsOf(text, 1), u"oita"_s));
}

TEST_CASE("Readings lead back to the original characters", "[core]")
{
    CHECK(originalOf(u"seu FDP!"_s, 1, u"filho da puta"_s) == u"FDP"_s);
    CHECK(originalOf(u"😀 filho da P*ta 😀"_s, 2, u"filho da puta"_s) == u"filho da P*ta"_s);
    CHECK(originalOf(u"olha, p.o.r.r.a!"_s, 2, u"porra"_s) == u"p.o.r.r.a"_s);
    CHECK(originalOf(u"seu 0t\u200B4r10 aí"_s, 2, u"seu otario ai"_s) == u"seu 0t\u200B4r10 aí"_s);
    CHECK(originalOf(u"a aniporp"_s, 3, u"propina"_s) == u"aniporp"_s);
    CHECK(originalOf(u"é nove nove OITO sete."_s, 1, u"9987"_s) == u"nove nove OITO sete"_s);
    CHECK(originalOf(u"ó pu\nta!"_s, 1, u"puta"_s, {5}) == u"pu\nta"_s);
    CHECK(originalOf(u"cукa e"_s, 2, u"сука"_s) == u"cукa"_s);
    CHECK(normalise(u"x 🖕🏽 PUTА"_s, 0).originalSpan(1, 1) == Span{2, 3});
    CHECK(normalise(u"x 🖕🏽 PUTА"_s, 0).originalSpan(2, 2) == Span{5, 9});
}

TEST_CASE("An ordinary text has no readings", "[core]")
{
    const auto *const text = GENERATE(u"Bom dia! Tudo bem? O carro passou na assessoria.", u"Hello, the class is full.",
                                      u"Привіт, рахунок сплачено 10-05-2024", u"", u"😀😀", u"custa R$ 10,50 no dia 3",
                                      u"hola, ¿cómo estás?");
    const NormalisedText normalised = normalise(QString::fromUtf16(text), 2);
    CAPTURE(normalised.readings.empty() ? QByteArray() : normalised.readings.front().bytes);
    CHECK(normalised.readings.empty());
}

TEST_CASE("No level above the one asked for is read", "[core]")
{
    const QString text = u"vc é 0t4r10 aniporp"_s;
    for (int level = 0; level <= kHighestLevel; ++level)
        CHECK(normalise(text, level).readings.size() == size_t(level));
}

TEST_CASE("What is far from a change is left out of the readings", "[core]")
{
    const NormalisedText text = normalise(u"longe "_s.repeated(100) + u"seu 0t4r10 "_s + u"perto "_s.repeated(100), 2);
    REQUIRE(text.readings.size() == 1);
    const Reading &reading = text.readings.front();
    CHECK(reading.words.size() < 60);
    CHECK(hasPhrase(wordsOf(text, 2), u"longe seu otario perto"_s));
    CHECK_FALSE(hasPhrase(wordsOf(text, 2), u"perto longe"_s));
}

TEST_CASE("A text that is read again leaves nothing of the one before", "[core]")
{
    NormalisedText text;
    normalise(u"vc é 0t4r10 aniporp"_s, kHighestLevel, {}, text);
    normalise(u"fdp"_s, kHighestLevel, {}, text);
    const NormalisedText fresh = normalise(u"fdp"_s, kHighestLevel);
    CHECK(text.tokens.bytes == fresh.tokens.bytes);
    REQUIRE(text.readings.size() == fresh.readings.size());
    for (size_t i = 0; i < fresh.readings.size(); ++i)
        CHECK(text.readings[i].bytes == fresh.readings[i].bytes);
}

TEST_CASE("Long and strange texts are read in linear time", "[core][slow]")
{
    const qsizetype length = 500'000;
    const QStringList pieces{u"a "_s,     u"p*t* "_s,     u"0t4r10."_s, u"*"_s,
                             u"aaa"_s,    u".a"_s,        u"um "_s,     u"vc "_s,
                             u"\u0301"_s, u"🇵"_s,         u"рa "_s,     u"a'"_s,
                             u"⭕"_s,      u"com.puta "_s, u"🖕"_s,    QString(QChar(0xD800))};
    for (const QString &piece : pieces) {
        CAPTURE(piece);
        NormalisedText text;
        normalise(piece.repeated(length / piece.size()), kHighestLevel, {}, text);
        qsizetype read = 0;
        for (const Reading &reading : text.readings)
            read += reading.bytes.size();
        CHECK(read < 100 * 1024 * 1024);
    }
    const NormalisedText longest = normalise(u"vc é 0t4r10 "_s.repeated(10'000'000 / 12), kHighestLevel);
    CHECK(longest.tokens.tokens.size() == 10'000'000 / 12 * 3);
    CHECK(longest.readings.size() == 3);

    const QString bubbles = u"a\n"_s.repeated(1000);
    std::vector<qsizetype> seams;
    for (qsizetype at = 2; at < bubbles.size(); at += 2)
        seams.push_back(at);
    NormalisedText text;
    normalise(bubbles, kHighestLevel, seams, text);
    checkShape(text);
    normalise(u"a"_s + QString(100'000, QChar(0x0301)), kHighestLevel, {0, 5, 1'000'000}, text);
    checkShape(text);
}
