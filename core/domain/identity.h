// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace atalaia {

/// The key under which one person (or group) is the same on every line and under every spelling of
/// the id: `@c.us` and `@s.whatsapp.net`, device parts, and Brazilian mobiles with and without the
/// ninth digit (compared by area code and last eight digits).
/// "phone:5511-90000001", "lid:123", "group:120363...", "other:..." for anything else.
[[nodiscard]] QString identityKey(QStringView address);

[[nodiscard]] bool isGroupAddress(QStringView address);

/// "+5511900000001" of an address that names a phone number; empty for everything else: the digits of a
/// hidden id are none.
[[nodiscard]] QString phoneNumberOf(QStringView address);

} // namespace atalaia
