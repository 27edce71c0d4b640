// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/literalmatch.h"

#include <QByteArray>

#include <vector>

namespace atalaia {

/// Finds phrases word by word: one look into a table for each word that a phrase could begin or go on with.
/// Costs the same for ten thousand phrases as for ten; for few of them Hyperscan is faster, where it runs.
class PhraseTable
{
public:
    explicit PhraseTable(std::vector<PhraseLiteral> literals);

    /// `words`: with borders, each text ended by a break. Appends to `matches`, by `from`.
    void find(const QByteArray &words, std::vector<LiteralMatch> *matches) const;

private:
    /// Beginnings of literals by their hash, with the literals that are just that.
    class Table
    {
    public:
        struct Entry
        {
            quint64 hash = 0;
            int first = -1; ///< in literals(); -1 = free
            int count = 0;
            bool goesOn = false; ///< some literal has further words
        };

        /// A literal, or where it is -1 a beginning that goes on, under `hash`.
        void add(quint64 hash, int literal) { m_added.push_back({hash, literal}); }
        /// After the last add().
        void build();
        /// False where nothing has this hash: spares most looks into the entries.
        [[nodiscard]] bool mayHold(quint64 hash) const
        {
            const size_t bit = spread(hash) & m_filterMask;
            return (m_filter[bit / 64] >> bit % 64 & 1) != 0;
        }
        [[nodiscard]] const Entry *find(quint64 hash) const;
        [[nodiscard]] const std::vector<int> &literals() const { return m_literals; }

    private:
        /// The lower bits of a product know little of the upper ones of its factors.
        static size_t spread(quint64 hash) { return size_t(hash ^ (hash >> 32)); }

        struct Added
        {
            quint64 hash = 0;
            int literal = 0;
        };

        std::vector<Added> m_added; ///< empty once built
        std::vector<Entry> m_entries; ///< as many as a power of two, at most half of them taken
        std::vector<int> m_literals;
        std::vector<quint64> m_filter = {0}; ///< bits: whether anything has a hash that ends like this
        size_t m_filterMask = 63;
    };

    void add(const PhraseLiteral &literal, int index);
    qsizetype findFrom(QByteArrayView words, qsizetype start, std::vector<LiteralMatch> *matches) const;
    void take(const Table &table, const Table::Entry &entry, QByteArrayView words, qsizetype start, qsizetype end,
              std::vector<LiteralMatch> *matches) const;

    std::vector<PhraseLiteral> m_literals;
    Table m_whole; ///< by words up to the end of one
    Table m_begun; ///< literals whose last word may go on, by all that they say
};

} // namespace atalaia
