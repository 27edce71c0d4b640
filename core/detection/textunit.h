// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/rulehit.h"
#include "text/normalisedtext.h"

#include <QString>

#include <vector>

namespace atalaia {

/// The text of one or more bubbles as it is evaluated, and the way back to each of them.
struct UnitText
{
    struct Bubble
    {
        qint64 message = 0;
        int codePointStart = 0; ///< in `text`
        int codePointLength = 0;
        int skipped = 0; ///< code points of the message before what is read of it
    };

    QString text; ///< bubbles, each but the first preceded by a line break
    std::vector<Bubble> bubbles; ///< in order
    std::vector<qsizetype> seams; ///< UTF-16 offsets where bubbles but the first begin
    NormalisedText normalised;
    int completedFrom = 0; ///< first token of the newest bubble, or of what is new in a window

    void clear();
    void append(qint64 message, QStringView bubble, int skipped = 0);
    /// After the last append().
    void read(int maxLevel);
    /// After read(): what ends before this code point is known already.
    void completeFrom(int start);

    /// Where tokens [first, last] stand in each bubble.
    void addSpans(int firstToken, int lastToken, QVector<MessageSpan> *spans) const;
    /// Tokens that a span of `text` (code points) touches; false if it touches none.
    [[nodiscard]] bool tokensOf(const Span &span, int *first, int *last) const;
};

/// Sorts and merges spans that touch or overlap; `order` of messages is that of `unit`.
void mergeSpans(QVector<MessageSpan> &spans);

} // namespace atalaia
