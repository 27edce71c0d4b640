// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace atalaia {

/// The words of many folded texts in a row, as splitIntoTokens() has them, each with its borders, each text ended by
/// a break, but without their places: those are asked for where something is found, which is rare.
class WordStream
{
public:
    void clear()
    {
        m_bytes.resize(0);
        m_blocks.clear();
    }
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

    /// Appends the words of a folded text. False, with nothing appended: the text holds more than plain letters (n
    /// with tilde is one), digits and signs, so only splitIntoTokens() knows its words.
    bool append(QByteArrayView folded);
    /// Of a text that append() refused: separated by single spaces.
    void appendWords(QByteArrayView words);

    /// How many blocks there are: the number of the first one of the text that is appended next.
    [[nodiscard]] size_t blockCount() const { return m_blocks.size(); }
    /// Where in its folded text a byte of bytes() stands. `firstBlock`: of that text, which append() took; `byte` is
    /// one of a word.
    [[nodiscard]] qsizetype placeOf(qsizetype byte, size_t firstBlock) const;

private:
    /// Some bytes of a folded text in a row.
    struct Block
    {
        quint64 taken = 0; ///< which of them are in m_bytes
        int start = 0; ///< there
        int foldedStart = 0;
    };

    QByteArray m_bytes;
    std::vector<Block> m_blocks;
};

} // namespace atalaia
