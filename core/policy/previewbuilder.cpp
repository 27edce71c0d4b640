// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/previewbuilder.h"

#include "policy/codepages.h"
#include "policy/comparisonkey.h"
#include "policy/termcleaning.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRawLength = 200;

ImportLine lineOf(const DelimitedRecord &record)
{
    ImportLine line;
    line.line = record.line;
    line.raw = record.raw.left(kRawLength).toString();
    line.term.line = record.line;
    return line;
}

QString repaired(const QString &cell, LineFindings &findings)
{
    const auto mended = repairedMojibake(cell);
    if (!mended)
        return cell;
    findings.add(LineVerdict::Warning, u"mojibake-repaired"_s, u"UTF-8 that was read as a code page before"_s);
    return *mended;
}

bool isTooLong(const QStringList &cells)
{
    return std::any_of(cells.cbegin(), cells.cend(),
                       [](const QString &cell) { return cell.size() > LexiconImporter::kMaxCellLength; });
}

QString kindSuggestion(const QString &word)
{
    const QString start = word.trimmed().toLower().left(3);
    for (const TermKind kind :
         {TermKind::Literal, TermKind::Regex, TermKind::Prefix, TermKind::Near, TermKind::Expression}) {
        if (start.size() == 3 && kindWord(kind).startsWith(start))
            return kindWord(kind);
    }
    return {};
}

QString unknown(const QString &word, const QString &suggestion = {})
{
    const QString shown = word.left(40);
    return suggestion.isEmpty() ? shown : u"%1 (perhaps %2)"_s.arg(shown, suggestion);
}

/// A phrase is the same in any case and with any accents; the other kinds are code.
QString termKey(const Term &term)
{
    const bool isPhrase = term.kind == TermKind::Literal || term.kind == TermKind::Prefix;
    const QString text = isPhrase ? comparisonKey(term.text) : term.text;
    const QStringList parts = {text, kindWord(term.kind), term.language, comparisonKey(term.category),
                               directionWord(term.direction)};
    return parts.join(QChar(0x1F));
}

} // namespace

struct PreviewBuilder::Row
{
    QHash<TermColumn, QString> cells;

    [[nodiscard]] QString word(TermColumn column) const { return cells.value(column).simplified(); }
};

PreviewBuilder::PreviewBuilder(const ImportOptions &options, const DecodedText &decoded)
    : m_options(options), m_decoded(decoded)
{
    m_preview.encoding = decoded.encoding;
}

void PreviewBuilder::addRow(const DelimitedRecord &record, const TermHeader &header)
{
    ImportLine line = lineOf(record);
    LineFindings findings;
    if (record.isBlank()) {
        findings.add(LineVerdict::Skipped, u"empty-line"_s);
        return finish(line, findings);
    }
    noteFallback(record, findings);
    if (record.isQuoteUnterminated) {
        findings.add(LineVerdict::Error, u"unterminated-quote"_s, u"opened in line %1"_s.arg(record.lastLine));
        return finish(line, findings);
    }
    if (isTooLong(record.cells)) {
        findings.add(LineVerdict::Error, u"cell-too-long"_s, u"at most %1"_s.arg(LexiconImporter::kMaxCellLength));
        return finish(line, findings);
    }
    const qsizetype columns = header.columns.size();
    const auto surplus = record.cells.mid(columns);
    const QString counts = u"%1 of %2 columns"_s.arg(record.cells.size()).arg(columns);
    if (std::any_of(surplus.cbegin(), surplus.cend(), [](const QString &cell) { return !cell.trimmed().isEmpty(); }))
        findings.add(LineVerdict::Error, u"too-many-columns"_s, counts);
    else if (record.cells.size() < columns)
        findings.add(LineVerdict::Warning, u"columns-missing"_s, counts);

    Row row;
    for (qsizetype i = 0; i < std::min(columns, record.cells.size()); ++i) {
        if (header.columns[i] != TermColumn::Ignored)
            row.cells.insert(header.columns[i], withoutFormulaEscape(repaired(record.cells[i], findings)));
    }
    readClassification(row, header, line.term, findings);
    line.term.text = cleanedTerm(row.cells.value(TermColumn::Term), line.term.kind, findings);
    line.term.note = row.cells.value(TermColumn::Note).trimmed();
    finish(line, findings);
}

void PreviewBuilder::readClassification(const Row &row, const TermHeader &header, Term &term,
                                        LineFindings &findings) const
{
    if (const QString word = row.word(TermColumn::Kind); !word.isEmpty()) {
        if (const auto kind = kindFromWord(word))
            term.kind = *kind;
        else
            findings.add(LineVerdict::Error, u"unknown-kind"_s, unknown(word, kindSuggestion(word)));
    }
    term.language = m_options.defaultLanguage;
    if (const QString word = row.word(TermColumn::Language); !word.isEmpty()) {
        if (const auto language = languageFromWord(word))
            term.language = *language;
        else
            findings.add(LineVerdict::Error, u"unknown-language"_s, unknown(word, languageSuggestion(word)));
    }
    term.severity = m_options.defaultSeverity;
    if (const QString word = row.word(TermColumn::Severity); !word.isEmpty()) {
        const auto severity = severityFromWord(word);
        if (!severity)
            findings.add(LineVerdict::Error, u"invalid-severity"_s, u"%1 is not 1 to 5"_s.arg(unknown(word)));
        else if (severity->isRounded || severity->isWord)
            findings.add(LineVerdict::Warning, severity->isWord ? u"severity-word"_s : u"severity-rounded"_s,
                         u"%1 read as %2"_s.arg(word).arg(severity->value));
        term.severity = severity.value_or(ReadSeverity{}).value;
    } else if (header.has(TermColumn::Severity)) {
        findings.add(LineVerdict::Ok, u"default-severity"_s, QString::number(term.severity));
    }
    term.direction = m_options.defaultDirection;
    if (const QString word = row.word(TermColumn::Direction); !word.isEmpty()) {
        if (const auto direction = directionFromWord(word))
            term.direction = *direction;
        else
            findings.add(LineVerdict::Error, u"unknown-direction"_s, unknown(word));
    } else if (header.has(TermColumn::Direction)) {
        findings.add(LineVerdict::Ok, u"default-direction"_s, directionWord(term.direction));
    }
    readCategory(row.word(TermColumn::Category), header.has(TermColumn::Category), term, findings);
}

void PreviewBuilder::readCategory(const QString &word, bool hasColumn, Term &term, LineFindings &findings) const
{
    term.category = m_options.defaultCategory;
    if (!word.isEmpty()) {
        const auto category = categoryFromWord(word);
        term.category = category.value_or(word);
        if (!category)
            findings.add(LineVerdict::Warning, u"unknown-category"_s, unknown(word));
    } else if (hasColumn && term.category.isEmpty()) {
        findings.add(LineVerdict::Warning, u"no-category"_s);
    } else if (hasColumn) {
        findings.add(LineVerdict::Ok, u"default-category"_s, term.category);
    }
}

void PreviewBuilder::addListLine(const DelimitedRecord &record)
{
    ImportLine line = lineOf(record);
    LineFindings findings;
    if (record.isBlank())
        findings.add(LineVerdict::Skipped, u"empty-line"_s);
    else if (isListComment(record.raw))
        findings.add(LineVerdict::Skipped, u"comment"_s);
    else if (record.isQuoteUnterminated)
        findings.add(LineVerdict::Error, u"unterminated-quote"_s, u"opened in line %1"_s.arg(record.lastLine));
    if (record.isBlank() || isListComment(record.raw) || record.isQuoteUnterminated)
        return finish(line, findings);

    noteFallback(record, findings);
    const QString text = record.cells.value(0);
    if (text.contains(u" # "_s) || text.contains(u" // "_s))
        findings.add(LineVerdict::Warning, u"comment-in-line"_s,
                     u"a comment starts a line; kept as part of the term"_s);
    else if (text.contains(u", "_s) || text.contains(u';') || text.contains(u" / "_s))
        findings.add(LineVerdict::Warning, u"possible-list"_s, u"kept as one term"_s);
    addListTerm(line, text, findings);
}

void PreviewBuilder::addListItem(const DelimitedRecord &record, const QString &cell)
{
    ImportLine line = lineOf(record);
    line.raw = cell.left(kRawLength);
    LineFindings findings;
    noteFallback(record, findings);
    if (cell.trimmed().isEmpty()) {
        findings.add(LineVerdict::Skipped, u"empty-line"_s, u"empty item"_s);
        return finish(line, findings);
    }
    // Its neighbours are terms only if the commas were meant so: that is for the person to see.
    findings.add(LineVerdict::Warning, u"one-line-list"_s, u"item of a list in one line"_s);
    addListTerm(line, cell, findings);
}

void PreviewBuilder::addListTerm(ImportLine line, const QString &text, LineFindings findings)
{
    line.term.language = m_options.defaultLanguage;
    line.term.category = m_options.defaultCategory;
    line.term.severity = m_options.defaultSeverity;
    line.term.direction = m_options.defaultDirection;
    if (text.size() > LexiconImporter::kMaxCellLength) {
        findings.add(LineVerdict::Error, u"too-long"_s, u"%1 characters"_s.arg(text.size()));
        return finish(line, findings);
    }
    line.term.text = cleanedTerm(repaired(text, findings), TermKind::Literal, findings);
    finish(line, findings);
}

void PreviewBuilder::noteFallback(const DelimitedRecord &record, LineFindings &findings) const
{
    if (m_decoded.fallbackLines.isEmpty())
        return;
    for (int number = record.line; number <= record.lastLine; ++number) {
        if (m_decoded.fallbackLines.contains(number))
            findings.add(LineVerdict::Warning, u"encoding-fallback"_s,
                         u"read as %1"_s.arg(encodingName(m_decoded.fallbackEncoding)));
    }
}

void PreviewBuilder::findDuplicate(const ImportLine &line, LineFindings &findings)
{
    const QString key = termKey(line.term);
    const auto known = m_known.constFind(key);
    if (known == m_known.cend()) {
        m_known.insert(key, m_preview.lines.size());
        return;
    }
    const ImportLine &earlier = m_preview.lines.at(*known);
    QString detail = u"line %1"_s.arg(earlier.line);
    if (earlier.term.severity != line.term.severity)
        detail += u"; severity %1 there and %2 here"_s.arg(earlier.term.severity).arg(line.term.severity);
    findings.add(LineVerdict::Skipped,
                 earlier.term.text == line.term.text ? u"duplicate"_s : u"duplicate-after-folding"_s, detail);
}

void PreviewBuilder::finish(ImportLine line, LineFindings &findings)
{
    ImportLine probe;
    findings.writeTo(probe);
    if (probe.verdict != LineVerdict::Skipped && !findings.has(u"unterminated-quote"_s)
        && !findings.has(u"cell-too-long"_s) && !findings.has(u"too-long"_s)) {
        const bool isSpoilt = line.term.text.contains(QChar(QChar::ReplacementCharacter))
                              || line.raw.contains(QChar(QChar::ReplacementCharacter));
        if (isSpoilt)
            findings.add(LineVerdict::Error, u"replacement-character"_s, u"U+FFFD: the letter is lost"_s);
        examineTerm(line.term, findings);
        if (!findings.hasError())
            findDuplicate(line, findings);
    }
    findings.writeTo(line);
    switch (line.verdict) {
    case LineVerdict::Ok:
        ++m_preview.okCount;
        break;
    case LineVerdict::Warning:
        ++m_preview.warningCount;
        break;
    case LineVerdict::Error:
        ++m_preview.errorCount;
        break;
    case LineVerdict::Skipped:
        ++m_preview.skippedCount;
        break;
    }
    m_preview.lines.append(std::move(line));
}

ImportPreview PreviewBuilder::take()
{
    return std::move(m_preview);
}

bool isListComment(QStringView line)
{
    const QStringView text = line.trimmed();
    return text.startsWith(u'#') || text.startsWith(u"//");
}

} // namespace atalaia
