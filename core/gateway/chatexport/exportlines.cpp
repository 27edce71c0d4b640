// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/exportlines.h"

#include "gateway/chatexport/exportstrings.h"
#include "gateway/chatexport/utf8cursor.h"

#include <algorithm>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostHeaderBytes = 160;
constexpr qsizetype kMostSenderBytes = 400; // names have up to some hundred characters
constexpr qsizetype kMostUtf8Bytes = 3 * ExportLines::kMostTextUnits; // no unit needs more

struct SenderSplit
{
    qsizetype senderEnd = -1;
    qsizetype textStart = 0;
};

/// At the first colon with a blank behind it, or at the end of the line; bytes of the body.
SenderSplit splitOf(QByteArrayView body)
{
    const qsizetype newline = body.indexOf('\n');
    QByteArrayView line = newline < 0 ? body : body.first(newline);
    if (line.endsWith('\r'))
        line.chop(1);
    const QByteArrayView searched = line.first(std::min(line.size(), kMostSenderBytes));
    for (qsizetype colon = searched.indexOf(':'); colon >= 0; colon = searched.indexOf(':', colon + 1)) {
        if (colon + 1 == line.size())
            return {colon, colon + 1};
        Utf8Cursor cursor(line, colon + 1);
        if (isBlank(cursor.take()))
            return {colon, cursor.at()};
        // What some phones write for a message that could be seen once: "Ana:."
        if (colon + 2 == line.size() && line.back() == '.' && newline < 0)
            return {colon, colon + 2};
    }
    return {};
}

} // namespace

ExportLines::ExportLines(QByteArrayView text) : m_text(text)
{
    for (qsizetype at = 0; at < m_text.size();) {
        const Line line = lineAt(at);
        const QByteArrayView bytes = m_text.sliced(line.start, std::min(line.end - line.start, kMostHeaderBytes));
        if (const auto header = readExportHeader(bytes)) {
            m_takesBlankEnding = header->ending == HeaderEnding::Blank;
            break;
        }
        at = line.next;
    }
}

ExportLines::Line ExportLines::lineAt(qsizetype start) const
{
    const qsizetype newline = m_text.indexOf('\n', start);
    if (newline < 0)
        return {start, m_text.size(), m_text.size()};
    const bool hasReturn = newline > start && m_text[newline - 1] == '\r';
    return {start, hasReturn ? newline - 1 : newline, newline + 1};
}

std::optional<ExportHeader> ExportLines::headerOf(const Line &line) const
{
    auto header = readExportHeader(m_text.sliced(line.start, std::min(line.end - line.start, kMostHeaderBytes)));
    if (header && header->ending == HeaderEnding::Blank && !m_takesBlankEnding)
        return std::nullopt;
    return header;
}

bool ExportLines::next(ExportRecord &record)
{
    while (!m_pending && m_at < m_text.size()) {
        m_pendingLine = lineAt(m_at);
        m_at = m_pendingLine.next;
        ++m_lineNumber;
        m_pending = headerOf(m_pendingLine);
        m_pendingNumber = m_lineNumber;
        m_linesBefore += m_pending ? 0 : 1;
    }
    if (!m_pending)
        return false;
    record.header = *m_pending;
    record.line = m_pendingNumber;
    const qsizetype start = m_pendingLine.start;
    const ExportHeader &header = record.header;
    record.printed = m_text.sliced(start + header.printedStart, header.printedEnd - header.printedStart);
    const qsizetype bodyStart = start + header.bodyStart;
    qsizetype bodyEnd = m_pendingLine.end;
    m_pending.reset();
    while (m_at < m_text.size()) {
        const Line line = lineAt(m_at);
        m_at = line.next;
        ++m_lineNumber;
        m_pending = headerOf(line);
        if (m_pending) {
            m_pendingLine = line;
            m_pendingNumber = m_lineNumber;
            break;
        }
        bodyEnd = line.end;
    }
    record.body = m_text.sliced(bodyStart, std::max(bodyEnd - bodyStart, qsizetype(0)));
    return true;
}

ExportStatement statementOf(const ExportRecord &record)
{
    ExportStatement statement;
    const SenderSplit split = splitOf(record.body);
    if (split.senderEnd >= 0)
        statement.sender = plainText(QString::fromUtf8(record.body.first(split.senderEnd)));
    QByteArrayView text = statement.sender.isEmpty() ? record.body : record.body.sliced(split.textStart);
    if (text.size() > kMostUtf8Bytes) {
        text = text.first(kMostUtf8Bytes);
        statement.isCut = true;
    }
    statement.text = QString::fromUtf8(text);
    if (text.contains('\r'))
        statement.text.replace(u"\r\n"_s, u"\n"_s);
    if (statement.text.size() > ExportLines::kMostTextUnits) {
        statement.text.truncate(ExportLines::kMostTextUnits);
        statement.isCut = true;
    }
    statement.isMarked = !statement.text.isEmpty() && isDirectionMark(statement.text.front().unicode());
    return statement;
}

} // namespace atalaia
