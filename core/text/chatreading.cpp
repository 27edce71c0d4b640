// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/chatreading.h"

#include "text/chatspellings.h"
#include "text/emojiwords.h"
#include "text/readingbuilder.h"

#include <algorithm>

namespace atalaia {

namespace {

constexpr int kLeastNumberWords = 4;

// More bubbles than a word has letters.
constexpr int kMaxJoinedWords = 16;

enum Rank { SpellingRank, NumberRank };

class ChatReader
{
public:
    ChatReader(const FoldedText &folded, const TokenText &tokens, int tokenCount, ReadingWorkspace &workspace,
               Reading &reading)
        : m_folded(folded),
          m_tokens(tokens),
          m_tokenCount(tokenCount),
          m_workspace(workspace),
          m_builder(tokens, workspace, reading),
          m_table(chatSpellings())
    {}

    void read()
    {
        std::vector<ReadingWorkspace::Found> &found = m_workspace.spellings;
        found.clear();
        for (int token = 0; token < m_tokenCount; ++token) {
            if (const int entry = m_table.find(m_tokens.word(token)); entry >= 0)
                found.push_back({token, entry});
        }
        if (!found.empty())
            readSpellings();
        if (!m_workspace.seamTokens.empty())
            readSeams();
    }

private:
    void readSpellings()
    {
        bool isNumberRead = false;
        for (int language = 0; language < kSpellingLanguages; ++language) {
            if (!hasNews(language))
                continue;
            m_workspace.edits.start(m_tokens);
            addSpellings(language);
            addNumbers();
            isNumberRead = true;
            m_builder.writeEdits();
        }
        if (isNumberRead)
            return;
        m_workspace.edits.start(m_tokens);
        addNumbers();
        m_builder.writeEdits();
    }

    /// Whether a word means something in this language that it does not mean in one read before.
    [[nodiscard]] bool hasNews(int language) const
    {
        return std::any_of(m_workspace.spellings.begin(), m_workspace.spellings.end(),
                           [this, language](const ReadingWorkspace::Found &found) {
                               const auto &meanings = m_table.at(found.entry).meanings;
                               const char *meaning = meanings[size_t(language)];
                               return meaning
                                      && std::none_of(meanings.begin(), meanings.begin() + language,
                                                      [meaning](const char *earlier) {
                                                          return earlier && qstrcmp(earlier, meaning) == 0;
                                                      });
                           });
    }

    void addSpellings(int language)
    {
        for (const ReadingWorkspace::Found &found : m_workspace.spellings) {
            if (const char *meaning = m_table.at(found.entry).meanings[size_t(language)]) {
                m_workspace.edits.begin(found.token, found.token, SpellingRank);
                m_workspace.edits.add(meaning);
            }
        }
    }

    void addNumbers()
    {
        const std::vector<ReadingWorkspace::Found> &found = m_workspace.spellings;
        for (size_t i = 0; i < found.size();) {
            const size_t first = i;
            int words = 0;
            bool isSure = false; // holds more than words that are digits among others only
            m_workspace.joined.resize(0);
            while (i < found.size() && m_table.at(found[i].entry).digits
                   && (i == first || found[i].token == found[i - 1].token + 1 || isUnitOfTens(i))) {
                if (i > first && isUnitOfTens(i))
                    m_workspace.joined.chop(1); // twenty and three: 23
                m_workspace.joined.append(m_table.at(found[i].entry).digits);
                isSure = isSure || !m_table.at(found[i].entry).isDigitOnlyAmongOthers;
                ++words;
                ++i;
            }
            if (words >= kLeastNumberWords && isSure) {
                m_workspace.edits.begin(found[first].token, found[i - 1].token, NumberRank);
                m_workspace.edits.add(m_workspace.joined);
            }
            i = std::max(i, first + 1);
        }
    }

    /// Whether found word `i` is joined to tens before it by "e", "y" or "and".
    [[nodiscard]] bool isUnitOfTens(size_t i) const
    {
        const ReadingWorkspace::Found &tens = m_workspace.spellings[i - 1];
        const ReadingWorkspace::Found &unit = m_workspace.spellings[i];
        const QByteArrayView tensDigits(m_table.at(tens.entry).digits);
        const QByteArrayView unitDigits(m_table.at(unit.entry).digits);
        if (unit.token != tens.token + 2 || unitDigits.size() != 1 || unitDigits[0] == '0' || tensDigits.size() != 2
            || tensDigits[0] < '2')
            return false;
        const QByteArrayView between = m_tokens.word(tens.token + 1);
        return between == "e" || between == "y" || between == "and";
    }

    void readSeams()
    {
        std::vector<int> &seams = m_workspace.seamTokens;
        seams.erase(std::remove_if(seams.begin(), seams.end(), [this](int token) { return !canJoin(token); }),
                    seams.end());
        m_workspace.edits.start(m_tokens);
        for (const int token : seams)
            addJoined(token - 1, token);
        m_builder.writeEdits();

        m_workspace.edits.start(m_tokens);
        for (size_t i = 0; i < seams.size();) {
            size_t end = i + 1;
            while (end < seams.size() && seams[end] == seams[end - 1] + 1 && int(end - i) < kMaxJoinedWords - 1)
                ++end;
            if (end - i > 1)
                addJoined(seams[i] - 1, seams[end - 1]);
            i = end;
        }
        if (!m_workspace.edits.isEmpty())
            m_builder.writeEdits();
    }

    /// Whether a word may go on from the bubble before into the one that starts with `token`.
    [[nodiscard]] bool canJoin(int token) const
    {
        if (token < 1 || token >= m_tokenCount)
            return false;
        const TokenText::Token &before = m_tokens.tokens[size_t(token) - 1];
        const TokenText::Token &after = m_tokens.tokens[size_t(token)];
        if (emojiWordLength(m_tokens.word(token - 1)) > 0 || emojiWordLength(m_tokens.word(token)) > 0)
            return false;
        const int end = before.foldedStart + before.foldedLength;
        const QByteArrayView between = QByteArrayView(m_folded.bytes).sliced(end, after.foldedStart - end);
        return std::all_of(between.begin(), between.end(),
                           [](char c) { return c == ' ' || c == '-' || c == '.' || c == '_' || c == '*'; });
    }

    void addJoined(int first, int last)
    {
        QByteArray &joined = m_workspace.joined;
        joined.resize(0);
        for (int token = first; token <= last; ++token)
            joined.append(m_tokens.word(token));
        m_workspace.edits.begin(first, last, SpellingRank);
        m_workspace.edits.add(joined);
    }

    const FoldedText &m_folded;
    const TokenText &m_tokens;
    int m_tokenCount;
    ReadingWorkspace &m_workspace;
    ReadingBuilder m_builder;
    const ChatSpellings &m_table;
};

} // namespace

void writeChatReading(const FoldedText &folded, const TokenText &tokens, int tokenCount, ReadingWorkspace &workspace,
                      Reading &reading)
{
    ChatReader(folded, tokens, tokenCount, workspace, reading).read();
}

} // namespace atalaia
