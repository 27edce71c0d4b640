// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/chatexport/exportheader.h"

#include <QByteArrayView>
#include <QString>

namespace atalaia {

/// One header with all that belongs to it, as bytes of the file.
struct ExportRecord
{
    ExportHeader header;
    QByteArrayView printed; ///< date and time
    QByteArrayView body; ///< sender and text with its further lines, without the last line end
    qint64 line = 0; ///< of the header, from 1
};

/// Who said what, of a record.
struct ExportStatement
{
    QString sender; ///< "~ Maria" for somebody outside the address book; empty: WhatsApp itself speaks
    QString text; ///< further lines joined with \n; as in the file otherwise
    bool isMarked = false; ///< the text begins with a direction mark, as what WhatsApp writes itself does
    bool isCut = false; ///< the text was longer than kMostTextUnits
};

/// Walks over an exported chat (UTF-8) record by record. A line without a header belongs to the record
/// before it, whatever it holds; lines before the first header belong to nothing and are counted.
class ExportLines
{
public:
    /// Of one message. WhatsApp itself takes 65 536 characters.
    static constexpr qsizetype kMostTextUnits = 1024 * 1024;

    /// `text` must outlive this.
    explicit ExportLines(QByteArrayView text);

    /// False behind the last record.
    [[nodiscard]] bool next(ExportRecord &record);
    /// Lines that belong to nothing; complete after the first record.
    [[nodiscard]] qint64 linesBefore() const { return m_linesBefore; }
    [[nodiscard]] qint64 lineCount() const { return m_lineNumber; } ///< that were read

private:
    struct Line
    {
        qsizetype start = 0;
        qsizetype end = 0; ///< without line end
        qsizetype next = 0;
    };

    [[nodiscard]] Line lineAt(qsizetype start) const;
    [[nodiscard]] std::optional<ExportHeader> headerOf(const Line &line) const;

    QByteArrayView m_text;
    qsizetype m_at = 0;
    qint64 m_lineNumber = 0;
    qint64 m_linesBefore = 0;
    // A header that ends in a mere blank looks like any sentence that begins with a date, so it counts
    // only in a file that begins with one.
    bool m_takesBlankEnding = false;
    std::optional<ExportHeader> m_pending; // of the line at m_at
    Line m_pendingLine;
    qint64 m_pendingNumber = 0;
};

/// Separates sender and text at the first ": " of the first line. Without one nobody speaks.
[[nodiscard]] ExportStatement statementOf(const ExportRecord &record);

} // namespace atalaia
