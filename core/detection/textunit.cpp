// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/textunit.h"

#include "text/codepoints.h"

#include <algorithm>
#include <tuple>

namespace atalaia {

void UnitText::clear()
{
    text.resize(0);
    bubbles.clear();
    seams.clear();
    completedFrom = 0;
}

void UnitText::append(qint64 message, QStringView bubble, int skipped)
{
    int start = 0;
    if (!bubbles.empty()) {
        text.append(u'\n');
        seams.push_back(text.size());
        start = bubbles.back().codePointStart + bubbles.back().codePointLength + 1;
    }
    text.append(bubble);
    bubbles.push_back({message, start, codePointCount(bubble), skipped});
}

void UnitText::read(int maxLevel)
{
    normalise(text, maxLevel, seams, normalised);
    completedFrom = 0;
    if (bubbles.size() < 2)
        return;
    completeFrom(bubbles.back().codePointStart);
}

void UnitText::completeFrom(int start)
{
    const int count = int(normalised.tokens.tokens.size());
    int low = 0;
    int high = count;
    while (low < high) {
        const int middle = (low + high) / 2;
        if (normalised.originalSpan(middle, middle).start < start)
            low = middle + 1;
        else
            high = middle;
    }
    completedFrom = low;
}

void UnitText::addSpans(int firstToken, int lastToken, QVector<MessageSpan> *spans) const
{
    const Span whole = normalised.originalSpan(firstToken, lastToken);
    for (const Bubble &bubble : bubbles) {
        const int from = std::max(whole.start, bubble.codePointStart);
        const int to = std::min(whole.end, bubble.codePointStart + bubble.codePointLength);
        const int skipped = bubble.skipped - bubble.codePointStart;
        if (from < to)
            spans->append(MessageSpan{bubble.message, {from + skipped, to + skipped}});
    }
}

bool UnitText::tokensOf(const Span &span, int *first, int *last) const
{
    const int count = int(normalised.tokens.tokens.size());
    int low = 0;
    int high = count;
    while (low < high) { // the first token that ends behind the start of the span
        const int middle = (low + high) / 2;
        if (normalised.originalSpan(middle, middle).end <= span.start)
            low = middle + 1;
        else
            high = middle;
    }
    *first = low;
    *last = low - 1;
    while (*last + 1 < count && normalised.originalSpan(*last + 1, *last + 1).start < span.end)
        ++*last;
    return *first <= *last;
}

void mergeSpans(QVector<MessageSpan> &spans)
{
    std::sort(spans.begin(), spans.end(), [](const MessageSpan &a, const MessageSpan &b) {
        return std::tie(a.message, a.span.start, a.span.end) < std::tie(b.message, b.span.start, b.span.end);
    });
    QVector<MessageSpan> merged;
    for (const MessageSpan &span : spans) {
        if (!merged.isEmpty() && merged.last().message == span.message && span.span.start <= merged.last().span.end)
            merged.last().span.end = std::max(merged.last().span.end, span.span.end);
        else
            merged.append(span);
    }
    spans = merged;
}

} // namespace atalaia
