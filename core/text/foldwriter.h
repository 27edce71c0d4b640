// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/asciifold.h"
#include "text/foldedtext.h"
#include "text/foldtable.h"

#include <QByteArray>

#include <cstring>

namespace atalaia {

/// Appends folded characters to a FoldedText and keeps its segments. For foldText().
class FoldWriter
{
public:
    /// `size`: of the original, in its units; at least as many bytes and a few more are always free.
    FoldWriter(FoldedText &folded, qsizetype size);

    /// Where the next bytes go. For a run of characters that become one byte each: write them there, then
    /// addRun(). Valid until anything else is called.
    [[nodiscard]] char *end() { return m_data + m_size; }
    [[nodiscard]] bool isAfterSpace() const { return m_size > 0 && m_data[m_size - 1] == ' '; }
    void addRun(qsizetype length)
    {
        beginUnits(1);
        m_size += length;
        m_position += int(length);
        m_nextPosition = m_position;
    }

    /// `units`: how many of the original are still to come behind this character.
    void add(char32_t c, qsizetype units)
    {
        const FoldTable::Entry *const entry = m_table.find(c);
        if (!entry || entry->kind != FoldKind::Bytes || entry->length > FoldTable::kReadable) {
            addOther(c, entry, units);
            return;
        }
        beginUnits(entry->length);
        std::memcpy(end(), m_table.bytes(*entry), FoldTable::kReadable);
        m_size += entry->length;
        m_nextPosition = ++m_position;
        if (m_capacity - m_size < units + kSlack)
            reserve(units);
    }
    void addSpace();
    void finish();

private:
    static constexpr qsizetype kSlack = AsciiFold::kSlack + FoldTable::kReadable;

    void addOther(char32_t c, const FoldTable::Entry *entry, qsizetype units);
    void addBytes(const char *bytes, int length, qsizetype units);
    void addRare(char32_t c, qsizetype units);
    void addMark(char32_t mark);
    void replaceLastUnit(int unitBytes, int unitCodePoints);
    [[nodiscard]] char32_t lastLetter() const;
    void reserve(qsizetype more);

    /// The next bytes are units of so many bytes and one code point.
    void beginUnits(int unitBytes)
    {
        m_isOpenForMarks = true;
        if (m_nextPosition == m_position && m_unitBytes == unitBytes && m_unitCodePoints == 1)
            return;
        beginSegment(unitBytes);
    }
    void beginSegment(int unitBytes);

    FoldedText &m_folded;
    const FoldTable &m_table;
    char *m_data = nullptr;
    qsizetype m_size = 0;
    qsizetype m_capacity = 0;
    int m_position = 0; ///< of the next code point of the original
    int m_nextPosition = 0; ///< behind the last unit; less than m_position where something was left out
    int m_unitBytes = 0; ///< of the last segment; 0 where there is none
    int m_unitCodePoints = 0;
    bool m_isOpenForMarks = false; ///< a mark could still change the last letter
};

} // namespace atalaia
