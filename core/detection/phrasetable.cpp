// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/phrasetable.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace atalaia {

namespace {

constexpr size_t kFilterBitsPerEntry = 16;

/// Of a text one byte longer.
quint64 extended(quint64 hash, char byte)
{
    return (hash ^ uchar(byte)) * 0x9e3779b97f4a7c15ULL;
}

bool isBorder(char c)
{
    return c == kWordBorder || c == kTextBreak;
}

} // namespace

void PhraseTable::Table::build()
{
    if (m_added.empty())
        return;
    std::sort(m_added.begin(), m_added.end(), [](const Added &a, const Added &b) {
        return std::tie(a.hash, a.literal) < std::tie(b.hash, b.literal);
    });
    m_entries.resize(std::bit_ceil(2 * m_added.size()));
    m_filterMask = std::bit_ceil(std::max<size_t>(64, kFilterBitsPerEntry * m_added.size())) - 1;
    m_filter.resize((m_filterMask + 1) / 64);
    for (size_t begin = 0; begin < m_added.size();) {
        Entry entry{m_added[begin].hash, int(m_literals.size()), 0, false};
        size_t end = begin;
        for (; end < m_added.size() && m_added[end].hash == entry.hash; ++end) {
            if (m_added[end].literal < 0)
                entry.goesOn = true;
            else
                m_literals.push_back(m_added[end].literal);
        }
        entry.count = int(m_literals.size()) - entry.first;
        size_t slot = spread(entry.hash) & (m_entries.size() - 1);
        while (m_entries[slot].first >= 0)
            slot = (slot + 1) & (m_entries.size() - 1);
        m_entries[slot] = entry;
        const size_t bit = spread(entry.hash) & m_filterMask;
        m_filter[bit / 64] |= 1ULL << bit % 64;
        begin = end;
    }
    m_added = {};
}

const PhraseTable::Table::Entry *PhraseTable::Table::find(quint64 hash) const
{
    if (!mayHold(hash))
        return nullptr;
    size_t slot = spread(hash) & (m_entries.size() - 1);
    while (m_entries[slot].first >= 0 && m_entries[slot].hash != hash)
        slot = (slot + 1) & (m_entries.size() - 1);
    return m_entries[slot].first >= 0 ? &m_entries[slot] : nullptr;
}

PhraseTable::PhraseTable(std::vector<PhraseLiteral> literals) : m_literals(std::move(literals))
{
    for (size_t i = 0; i < m_literals.size(); ++i)
        add(m_literals[i], int(i));
    m_whole.build();
    m_begun.build();
}

void PhraseTable::add(const PhraseLiteral &literal, int index)
{
    quint64 hash = 0;
    for (const char byte : literal.words) {
        if (byte == ' ')
            m_whole.add(hash, -1);
        hash = extended(hash, byte);
    }
    (literal.isPrefix ? m_begun : m_whole).add(hash, index);
}

void PhraseTable::find(const QByteArray &words, std::vector<LiteralMatch> *matches) const
{
    qsizetype start = 0;
    while (start < words.size())
        start = findFrom(words, start, matches) + 1;
}

/// All that begins with the word at `start`: on through the words as long as any literal does. Returns
/// where that word ends.
qsizetype PhraseTable::findFrom(QByteArrayView words, qsizetype start, std::vector<LiteralMatch> *matches) const
{
    quint64 hash = 0;
    qsizetype at = start;
    qsizetype wordEnd = -1;
    while (true) {
        for (; at < words.size() && !isBorder(words[at]); ++at) {
            hash = extended(hash, words[at]);
            if (!m_begun.mayHold(hash))
                continue;
            if (const Table::Entry *entry = m_begun.find(hash))
                take(m_begun, *entry, words, start, at + 1, matches);
        }
        if (wordEnd < 0)
            wordEnd = at;
        const Table::Entry *entry = m_whole.find(hash);
        if (!entry)
            return wordEnd;
        take(m_whole, *entry, words, start, at, matches);
        if (!entry->goesOn || at >= words.size() || words[at] != kWordBorder)
            return wordEnd;
        hash = extended(hash, kWordBorder);
        ++at;
    }
}

void PhraseTable::take(const Table &table, const Table::Entry &entry, QByteArrayView words, qsizetype start,
                       qsizetype end, std::vector<LiteralMatch> *matches) const
{
    for (int i = entry.first; i < entry.first + entry.count; ++i) {
        const int index = table.literals()[size_t(i)];
        // Two texts may have one hash.
        if (words.sliced(start, end - start) == m_literals[size_t(index)].words)
            matches->push_back({index, int(start), int(end)});
    }
}

} // namespace atalaia
