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

/// Takes out each space that follows another one, or a beginning: those of `dropped`.
/// There is room for another block behind this one.
qsizetype squeeze(char *block, qsizetype size, quint64 dropped)
{
    std::array<char, 2 * kSize> copy{};
    std::memcpy(copy.data(), block, kSize);
    qsizetype written = 0;
    qsizetype from = 0;
    while (dropped != 0) {
        const int at = std::countr_zero(dropped);
        std::memcpy(block + written, copy.data() + from, kSize); // one length costs less than the right one
        written += at - from;
        from = at + 1;
        dropped &= dropped - 1;
    }
    std::memcpy(block + written, copy.data() + from, kSize);
    return written + size - from;
}

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

void WordStream::appendBreak()
{
    m_bytes.append(kTextBreak);
}

bool WordStream::append(QByteArrayView folded, FoldedSigns *signs)
{
    const WordBlocks &blocks = wordBlocks();
    const qsizetype begin = m_bytes.size();
    const qsizetype room = begin + folded.size() + 2 * kSize;
    if (m_bytes.capacity() < room)
        m_bytes.reserve(std::max(2 * m_bytes.capacity(), room));
    m_bytes.resize(room);
    char *const data = m_bytes.data() + begin;
    SignWords words(folded);
    WideCharacters wide(folded);
    qsizetype end = 0;
    quint64 isOdd = 0;
    quint64 wasWord = 0; ///< the last byte of the block before
    for (qsizetype start = 0; start < folded.size(); start += kSize) {
        const qsizetype size = std::min(kSize, folded.size() - start);
        WordBlock block = blocks.read(folded.data() + start, size, data + end);
        if (block.odd != 0)
            wide.read(start, data + end, &block);
        isOdd |= block.odd;
        if (signs) {
            signs->digits += std::popcount(block.digits);
            if (block.ats != 0)
                readAts(folded, start, block.ats, signs);
            words.read(start, (block.words & ~block.digits) | block.apostrophes);
        }

        quint64 kept = block.words;
        if (block.apostrophes != 0) { // inside of a word it belongs to it
            const bool nextIsWord = start + size < folded.size() && isPlainWordByte(folded[start + size]);
            const quint64 inside = block.apostrophes & (block.words << 1 | wasWord)
                                   & (block.words >> 1 | quint64(nextIsWord) << (kSize - 1));
            for (quint64 rest = inside; rest != 0; rest &= rest - 1)
                data[end + std::countr_zero(rest)] = '\'';
            kept |= inside;
        }
        const quint64 all = ~quint64(0) >> (kSize - size);
        const quint64 dropped = all & ~kept & ~(kept << 1 | wasWord);
        wasWord = kept >> (kSize - 1);
        end += dropped == 0 ? size : squeeze(data + end, size, dropped);
    }
    if (signs)
        signs->mayHoldWord = signs->mayHoldWord || words.hasFound() || isOdd != 0;
    if (end > 0 && data[end - 1] == ' ')
        --end;
    m_bytes.resize(isOdd != 0 ? begin : begin + end);
    return isOdd == 0;
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
