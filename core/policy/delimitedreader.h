// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace atalaia {

/// One logical line of a delimited file.
struct DelimitedRecord
{
    int line = 0; ///< first physical line, 1-based
    int lastLine = 0;
    /// A quote was opened and never closed; only the line where it opens is in `raw`.
    bool isQuoteUnterminated = false;
    QStringView raw; ///< without the line end; points into the reader's text
    QStringList cells; ///< unquoted, not trimmed

    [[nodiscard]] bool isBlank() const;
};

/// Reads RFC 4180 records, forgiving: CR, LF or CRLF; blanks around quoted cells; a quote inside an
/// unquoted cell is a character. A quote that does not close within a cell's largest size costs
/// its line only; reading goes on with the next one.
class DelimitedReader
{
public:
    enum class Quotes { Honoured, Plain };

    /// `text` must outlive this. A null delimiter gives one cell a record.
    /// Lines are counted from `firstLine`.
    DelimitedReader(QStringView text, QChar delimiter, Quotes quotes = Quotes::Honoured, int firstLine = 1);

    /// False at the end.
    [[nodiscard]] bool readNext(DelimitedRecord &record);

    /// Where the next record starts.
    [[nodiscard]] qsizetype position() const { return m_position; }

private:
    /// False when a quote did not close.
    bool readQuoted(QString &cell);
    void readPlain(QString &cell);
    void skipLineEnd();
    [[nodiscard]] bool isAtLineEnd() const;
    [[nodiscard]] bool startsQuoted() const;

    QStringView m_text;
    QChar m_delimiter;
    Quotes m_quotes;
    qsizetype m_position = 0;
    int m_line;
};

} // namespace atalaia
