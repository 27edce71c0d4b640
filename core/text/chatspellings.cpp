// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/chatspellings.h"

#include "text/chatspellingtable.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace atalaia {

namespace {

// First and last eight bytes and the length: enough to tell the words of the table apart.
quint64 hashOf(QByteArrayView word)
{
    quint64 first = 0;
    quint64 last = 0;
    const auto length = size_t(word.size());
    const size_t part = std::min<size_t>(length, sizeof first);
    std::memcpy(&first, word.data(), part);
    std::memcpy(&last, word.data() + length - part, part);
    return (first ^ (last * 31) ^ length) * 0x9E3779B97F4A7C15ULL >> 32;
}

template <size_t N> void addRows(const std::array<SpellingRow, N> &rows, std::vector<SpellingRow> &all)
{
    all.insert(all.end(), rows.begin(), rows.end());
}

} // namespace

ChatSpellings::ChatSpellings()
{
    std::vector<SpellingRow> rows;
    addRows(kPortuguese, rows);
    addRows(kSpanish, rows);
    addRows(kEnglish, rows);
    addRows(kUkrainian, rows);
    m_slots.assign(std::bit_ceil((rows.size() + kNumbers.size()) * 4), -1);
    for (const SpellingRow &row : rows)
        entry(row.written).meanings[size_t(row.language)] = row.meaning;
    for (const NumberRow &row : kNumbers)
        entry(row.written).digits = row.digits;
    ChatSpelling &halfDozen = entry(kHalfDozen.written);
    halfDozen.digits = kHalfDozen.digits;
    halfDozen.isDigitOnlyAmongOthers = true;
}

int ChatSpellings::findHashed(QByteArrayView word) const
{
    const size_t mask = m_slots.size() - 1;
    for (size_t slot = hashOf(word) & mask; m_slots[slot] >= 0; slot = (slot + 1) & mask) {
        if (word == QByteArrayView(m_spellings[size_t(m_slots[slot])].written))
            return m_slots[slot];
    }
    return -1;
}

ChatSpelling &ChatSpellings::entry(const char *written)
{
    const QByteArrayView word(written);
    if (const int known = findHashed(word); known >= 0)
        return m_spellings[size_t(known)];
    const size_t mask = m_slots.size() - 1;
    size_t slot = hashOf(word) & mask;
    while (m_slots[slot] >= 0)
        slot = (slot + 1) & mask;
    m_slots[slot] = qint16(m_spellings.size());
    m_longest = std::max(m_longest, word.size());
    m_spellings.push_back({});
    m_spellings.back().written = written;
    return m_spellings.back();
}

const ChatSpellings &chatSpellings()
{
    static const ChatSpellings spellings;
    return spellings;
}

} // namespace atalaia
