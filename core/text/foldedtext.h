// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/hit.h"

#include <QByteArray>
#include <QStringView>
#include <QUtf8StringView>

#include <vector>

namespace atalaia {

/// A text as it is scanned: lower case, without accents (n-tilde stays, Cyrillic stays), compatibility
/// forms resolved, invisible characters gone, one kind of apostrophe, one space for any white space.
/// `bytes` is always valid UTF-8. Knows the way back to the original.
struct FoldedText
{
    /// Consecutive units which each are `unitBytes` long here and `unitCodePoints` in the original.
    struct Segment
    {
        int byteStart = 0;
        int codePointStart = 0;
        int unitBytes = 1;
        int unitCodePoints = 1;
    };

    QByteArray bytes;
    std::vector<Segment> segments; ///< by byteStart; a plain ASCII text has one
    int level = 0; ///< 0 = case and accents; higher levels (chat spelling, disguises) are other views

    /// The original code points behind bytes [from, to), snapped outwards: half of an expansion
    /// ("fi" from one ligature) is all of it, a letter has its combining marks. Needs 0 <= from < to <= size.
    [[nodiscard]] Span originalSpan(qsizetype from, qsizetype to) const;

    /// The first byte of what begins at this code point of the original or behind it; `bytes.size()` if
    /// nothing does.
    [[nodiscard]] int byteOfCodePoint(int codePoint) const;
};

/// Level 0 of `text`. Linear in its length; invalid surrogates and bytes become U+FFFD, each one for itself.
/// Pure, any thread.
[[nodiscard]] FoldedText foldText(QStringView text);
[[nodiscard]] FoldedText foldText(QUtf8StringView text);

/// The same into an existing value, whose memory is reused.
void foldText(QStringView text, FoldedText &folded);
void foldText(QUtf8StringView text, FoldedText &folded);

} // namespace atalaia
