// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/wordstream.h"

#include "detection/identifiers/scantext.h"
#include "detection/literalmatch.h"
#include "detection/wordblock.h"
#include "text/characterclass.h"
#include "text/emojiwords.h"
#include "text/scriptreading.h"

#include <array>
#include <bit>
#include <cstring>

namespace atalaia {

namespace {

constexpr qsizetype kSize = WordBlocks::kSize;
constexpr qsizetype kBorders = 3; ///< and the break

/// Mentions and addresses differ in what stands beside the sign.
void readAts(QByteArrayView folded, qsizetype start, quint64 ats, FoldedSigns *signs)
{
    for (; ats != 0; ats &= ats - 1) {
        const qsizetype at = start + std::countr_zero(ats);
        const bool isAfterSpace = at == 0 || folded[at - 1] == ' ';
        const bool isBeforeSpace = at + 1 == folded.size() || folded[at + 1] == ' ';
        if (isAfterSpace && (at == 0 || !isBeforeSpace))
            signs->hasMention = true;
        else
            signs->mayHoldAddress = true;
    }
}

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

/// Words that may say that an identifier follows, across blocks.
class SignWords
{
public:
    explicit SignWords(QByteArrayView folded) : m_folded(folded) {}

    void read(qsizetype start, quint64 letters)
    {
        for (quint64 starts = letters & ~(letters << 1 | quint64(m_isInWord)); starts != 0; starts &= starts - 1) {
            const int at = std::countr_zero(starts);
            int length = std::countr_one(letters >> at);
            if (at + length == kSize)
                length = lengthFrom(start + at);
            judge(start + at, length);
        }
        m_isInWord = letters >> (kSize - 1) != 0;
    }

    [[nodiscard]] bool hasFound() const { return m_hasFound; }

private:
    [[nodiscard]] int lengthFrom(qsizetype start) const
    {
        qsizetype end = start;
        while (end < m_folded.size()
               && ((m_folded[end] >= 'a' && m_folded[end] <= 'z') || m_folded[end] == '\''
                   || uchar(m_folded[end]) >= 0x80))
            ++end;
        return int(end - start);
    }

    void judge(qsizetype start, int length)
    {
        switch (signWord(m_folded.sliced(start, length), start > 0 ? m_folded[start - 1] : ' ')) {
        case SignWord::None:
            m_numbers = 0;
            break;
        case SignWord::Number:
            m_hasFound = m_hasFound || ++m_numbers >= kNumberWordsInRow;
            break;
        case SignWord::Joint:
            break;
        case SignWord::Sign:
            m_hasFound = true;
            break;
        }
    }

    QByteArrayView m_folded;
    int m_numbers = 0;
    bool m_isInWord = false;
    bool m_hasFound = false;
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
            const bool nextIsWord = start + size < m_folded.size() && isPlainWordByte(m_folded[start + size]);
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
    QByteArrayView m_folded;
    WideCharacters m_wide;
    const WordBlocks &m_blocks;
    quint64 m_wasWord = 0; ///< the last byte of the block before
};

/// Besides Western letters: signs that part words here and folded, and nothing else.
bool hasKnownSignsOnly(QByteArrayView text)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        const auto lead = uchar(text[at]);
        if (lead < 0xC2 || lead == 0xC3)
            continue;
        const auto second = at + 1 < text.size() ? uchar(text[at + 1]) : uchar(0);
        const auto third = at + 2 < text.size() ? uchar(text[at + 2]) : uchar(0);
        const bool isPunctuation = lead == 0xC2 && (second == 0xA1 || second == 0xAB || second == 0xBB || second == 0xBF);
        const bool isQuote = lead == 0xE2 && second == 0x80
                             && (third == 0x93 || third == 0x94 || third == 0x99 || third == 0x9C || third == 0x9D);
        const bool isPicture = (lead == 0xE2 && second >= 0x98 && second <= 0x9E)
                               || (lead == 0xF0 && second == 0x9F && third >= 0x8C && third <= 0xA7);
        if (!isPunctuation && !isQuote && !isPicture)
            return false;
    }
    return true;
}

} // namespace

void WordStream::appendWords(QByteArrayView words)
{
    m_bytes.append(kWordBorder);
    m_bytes.append(words);
    m_bytes.append(kWordBorder);
    m_bytes.append(kTextBreak);
}

bool WordStream::append(QByteArrayView folded, FoldedSigns *signs)
{
    const WordBlocks &blocks = wordBlocks();
    const qsizetype begin = m_bytes.size();
    const qsizetype room = begin + folded.size() + 2 * kSize + kBorders;
    if (m_bytes.capacity() < room)
        m_bytes.reserve(std::max(2 * m_bytes.capacity(), room));
    m_bytes.resize(room);
    char *const data = m_bytes.data() + begin;
    data[0] = kWordBorder;
    BlockReader reader(folded);
    SignWords words(folded);
    qsizetype end = 1;
    quint64 isOdd = 0;
    for (qsizetype start = 0; start < folded.size(); start += kSize) {
        quint64 taken = 0;
        const WordBlock block = reader.read(start, data + end, &taken);
        isOdd |= block.odd;
        if (signs) {
            signs->digits += std::popcount(block.digits);
            if (block.ats != 0)
                readAts(folded, start, block.ats, signs);
            words.read(start, (block.words & ~block.digits) | block.apostrophes);
        }
        end += blocks.squeeze(data + end, taken);
    }
    if (signs)
        signs->mayHoldWord = signs->mayHoldWord || words.hasFound() || isOdd != 0;
    if (data[end - 1] != kWordBorder)
        data[end++] = kWordBorder;
    data[end++] = kTextBreak;
    m_bytes.resize(isOdd != 0 ? begin : begin + end);
    return isOdd == 0;
}

qsizetype WordStream::placeIn(QByteArrayView folded, qsizetype byte)
{
    BlockReader reader(folded);
    std::array<char, kSize> written{};
    for (qsizetype start = 0; start < folded.size(); start += kSize) {
        quint64 taken = 0;
        reader.read(start, written.data(), &taken);
        const int count = std::popcount(taken);
        if (byte >= count) {
            byte -= count;
            continue;
        }
        for (; byte > 0; --byte)
            taken &= taken - 1;
        return start + std::countr_zero(taken);
    }
    return folded.size();
}

bool isWesternUtf8(QByteArrayView text)
{
    constexpr quint64 kTops = 0x8080808080808080ULL;
    constexpr quint64 kLead = 0xC3C3C3C3C3C3C3C3ULL; // of U+00C0 to U+00FF
    quint64 other = 0;
    const auto look = [&other](quint64 bytes) {
        const quint64 leads = bytes & (bytes << 1) & kTops;
        const quint64 difference = bytes ^ kLead;
        const quint64 isDifferent = (((difference & ~kTops) + ~kTops) | difference) & kTops;
        other |= leads & isDifferent;
    };
    qsizetype at = 0;
    quint64 bytes = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::memcpy(&bytes, text.data() + at, 8);
        look(bytes);
    }
    bytes = 0;
    std::memcpy(&bytes, text.data() + at, size_t(text.size() - at));
    look(bytes);
    return other == 0 || hasKnownSignsOnly(text);
}

} // namespace atalaia
