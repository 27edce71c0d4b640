// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/span.h"

#include <QString>
#include <QVector>

namespace atalaia {

/// Characters of one text shown before it is cut and 'show all' is offered.
inline constexpr int kShownCharacters = 5'000;
/// Never lay out more than this at once, not even after 'show all': a longer one freezes a view.
inline constexpr int kMostShownCharacters = 50'000;

/// A half-open range of QChars of a shown text.
struct ShownRange
{
    int start = 0;
    int end = 0;
    [[nodiscard]] bool isEmpty() const { return end <= start; }
    friend bool operator==(const ShownRange &, const ShownRange &) = default;
};

/// Text from outside made fit to be looked at, and the way back from code points of the original.
struct SafeText
{
    QString text; ///< plain; every invisible or reordering character is a visible mark
    QVector<int> offsets; ///< QChar offset in `text` of each original code point, and of the end
    bool isCut = false;

    /// Where a span of the original is in `text`; empty when it lies behind the cut.
    [[nodiscard]] ShownRange range(const Span &span) const;
};

/// Control, bidirectional, zero-width and lone surrogate characters become marks such as ␛ or
/// [U+202E]; line breaks stay (CRLF as one). Cut after `limit` code points. Joiners stay where they
/// join an emoji or letters of a script that needs them.
[[nodiscard]] SafeText safeText(QStringView original, int limit = kShownCharacters);

/// The same on one line: line breaks and tabs become spaces; "…" at the end when cut.
[[nodiscard]] QString safeLine(QStringView original, int limit = 160);

/// Wrapped in directional isolates, for use inside a sentence of ours, which a right-to-left text
/// would otherwise reorder. Expects text that is safe already.
[[nodiscard]] QString isolated(const QString &safe);

/// For setToolTip(): a tool tip guesses whether its text is markup, and text from outside must never
/// be taken for it (an image in it would be loaded on hover). Expects text that is safe already.
[[nodiscard]] QString toolTipText(const QString &safe);

} // namespace atalaia
