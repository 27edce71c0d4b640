// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace atalaia {

// Code points as spans count them: a surrogate without its partner is one as well.

/// UTF-16 units of the code point at `unit`.
[[nodiscard]] inline int codePointLength(QStringView text, qsizetype unit)
{
    return text[unit].isHighSurrogate() && unit + 1 < text.size() && text[unit + 1].isLowSurrogate() ? 2 : 1;
}

[[nodiscard]] int codePointCount(QStringView text);

/// The UTF-16 offset of a code point; that of the end for one behind it.
[[nodiscard]] qsizetype unitOfCodePoint(QStringView text, int codePoint);

/// Code points [start, end) of a text.
[[nodiscard]] QStringView codePoints(QStringView text, int start, int end);

} // namespace atalaia
