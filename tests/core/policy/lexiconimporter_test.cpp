// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/lexiconimporter.h"
#include "support/catch.h"

#include <QStringEncoder>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

Result<ImportPreview> read(const QByteArray &bytes, const QString &name = u"list.csv"_s,
                           const ImportOptions &options = {})
{
    return LexiconImporter::preview(bytes, name, options);
}

ImportLine onlyLine(const QByteArray &bytes, const QString &name = u"list.csv"_s)
{
    const auto preview = read(bytes, name);
    REQUIRE(preview.has_value());
    REQUIRE(preview->lines.size() == 1);
    return preview->lines.first();
}

QByteArray repeated(const QByteArray &line, int count)
{
    QByteArray bytes;
    for (int i = 0; i < count; ++i)
        bytes += line + QByteArray::number(i) + '\n';
    return bytes;
}

} // namespace

TEST_CASE("what is not a keyword list is refused as a whole", "[core]")
{
    QByteArray noise;
    quint32 state = 12345;
    for (int i = 0; i < 4096; ++i) {
        state = state * 1664525U + 1013904223U;
        noise.append(static_cast<char>(state >> 24));
    }
    QByteArray noiseWithoutZeros = noise;
    noiseWithoutZeros.replace('\0', 'x');

    const QByteArrayList refused = {noise,
                                    noiseWithoutZeros,
                                    {},
                                    "\xEF\xBB\xBF",
                                    " \r\n\r\n",
                                    "PK\x03\x04"
                                    "abc",
                                    "owner;state\nana;open\nrui;open\n"};
    for (const QByteArray &bytes : refused) {
        CAPTURE(refused.indexOf(bytes));
        const auto preview = read(bytes);
        REQUIRE_FALSE(preview.has_value());
        CHECK(preview.error().kind == Error::Kind::InvalidInput);
    }
}

TEST_CASE("a file over a limit is refused and one at the limit is read", "[core]")
{
    const QByteArray atLimit = repeated("termo de teste ", LexiconImporter::kMaxLines);
    const auto accepted = read(atLimit, u"list.txt"_s);
    REQUIRE(accepted.has_value());
    CHECK(accepted->okCount == LexiconImporter::kMaxLines);
    CHECK_FALSE(read(atLimit + "mais um\n", u"list.txt"_s).has_value());
    CHECK(read("term,note\n" + repeated("termo,", LexiconImporter::kMaxLines)).has_value());
    CHECK_FALSE(read("term,note\n" + repeated("termo,", LexiconImporter::kMaxLines + 1)).has_value());

    CHECK_FALSE(read(QByteArray(LexiconImporter::kMaxFileBytes + 1, 'a')).has_value());
}

TEST_CASE("one line of three megabytes is one bad line", "[core]")
{
    const QByteArray wide(3 * 1024 * 1024, 'a');
    for (const QString &name : {u"list.txt"_s, u"list.csv"_s}) {
        const auto preview = read("procon\n" + wide + "\nsenha\n", name);
        REQUIRE(preview.has_value());
        REQUIRE(preview->lines.size() == 3);
        CHECK(preview->okCount == 2);
        CHECK(preview->lines[1].code == u"too-long"_s);
        CHECK(preview->lines[1].raw.size() == 200);
    }
    const auto row = read("term,note\nsenha," + wide + "\nprocon,\n");
    REQUIRE(row.has_value());
    CHECK(row->lines.value(0).code == u"cell-too-long"_s);
    CHECK(row->okCount == 1);
}

TEST_CASE("a stray quote does not swallow the rest of the file", "[core]")
{
    const auto preview = read("term,note\n\"aberta,nota\n" + repeated("termo comprido de teste ", 300) + "\"fim\",\n");
    REQUIRE(preview.has_value());
    CHECK(preview->lines.size() == 302);
    CHECK(preview->lines[0].code == u"unterminated-quote"_s);
    CHECK(preview->errorCount == 1);
    CHECK(preview->terms().size() == 301);
}

TEST_CASE("Cyrillic code page files are told from Latin ones", "[core]")
{
    // "термін;категорія" and "пароль від банку;хабар" in Windows-1251.
    const QByteArray bytes("\xF2\xE5\xF0\xEC\xB3\xED;\xEA\xE0\xF2\xE5\xE3\xEE\xF0\xB3\xFF\r\n"
                           "\xEF\xE0\xF0\xEE\xEB\xFC \xE2\xB3\xE4 \xE1\xE0\xED\xEA\xF3;\xF5\xE0\xE1\xE0\xF0\r\n");
    const auto preview = read(bytes);
    REQUIRE(preview.has_value());
    CHECK(preview->encoding == TextEncoding::Windows1251);
    REQUIRE(preview->lines.size() == 1);
    CHECK(preview->lines[0].term.text == u"пароль від банку"_s);
    CHECK(preview->lines[0].term.category == u"bribery"_s);
    CHECK(preview->okCount == 1);
}

TEST_CASE("UTF-16 without a mark and with either byte order is recognised", "[core]")
{
    const auto [encoder, expected] = GENERATE(table<QStringConverter::Encoding, TextEncoding>(
            {{QStringConverter::Utf16LE, TextEncoding::Utf16LE}, {QStringConverter::Utf16BE, TextEncoding::Utf16BE}}));
    QStringEncoder encode(encoder);
    const QByteArray bytes = encode(u"senha do cartão\r\nпароль\r\n"_s);
    const auto preview = read(bytes, u"list.txt"_s);
    REQUIRE(preview.has_value());
    CHECK(preview->encoding == expected);
    REQUIRE(preview->lines.size() == 2);
    CHECK(preview->lines[1].term.text == u"пароль"_s);
}

TEST_CASE("a chosen encoding and delimiter override what would be detected", "[core]")
{
    ImportOptions options;
    options.encoding = TextEncoding::Windows1252;
    options.delimiter = u',';
    const auto preview = read("term,note\nvocê;lá,x\n", u"list.csv"_s, options);
    REQUIRE(preview.has_value());
    CHECK(preview->encoding == TextEncoding::Windows1252);
    CHECK(preview->delimiter == u',');
    REQUIRE(preview->lines.size() == 1);
    CHECK(preview->lines[0].raw == u"vocÃª;lÃ¡,x"_s);
}

TEST_CASE("headers are known in four languages", "[core]")
{
    const QByteArray bytes = GENERATE(QByteArray("Termo;Tipo;Idioma;Categoria;Severidade;Direção;Observação\n"),
                                      QByteArray("Término;Tipo;Idioma;Categoría;Gravedad;Dirección;Comentario\n"),
                                      QByteArray("Термін;Тип;Мова;Категорія;Важливість;Напрям;Примітка\n"),
                                      QByteArray("NOTE;term;kind;Language;category;severity;direction\n"));
    const bool isNoteFirst = bytes.startsWith("NOTE");
    const QByteArray fields = "zap;literal;es;insult;4;customer";
    const ImportLine line = onlyLine(bytes + (isNoteFirst ? "n;" + fields : fields + ";n") + "\n");
    CHECK(line.verdict == LineVerdict::Ok);
    CHECK(line.term == Term{u"zap"_s, TermKind::Literal, u"es"_s, u"insult"_s, 4, Direction::Contact, u"n"_s, 2});
}

TEST_CASE("a table without header is a list when it has one column", "[core]")
{
    const auto list = read("\"propina\"\nreclame aqui\n");
    REQUIRE(list.has_value());
    REQUIRE(list->okCount == 2);
    CHECK(list->lines[0].term.text == u"propina"_s);
    CHECK(list->delimiter.isNull());

    const auto table = read("procon;3\nsenha;4\n");
    REQUIRE_FALSE(table.has_value());
    CHECK(table.error().context == u"no column \"term\" among 2 columns"_s);
}

TEST_CASE("cells that cannot be understood are errors of their line", "[core]")
{
    const auto [cells, code] =
            GENERATE(table<QByteArray, QString>({{"senha,palavrao,pt-BR,3,any", u"unknown-kind"_s},
                                                 {"senha,literal,klingon,3,any", u"unknown-language"_s},
                                                 {"senha,literal,pt-BR,0,any", u"invalid-severity"_s},
                                                 {"senha,literal,pt-BR,9,any", u"invalid-severity"_s},
                                                 {"senha,literal,pt-BR,quatro,any", u"invalid-severity"_s},
                                                 {"senha,literal,pt-BR,3,sideways", u"unknown-direction"_s},
                                                 {"(senha,regex,pt-BR,3,any", u"invalid-regex"_s},
                                                 {"(senha) NEAR/0 (cartao),near,pt-BR,3,any", u"invalid-near"_s},
                                                 {"senha PERTO cartao,near,pt-BR,3,any", u"invalid-near"_s},
                                                 {"senha AND cartao,expression,pt-BR,3,any", u"invalid-expression"_s},
                                                 {"...,literal,pt-BR,3,any", u"no-letters"_s},
                                                 {",literal,pt-BR,3,any", u"empty-term"_s}}));
    const ImportLine line = onlyLine("term,kind,language,severity,direction\n" + cells + "\n");
    CHECK(line.verdict == LineVerdict::Error);
    CHECK(line.code == code);
}

TEST_CASE("beginnings of words are a kind of term", "[core]")
{
    const ImportLine line = onlyLine("term;kind\n te  CÓBR* ;Prefix\n");
    CHECK(line.verdict == LineVerdict::Ok);
    CHECK(line.term.kind == TermKind::Prefix);
    CHECK(line.term.text == u"te CÓBR*"_s);
    CHECK(onlyLine("termo,tipo\ncobr,prefixo\n").term.kind == TermKind::Prefix);
    CHECK(onlyLine("term,kind\na*,prefix\n").verdict == LineVerdict::Error);
}

TEST_CASE("severity words and decimals are read and shown", "[core]")
{
    const auto [cell, severity, code] = GENERATE(table<QByteArray, int, QString>({{"4", 4, QString()},
                                                                                  {"4.0", 4, QString()},
                                                                                  {"2,5", 3, u"severity-rounded"_s},
                                                                                  {"Alta", 5, u"severity-word"_s},
                                                                                  {"medium", 3, u"severity-word"_s},
                                                                                  {"низька", 1, u"severity-word"_s}}));
    const ImportLine line = onlyLine("term;severity\nsenha;" + cell + "\n");
    CHECK(line.term.severity == severity);
    CHECK(line.code == code);
}

TEST_CASE("duplicates are found by what a term means", "[core]")
{
    const auto preview = read("term,kind,language,severity,direction\n"
                              "Senha,literal,pt-BR,3,any\n"
                              "sènha ,literal,pt-BR,5,any\n"
                              "senha,literal,es,3,any\n"
                              "senha,regex,pt-BR,3,any\n"
                              "senha,literal,pt-BR,3,agent\n"
                              "ano,literal,es,3,any\n"
                              "año,literal,es,3,any\n");
    REQUIRE(preview.has_value());
    CHECK(preview->terms().size() == 6);
    REQUIRE(preview->skippedCount == 1);
    CHECK(preview->lines[1].code == u"duplicate-after-folding"_s);
    CHECK(preview->lines[1].detail == u"line 2; severity 3 there and 5 here; also trimmed"_s);
}

TEST_CASE("marks that copying leaves behind are taken out and named", "[core]")
{
    const auto [raw, stored, code] = GENERATE(table<QString, QString, QString>(
            {{u"“por fora”"_s, u"\"por fora\""_s, u"smart-quotes-replaced"_s},
             {u"por\u00A0fora"_s, u"por fora"_s, u"no-break-space-replaced"_s},
             {u"se\u00ADnha"_s, u"senha"_s, u"invisible-removed"_s},
             {u"senha\u202E"_s, u"senha"_s, u"invisible-removed"_s},
             {u"  por   fora "_s, u"por fora"_s, u"trimmed"_s},
             {u"amor \U0001F469\u200D\u2695\uFE0F"_s, u"amor \U0001F469\u200D\u2695\uFE0F"_s, QString()}}));
    const ImportLine line = onlyLine(raw.toUtf8(), u"list.txt"_s);
    CHECK(line.raw == raw);
    CHECK(line.term.text == stored);
    CHECK(line.code == code);
}

TEST_CASE("real text is not taken for spoilt text", "[core]")
{
    const QString text = GENERATE(u"São José"_s, u"Зі мною"_s, u"ЗіЗіЗі"_s, u"їжа"_s, u"50 € já"_s, u"año"_s);
    const ImportLine line = onlyLine(text.toUtf8(), u"list.txt"_s);
    CHECK(line.term.text == text);
    CHECK(line.code == QString());
}
