// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/foldedtext.h"

#include "text/foldtable.h"

#include <QChar>

#include <algorithm>

namespace atalaia {

namespace {

/// Appends units. The newest is held back until the next one comes, since marks may still join it.
class FoldWriter
{
public:
    explicit FoldWriter(FoldedText &folded) : m_folded(folded) {}

    void writeAscii(char byte, int codePoint)
    {
        begin(codePoint);
        m_folded.bytes.append(byte);
        m_unit.unitBytes = 1;
        m_base = byte == 'n' ? U'n' : 0;
    }

    /// Code points that become one byte each, without white space beside white space. The fast road.
    void writeAsciiRun(QStringView run, const FoldTable &table, int codePoint)
    {
        begin(codePoint);
        m_unit.unitBytes = 1;
        finish();
        const qsizetype start = m_folded.bytes.size();
        m_folded.bytes.resize(start + run.size());
        char *out = m_folded.bytes.data() + start;
        for (const QChar c : run)
            *out++ = table.asciiByte(c.unicode());
        m_unit.byteStart = int(start + run.size()) - 1;
        m_unit.codePointStart = codePoint + int(run.size()) - 1;
        m_hasUnit = true;
        m_isSpace = out[-1] == ' ';
        m_base = out[-1] == 'n' ? U'n' : 0;
    }

    void write(QByteArrayView bytes, int codePoint)
    {
        if (bytes.size() == 1) {
            writeAscii(bytes.front(), codePoint);
            return;
        }
        begin(codePoint);
        m_folded.bytes.append(bytes);
        m_unit.unitBytes = int(bytes.size());
        m_base = bytes.size() == 2 ? char32_t((uchar(bytes[0]) & 0x1F) << 6 | (uchar(bytes[1]) & 0x3F)) : 0;
    }

    void writeSpace(int codePoint)
    {
        if (m_hasUnit && m_isSpace) {
            extendTo(codePoint);
            return;
        }
        writeAscii(' ', codePoint);
        m_isSpace = true;
    }

    void addMark(char32_t mark, int codePoint)
    {
        if (!m_hasUnit)
            return;
        extendTo(codePoint);
        if (m_base == 0)
            return;
        if (const char32_t letter = composedLetter(m_base, mark)) {
            m_folded.bytes.truncate(m_unit.byteStart);
            m_folded.bytes.append(QString::fromUcs4(&letter, 1).toUtf8());
            m_unit.unitBytes = int(m_folded.bytes.size()) - m_unit.byteStart;
            m_base = 0;
        } else if (QChar::combiningClass(mark) != 1) { // a stroke through the letter leaves it open for more
            m_base = 0;
        }
    }

    void finish()
    {
        if (!m_hasUnit)
            return;
        m_hasUnit = false;
        if (!m_folded.segments.empty()) {
            const FoldedText::Segment &last = m_folded.segments.back();
            const int units = (m_unit.byteStart - last.byteStart) / last.unitBytes;
            if (last.unitBytes == m_unit.unitBytes && last.unitCodePoints == m_unit.unitCodePoints
                && last.codePointStart + units * last.unitCodePoints == m_unit.codePointStart)
                return;
        }
        m_folded.segments.push_back(m_unit);
    }

private:
    void begin(int codePoint)
    {
        finish();
        m_unit = {int(m_folded.bytes.size()), codePoint, 0, 1};
        m_hasUnit = true;
        m_isSpace = false;
    }

    void extendTo(int codePoint) { m_unit.unitCodePoints = codePoint - m_unit.codePointStart + 1; }

    FoldedText &m_folded;
    FoldedText::Segment m_unit;
    char32_t m_base = 0; ///< letter of the newest unit while a mark could still change it
    bool m_hasUnit = false;
    bool m_isSpace = false;
};

void writeCodePoint(char32_t c, int position, const FoldTable &table, FoldWriter &writer)
{
    FoldKind kind;
    QByteArrayView bytes;
    FoldedCodePoint rare;
    if (c < FoldTable::kEnd) {
        const FoldTable::Entry &entry = table.entry(c);
        kind = entry.kind;
        bytes = table.bytes(entry);
    } else {
        rare = foldCodePoint(c);
        kind = rare.kind;
        bytes = rare.bytes;
    }
    switch (kind) {
    case FoldKind::Bytes:
        writer.write(bytes, position);
        break;
    case FoldKind::Space:
        writer.writeSpace(position);
        break;
    case FoldKind::Mark:
        writer.addMark(c, position);
        break;
    case FoldKind::Ignorable:
        break;
    }
}

const FoldedText::Segment &segmentAt(const std::vector<FoldedText::Segment> &segments, qsizetype byte)
{
    const auto next = std::upper_bound(segments.begin(), segments.end(), byte,
                                       [](qsizetype b, const FoldedText::Segment &s) { return b < s.byteStart; });
    return *std::prev(next);
}

/// Length of the run from `at` on that writeAsciiRun() can take.
qsizetype asciiRunLength(QStringView text, qsizetype at, const FoldTable &table)
{
    qsizetype end = at;
    bool wasSpace = true; // white space may join what is already written: not first in a run
    while (end < text.size() && text[end].unicode() < 0x80) {
        const bool isSpace = table.asciiByte(text[end].unicode()) == ' ';
        if (isSpace && wasSpace)
            break;
        wasSpace = isSpace;
        ++end;
    }
    return end - at;
}

} // namespace

Span FoldedText::originalSpan(qsizetype from, qsizetype to) const
{
    Q_ASSERT(0 <= from && from < to && to <= bytes.size());
    const Segment &first = segmentAt(segments, from);
    const Segment &last = segmentAt(segments, to - 1);
    const int firstUnit = (int(from) - first.byteStart) / first.unitBytes;
    const int lastUnit = (int(to) - 1 - last.byteStart) / last.unitBytes;
    return {first.codePointStart + firstUnit * first.unitCodePoints,
            last.codePointStart + (lastUnit + 1) * last.unitCodePoints};
}

int FoldedText::byteOfCodePoint(int codePoint) const
{
    const auto next = std::upper_bound(segments.begin(), segments.end(), codePoint,
                                       [](int c, const Segment &s) { return c < s.codePointStart; });
    const int segmentEnd = next == segments.end() ? int(bytes.size()) : next->byteStart;
    if (next == segments.begin())
        return segments.empty() ? 0 : segments.front().byteStart;
    const Segment &segment = *std::prev(next);
    const int unit = (codePoint - segment.codePointStart + segment.unitCodePoints - 1) / segment.unitCodePoints;
    return std::min(segmentEnd, segment.byteStart + unit * segment.unitBytes);
}

FoldedText foldText(QStringView text)
{
    FoldedText folded;
    foldText(text, folded);
    return folded;
}

void foldText(QStringView text, FoldedText &folded)
{
    const FoldTable &table = foldTable();
    folded.bytes.resize(0);
    folded.bytes.reserve(text.size() + text.size() / 8);
    folded.segments.clear();
    folded.level = 0;
    FoldWriter writer(folded);
    int position = 0; // in code points
    for (qsizetype i = 0; i < text.size(); ++i, ++position) {
        if (const qsizetype run = asciiRunLength(text, i, table); run > 0) {
            writer.writeAsciiRun(text.sliced(i, run), table, position);
            i += run - 1;
            position += int(run) - 1;
            continue;
        }
        const char16_t unit = text[i].unicode();
        char32_t c = unit;
        if (QChar::isSurrogate(unit)) {
            if (QChar::isHighSurrogate(unit) && i + 1 < text.size() && text[i + 1].isLowSurrogate())
                c = QChar::surrogateToUcs4(unit, text[++i].unicode());
            else
                c = QChar::ReplacementCharacter;
        }
        writeCodePoint(c, position, table, writer);
    }
    writer.finish();
}

} // namespace atalaia
