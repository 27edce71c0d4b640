// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/disguisereading.h"

#include "text/characterclass.h"
#include "text/disguisesigns.h"
#include "text/disguisevariants.h"
#include "text/readingbuilder.h"
#include "text/scriptreading.h"

#include <algorithm>

namespace atalaia {

namespace {

// What is longer is an address or a key.
constexpr qsizetype kMaxPieceBytes = 64;

constexpr int kLeastSingleLetters = 4;
constexpr int kMaxSingleLetters = 48;
constexpr int kMaxShortWords = 2;

enum Rank { WordRank, PieceRank, LettersRank };

bool isJoiner(char c)
{
    return c == '.' || c == '-' || c == '_';
}

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || uchar(c) >= 0x80 || c == '\'';
}

class DisguiseReader
{
public:
    DisguiseReader(const FoldedText &folded, const TokenText &tokens, int tokenCount, ReadingWorkspace &workspace)
        : m_text(folded),
          m_folded(folded.bytes),
          m_segments(folded.segments),
          m_tokens(tokens),
          m_tokenCount(tokenCount),
          m_edits(workspace.edits),
          m_variants(workspace),
          m_piece(workspace.joined)
    {
        if (tokenCount > 0)
            m_end = foldedEnd(tokenCount - 1);
    }

    void addEdits()
    {
        m_edits.start(m_tokens);
        addPieces();
        addSingleLetters();
        addScripts();
        m_edits.finish();
    }

private:
    [[nodiscard]] qsizetype foldedStart(int token) const { return m_tokens.tokens[size_t(token)].foldedStart; }
    [[nodiscard]] qsizetype foldedEnd(int token) const
    {
        const TokenText::Token &t = m_tokens.tokens[size_t(token)];
        return t.foldedStart + t.foldedLength;
    }

    [[nodiscard]] bool isPieceByte(qsizetype at) const
    {
        const char c = m_folded[at];
        if (isWordByte(c) || QByteArrayView("@$!|+(*#").contains(c))
            return true;
        if (!isJoiner(c))
            return false;
        return !(at > 0 && isJoiner(m_folded[at - 1])) && !(at + 1 < m_folded.size() && isJoiner(m_folded[at + 1]));
    }

    void addPieces()
    {
        int token = 0; // first one that does not end before the piece
        qsizetype done = 0;
        for (qsizetype at = nextDisguiseSign(m_folded, 0); at < m_end; at = nextDisguiseSign(m_folded, done)) {
            qsizetype from = at;
            while (from > done && isPieceByte(from - 1))
                --from;
            qsizetype to = at + 1;
            while (to < m_folded.size() && isPieceByte(to))
                ++to;
            done = to;
            trim(from, to);
            while (token < m_tokenCount && foldedEnd(token) <= from)
                ++token;
            int last = token;
            while (last < m_tokenCount && foldedStart(last) < to)
                ++last;
            if (last > token)
                addPiece(from, to, token, last - 1);
        }
    }

    /// Brackets, ends of sentences and the asterisks of bold text are no part of a piece.
    void trim(qsizetype &from, qsizetype &to) const
    {
        const bool isBold = m_folded[from] == '*';
        while (from < to && !isWordByte(m_folded[from]) && m_folded[from] != '@' && m_folded[from] != '$')
            ++from;
        while (to > from && !isWordByte(m_folded[to - 1]) && m_folded[to - 1] != '@' && m_folded[to - 1] != '$'
               && (isBold || m_folded[to - 1] != '*'))
            --to;
    }

    void addPiece(qsizetype from, qsizetype to, int first, int last)
    {
        for (int token = first; token <= last; ++token) {
            m_edits.begin(token, token, WordRank);
            m_variants.addOfWord(m_tokens.word(token));
        }
        const bool isOneWord = first == last && foldedStart(first) <= from && foldedEnd(last) >= to;
        if (isOneWord || to - from > kMaxPieceBytes)
            return;
        if (writePiece(from, to, first, last)) {
            const bool isMention = m_folded[from] == '@'; // a name, as a rule: worth a word, not a sentence
            m_edits.begin(first, last, PieceRank, isMention);
            m_variants.addOfPiece(m_piece);
        }
    }

    /// The piece with its words as they are read and the signs around them; false if there is something
    /// in it that stands for no letter.
    bool writePiece(qsizetype from, qsizetype to, int first, int last)
    {
        m_piece.resize(0);
        qsizetype at = std::min(from, foldedStart(first));
        for (int token = first; token <= last; ++token) {
            if (!appendSigns(at, foldedStart(token)) || m_tokens.word(token).contains('_'))
                return false;
            m_piece.append(m_tokens.word(token));
            at = foldedEnd(token);
        }
        return at >= to || appendSigns(at, to);
    }

    bool appendSigns(qsizetype from, qsizetype to)
    {
        for (qsizetype at = from; at < to;) {
            const DecodedCodePoint c = decodeAt(m_folded, at);
            if (c.codePoint == U'€')
                m_piece.append('e');
            else if (c.codePoint == U'£')
                m_piece.append('l');
            else if (c.codePoint == U'¥')
                m_piece.append('y');
            else if (c.length > 1)
                return false;
            else if (!isJoiner(char(c.codePoint)))
                m_piece.append(char(c.codePoint));
            at += c.length;
        }
        return true;
    }

    void addSingleLetters()
    {
        for (int first = 0; first < m_tokenCount;) {
            int end = first;
            while (end < m_tokenCount && isSingleLetter(end) && (end == first || isNear(end)))
                ++end;
            addLettersOfWords(first, end);
            first = std::max(end, first + 1);
        }
    }

    /// Whoever writes a sentence letter by letter leaves more room between its words: "m e  d i z  a  s e n h a".
    void addLettersOfWords(int first, int end)
    {
        int word = first;
        for (int next = first + 1; end - first >= kLeastSingleLetters && next < end; ++next) {
            if (!hasRoomBefore(next))
                continue;
            addWord(word, next);
            word = next;
        }
        if (word > first)
            addWord(word, end);
        else if (end - first >= kLeastSingleLetters && end - first <= kMaxSingleLetters)
            addLetters(first, end);
    }

    void addWord(int first, int end)
    {
        if (end - first < 2 || end - first > kMaxSingleLetters)
            return;
        m_edits.begin(first, end - 1, LettersRank);
        addJoined(first, end);
    }

    /// More characters in the original than the folded text has between this token and the one before.
    [[nodiscard]] bool hasRoomBefore(int token) const
    {
        const qsizetype from = foldedEnd(token - 1);
        const qsizetype to = foldedStart(token);
        const int between = m_text.originalSpan(to, to + 1).start - m_text.originalSpan(from - 1, from).end;
        return from < to && between > to - from;
    }

    [[nodiscard]] bool isSingleLetter(int token) const
    {
        const TokenText::Token &t = m_tokens.tokens[size_t(token)];
        return t.length == 1 || (t.length <= 4 && decodeAt(m_tokens.bytes, t.start).length == t.length);
    }

    /// Whether only a little stands between this token and the one before.
    [[nodiscard]] bool isNear(int token) const
    {
        constexpr int kMaxSigns = 3;
        int signs = 0;
        for (qsizetype at = foldedEnd(token - 1); at < foldedStart(token); ++signs) {
            const DecodedCodePoint c = decodeAt(m_folded, at);
            constexpr std::u32string_view kBetween = U" .-_*,/|·•";
            if (signs == kMaxSigns || kBetween.find(c.codePoint) == std::u32string_view::npos)
                return false;
            at += c.length;
        }
        return signs > 0;
    }

    void addLetters(int first, int end)
    {
        // Words of one letter may stand before the letters and behind.
        for (int from = first; from <= first + kMaxShortWords; ++from) {
            for (int to = end; to >= end - kMaxShortWords; --to) {
                if (to - from < kLeastSingleLetters)
                    break;
                m_edits.begin(from, to - 1, LettersRank);
                addJoined(from, to);
                if (!isShortWord(to - 1))
                    break;
            }
            if (!isShortWord(from))
                break;
        }
    }

    [[nodiscard]] bool isShortWord(int token) const
    {
        return QByteArrayView("aeoyiu").contains(m_tokens.word(token).front());
    }

    void addJoined(int first, int end)
    {
        m_piece.resize(0);
        for (int token = first; token < end; ++token)
            m_piece.append(m_tokens.word(token));
        m_variants.addOfPiece(m_piece);
    }

    void addScripts()
    {
        if (std::none_of(m_segments.begin(), m_segments.end(),
                         [this](const FoldedText::Segment &segment) { return hasOtherScript(segment); }))
            return;
        bool isLatinPossible = true; // no word of the text is Cyrillic beyond doubt
        for (int token = 0; token < m_tokenCount && isLatinPossible; ++token)
            isLatinPossible = !ScriptReading(writtenWord(token)).isSurelyNotLatin();
        for (int token = 0; token < m_tokenCount; ++token) {
            const ScriptReading reading(writtenWord(token));
            const ScriptReading::Script script = reading.possible();
            if (script == ScriptReading::Script::AsWritten || (reading.isCyrillicOnly() && !isLatinPossible))
                continue;
            m_piece.resize(0);
            appendInScript(writtenWord(token), script, m_piece);
            m_edits.begin(token, token, WordRank);
            m_edits.add(m_piece);
        }
    }

    /// Whether there may be Greek, Cyrillic or letters of strange shape among the characters of a segment.
    [[nodiscard]] bool hasOtherScript(const FoldedText::Segment &segment) const
    {
        if (segment.unitBytes != 2 && segment.unitBytes != 3)
            return false;
        const FoldedText::Segment *const next = &segment + 1;
        const bool isLast = next == m_segments.data() + m_segments.size();
        const qsizetype end = isLast ? m_folded.size() : next->byteStart;
        for (qsizetype at = segment.byteStart; at < end; at += segment.unitBytes) {
            const auto head = uchar(m_folded[at]);
            if ((head >= 0xC4 && head <= 0xD4) || head == 0xE1 || head == 0xEA)
                return true;
        }
        return false;
    }

    [[nodiscard]] QByteArrayView writtenWord(int token) const
    {
        return m_folded.sliced(foldedStart(token), foldedEnd(token) - foldedStart(token));
    }

    const FoldedText &m_text;
    QByteArrayView m_folded;
    const std::vector<FoldedText::Segment> &m_segments;
    const TokenText &m_tokens;
    int m_tokenCount;
    qsizetype m_end = 0; ///< of what is read, in the folded text
    EditList &m_edits;
    DisguiseVariants m_variants;
    QByteArray &m_piece;
};

} // namespace

void writeDisguiseReading(const FoldedText &folded, const TokenText &tokens, int tokenCount,
                          ReadingWorkspace &workspace, Reading &reading)
{
    DisguiseReader(folded, tokens, tokenCount, workspace).addEdits();
    if (!workspace.edits.isEmpty())
        ReadingBuilder(tokens, workspace, reading).writeEdits();
}

} // namespace atalaia
