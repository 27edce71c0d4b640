// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/snippet.h"

#include "text/codepoints.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace atalaia {

namespace {

constexpr qsizetype kContextBefore = 50; // units shown before the span where there is more
constexpr qsizetype kMargin = 64; // units read beyond the cut, so that borders are found right
const QChar kEllipsis(0x2026);

/// The last border at or before `at`; without one nearby (a text made to be hostile) a plain cut.
qsizetype borderAtOrBefore(const QString &text, qsizetype at)
{
    const qsizetype start = std::max<qsizetype>(0, at - kMargin);
    const QString piece = text.mid(start, 2 * kMargin);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, piece);
    finder.setPosition(at - start);
    if (finder.isAtBoundary())
        return at;
    const qsizetype before = finder.toPreviousBoundary();
    if (before > 0 || start == 0)
        return start + std::max<qsizetype>(0, before);
    return text.at(at).isLowSurrogate() ? at - 1 : at;
}

} // namespace

QString snippetAround(const QString &text, Span span)
{
    const qsizetype spanStart = unitOfCodePoint(text, span.start);
    const bool isCutBefore = text.size() > kSnippetLength && spanStart > kContextBefore;
    qsizetype start = 0;
    if (isCutBefore) {
        // Not further right than needed: the end of a text is shown whole.
        start = std::min(spanStart - kContextBefore, text.size() - kSnippetLength + 1);
        start = borderAtOrBefore(text, std::max<qsizetype>(1, start));
    }
    const bool hasStartMark = start > 0;
    qsizetype room = kSnippetLength - (hasStartMark ? 1 : 0);
    qsizetype end = text.size();
    const bool hasEndMark = end - start > room;
    if (hasEndMark)
        end = borderAtOrBefore(text, start + room - 1);

    QString snippet = text.mid(start, end - start);
    for (QChar &c : snippet) {
        if (c == u'\n' || c == u'\r' || c == u'\t' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    if (hasStartMark)
        snippet.prepend(kEllipsis);
    if (hasEndMark)
        snippet.append(kEllipsis);
    return snippet;
}

} // namespace atalaia
