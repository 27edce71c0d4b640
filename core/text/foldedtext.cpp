// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/foldedtext.h"

#include "text/asciifold.h"
#include "text/characterclass.h"
#include "text/foldwriter.h"
#include "text/latinfold.h"

#include <QChar>

#include <algorithm>
#include <type_traits>

namespace atalaia {

namespace {

const FoldedText::Segment &segmentAt(const std::vector<FoldedText::Segment> &segments, qsizetype byte)
{
    const auto next = std::upper_bound(segments.begin(), segments.end(), byte,
                                       [](qsizetype b, const FoldedText::Segment &s) { return b < s.byteStart; });
    return *std::prev(next);
}

/// The code point at the head and how many bytes it takes; U+FFFD for the first byte of what is none.
DecodedCodePoint decodeChecked(const char *at, qsizetype size)
{
    const auto byte = [at](int i) { return char32_t(uchar(at[i])); };
    const auto isTrail = [byte, size](int i) { return i < size && (byte(i) & 0xC0) == 0x80; };
    constexpr DecodedCodePoint kInvalid{QChar::ReplacementCharacter, 1};
    const char32_t head = byte(0);
    if (head < 0xC2 || head > 0xF4 || !isTrail(1))
        return kInvalid;
    if (head < 0xE0)
        return {(head & 0x1F) << 6 | (byte(1) & 0x3F), 2};
    if (!isTrail(2))
        return kInvalid;
    if (head < 0xF0) {
        const char32_t c = (head & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
        return c < 0x800 || QChar::isSurrogate(c) ? kInvalid : DecodedCodePoint{c, 3};
    }
    if (!isTrail(3))
        return kInvalid;
    const char32_t c = (head & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    return c < 0x10000 || c > QChar::LastValidCodePoint ? kInvalid : DecodedCodePoint{c, 4};
}

DecodedCodePoint decodeChecked(const char16_t *at, qsizetype size)
{
    if (!QChar::isSurrogate(*at))
        return {*at, 1};
    if (QChar::isHighSurrogate(*at) && size > 1 && QChar::isLowSurrogate(at[1]))
        return {QChar::surrogateToUcs4(at[0], at[1]), 2};
    return {QChar::ReplacementCharacter, 1};
}

FoldedRun foldRun(const char *text, qsizetype size, const FoldWriter &writer, char *to)
{
    static const auto fold = latinFold().utf8;
    return fold(text, size, to, writer.isAfterSpace());
}

FoldedRun foldRun(const char16_t *text, qsizetype size, const FoldWriter &writer, char *to)
{
    static const auto fold = asciiFold().utf16;
    const qsizetype run = fold(text, size, to, writer.isAfterSpace());
    return {run, run};
}

template <typename Unit> void foldUnits(const Unit *text, qsizetype size, FoldedText &folded)
{
    FoldWriter writer(folded, size);
    for (qsizetype i = 0; i < size;) {
        if (const FoldedRun run = foldRun(text + i, size - i, writer, writer.end()); run.read > 0) {
            writer.addRun(run.written);
            i += run.read;
            if (i == size)
                break;
        }
        if (std::make_unsigned_t<Unit>(text[i]) < 0x80) { // white space behind white space
            writer.addSpace();
            ++i;
            continue;
        }
        const DecodedCodePoint c = decodeChecked(text + i, size - i);
        i += c.length;
        writer.add(c.codePoint, size - i);
    }
    writer.finish();
}

} // namespace

Span FoldedText::originalSpan(qsizetype from, qsizetype to) const
{
    Q_ASSERT(0 <= from && from < to && to <= bytes.size());
    const Segment &first = segmentAt(segments, from);
    const Segment &last = segmentAt(segments, to - 1);
    const int firstUnit = (int(from) - first.byteStart) / first.unitBytes;
    const int lastUnit = (int(to) - 1 - last.byteStart) / last.unitBytes;
    return {first.codePointStart + firstUnit * first.unitCodePoints,
            last.codePointStart + (lastUnit + 1) * last.unitCodePoints};
}

int FoldedText::byteOfCodePoint(int codePoint) const
{
    const auto next = std::upper_bound(segments.begin(), segments.end(), codePoint,
                                       [](int c, const Segment &s) { return c < s.codePointStart; });
    const int segmentEnd = next == segments.end() ? int(bytes.size()) : next->byteStart;
    if (next == segments.begin())
        return segments.empty() ? 0 : segments.front().byteStart;
    const Segment &segment = *std::prev(next);
    const int unit = (codePoint - segment.codePointStart + segment.unitCodePoints - 1) / segment.unitCodePoints;
    return std::min(segmentEnd, segment.byteStart + unit * segment.unitBytes);
}

FoldedText foldText(QStringView text)
{
    FoldedText folded;
    foldText(text, folded);
    return folded;
}

void foldText(QStringView text, FoldedText &folded)
{
    foldUnits(text.utf16(), text.size(), folded);
}

FoldedText foldText(QUtf8StringView text)
{
    FoldedText folded;
    foldText(text, folded);
    return folded;
}

void foldText(QUtf8StringView text, FoldedText &folded)
{
    foldUnits(reinterpret_cast<const char *>(text.data()), text.size(), folded);
}

} // namespace atalaia
