// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/lexiconimporter.h"
#include "support/catch.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

Term term(const QString &text, int line)
{
    Term made;
    made.text = text;
    made.line = line;
    made.category = u"off_channel"_s;
    made.language = u"pt-BR"_s;
    return made;
}

Lexicon awkwardLexicon()
{
    Lexicon lexicon;
    lexicon.name = u"awkward"_s;
    lexicon.terms = {term(u"meu número; me chama, lá"_s, 2),
                     term(u"disse \"por fora\""_s, 3),
                     term(u"=1+2"_s, 4),
                     term(u"'=1+3"_s, 5),
                     term(u"+55 11"_s, 6),
                     term(u"@gmail.com"_s, 7),
                     term(u"-10% aqui"_s, 8),
                     term(u"'aspas'"_s, 9),
                     term(u"хабар"_s, 10),
                     term(u"\\b(sua|tua) voz\\b"_s, 11),
                     term(u"(meu|minha) NEAR/2 (zap)"_s, 12)};
    lexicon.terms[4].severity = 1;
    lexicon.terms[4].note = u"=note, with \"quotes\""_s;
    lexicon.terms[5].direction = Direction::Contact;
    lexicon.terms[8].language.clear();
    lexicon.terms[8].category.clear();
    lexicon.terms[9].kind = TermKind::Regex;
    lexicon.terms[9].direction = Direction::Agent;
    lexicon.terms[10].kind = TermKind::Near;
    lexicon.terms[10].severity = 5;
    return lexicon;
}

} // namespace

TEST_CASE("an exported lexicon reads back as the same terms", "[core]")
{
    const QChar delimiter = GENERATE(QChar(u','), QChar(u';'), QChar(u'\t'));
    const Lexicon lexicon = awkwardLexicon();
    const auto preview = LexiconImporter::preview(exportCsv(lexicon, delimiter), u"back.csv"_s, {});
    REQUIRE(preview.has_value());
    CHECK(preview->encoding == TextEncoding::Utf8Bom);
    CHECK(preview->delimiter == delimiter);
    CHECK(preview->errorCount == 0);
    CHECK(preview->skippedCount == 0);
    const QVector<Term> terms = preview->terms();
    REQUIRE(terms.size() == lexicon.terms.size());
    for (qsizetype i = 0; i < terms.size(); ++i) {
        CHECK(terms[i].text == lexicon.terms[i].text);
        CHECK(terms[i] == lexicon.terms[i]);
    }
}

TEST_CASE("no exported cell can be calculated by a spreadsheet", "[core]")
{
    const QByteArray csv = exportCsv(awkwardLexicon());
    CHECK(csv.startsWith("\xEF\xBB\xBF"
                         "term,kind,language,category,severity,direction,note\r\n"));
    CHECK(csv.contains("\"'=1+2\""));
    CHECK(csv.contains("\"'+55 11\""));
    CHECK(csv.contains("\"'@gmail.com\""));
    CHECK(csv.contains("\"'-10% aqui\""));
    CHECK(csv.contains("\"'=note, with \"\"quotes\"\"\""));
    for (const char first : {'=', '+', '-', '@'})
        CHECK_FALSE(csv.contains(QByteArray("\"") + first));
}
