// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/delimitedreader.h"
#include "policy/lexiconimporter.h"
#include "policy/linefindings.h"
#include "policy/termvocabulary.h"
#include "policy/textdecoding.h"

#include <QHash>

namespace atalaia {

/// Judges the records of one file one after another and keeps what was said about each.
class PreviewBuilder
{
public:
    /// The arguments must outlive this.
    PreviewBuilder(const ImportOptions &options, const DecodedText &decoded);

    /// A row under a header.
    void addRow(const DelimitedRecord &record, const TermHeader &header);
    /// One term alone on its line.
    void addListLine(const DelimitedRecord &record);
    /// One of several terms on the file's only line.
    void addListItem(const DelimitedRecord &record, const QString &cell);

    [[nodiscard]] bool isFull() const { return m_preview.lines.size() > LexiconImporter::kMaxLines; }
    [[nodiscard]] ImportPreview take();

private:
    struct Row; // cells by column, repaired

    void addListTerm(ImportLine line, const QString &text, LineFindings findings);
    void readClassification(const Row &row, const TermHeader &header, Term &term, LineFindings &findings) const;
    void readCategory(const QString &word, bool hasColumn, Term &term, LineFindings &findings) const;
    void noteFallback(const DelimitedRecord &record, LineFindings &findings) const;
    void findDuplicate(const ImportLine &line, LineFindings &findings);
    void finish(ImportLine line, LineFindings &findings);

    const ImportOptions &m_options;
    const DecodedText &m_decoded;
    ImportPreview m_preview;
    QHash<QString, qsizetype> m_known; // key of a term -> its place in m_preview.lines
};

/// Comments of hand-written lists: `#` or `//` at the start of a line.
[[nodiscard]] bool isListComment(QStringView line);

} // namespace atalaia
