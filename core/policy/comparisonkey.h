// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace atalaia {

/// Equal for texts that differ in case, accents (ñ stays a letter of its own) and amount of white
/// space only.
[[nodiscard]] QString comparisonKey(const QString &text);

} // namespace atalaia
