// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/lexiconimporter.h"

#include "policy/previewbuilder.h"
#include "policy/termtable.h"
#include "policy/textdecoding.h"

#include <QFileInfo>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFewestItemsOfOneLineList = 3;

Error invalid(const QString &why)
{
    return {Error::Kind::InvalidInput, why};
}

Error tooManyLines()
{
    return invalid(u"more than %1 lines"_s.arg(LexiconImporter::kMaxLines));
}

bool isListName(const QString &fileName)
{
    const QString suffix = QFileInfo(fileName).suffix().toLower();
    return suffix == u"txt"_s || suffix == u"lst"_s || suffix == u"dic"_s;
}

Result<ImportPreview> taken(PreviewBuilder &builder, TermFileFormat format, QChar delimiter)
{
    if (builder.isFull())
        return tooManyLines();
    ImportPreview preview = builder.take();
    preview.format = format;
    preview.delimiter = delimiter;
    return preview;
}

/// The cells of a text whose terms all stand on one line ("senha, cvv, token"); empty otherwise.
DelimitedRecord oneLineList(QStringView text, QChar delimiter)
{
    DelimitedReader reader(text, delimiter);
    DelimitedRecord record;
    DelimitedRecord only;
    while (reader.readNext(record)) {
        if (record.isBlank())
            continue;
        if (!only.cells.isEmpty() || record.isQuoteUnterminated || isListComment(record.raw))
            return {};
        only = record;
    }
    return only.cells.size() >= kFewestItemsOfOneLineList ? only : DelimitedRecord{};
}

Result<ImportPreview> readList(QStringView text, DelimitedReader::Quotes quotes, const ImportOptions &options,
                               const DecodedText &decoded)
{
    PreviewBuilder builder(options, decoded);
    for (const QChar delimiter : {options.delimiter.value_or(u','), QChar(u';')}) {
        const DelimitedRecord list = oneLineList(text, delimiter);
        if (list.cells.isEmpty())
            continue;
        for (const QString &cell : list.cells) {
            if (builder.isFull())
                return tooManyLines();
            builder.addListItem(list, cell);
        }
        return taken(builder, TermFileFormat::Txt, delimiter);
    }

    DelimitedReader reader(text, QChar(), quotes);
    DelimitedRecord record;
    while (!builder.isFull() && reader.readNext(record))
        builder.addListLine(record);
    return taken(builder, TermFileFormat::Txt, QChar());
}

Result<ImportPreview> readTable(const TableShape &shape, const ImportOptions &options, const DecodedText &decoded)
{
    PreviewBuilder builder(options, decoded);
    DelimitedReader reader(shape.body, shape.delimiter, DelimitedReader::Quotes::Honoured, shape.firstLine);
    DelimitedRecord record;
    bool isHeaderRead = false;
    while (!builder.isFull() && reader.readNext(record)) {
        if (isHeaderRead)
            builder.addRow(record, shape.header);
        else
            isHeaderRead = !record.isBlank();
    }
    auto preview = taken(builder, TermFileFormat::Csv, shape.delimiter);
    if (preview)
        preview->ignoredColumns = shape.header.ignored;
    return preview;
}

} // namespace

QVector<Term> ImportPreview::terms() const
{
    QVector<Term> usable;
    for (const ImportLine &line : lines) {
        if (line.verdict == LineVerdict::Ok || line.verdict == LineVerdict::Warning)
            usable.append(line.term);
    }
    return usable;
}

Result<ImportPreview> LexiconImporter::preview(const QByteArray &bytes, const QString &fileName,
                                               const ImportOptions &options)
{
    if (bytes.size() > kMaxFileBytes)
        return invalid(u"%1 bytes are more than %2"_s.arg(bytes.size()).arg(kMaxFileBytes));
    const auto decoded = decodeText(bytes, options.encoding);
    if (!decoded)
        return decoded.error();
    const QStringView text = decoded->text;
    if (text.trimmed().isEmpty())
        return invalid(u"the file is empty"_s);

    using Quotes = DelimitedReader::Quotes;
    if (options.format == TermFileFormat::Txt)
        return readList(text, Quotes::Plain, options, *decoded);

    const TableShape shape = tableShape(text, options.delimiter.value_or(QChar()));
    const bool isNamedList = !options.format && isListName(fileName);
    // Tables are saved as .txt too, but one word such as "frase" on top does not make a list one.
    if (isNamedList && !shape.hasDirective && (!shape.header.hasTerm() || shape.header.knownCount < 2))
        return readList(text, Quotes::Plain, options, *decoded);
    if (shape.header.hasTerm())
        return readTable(shape, options, *decoded);
    const bool isOneLine = !oneLineList(text, shape.delimiter).cells.isEmpty();
    if (shape.firstCellCount <= 1 || isOneLine)
        return readList(text, Quotes::Honoured, options, *decoded);
    return invalid(u"no column \"term\" among %1 columns"_s.arg(shape.firstCellCount));
}

} // namespace atalaia
