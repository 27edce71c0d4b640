// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/importwords.h"

#include "text/safetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

struct ImportWords
{
    Q_DECLARE_TR_FUNCTIONS(atalaia::ImportWords)
};

struct CodeSentence
{
    const char *code;
    const char *sentence;
};

constexpr std::array kSentences{
        CodeSentence{"accent-in-regex",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "A regular expression is matched against text without "
                                                               "accents; this accented letter never matches.")},
        CodeSentence{"cell-too-long", QT_TRANSLATE_NOOP("atalaia::ImportWords", "A cell of this line is too long.")},
        CodeSentence{"columns-missing",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords",
                                       "This line has fewer columns than the heading; the rest is taken as empty.")},
        CodeSentence{"comment", QT_TRANSLATE_NOOP("atalaia::ImportWords", "A comment.")},
        CodeSentence{"comment-in-line",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "Looks like a comment behind the term; only a whole "
                                                               "line can be one, so it is kept as part of the term.")},
        CodeSentence{"dash-in-term",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords",
                                       "Contains a dash; perhaps an explanation that was meant for another column.")},
        CodeSentence{"default-category", QT_TRANSLATE_NOOP("atalaia::ImportWords", "Takes the category chosen above.")},
        CodeSentence{"default-direction", QT_TRANSLATE_NOOP("atalaia::ImportWords", "Takes the writer chosen above.")},
        CodeSentence{"default-severity", QT_TRANSLATE_NOOP("atalaia::ImportWords", "Takes the severity chosen above.")},
        CodeSentence{"duplicate", QT_TRANSLATE_NOOP("atalaia::ImportWords",
                                                    "The same term stands in an earlier line; that one is kept.")},
        CodeSentence{"duplicate-after-folding",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "Differs from an earlier line only in capitals or "
                                                               "accents, which matching ignores; that one is kept.")},
        CodeSentence{"empty-line", QT_TRANSLATE_NOOP("atalaia::ImportWords", "An empty line.")},
        CodeSentence{"empty-term", QT_TRANSLATE_NOOP("atalaia::ImportWords", "There is no term in this line.")},
        CodeSentence{"encoding-fallback",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "This line is not in the encoding of the file; it was "
                                                               "read in another one. Check its accents.")},
        CodeSentence{"bad-encoding",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords",
                                       "This line is not in the encoding of the file. Choose another encoding above.")},
        CodeSentence{"formula-like", QT_TRANSLATE_NOOP("atalaia::ImportWords",
                                                       "Begins like a spreadsheet formula; it is stored as text.")},
        CodeSentence{"invalid-expression",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "Expressions cannot be used yet.")},
        CodeSentence{"invalid-literal", QT_TRANSLATE_NOOP("atalaia::ImportWords", "This phrase cannot be matched.")},
        CodeSentence{"invalid-near",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords",
                                       "This NEAR cannot be read. It has the form (a|b) NEAR/5 (c|d).")},
        CodeSentence{"invalid-prefix", QT_TRANSLATE_NOOP("atalaia::ImportWords", "This phrase cannot be matched.")},
        CodeSentence{"invalid-regex",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "This regular expression cannot be used.")},
        CodeSentence{"bad-regex", QT_TRANSLATE_NOOP("atalaia::ImportWords", "This regular expression cannot be used.")},
        CodeSentence{"invalid-severity",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "Severity is a number from 1 to 5.")},
        CodeSentence{"invisible-removed",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "Invisible characters were removed.")},
        CodeSentence{"line-break-in-cell",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "A line break inside the term is read as a space.")},
        CodeSentence{"mixed-script", QT_TRANSLATE_NOOP("atalaia::ImportWords",
                                                       "One word mixes letters of two alphabets that look alike.")},
        CodeSentence{"mojibake-repaired",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords",
                                       "The accents had been spoilt by a wrong encoding and were repaired.")},
        CodeSentence{"no-break-space-replaced",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "Unusual spaces were made ordinary ones.")},
        CodeSentence{"no-category",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords",
                                       "Has no category. Choose one above, or it is listed under none.")},
        CodeSentence{"no-letters",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "There is neither a letter nor a digit in this term.")},
        CodeSentence{"one-line-list",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "One of several terms in a single line.")},
        CodeSentence{"possible-list", QT_TRANSLATE_NOOP("atalaia::ImportWords",
                                                        "Looks like several terms in one line; it is kept as one.")},
        CodeSentence{"replacement-character",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords",
                                       "A letter was lost when this file was saved. Correct it at the source.")},
        CodeSentence{"severity-rounded",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "The severity was rounded to a whole number.")},
        CodeSentence{"severity-word", QT_TRANSLATE_NOOP("atalaia::ImportWords",
                                                        "The severity was written as a word and read as a number.")},
        CodeSentence{"short-term", QT_TRANSLATE_NOOP("atalaia::ImportWords",
                                                     "Very short; it may be found in many harmless messages.")},
        CodeSentence{"smart-quotes-replaced",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "Curly quotation marks were made straight.")},
        CodeSentence{"too-long", QT_TRANSLATE_NOOP("atalaia::ImportWords", "This term is too long.")},
        CodeSentence{"too-many-columns",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "This line has more columns than the heading. A term "
                                                               "that contains the separator needs quotation marks.")},
        CodeSentence{"trimmed", QT_TRANSLATE_NOOP("atalaia::ImportWords", "Spaces around the term were removed.")},
        CodeSentence{"unknown-category",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "A category of your own; it is kept as it is.")},
        CodeSentence{"unknown-direction",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "Who writes it must be agent, contact or any.")},
        CodeSentence{"unknown-kind",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "The kind must be literal, regex or near.")},
        CodeSentence{"unknown-language",
                     QT_TRANSLATE_NOOP("atalaia::ImportWords", "This language is not known. Write it like pt-BR.")},
        CodeSentence{
                "unterminated-quote",
                QT_TRANSLATE_NOOP("atalaia::ImportWords",
                                  "A quotation mark is opened and never closed; nothing behind it could be read.")},
        CodeSentence{
                "wildcard-in-literal",
                QT_TRANSLATE_NOOP("atalaia::ImportWords",
                                  "* is an ordinary character in a phrase. For endings, use a regular expression.")},
};

} // namespace

QString importSentence(const ImportLine &line)
{
    if (line.code.isEmpty())
        return {};
    const auto found = std::find_if(kSentences.begin(), kSentences.end(), [&line](const CodeSentence &entry) {
        return line.code == QLatin1String(entry.code);
    });
    const QString detail = safeLine(line.detail, 300);
    if (found == kSentences.end())
        return detail.isEmpty() ? line.code : detail;
    const QString sentence = ImportWords::tr(found->sentence);
    //: A sentence about a line of a file, then the technical values in brackets
    return detail.isEmpty() ? sentence : ImportWords::tr("%1 (%2)").arg(sentence, isolated(detail));
}

QString verdictWords(LineVerdict verdict)
{
    switch (verdict) {
    case LineVerdict::Ok:
        return ImportWords::tr("ok");
    case LineVerdict::Warning:
        return ImportWords::tr("look at it");
    case LineVerdict::Error:
        return ImportWords::tr("left out");
    case LineVerdict::Skipped:
        break;
    }
    return ImportWords::tr("skipped");
}

QChar verdictShape(LineVerdict verdict)
{
    switch (verdict) {
    case LineVerdict::Ok:
        return QChar(0x2713);
    case LineVerdict::Warning:
        return QChar(0x25B2);
    case LineVerdict::Error:
        return QChar(0x2715);
    case LineVerdict::Skipped:
        break;
    }
    return QChar(0x2013);
}

QString encodingWords(TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Utf8:
        return u"UTF-8"_s;
    case TextEncoding::Utf8Bom:
        return ImportWords::tr("UTF-8 with mark");
    case TextEncoding::Utf16LE:
        return u"UTF-16 LE"_s;
    case TextEncoding::Utf16BE:
        return u"UTF-16 BE"_s;
    case TextEncoding::Windows1252:
        return ImportWords::tr("Windows-1252 (Western)");
    case TextEncoding::Windows1251:
        break;
    }
    return ImportWords::tr("Windows-1251 (Cyrillic)");
}

QString delimiterWords(QChar delimiter)
{
    switch (delimiter.unicode()) {
    case u',':
        return ImportWords::tr("comma");
    case u';':
        return ImportWords::tr("semicolon");
    case u'\t':
        //: the character that separates columns
        return ImportWords::tr("tab");
    case u'|':
        return ImportWords::tr("bar");
    default:
        //: no separator: one term a line
        return ImportWords::tr("none");
    }
}

QString formatWords(TermFileFormat format)
{
    return format == TermFileFormat::Csv ? ImportWords::tr("table (CSV)") : ImportWords::tr("one term a line (TXT)");
}

} // namespace atalaia
