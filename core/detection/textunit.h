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
    };

    QString text; ///< bubbles, each but the first preceded by a line break
    std::vector<Bubble> bubbles; ///< in order
    std::vector<qsizetype> seams; ///< UTF-16 offsets where bubbles but the first begin
    NormalisedText normalised;
    int completedFrom = 0; ///< first token of the newest bubble

    void clear();
    void append(qint64 message, QStringView bubble);
    /// After the last append().
    void read(int maxLevel);

    /// Where tokens [first, last] stand in each bubble.
    void addSpans(int firstToken, int lastToken, QVector<MessageSpan> *spans) const;
    /// Tokens that a span of `text` (code points) touches; false if it touches none.
    [[nodiscard]] bool tokensOf(const Span &span, int *first, int *last) const;
};

/// As spans count them: a surrogate without its partner is one as well.
[[nodiscard]] int codePointCount(QStringView text);

/// Sorts and merges spans that touch or overlap; `order` of messages is that of `unit`.
void mergeSpans(QVector<MessageSpan> &spans);

} // namespace atalaia
