// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/comparisonkey.h"

#include "text/foldedtext.h"

namespace atalaia {

QString comparisonKey(const QString &text)
{
    return QString::fromUtf8(foldText(text).bytes).simplified();
}

} // namespace atalaia
