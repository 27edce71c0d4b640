// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/tokentext.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace atalaia {

/// What tokens of a text may also be: runs of tokens, each with the words that could stand in its place.
class EditList
{
public:
    /// More of them for one place is a riddle rather than a disguise.
    static constexpr int kMaxAlternatives = 48;

    struct Edit
    {
        int firstToken = 0; ///< both inclusive
        int lastToken = 0;
        int rank = 0; ///< where edits overlap, the higher one goes first
        bool isAlone = false; ///< a word that no phrase is looked for around
        int firstAlternative = 0;
        int alternativeCount = 0;
    };

    /// Empties the list; `tokens` must live as long as edits are added.
    void start(const TokenText &tokens);

    void begin(int firstToken, int lastToken, int rank, bool isAlone = false);
    /// An alternative for the newest edit, the likeliest first: words separated by single spaces. One
    /// that is written there or was added already is left out.
    void add(QByteArrayView words);
    /// Drops the newest edit if nothing was added.
    void finish();

    [[nodiscard]] bool isEmpty() const { return m_edits.empty(); }
    [[nodiscard]] const std::vector<Edit> &edits() const { return m_edits; }
    [[nodiscard]] QByteArrayView alternative(int index) const
    {
        const Piece &piece = m_alternatives[size_t(index)];
        return QByteArrayView(m_pool).sliced(piece.start, piece.length);
    }

private:
    struct Piece
    {
        int start = 0;
        int length = 0;
    };

    const TokenText *m_tokens = nullptr;
    std::vector<Edit> m_edits;
    std::vector<Piece> m_alternatives;
    QByteArray m_pool;
};

} // namespace atalaia
