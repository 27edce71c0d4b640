// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/squeeze.h"

#include "text/characterclass.h"

#include <algorithm>

namespace atalaia {

namespace {

constexpr int kLeastLetters = 2;

/// How many of a run of `count` remain.
int remaining(char32_t c, int count, Squeeze squeeze)
{
    const bool isLong = count >= 3;
    switch (squeeze) {
    case Squeeze::Likely:
        return !isLong ? count : c == U'r' || c == U's' ? 2 : 1;
    case Squeeze::LongToTwo:
        return isLong ? 2 : count;
    case Squeeze::LongToOne:
        return isLong ? 1 : count;
    case Squeeze::AllToOne:
        return 1;
    }
    return count;
}

} // namespace

int longestRun(QByteArrayView word)
{
    int longest = 0;
    int run = 0;
    char32_t previous = 0;
    for (qsizetype at = 0; at < word.size();) {
        const DecodedCodePoint c = decodeAt(word, at);
        run = c.codePoint == previous ? run + 1 : 1;
        longest = std::max(longest, run);
        previous = c.codePoint;
        at += c.length;
    }
    return longest;
}

bool squeezeRuns(QByteArrayView word, Squeeze squeeze, QByteArray &squeezed)
{
    squeezed.resize(0);
    int letters = 0;
    for (qsizetype at = 0; at < word.size();) {
        const DecodedCodePoint c = decodeAt(word, at);
        const QByteArrayView letter = word.sliced(at, c.length);
        int count = 0;
        while (word.sliced(at).startsWith(letter)) {
            ++count;
            at += c.length;
        }
        const bool isDigit = c.codePoint >= U'0' && c.codePoint <= U'9';
        for (int i = isDigit ? count : remaining(c.codePoint, count, squeeze); i > 0; --i)
            squeezed.append(letter);
        ++letters;
    }
    return squeezed.size() < word.size() && letters >= kLeastLetters;
}

} // namespace atalaia
