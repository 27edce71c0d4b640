// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/literalmatch.h"

#include <QByteArray>

#include <optional>
#include <span>
#include <vector>

namespace atalaia {

/// Finds phrases word by word: one look into a table for each word that a phrase could begin or go on with. The
/// engine for processors without Hyperscan's instructions; where it runs, Hyperscan is faster.
class PhraseTable
{
public:
    explicit PhraseTable(const std::vector<PhraseLiteral> &literals);

    /// `words`: with borders, each text ended by a break. Appends to `matches`, by `from`.
    void find(const QByteArray &words, std::vector<LiteralMatch> *matches) const;

private:
    /// Beginnings of literals by their hash, with the literals that are just that.
    class Table
    {
    public:
        struct Found
        {
            std::span<const int> literals;
            bool goesOn = false; ///< some literal has further words
        };

        /// A literal, or where it is -1 a beginning that goes on, under `hash`.
        void add(quint64 hash, int literal) { m_added.push_back({hash, literal}); }
        /// After the last add().
        void build();
        /// Nothing for most hashes that were not added, never nothing for one that was.
        [[nodiscard]] std::optional<Found> find(quint64 hash) const
        {
            const size_t bit = size_t(hash) & m_filterMask;
            return (m_filter[bit / 64] >> bit % 64 & 1) != 0 ? look(hash) : std::nullopt;
        }

    private:
        struct Added
        {
            quint64 hash = 0;
            int literal = 0;
        };
        /// Small, because where they lie costs more than what is done with them.
        struct Entry
        {
            quint32 hash = 0; ///< the upper half: the lower one chose the place
            int group = -1; ///< -1 = free
        };

        [[nodiscard]] std::optional<Found> look(quint64 hash) const;

        std::vector<Added> m_added; ///< empty once built
        std::vector<Entry> m_entries; ///< as many as a power of two, at most half of them taken
        std::vector<int> m_groups; ///< each: twice the number of literals, one more where it goes on; the literals
        std::vector<quint64> m_filter = {0}; ///< bits: whether anything has a hash that ends like this
        size_t m_filterMask = 63;
    };

    void add(const PhraseLiteral &literal, int index);
    qsizetype findFrom(QByteArrayView words, qsizetype start, std::vector<LiteralMatch> *matches) const;
    void take(std::span<const int> literals, QByteArrayView words, qsizetype start, qsizetype end,
              std::vector<LiteralMatch> *matches) const;
    [[nodiscard]] QByteArrayView words(int literal) const
    {
        const auto start = m_starts[size_t(literal)];
        return QByteArrayView(m_pool).sliced(start, m_starts[size_t(literal) + 1] - start);
    }

    QByteArray m_pool; ///< what the literals say, one behind the other
    std::vector<qsizetype> m_starts; ///< there, by literal, and the end
    Table m_whole; ///< by words up to the end of one
    Table m_begun; ///< literals whose last word may go on, by all that they say
    std::vector<qsizetype> m_begunLengths; ///< ascending: what their last words are long
};

} // namespace atalaia
