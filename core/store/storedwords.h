// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace atalaia {

/// Enums are stored as words, the ones in the CHECKs of resources/migrations. Defined for the enums
/// of core/domain that the store knows.
template <typename Enum> [[nodiscard]] QString storedWord(Enum value);
template <typename Enum> [[nodiscard]] std::optional<Enum> storedValue(const QString &word);

} // namespace atalaia
