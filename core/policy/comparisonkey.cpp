// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/comparisonkey.h"

namespace atalaia {

QString comparisonKey(const QString &text)
{
    constexpr QChar kTilde(0x0303);
    const QString decomposed = text.toCaseFolded().normalized(QString::NormalizationForm_KD);
    QString key;
    key.reserve(decomposed.size());
    for (const QChar c : decomposed) {
        if (c == kTilde && key.endsWith(u'n'))
            key.back() = QChar(u'ñ');
        else if (c.category() != QChar::Mark_NonSpacing)
            key.append(c);
    }
    return key.simplified();
}

} // namespace atalaia
