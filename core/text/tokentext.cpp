// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/tokentext.h"

#include "text/characterclass.h"
#include "text/emojiwords.h"
#include "text/scriptreading.h"

#include <algorithm>
#include <array>

namespace atalaia {

namespace {

enum class ByteKind : quint8 { Separator, Word, Wide };

constexpr std::array<ByteKind, 256> makeByteKinds()
{
    std::array<ByteKind, 256> kinds{};
    for (size_t i = 0; i < kinds.size(); ++i) {
        const bool isWord = (i >= 'a' && i <= 'z') || (i >= '0' && i <= '9');
        kinds[i] = i >= 0x80 ? ByteKind::Wide : isWord ? ByteKind::Word : ByteKind::Separator;
    }
    return kinds;
}

constexpr std::array<ByteKind, 256> kByteKinds = makeByteKinds();

class TokenWriter
{
public:
    TokenWriter(QByteArrayView folded, TokenText &split)
        : m_folded(folded), m_split(split), m_classes(characterClasses())
    {}

    void writeAll()
    {
        qsizetype at = 0;
        while (at < m_folded.size()) {
            switch (kindAt(at)) {
            case ByteKind::Separator:
                ++at;
                break;
            case ByteKind::Word:
                at = writeWord(at);
                break;
            case ByteKind::Wide:
                at = writeWide(at);
                break;
            }
        }
    }

private:
    [[nodiscard]] ByteKind kindAt(qsizetype at) const { return kByteKinds[uchar(m_folded[at])]; }

    [[nodiscard]] bool isWordAt(qsizetype at) const
    {
        return at < m_folded.size() && m_classes.isWord(decodeAt(m_folded, at).codePoint);
    }

    qsizetype writeWide(qsizetype at)
    {
        const DecodedCodePoint c = decodeAt(m_folded, at);
        if (m_classes.isWord(c.codePoint))
            return writeWord(at);
        if (const QByteArrayView word = emojiWord(c.codePoint); !word.isEmpty()) {
            begin(at, at + c.length);
            m_split.bytes.append(word);
            end();
        } else if (regionalLetter(c.codePoint) != 0) {
            return writeRegionalLetters(at);
        }
        return at + c.length;
    }

    qsizetype writeRegionalLetters(qsizetype at)
    {
        constexpr int kBytesEach = 4;
        qsizetype last = at;
        while (last < m_folded.size() && regionalLetter(decodeAt(m_folded, last).codePoint) != 0)
            last += kBytesEach;
        begin(at, last);
        for (qsizetype letter = at; letter < last; letter += kBytesEach)
            m_split.bytes.append(regionalLetter(decodeAt(m_folded, letter).codePoint));
        end();
        return last;
    }

    qsizetype writeWord(qsizetype at)
    {
        qsizetype last = at;
        bool isPlain = true;
        bool hasDrawnLetters = false;
        while (last < m_folded.size()) {
            if (kindAt(last) == ByteKind::Word) {
                ++last;
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
        begin(at, last);
        const QByteArrayView word = m_folded.sliced(at, last - at);
        if (isPlain)
            m_split.bytes.append(word);
        else if (hasDrawnLetters)
            writeInScript(withDrawnLetters(word));
        else
            writeInScript(word);
        end();
        return last;
    }

    [[nodiscard]] static QByteArray withDrawnLetters(QByteArrayView word)
    {
        QByteArray letters;
        for (qsizetype i = 0; i < word.size();) {
            const DecodedCodePoint c = decodeAt(word, i);
            if (const char letter = drawnLetter(c.codePoint))
                letters.append(letter);
            else
                letters.append(word.sliced(i, c.length));
            i += c.length;
        }
        return letters;
    }

    void writeInScript(QByteArrayView word)
    {
        const ScriptReading::Script script = ScriptReading(word).likely();
        if (script == ScriptReading::Script::AsWritten)
            m_split.bytes.append(word);
        else
            appendInScript(word, script, m_split.bytes);
    }

    void begin(qsizetype from, qsizetype to)
    {
        if (!m_split.tokens.empty())
            m_split.bytes.append(' ');
        m_split.tokens.push_back({int(m_split.bytes.size()), 0, int(from), int(to - from)});
    }

    void end() { m_split.tokens.back().length = int(m_split.bytes.size()) - m_split.tokens.back().start; }

    QByteArrayView m_folded;
    TokenText &m_split;
    const CharacterClasses &m_classes;
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
    split.bytes.reserve(folded.bytes.size());
    split.tokens.clear();
    TokenWriter(folded.bytes, split).writeAll();
}

} // namespace atalaia
