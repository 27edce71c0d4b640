// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/foldwriter.h"

#include "text/characterclass.h"

#include <QChar>
#include <QString>

#include <algorithm>

namespace atalaia {

FoldWriter::FoldWriter(FoldedText &folded, qsizetype size) : m_folded(folded), m_table(foldTable())
{
    folded.segments.clear();
    folded.level = 0;
    // Written behind size() and within capacity(): one resize() at the end, none at the start.
    // A copy of the bytes may be in other hands, and detaching keeps no capacity: first, not by data().
    folded.bytes.detach();
    if (folded.bytes.capacity() < size + kSlack)
        folded.bytes.reserve(size + size / 8 + kSlack);
    m_data = folded.bytes.data();
    m_capacity = folded.bytes.capacity();
}

void FoldWriter::addOther(char32_t c, const FoldTable::Entry *entry, qsizetype units)
{
    if (!entry) {
        addRare(c, units);
        return;
    }
    switch (entry->kind) {
    case FoldKind::Bytes:
        addBytes(m_table.bytes(*entry), entry->length, units);
        break;
    case FoldKind::Space:
        addSpace();
        break;
    case FoldKind::Mark:
        addMark(c);
        break;
    case FoldKind::Ignorable:
        ++m_position;
        break;
    }
}

void FoldWriter::addSpace()
{
    if (isAfterSpace() && m_unitBytes == 1) {
        replaceLastUnit(1, m_position + 1 - (m_nextPosition - m_unitCodePoints));
    } else {
        beginUnits(1);
        m_data[m_size++] = ' ';
    }
    m_nextPosition = ++m_position;
}

void FoldWriter::finish()
{
    m_folded.bytes.resize(m_size);
}

void FoldWriter::addBytes(const char *bytes, int length, qsizetype units)
{
    beginUnits(length);
    reserve(units + length);
    std::copy(bytes, bytes + length, m_data + m_size);
    m_size += length;
    m_nextPosition = ++m_position;
}

void FoldWriter::addRare(char32_t c, qsizetype units)
{
    const FoldedCodePoint folded = foldCodePoint(c);
    switch (folded.kind) {
    case FoldKind::Bytes:
        addBytes(folded.bytes.constData(), int(folded.bytes.size()), units);
        break;
    case FoldKind::Space:
        addSpace();
        break;
    case FoldKind::Mark:
        addMark(c);
        break;
    case FoldKind::Ignorable:
        ++m_position;
        break;
    }
}

void FoldWriter::addMark(char32_t mark)
{
    const int position = m_position++;
    if (m_unitBytes == 0)
        return; // at the head of a text there is no letter
    int unitBytes = m_unitBytes;
    if (m_isOpenForMarks) {
        const char32_t base = lastLetter();
        if (const char32_t letter = base == 0 ? 0 : composedLetter(base, mark)) {
            const QByteArray bytes = QString::fromUcs4(&letter, 1).toUtf8();
            m_size += bytes.size() - unitBytes;
            unitBytes = int(bytes.size());
            std::copy(bytes.begin(), bytes.end(), m_data + m_size - unitBytes);
            m_isOpenForMarks = false;
        } else if (QChar::combiningClass(mark) != 1) { // a stroke through the letter leaves it open for more
            m_isOpenForMarks = false;
        }
    }
    const bool wasOpen = m_isOpenForMarks;
    replaceLastUnit(unitBytes, position + 1 - (m_nextPosition - m_unitCodePoints));
    m_isOpenForMarks = wasOpen;
    m_nextPosition = m_position;
}

/// The last unit, whose bytes are at the end already, as one of these measures.
void FoldWriter::replaceLastUnit(int unitBytes, int unitCodePoints)
{
    std::vector<FoldedText::Segment> &segments = m_folded.segments;
    const int byteStart = int(m_size) - unitBytes;
    const int codePointStart = m_nextPosition - m_unitCodePoints;
    if (segments.back().byteStart == byteStart)
        segments.pop_back();
    m_unitBytes = unitBytes;
    m_unitCodePoints = unitCodePoints;
    if (!segments.empty()) {
        const FoldedText::Segment &last = segments.back();
        const int units = (byteStart - last.byteStart) / last.unitBytes;
        if (last.unitBytes == unitBytes && last.unitCodePoints == unitCodePoints
            && last.codePointStart + units * last.unitCodePoints == codePointStart)
            return;
    }
    segments.push_back({byteStart, codePointStart, unitBytes, unitCodePoints});
}

/// The letter of the last unit if a mark can make another one of it: n or Cyrillic.
char32_t FoldWriter::lastLetter() const
{
    const char *unit = m_data + m_size - m_unitBytes;
    if (m_unitBytes == 1)
        return *unit == 'n' ? U'n' : 0;
    return m_unitBytes == 2 && uchar(unit[0]) >= 0xC2 ? decodeAt(QByteArrayView(unit, 2), 0).codePoint : 0;
}

void FoldWriter::reserve(qsizetype more)
{
    const qsizetype needed = m_size + more + kSlack;
    if (needed <= m_capacity)
        return;
    m_folded.bytes.resize(m_size);
    m_folded.bytes.reserve(std::max(needed, m_capacity * 2));
    m_data = m_folded.bytes.data();
    m_capacity = m_folded.bytes.capacity();
}

void FoldWriter::beginSegment(int unitBytes)
{
    m_folded.segments.push_back({int(m_size), m_position, unitBytes, 1});
    m_unitBytes = unitBytes;
    m_unitCodePoints = 1;
    m_nextPosition = m_position;
}

} // namespace atalaia
