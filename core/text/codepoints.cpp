// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/codepoints.h"

namespace atalaia {

int codePointCount(QStringView text)
{
    int count = 0;
    for (qsizetype unit = 0; unit < text.size(); unit += codePointLength(text, unit))
        ++count;
    return count;
}

qsizetype unitOfCodePoint(QStringView text, int codePoint)
{
    qsizetype unit = 0;
    for (int i = 0; i < codePoint && unit < text.size(); ++i)
        unit += codePointLength(text, unit);
    return unit;
}

QStringView codePoints(QStringView text, int start, int end)
{
    const QStringView rest = text.sliced(unitOfCodePoint(text, start));
    return rest.first(unitOfCodePoint(rest, end - start));
}

} // namespace atalaia
