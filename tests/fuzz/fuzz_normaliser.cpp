// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a text: as UTF-8, as UTF-16, with seams at any place. The shape of what comes out must be right.
#include "text/normalisedtext.h"

#include <QString>

#include <algorithm>
#include <cstdlib>
#include <cstring>

using namespace atalaia;

namespace {

constexpr int kHighestLevel = 3;

void require(bool isRight)
{
    if (!isRight)
        std::abort();
}

void checkFold(const FoldedText &folded)
{
    require(QString::fromUtf8(folded.bytes).toUtf8() == folded.bytes);
    int previous = 0;
    for (qsizetype i = 0; i < folded.bytes.size(); ++i) {
        const Span span = folded.originalSpan(i, i + 1);
        require(span.start >= previous && span.start < span.end);
        previous = span.start;
    }
}

void checkReadings(const NormalisedText &text)
{
    const auto tokenCount = int(text.tokens.tokens.size());
    for (int token = 0; token < tokenCount; ++token)
        require(!text.tokens.word(token).isEmpty() && text.originalSpan(token, token).end > 0);
    for (const Reading &reading : text.readings) {
        int at = 0;
        for (const Reading::Word &word : reading.words) {
            require(word.start == at && word.length > 0);
            require(word.firstToken >= 0 && word.firstToken <= word.lastToken && word.lastToken < tokenCount);
            at = word.start + word.length + 1;
        }
        require(at == reading.bytes.size() + 1);
        require(QString::fromUtf8(reading.bytes).toUtf8() == reading.bytes);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const QByteArray utf8(reinterpret_cast<const char *>(bytes), qsizetype(size));
    checkFold(foldText(QUtf8StringView(utf8.constData(), utf8.size())));

    QString units(qsizetype(size / 2), u' ');
    std::memcpy(units.data(), bytes, size / 2 * 2);
    static NormalisedText reused; // as in a scan: nothing may be left of the text before
    for (const QString &text : {QString::fromUtf8(utf8), units}) {
        std::vector<qsizetype> seams;
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (text[i] == u'\n')
                seams.push_back(i + 1);
        }
        normalise(text, kHighestLevel, seams, reused);
        checkFold(reused.folded);
        checkReadings(reused);
        NormalisedText fresh;
        normalise(text, kHighestLevel, seams, fresh);
        require(std::equal(
                reused.readings.begin(), reused.readings.end(), fresh.readings.begin(), fresh.readings.end(),
                [](const Reading &a, const Reading &b) { return a.level == b.level && a.bytes == b.bytes; }));
    }
    return 0;
}
