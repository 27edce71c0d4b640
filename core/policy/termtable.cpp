// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/termtable.h"

#include <QHash>

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr char16_t kDelimiters[] = {u';', u',', u'\t', u'|'};
constexpr int kSampledRecords = 200;

struct Candidate
{
    QChar delimiter;
    int knownColumns = 0; ///< 0 unless the first record is a header with a term column
    int sampled = 0;
    int agreeing = 0; ///< records with as many cells as most
    int firstCellCount = 0;

    [[nodiscard]] bool isConsistent() const { return firstCellCount > 1 && agreeing * 5 >= sampled * 4; }
};

Candidate tryDelimiter(QStringView body, QChar delimiter)
{
    Candidate candidate{.delimiter = delimiter};
    DelimitedReader reader(body, delimiter);
    DelimitedRecord record;
    QHash<qsizetype, int> counts;
    while (candidate.sampled < kSampledRecords && reader.readNext(record)) {
        if (record.isBlank() || record.isQuoteUnterminated)
            continue;
        if (candidate.sampled == 0) {
            candidate.firstCellCount = static_cast<int>(record.cells.size());
            const TermHeader header = termHeader(record.cells);
            candidate.knownColumns = header.hasTerm() && record.cells.size() > 1 ? header.knownCount : 0;
        }
        ++candidate.sampled;
        if (record.cells.size() > 1)
            ++counts[record.cells.size()];
    }
    for (const int count : std::as_const(counts))
        candidate.agreeing = std::max(candidate.agreeing, count);
    return candidate;
}

QChar detectDelimiter(QStringView body)
{
    Candidate best;
    for (const QChar delimiter : kDelimiters) {
        const Candidate candidate = tryDelimiter(body, delimiter);
        if (candidate.knownColumns == 0 && !candidate.isConsistent())
            continue;
        const bool isBetter = best.delimiter.isNull() || candidate.knownColumns > best.knownColumns
                              || (candidate.knownColumns == best.knownColumns && candidate.agreeing > best.agreeing);
        if (isBetter)
            best = candidate;
    }
    return best.delimiter;
}

} // namespace

TableShape tableShape(QStringView text, QChar forced)
{
    TableShape shape;
    shape.body = text;
    shape.delimiter = forced;

    DelimitedReader firstReader(text, QChar(), DelimitedReader::Quotes::Plain);
    DelimitedRecord first;
    if (firstReader.readNext(first)) {
        QString directive = first.raw.trimmed().toString();
        if (first.raw.endsWith(u'\t'))
            directive += u'\t'; // the delimiter itself, trimmed away above
        directive.remove(u'"');
        if (directive.size() == 5 && directive.startsWith(u"sep="_s, Qt::CaseInsensitive)) {
            shape.hasDirective = true;
            shape.delimiter = directive.back();
            shape.body = text.sliced(firstReader.position());
            shape.firstLine = 2;
        }
    }
    if (shape.delimiter.isNull())
        shape.delimiter = detectDelimiter(shape.body);

    DelimitedReader reader(shape.body, shape.delimiter);
    DelimitedRecord record;
    while (reader.readNext(record)) {
        if (record.isBlank())
            continue;
        shape.header = termHeader(record.cells);
        shape.firstCellCount = static_cast<int>(record.cells.size());
        break;
    }
    return shape;
}

} // namespace atalaia
