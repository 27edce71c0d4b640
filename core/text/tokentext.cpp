// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/tokentext.h"

#include "text/characterclass.h"
#include "text/emojiwords.h"
#include "text/scriptreading.h"
#include "text/wordmask.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace atalaia {

namespace {

/// Finds where words begin and end; cheap while it goes forward.
class WordCursor
{
public:
    explicit WordCursor(QByteArrayView text) : m_text(text), m_mask(wordMasking().mask) { load(0); }

    /// The first byte at or behind `at` that may belong to a word; the text's size if there is none.
    [[nodiscard]] qsizetype wordAt(qsizetype at)
    {
        return find(at, [](const WordMask &mask) { return mask.words | mask.wide; });
    }

    /// The first byte at or behind `at` that is not an ASCII letter or digit.
    [[nodiscard]] qsizetype wordEndAt(qsizetype at)
    {
        return find(at, [](const WordMask &mask) { return ~mask.words; });
    }

private:
    static constexpr qsizetype kBlock = 64;

    template <typename Bits> qsizetype find(qsizetype at, Bits bits)
    {
        while (at < m_text.size()) {
            if (at < m_start || at - m_start >= kBlock)
                load(at & ~(kBlock - 1));
            if (const quint64 found = bits(m_block) >> (at - m_start))
                return std::min(m_text.size(), at + std::countr_zero(found));
            at = m_start + kBlock;
        }
        return m_text.size();
    }

    void load(qsizetype start)
    {
        m_start = start;
        const qsizetype size = std::min(kBlock, m_text.size() - start);
        m_block = size > 0 ? m_mask(m_text.data() + start, size) : WordMask();
    }

    QByteArrayView m_text;
    WordMask (*m_mask)(const char *from, qsizetype size);
    qsizetype m_start = 0;
    WordMask m_block;
};

class TokenWriter
{
public:
    TokenWriter(QByteArrayView folded, TokenText &split)
        : m_folded(folded), m_split(split), m_classes(characterClasses()), m_cursor(folded)
    {
        reserve(folded.size() + kSmall);
    }

    void writeAll()
    {
        for (qsizetype at = m_cursor.wordAt(0); at < m_folded.size(); at = m_cursor.wordAt(at)) {
            if (uchar(m_folded[at]) >= 0x80) {
                at = writeWide(at);
                continue;
            }
            const qsizetype end = m_cursor.wordEndAt(at);
            const char next = end < m_folded.size() ? m_folded[end] : ' ';
            if (uchar(next) < 0x80 && next != '\'' && next != '_') {
                writeToken(m_folded.sliced(at, end - at), at, end);
                at = end;
            } else {
                at = writeWord(at);
            }
        }
        m_split.bytes.resize(m_size);
    }

private:
    [[nodiscard]] bool isWordAt(qsizetype at) const
    {
        return at < m_folded.size() && m_classes.isWord(decodeAt(m_folded, at).codePoint);
    }

    qsizetype writeWide(qsizetype at)
    {
        const DecodedCodePoint c = decodeAt(m_folded, at);
        if (m_classes.isWord(c.codePoint))
            return writeWord(at);
        if (const QByteArrayView word = emojiWord(c.codePoint); !word.isEmpty())
            writeToken(word, at, at + c.length);
        else if (regionalLetter(c.codePoint) != 0)
            return writeRegionalLetters(at);
        return at + c.length;
    }

    qsizetype writeRegionalLetters(qsizetype at)
    {
        constexpr int kBytesEach = 4;
        m_read.resize(0);
        qsizetype last = at;
        for (; last < m_folded.size(); last += kBytesEach) {
            const char letter = regionalLetter(decodeAt(m_folded, last).codePoint);
            if (letter == 0)
                break;
            m_read.append(letter);
        }
        writeToken(m_read, at, last);
        return last;
    }

    qsizetype writeWord(qsizetype at)
    {
        qsizetype last = at;
        bool isPlain = true;
        bool hasDrawnLetters = false;
        while (last < m_folded.size()) {
            if (const qsizetype end = m_cursor.wordEndAt(last); end > last) {
                last = end;
                continue;
            }
            const DecodedCodePoint c = decodeAt(m_folded, last);
            const bool isDrawn = drawnLetter(c.codePoint) != 0;
            if (!m_classes.isWord(c.codePoint) && !((c.codePoint == U'\'' || isDrawn) && isWordAt(last + c.length)))
                break;
            hasDrawnLetters = hasDrawnLetters || isDrawn;
            isPlain = isPlain && c.length == 1;
            last += c.length;
        }
        if (const qsizetype length = last - at == 5 ? emojiWordLength(m_folded.sliced(at)) : 0; length > 0)
            last = at + length; // as a list of terms writes it
        const QByteArrayView word = m_folded.sliced(at, last - at);
        writeToken(isPlain ? word : inOneScript(hasDrawnLetters ? withDrawnLetters(word) : word), at, last);
        return last;
    }

    [[nodiscard]] QByteArrayView withDrawnLetters(QByteArrayView word)
    {
        m_drawn.resize(0);
        for (qsizetype i = 0; i < word.size();) {
            const DecodedCodePoint c = decodeAt(word, i);
            if (const char letter = drawnLetter(c.codePoint))
                m_drawn.append(letter);
            else
                m_drawn.append(word.sliced(i, c.length));
            i += c.length;
        }
        return m_drawn;
    }

    [[nodiscard]] QByteArrayView inOneScript(QByteArrayView word)
    {
        const ScriptReading::Script script = ScriptReading(word).likely();
        if (script == ScriptReading::Script::AsWritten)
            return word;
        m_read.resize(0);
        appendInScript(word, script, m_read);
        return m_read;
    }

    void writeToken(QByteArrayView word, qsizetype from, qsizetype to)
    {
        if (m_capacity - m_size < word.size() + 1 + kSmall)
            reserve(m_folded.size() - from + word.size() + kSmall);
        if (m_size > 0)
            m_data[m_size++] = ' ';
        m_split.tokens.push_back({int(m_size), int(word.size()), int(from), int(to - from)});
        // Most words are short and not the last one: a copy of one size costs less than the right one.
        if (word.size() <= kSmall && from + kSmall <= m_folded.size() && word.data() == m_folded.data() + from)
            std::memcpy(m_data + m_size, word.data(), kSmall);
        else
            std::memcpy(m_data + m_size, word.data(), size_t(word.size()));
        m_size += word.size();
    }

    /// Room for so many bytes more, written behind size() and within capacity().
    void reserve(qsizetype more)
    {
        m_split.bytes.detach(); // a copy may be in other hands, and detaching keeps no capacity
        if (m_split.bytes.capacity() < m_size + more + 1) {
            m_split.bytes.resize(m_size);
            m_split.bytes.reserve(m_size + more + more / 8 + 1);
        }
        m_data = m_split.bytes.data();
        m_capacity = m_split.bytes.capacity();
    }

    static constexpr qsizetype kSmall = 16;

    QByteArrayView m_folded;
    TokenText &m_split;
    const CharacterClasses &m_classes;
    WordCursor m_cursor;
    char *m_data = nullptr;
    qsizetype m_size = 0;
    qsizetype m_capacity = 0;
    QByteArray m_read;
    QByteArray m_drawn;
};

} // namespace

int TokenText::tokenStartingAt(qsizetype byte) const
{
    const auto found = std::lower_bound(tokens.begin(), tokens.end(), byte,
                                        [](const Token &token, qsizetype b) { return token.start < b; });
    return found != tokens.end() && found->start == byte ? int(found - tokens.begin()) : -1;
}

int TokenText::tokenEndingAt(qsizetype byte) const
{
    const auto found = std::lower_bound(tokens.begin(), tokens.end(), byte,
                                        [](const Token &token, qsizetype b) { return token.start + token.length < b; });
    return found != tokens.end() && found->start + found->length == byte ? int(found - tokens.begin()) : -1;
}

TokenText splitIntoTokens(const FoldedText &folded)
{
    TokenText split;
    splitIntoTokens(folded, split);
    return split;
}

void splitIntoTokens(const FoldedText &folded, TokenText &split)
{
    split.bytes.resize(0);
    split.tokens.clear();
    TokenWriter(folded.bytes, split).writeAll();
}

} // namespace atalaia
