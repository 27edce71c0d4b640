// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/chatspellings.h"

#include "text/chatspellingtable.h"

#include <algorithm>
#include <bit>

namespace atalaia {

namespace {

// Words are short; every byte counts.
quint32 hashOf(QByteArrayView word)
{
    quint32 hash = 2'166'136'261;
    for (const char c : word)
        hash = (hash ^ uchar(c)) * 16'777'619;
    return hash ^ hash >> 15;
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
    m_slots.resize(std::bit_ceil((rows.size() + kNumbers.size()) * 4));
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
    const quint32 hash = hashOf(word);
    for (size_t slot = hash & mask; m_slots[slot].spelling >= 0; slot = (slot + 1) & mask) {
        const Slot &found = m_slots[slot];
        if (found.hash == hash && word == QByteArrayView(m_spellings[size_t(found.spelling)].written))
            return found.spelling;
    }
    return -1;
}

ChatSpelling &ChatSpellings::entry(const char *written)
{
    const QByteArrayView word(written);
    if (const int known = findHashed(word); known >= 0)
        return m_spellings[size_t(known)];
    const size_t mask = m_slots.size() - 1;
    const quint32 hash = hashOf(word);
    size_t slot = hash & mask;
    while (m_slots[slot].spelling >= 0)
        slot = (slot + 1) & mask;
    m_slots[slot] = {hash, int(m_spellings.size())};
    m_lengths[uchar(word.front())] |= 1U << word.size();
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
