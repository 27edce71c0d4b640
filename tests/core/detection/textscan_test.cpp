// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/textscan.h"
#include "detection/wordblock.h"
#include "detection/wordstream.h"
#include "support/catch.h"
#include "text/tokentext.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <bit>
#include <random>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

/// What people write, and what is at the edges of what is read fast.
QStringList someTexts()
{
    QStringList texts{u""_s,
                      u" "_s,
                      u"..."_s,
                      u"@"_s,
                      u"oi, tudo bem?  não sei   ..."_s,
                      u"d'água 'entre aspas' it's l'''x rock'n'roll'"_s,
                      u"mañana el año pasado ñ ñandú sueño-ñ"_s,
                      u"snake_case _itálico_ emoji_threat"_s,
                      u"¡Hola! ¿qué tal? «comillas» – raya — “aspas”"_s,
                      u"😂😂 rsrs 🔪 🇧🇷 ❤️ 1️⃣2️⃣3️⃣"_s,
                      u"se\u200Bnha: Abc12x e sen\u00ADha: Abc12x"_s,
                      u"\uFEFFcpf 529.982.247-25"_s,
                      u"привет як справи п'ять пароль: qwe123"_s,
                      u"@maria olha o 10 e o @joao"_s,
                      u"foo @ gmail . com"_s,
                      u"maria(arroba)gmail.com"_s,
                      u"contraseña: Xy12z9"_s,
                      u"'senha' ab12cd @x"_s,
                      u"a senha é M@ria12"_s,
                      u"meu cpf é 529.982.247-25"_s,
                      u"529 982 247 25"_s,
                      u"11.222.333/0001-81"_s,
                      u"cartão 4111 1111 1111 1111 val 12/27 cvv 123"_s,
                      u"me liga +55 11 98765-4321"_s,
                      u"pix 123e4567-e89b-12d3-a456-426614174000"_s,
                      u"ag 1234 cc 12345-6"_s,
                      u"código 482913 do whatsapp"_s,
                      u"placa ABC1D23, ABC1D23"_s,
                      u"192.168.1.20 fe80::1:2"_s,
                      u"um dois tres quatro cinco seis sete oito nove"_s,
                      u"vinte e um, trinta e dois, quarenta e tres"_s,
                      u"GB82 WEST 1234 5698 7654 32"_s,
                      u"passaporte FZ123456"_s,
                      u"GODE561231HDFRRN04 GODE561231GR8"_s,
                      u"sk_live_abcdefghij1234567890"_s,
                      u"wa.me/5511987654321"_s,
                      u"RUT 12.345.678-5 7.654.321-6"_s,
                      u"-----BEGIN PRIVATE KEY-----abc-----END PRIVATE KEY-----123"_s,
                      u"nº de protocolo 20231234567"_s,
                      u"ＣＰＦ ５２９.９８２.２４７-２５"_s,
                      u"𝟓𝟐𝟗.𝟗𝟖𝟐.𝟐𝟒𝟕-𝟐𝟓"_s};
    const QDir folder(QStringLiteral(ATALAIA_TEST_DATA "/conversations"));
    for (const QString &name : folder.entryList({u"*.jsonl"_s}, QDir::Files)) {
        QFile file(folder.filePath(name));
        REQUIRE(file.open(QIODevice::ReadOnly));
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QJsonArray messages = QJsonDocument::fromJson(line)[u"messages"_s].toArray();
            for (const QJsonValue &message : messages)
                texts.append(message[u"text"_s].toString());
        }
    }
    // Every length up to two blocks, so that each border of a block falls somewhere.
    std::mt19937 random(7);
    const QString signs = u"abc de'fg  1 2ñ,._@é"_s;
    for (int length = 0; length < 140; ++length) {
        QString text;
        for (int i = 0; i < length; ++i)
            text.append(signs[qsizetype(random() % unsigned(signs.size()))]);
        texts.append(text);
    }
    return texts;
}

} // namespace

TEST_CASE("A word stream has the words that splitting has", "[core]")
{
    int plain = 0;
    const QStringList texts = someTexts();
    for (const QString &text : texts) {
        CAPTURE(text.toStdString());
        const FoldedText folded = foldText(text);
        WordStream stream;
        if (stream.append(folded.bytes)) {
            ++plain;
            const QByteArray words = splitIntoTokens(folded).bytes;
            CHECK(stream.bytes() == (words.isEmpty() ? " \n" : ' ' + words + " \n"));
        } else {
            CHECK(stream.bytes().isEmpty());
        }
    }
    CHECK(plain * 10 > texts.size() * 5);
}

TEST_CASE("All ways to look at blocks of words are the same", "[core]")
{
    std::mt19937 random(11);
    const std::vector<WordBlocks> ways = allWordBlocks();
    for (int i = 0; i < 2000; ++i) {
        const auto size = qsizetype(1 + random() % 64);
        std::array<char, 64> text{};
        for (char &c : text)
            c = char(random() % 256);
        std::array<char, 64> first{};
        const WordBlock plain = ways.front().read(text.data(), size, first.data());
        for (const WordBlocks &way : ways) {
            CAPTURE(way.name);
            std::array<char, 64> written{};
            const WordBlock block = way.read(text.data(), size, written.data());
            CHECK(block.words == plain.words);
            CHECK(block.apostrophes == plain.apostrophes);
            CHECK(block.odd == plain.odd);
            CHECK(std::equal(first.begin(), first.begin() + size, written.begin()));
            const quint64 kept = quint64(random()) << 32 | random();
            std::array<char, 128> ours{};
            std::array<char, 128> theirs{};
            std::copy(text.begin(), text.end(), ours.begin());
            theirs = ours;
            const qsizetype count = ways.front().squeeze(ours.data(), kept);
            CHECK(way.squeeze(theirs.data(), kept) == count);
            CHECK(count == std::popcount(kept));
            for (int bit = 0, before = 0; bit < 64; ++bit) {
                if ((kept >> bit & 1) != 0)
                    CHECK(way.nthBit(kept, before++) == bit);
            }
            CHECK(std::equal(ours.begin(), ours.begin() + count, theirs.begin()));
        }
    }
}

TEST_CASE("An apostrophe at the end of a block is judged by what follows", "[core]")
{
    for (int before = 50; before < 70; ++before) {
        for (const QString &tail : {u"'\u2014"_s, u"'\U0001F602"_s, u"'."_s, u"'"_s, u"'\u00F1"_s, u"'a"_s}) {
            const FoldedText folded = foldText(QString(before, u'.') + u" senha"_s + tail);
            CAPTURE(before, tail.toStdString());
            WordStream stream;
            if (stream.append(folded.bytes))
                CHECK(stream.bytes() == ' ' + splitIntoTokens(folded).bytes + " \n");
        }
    }
}

TEST_CASE("Many texts at once hold what each of them holds", "[core]")
{
    Lexicon lexicon;
    for (const QString &words :
         {u"não"_s, u"tudo bem"_s, u"cpf"_s, u"mañana"_s, u"it's"_s, u"senha"_s, u"gmail com"_s}) {
        Term term;
        term.text = words;
        lexicon.terms.append(term);
    }
    Term prefix;
    prefix.text = u"protoc"_s;
    prefix.kind = TermKind::Prefix;
    lexicon.terms.append(prefix);
    const bool isWithRegex = GENERATE(false, true);
    if (isWithRegex) {
        Term regex;
        regex.text = u"c[oó]digo \\d+"_s;
        regex.kind = TermKind::Regex;
        lexicon.terms.append(regex);
    }
    const auto compiled = Matcher::compile({lexicon});
    REQUIRE(compiled.has_value());
    CHECK(compiled->matcher->hasPhrasesOnly() != isWithRegex);

    const QStringList texts = someTexts();
    std::vector<QByteArray> bytes;
    std::vector<QUtf8StringView> views;
    for (const QString &text : texts)
        bytes.push_back(text.toUtf8());
    for (const QByteArray &text : bytes)
        views.emplace_back(text.constData(), text.size());
    TextScan scan(compiled->matcher, u"BR"_s);
    TextFindings findings;
    scan.scan(views, &findings);
    scan.scan(views, &findings); // and nothing of the first time is left

    const auto scratch = compiled->matcher->makeScratch();
    const IdentifierFinder finder;
    size_t term = 0;
    size_t identifier = 0;
    for (int i = 0; i < int(texts.size()); ++i) {
        CAPTURE(texts[i].toStdString());
        const NormalisedText text = normalise(texts[i], 0);
        std::vector<TermOccurrence> found;
        compiled->matcher->find(text, *scratch, &found);
        for (const TermOccurrence &place : found) {
            REQUIRE(term < findings.terms.size());
            CHECK(findings.terms[term].text == i);
            CHECK(findings.terms[term].term == place.term);
            CHECK(findings.terms[term].span == text.originalSpan(place.firstToken, place.lastToken));
            ++term;
        }
        for (const Identifier &one : finder.find(texts[i], {u"BR"_s, {}})) {
            REQUIRE(identifier < findings.identifiers.size());
            CHECK(findings.identifiers[identifier].text == i);
            CHECK(findings.identifiers[identifier].identifier == one);
            ++identifier;
        }
    }
    CHECK(term == findings.terms.size());
    CHECK(identifier == findings.identifiers.size());
    CHECK(identifier > 50);
}
