// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/wordstream.h"

#include "detection/literalmatch.h"
#include "detection/wordblock.h"
#include "text/characterclass.h"
#include "text/emojiwords.h"
#include "text/scriptreading.h"

#include <algorithm>
#include <array>
#include <bit>

namespace atalaia {

namespace {

constexpr qsizetype kSize = WordBlocks::kSize;
constexpr qsizetype kBorders = 3; ///< and the break

/// Of characters beyond ASCII that begin in this block: n with tilde is a letter like the others, and signs that
/// are nothing to anybody part words. What is left is odd.
class WideCharacters
{
public:
    explicit WideCharacters(QByteArrayView folded) : m_folded(folded), m_classes(characterClasses()) {}

    void read(qsizetype start, char *written, WordBlock *block)
    {
        constexpr char32_t kTilde = U'\u00F1';
        quint64 rest = block->odd;
        while (rest != 0) {
            const int bit = std::countr_zero(rest);
            const qsizetype at = start + bit;
            if (at >= m_knownUntil) {
                if (uchar(m_folded[at]) < 0xC0) // an underscore, or inside of what was odd in the block before
                    return;
                const DecodedCodePoint c = decodeAt(m_folded, at);
                m_isLetter = c.codePoint == kTilde;
                if (!m_isLetter && !isNothing(c.codePoint))
                    return;
                m_knownUntil = at + c.length;
            }
            block->odd &= ~(quint64(1) << bit);
            rest &= rest - 1;
            if (m_isLetter) {
                block->words |= quint64(1) << bit;
                written[bit] = m_folded[at];
            }
        }
    }

private:
    [[nodiscard]] bool isNothing(char32_t c) const
    {
        return !m_classes.isWord(c) && emojiWord(c).isEmpty() && regionalLetter(c) == 0 && drawnLetter(c) == 0;
    }

    QByteArrayView m_folded;
    const CharacterClasses &m_classes;
    qsizetype m_knownUntil = 0;
    bool m_isLetter = false; ///< the character that ends at m_knownUntil
};

/// Reads a text block by block: which bytes go into the stream.
class BlockReader
{
public:
    explicit BlockReader(QByteArrayView folded) : m_folded(folded), m_wide(folded), m_blocks(wordBlocks()) {}

    /// The next block, with its words written to `to`, where there is room for 64 bytes. `taken`: those of them that
    /// go into the stream: of several separators in a row the first, and none at the beginning.
    WordBlock read(qsizetype start, char *to, quint64 *taken)
    {
        const qsizetype size = std::min(kSize, m_folded.size() - start);
        WordBlock block = m_blocks.read(m_folded.data() + start, size, to);
        if (block.odd != 0)
            m_wide.read(start, to, &block);
        quint64 kept = block.words;
        if (block.apostrophes != 0) { // inside of a word it belongs to it
            const bool nextIsWord = block.apostrophes >> (kSize - 1) != 0 && isWordAt(start + size);
            const quint64 inside = block.apostrophes & (block.words << 1 | m_wasWord)
                                   & (block.words >> 1 | quint64(nextIsWord) << (kSize - 1));
            for (quint64 rest = inside; rest != 0; rest &= rest - 1)
                to[std::countr_zero(rest)] = '\'';
            kept |= inside;
        }
        *taken = ~quint64(0) >> (kSize - size) & (kept | kept << 1 | m_wasWord);
        m_wasWord = kept >> (kSize - 1);
        return block;
    }

private:
    [[nodiscard]] bool isWordAt(qsizetype at) const
    {
        return at < m_folded.size()
               && (uchar(m_folded[at]) < 0x80 ? isPlainWordByte(m_folded[at])
                                              : characterClasses().isWord(decodeAt(m_folded, at).codePoint));
    }

    QByteArrayView m_folded;
    WideCharacters m_wide;
    const WordBlocks &m_blocks;
    quint64 m_wasWord = 0; ///< the last byte of the block before
};

} // namespace

void WordStream::appendWords(QByteArrayView words)
{
    m_bytes.append(kWordBorder);
    m_bytes.append(words);
    m_bytes.append(kWordBorder);
    m_bytes.append(kTextBreak);
}

bool WordStream::append(QByteArrayView folded)
{
    const WordBlocks &blocks = wordBlocks();
    const qsizetype begin = m_bytes.size();
    const qsizetype room = begin + folded.size() + 2 * kSize + kBorders;
    if (m_bytes.capacity() < room)
        m_bytes.reserve(std::max(2 * m_bytes.capacity(), room));
    m_bytes.resize(room);
    char *const data = m_bytes.data() + begin;
    const size_t firstBlock = m_blocks.size();
    data[0] = kWordBorder;
    BlockReader reader(folded);
    qsizetype end = 1;
    quint64 isOdd = 0;
    for (qsizetype start = 0; start < folded.size(); start += kSize) {
        quint64 taken = 0;
        isOdd |= reader.read(start, data + end, &taken).odd;
        m_blocks.push_back({taken, int(begin + end), int(start)});
        end += blocks.squeeze(data + end, taken);
    }
    if (data[end - 1] != kWordBorder)
        data[end++] = kWordBorder;
    data[end++] = kTextBreak;
    m_bytes.resize(isOdd != 0 ? begin : begin + end);
    if (isOdd != 0)
        m_blocks.resize(firstBlock);
    return isOdd == 0;
}

qsizetype WordStream::placeOf(qsizetype byte, size_t firstBlock) const
{
    size_t block = firstBlock;
    while (block + 1 < m_blocks.size() && m_blocks[block + 1].start <= byte)
        ++block;
    const Block &holding = m_blocks[block];
    return holding.foldedStart + wordBlocks().nthBit(holding.taken, int(byte - holding.start));
}

} // namespace atalaia
