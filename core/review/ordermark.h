// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace atalaia {

/// A fresh Intervention::externalId, of the form that WhatsApp's own clients give to messages (uppercase
/// hex, "3EB0" for web clients), so that every gateway takes it. 72 random bits.
[[nodiscard]] QString freshOrderMark();

} // namespace atalaia
