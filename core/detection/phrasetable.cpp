// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/phrasetable.h"

#include <QtEndian>

#include <algorithm>
#include <bit>
#include <tuple>

namespace atalaia {

namespace {

constexpr size_t kFilterBitsPerEntry = 16;

constexpr qsizetype kChunk = sizeof(quint64);

/// Of some text with a word or eight bytes more.
quint64 extended(quint64 hash, quint64 more)
{
    hash = (hash ^ more) * 0x9e3779b97f4a7c15ULL;
    return hash ^ hash >> 32;
}

quint64 chunkAt(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<quint64>(bytes.data() + at);
}

/// Of a text that ends within a chunk: its first bytes, then zeros.
quint64 firstOf(quint64 chunk, int bytes)
{
    return chunk & ((quint64(1) << 8 * bytes) - 1);
}

struct HashedWord
{
    quint64 hash = 0;
    qsizetype end = 0;
};

/// The word at `start`, up to a border or the end of all.
HashedWord wordAt(QByteArrayView words, qsizetype start)
{
    constexpr quint64 kOnes = 0x0101010101010101ULL;
    constexpr quint64 kTops = 0x8080808080808080ULL;
    quint64 hash = 0;
    qsizetype at = start;
    for (; at + kChunk <= words.size(); at += kChunk) {
        const quint64 chunk = chunkAt(words, at);
        const quint64 difference = chunk ^ kOnes * uchar(kWordBorder);
        if (const quint64 borders = (difference - kOnes) & ~difference & kTops) { // the lowest bit set is no lie
            const int rest = std::countr_zero(borders) / 8;
            return {rest == 0 ? hash : extended(hash, firstOf(chunk, rest)), at + rest};
        }
        hash = extended(hash, chunk);
    }
    quint64 chunk = 0;
    int rest = 0;
    for (; at + rest < words.size() && words[at + rest] != kWordBorder; ++rest)
        chunk |= quint64(uchar(words[at + rest])) << 8 * rest;
    return {rest == 0 ? hash : extended(hash, chunk), at + rest};
}

/// What wordAt() says of a word that is just these bytes. There may be more of them behind.
quint64 hashOf(QByteArrayView words, qsizetype start, qsizetype length)
{
    if (start + length + kChunk > words.size())
        return wordAt(words.sliced(start, length), 0).hash;
    quint64 hash = 0;
    for (; length >= kChunk; length -= kChunk, start += kChunk)
        hash = extended(hash, chunkAt(words, start));
    return length == 0 ? hash : extended(hash, firstOf(chunkAt(words, start), int(length)));
}

} // namespace

void PhraseTable::Table::build()
{
    if (m_added.empty())
        return;
    std::sort(m_added.begin(), m_added.end(),
              [](const Added &a, const Added &b) { return std::tie(a.hash, a.literal) < std::tie(b.hash, b.literal); });
    m_entries.resize(std::bit_ceil(2 * m_added.size()));
    m_filterMask = std::bit_ceil(std::max<size_t>(64, kFilterBitsPerEntry * m_added.size())) - 1;
    m_filter.resize((m_filterMask + 1) / 64);
    for (size_t begin = 0; begin < m_added.size();) {
        const quint64 hash = m_added[begin].hash;
        const Entry entry{quint32(hash >> 32), int(m_groups.size())};
        m_groups.push_back(0);
        int literals = 0;
        bool goesOn = false;
        for (; begin < m_added.size() && m_added[begin].hash == hash; ++begin) {
            if (m_added[begin].literal < 0) {
                goesOn = true;
            } else {
                m_groups.push_back(m_added[begin].literal);
                ++literals;
            }
        }
        m_groups[size_t(entry.group)] = 2 * literals + int(goesOn);
        size_t slot = size_t(hash) & (m_entries.size() - 1);
        while (m_entries[slot].group >= 0)
            slot = (slot + 1) & (m_entries.size() - 1);
        m_entries[slot] = entry;
        const size_t bit = size_t(hash) & m_filterMask;
        m_filter[bit / 64] |= 1ULL << bit % 64;
    }
    m_added = {};
}

std::optional<PhraseTable::Table::Found> PhraseTable::Table::look(quint64 hash) const
{
    size_t slot = size_t(hash) & (m_entries.size() - 1);
    while (m_entries[slot].group >= 0 && m_entries[slot].hash != quint32(hash >> 32))
        slot = (slot + 1) & (m_entries.size() - 1);
    if (m_entries[slot].group < 0)
        return std::nullopt;
    const int *const group = &m_groups[size_t(m_entries[slot].group)];
    return Found{{group + 1, size_t(*group / 2)}, *group % 2 != 0};
}

PhraseTable::PhraseTable(const std::vector<PhraseLiteral> &literals)
{
    for (size_t i = 0; i < literals.size(); ++i) {
        m_starts.push_back(m_pool.size());
        m_pool.append(literals[i].words);
        add(literals[i], int(i));
    }
    m_starts.push_back(m_pool.size());
    m_whole.build();
    m_begun.build();
    std::sort(m_begunLengths.begin(), m_begunLengths.end());
    m_begunLengths.erase(std::unique(m_begunLengths.begin(), m_begunLengths.end()), m_begunLengths.end());
}

void PhraseTable::add(const PhraseLiteral &literal, int index)
{
    const QByteArrayView words = literal.words;
    quint64 hash = 0;
    for (qsizetype start = 0;;) {
        const HashedWord word = wordAt(words, start);
        hash = extended(hash, word.hash);
        if (word.end == words.size()) {
            (literal.isPrefix ? m_begun : m_whole).add(hash, index);
            if (literal.isPrefix)
                m_begunLengths.push_back(word.end - start);
            return;
        }
        m_whole.add(hash, -1);
        start = word.end + 1;
    }
}

void PhraseTable::find(const QByteArray &words, std::vector<LiteralMatch> *matches) const
{
    for (qsizetype start = 0; start < words.size();)
        start = findFrom(words, start, matches) + 1;
}

/// All that begins with the word at `start`: on through the words as long as any literal does. Returns
/// where that word ends.
qsizetype PhraseTable::findFrom(QByteArrayView words, qsizetype start, std::vector<LiteralMatch> *matches) const
{
    quint64 before = 0; // of the words up to the one that is looked at
    qsizetype firstEnd = -1;
    for (qsizetype at = start;;) {
        const HashedWord word = wordAt(words, at);
        if (firstEnd < 0)
            firstEnd = word.end;
        for (const qsizetype length : m_begunLengths) {
            if (length > word.end - at)
                break;
            if (const auto found = m_begun.find(extended(before, hashOf(words, at, length))))
                take(found->literals, words, start, at + length, matches);
        }
        before = extended(before, word.hash);
        const auto found = m_whole.find(before);
        if (!found)
            return firstEnd;
        take(found->literals, words, start, word.end, matches);
        if (!found->goesOn || word.end == words.size())
            return firstEnd;
        at = word.end + 1;
    }
}

void PhraseTable::take(std::span<const int> literals, QByteArrayView words, qsizetype start, qsizetype end,
                       std::vector<LiteralMatch> *matches) const
{
    for (const int literal : literals) {
        // Two texts may have one hash.
        if (words.sliced(start, end - start) == this->words(literal))
            matches->push_back({literal, int(start), int(end)});
    }
}

} // namespace atalaia
