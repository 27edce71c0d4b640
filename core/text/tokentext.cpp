// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/tokentext.h"

#include <QChar>

#include <algorithm>

namespace atalaia {

namespace {

struct Decoded
{
    char32_t codePoint;
    int length;
};

// Folded text is valid UTF-8 by construction.
Decoded decodeAt(const QByteArray &bytes, qsizetype at)
{
    const auto byte = [&bytes, at](int i) { return char32_t(uchar(bytes.at(at + i))); };
    if (byte(0) < 0x80)
        return {byte(0), 1};
    if (byte(0) < 0xE0)
        return {(byte(0) & 0x1F) << 6 | (byte(1) & 0x3F), 2};
    if (byte(0) < 0xF0)
        return {(byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
    return {(byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F), 4};
}

bool isWord(char32_t c)
{
    if (c < 0x80)
        return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9');
    return QChar::isLetterOrNumber(c) || QChar::isMark(c);
}

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
    const QByteArray &bytes = folded.bytes;
    const auto isWordAt = [&bytes](qsizetype at) { return at < bytes.size() && isWord(decodeAt(bytes, at).codePoint); };
    qsizetype at = 0;
    while (at < bytes.size()) {
        const Decoded first = decodeAt(bytes, at);
        if (!isWord(first.codePoint)) {
            at += first.length;
            continue;
        }
        qsizetype end = at + first.length;
        while (end < bytes.size()) {
            const Decoded next = decodeAt(bytes, end);
            if (!isWord(next.codePoint) && !(next.codePoint == U'\'' && isWordAt(end + 1)))
                break;
            end += next.length;
        }
        if (!split.tokens.empty())
            split.bytes.append(' ');
        split.tokens.push_back({int(split.bytes.size()), int(end - at), int(at)});
        split.bytes.append(QByteArrayView(bytes).sliced(at, end - at));
        at = end;
    }
}

} // namespace atalaia
