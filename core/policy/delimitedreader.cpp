// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/delimitedreader.h"

#include "policy/lexiconimporter.h"

#include <algorithm>

namespace atalaia {

bool DelimitedRecord::isBlank() const
{
    return !isQuoteUnterminated
           && std::all_of(cells.cbegin(), cells.cend(), [](const QString &cell) { return cell.trimmed().isEmpty(); });
}

DelimitedReader::DelimitedReader(QStringView text, QChar delimiter, Quotes quotes, int firstLine)
    : m_text(text), m_delimiter(delimiter), m_quotes(quotes), m_line(firstLine)
{}

bool DelimitedReader::readNext(DelimitedRecord &record)
{
    if (m_position >= m_text.size())
        return false;
    const qsizetype start = m_position;
    record = {};
    record.line = m_line;
    for (;;) {
        QString cell;
        const qsizetype cellStart = m_position;
        const int cellLine = m_line;
        if (startsQuoted() && !readQuoted(cell)) {
            record.isQuoteUnterminated = true;
            m_position = cellStart;
            m_line = cellLine;
            while (!isAtLineEnd())
                ++m_position;
            break;
        }
        readPlain(cell);
        record.cells.append(cell);
        if (isAtLineEnd())
            break;
        ++m_position; // the delimiter
    }
    record.raw = m_text.sliced(start, m_position - start);
    record.lastLine = m_line;
    skipLineEnd();
    return true;
}

bool DelimitedReader::readQuoted(QString &cell)
{
    m_position = m_text.indexOf(u'"', m_position) + 1;
    const int openedAt = m_line;
    while (m_position < m_text.size()) {
        const QChar c = m_text[m_position];
        if (c == u'"') {
            const bool isDoubled = m_position + 1 < m_text.size() && m_text[m_position + 1] == u'"';
            m_position += isDoubled ? 2 : 1;
            if (!isDoubled)
                return true;
            cell.append(c);
        } else if (isAtLineEnd()) {
            const qsizetype from = m_position;
            skipLineEnd();
            cell.append(m_text.sliced(from, m_position - from));
        } else {
            cell.append(c);
            ++m_position;
        }
        if (m_line > openedAt && cell.size() > LexiconImporter::kMaxCellLength)
            return false;
    }
    return false;
}

void DelimitedReader::readPlain(QString &cell)
{
    const qsizetype from = m_position;
    while (!isAtLineEnd() && (m_delimiter.isNull() || m_text[m_position] != m_delimiter))
        ++m_position;
    cell.append(m_text.sliced(from, m_position - from));
}

void DelimitedReader::skipLineEnd()
{
    if (m_position >= m_text.size())
        return;
    const bool isPair =
            m_text[m_position] == u'\r' && m_position + 1 < m_text.size() && m_text[m_position + 1] == u'\n';
    m_position += isPair ? 2 : 1;
    ++m_line;
}

bool DelimitedReader::isAtLineEnd() const
{
    return m_position >= m_text.size() || m_text[m_position] == u'\n' || m_text[m_position] == u'\r';
}

bool DelimitedReader::startsQuoted() const
{
    if (m_quotes == Quotes::Plain)
        return false;
    qsizetype at = m_position;
    while (at < m_text.size() && m_text[at] == u' ')
        ++at;
    return at < m_text.size() && m_text[at] == u'"';
}

} // namespace atalaia
