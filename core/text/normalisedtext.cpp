// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/normalisedtext.h"

#include "text/characterclass.h"
#include "text/chatreading.h"
#include "text/disguisereading.h"
#include "text/emojiwords.h"
#include "text/readingbuilder.h"

#include <algorithm>

namespace atalaia {

namespace {

constexpr int kLeastReversedLetters = 6;

/// Tokens with which a new bubble begins, ascending.
void findSeamTokens(QStringView text, const std::vector<qsizetype> &seams, const NormalisedText &normalised,
                    std::vector<int> &seamTokens)
{
    seamTokens.clear();
    const std::vector<TokenText::Token> &tokens = normalised.tokens.tokens;
    qsizetype unit = 0;
    int codePoint = 0;
    for (const qsizetype seam : seams) {
        for (; unit < std::min(seam, text.size()); ++unit) {
            const bool isSecondHalf = unit > 0 && text[unit].isLowSurrogate() && text[unit - 1].isHighSurrogate();
            codePoint += !isSecondHalf;
        }
        const int byte = normalised.folded.byteOfCodePoint(codePoint);
        const auto next = std::lower_bound(tokens.begin(), tokens.end(), byte,
                                           [](const TokenText::Token &t, int b) { return t.foldedStart < b; });
        const int token = int(next - tokens.begin());
        if (next != tokens.end() && (seamTokens.empty() || seamTokens.back() < token))
            seamTokens.push_back(token);
    }
}

void writeReversedReading(const TokenText &tokens, int tokenCount, ReadingWorkspace &workspace, Reading &reading)
{
    ReadingBuilder builder(tokens, workspace, reading);
    for (int token = 0; token < tokenCount; ++token) {
        const QByteArrayView word = tokens.word(token);
        if (word.size() < kLeastReversedLetters || emojiWordLength(word) > 0)
            continue;
        QByteArray &reversed = workspace.variant;
        reversed.resize(word.size());
        int letters = 0;
        for (qsizetype at = 0; at < word.size(); ++letters) {
            const int length = decodeAt(word, at).length;
            std::copy_n(word.begin() + at, length, reversed.data() + word.size() - at - length);
            at += length;
        }
        if (letters >= kLeastReversedLetters && reversed != word)
            builder.writeAlone(reversed, token);
    }
}

/// A reading to write to, from the spare ones if there are any.
Reading &nextReading(NormalisedText &normalised, int level)
{
    std::vector<Reading> &spare = normalised.workspace.spare;
    if (spare.empty()) {
        normalised.readings.push_back({});
    } else {
        normalised.readings.push_back(std::move(spare.back()));
        spare.pop_back();
    }
    Reading &reading = normalised.readings.back();
    reading.bytes.resize(0);
    reading.words.clear();
    reading.level = level;
    reading.isCut = false;
    return reading;
}

/// Takes back a reading that has nothing to say.
void dropIfEmpty(NormalisedText &normalised)
{
    if (!normalised.readings.back().words.empty())
        return;
    normalised.workspace.spare.push_back(std::move(normalised.readings.back()));
    normalised.readings.pop_back();
}

} // namespace

Span NormalisedText::originalSpan(int firstToken, int lastToken) const
{
    const TokenText::Token &first = tokens.tokens[size_t(firstToken)];
    const TokenText::Token &last = tokens.tokens[size_t(lastToken)];
    return folded.originalSpan(first.foldedStart, last.foldedStart + last.foldedLength);
}

void normalise(QStringView text, int maxLevel, const std::vector<qsizetype> &seams, NormalisedText &normalised)
{
    ReadingWorkspace &workspace = normalised.workspace;
    while (!normalised.readings.empty()) {
        workspace.spare.push_back(std::move(normalised.readings.back()));
        normalised.readings.pop_back();
    }
    foldText(text, normalised.folded);
    splitIntoTokens(normalised.folded, normalised.tokens);
    const int tokenCount = maxLevel > 0 ? int(normalised.tokens.tokens.size()) : 0;
    if (tokenCount == 0)
        return;

    findSeamTokens(text, seams, normalised, workspace.seamTokens);
    writeChatReading(normalised.folded, normalised.tokens, tokenCount, workspace, nextReading(normalised, 1));
    dropIfEmpty(normalised);
    if (maxLevel >= 2) {
        writeDisguiseReading(normalised.folded, normalised.tokens, tokenCount, workspace, nextReading(normalised, 2));
        dropIfEmpty(normalised);
    }
    if (maxLevel >= 3) {
        writeReversedReading(normalised.tokens, tokenCount, workspace, nextReading(normalised, 3));
        dropIfEmpty(normalised);
    }
}

NormalisedText normalise(QStringView text, int maxLevel)
{
    NormalisedText normalised;
    normalise(text, maxLevel, {}, normalised);
    return normalised;
}

} // namespace atalaia
