// SPDX-License-Identifier: GPL-3.0-or-later
#include "termfile.h"

#include "policy/textdecoding.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

Error unknownValue(const QString &option, const QString &value)
{
    return {Error::Kind::InvalidInput, u"--%1 %2 is not known"_s.arg(option, value)};
}

QString statusWord(LineVerdict verdict)
{
    switch (verdict) {
    case LineVerdict::Ok:
        return u"ok"_s;
    case LineVerdict::Warning:
    case LineVerdict::Skipped:
        return u"warning"_s;
    case LineVerdict::Error:
        return u"error"_s;
    }
    return {};
}

} // namespace

void addTermFileOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"format"_s, u"auto, csv or txt; default: auto."_s, u"format"_s, u"auto"_s},
                       {u"encoding"_s,
                        u"auto, utf-8, utf-8-bom, utf-16le, utf-16be, windows-1252 or windows-1251; default: auto."_s,
                        u"encoding"_s, u"auto"_s},
                       {u"delimiter"_s, u"auto, tab or one character; default: auto."_s, u"delimiter"_s, u"auto"_s}});
}

Result<ImportOptions> readTermFileOptions(const QCommandLineParser &parser)
{
    ImportOptions options;
    const QString format = parser.value(u"format"_s).toLower();
    if (format == u"csv"_s)
        options.format = TermFileFormat::Csv;
    else if (format == u"txt"_s)
        options.format = TermFileFormat::Txt;
    else if (format != u"auto"_s)
        return unknownValue(u"format"_s, format);

    const QString encoding = parser.value(u"encoding"_s).toLower();
    if (encoding != u"auto"_s) {
        options.encoding = encodingFromName(encoding);
        if (!options.encoding)
            return unknownValue(u"encoding"_s, encoding);
    }

    const QString delimiter = parser.value(u"delimiter"_s);
    if (delimiter.toLower() == u"tab"_s || delimiter == u"\\t"_s)
        options.delimiter = u'\t';
    else if (delimiter.size() == 1 && delimiter.front().isPrint() && !delimiter.front().isLetterOrNumber()
             && delimiter != u"\""_s)
        options.delimiter = delimiter.front();
    else if (delimiter == u"\t"_s)
        options.delimiter = u'\t';
    else if (delimiter.toLower() != u"auto"_s)
        return unknownValue(u"delimiter"_s, delimiter);
    return options;
}

Result<ImportPreview> readTermFile(const QString &path, const ImportOptions &options)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::NotFound, file.errorString()};
    // One byte over the limit is enough for the importer to refuse it.
    const QByteArray bytes = file.read(LexiconImporter::kMaxFileBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return Error{Error::Kind::NotFound, file.errorString()};
    return LexiconImporter::preview(bytes, QFileInfo(path).fileName(), options);
}

QJsonObject lineReport(const ImportLine &line)
{
    const QString term = line.term.text.isEmpty() ? line.raw : line.term.text;
    return {{u"line"_s, line.line},
            {u"status"_s, statusWord(line.verdict)},
            {u"code"_s, line.code},
            {u"term"_s, term},
            {u"detail"_s, line.detail}};
}

QJsonObject summaryReport(const ImportPreview &preview)
{
    const QJsonObject summary = {{u"ok"_s, preview.okCount},
                                 {u"warnings"_s, preview.warningCount + preview.skippedCount},
                                 {u"errors"_s, preview.errorCount},
                                 {u"skipped"_s, preview.skippedCount},
                                 {u"format"_s, preview.format == TermFileFormat::Csv ? u"csv"_s : u"txt"_s},
                                 {u"encoding"_s, encodingName(preview.encoding)},
                                 {u"delimiter"_s, preview.delimiter.isNull() ? QString() : QString(preview.delimiter)},
                                 {u"ignored_columns"_s, QJsonArray::fromStringList(preview.ignoredColumns)}};
    return {{u"summary"_s, summary}};
}

} // namespace atalaia
