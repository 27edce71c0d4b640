// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace atalaia {

/// Chat and message ids are some dozens of characters; what is longer is an attempt on the store's indexes.
constexpr qsizetype kLongestExternalId = 256;

/// "5511900000001:12@s.whatsapp.net" without ":12".
[[nodiscard]] QString withoutDevice(QStringView address);

/// Status posts and channels: no conversations with a customer. What is sent to a broadcast list is one.
[[nodiscard]] bool isBroadcastAddress(QStringView address);

/// "123@lid": a person by an id that says nothing of the phone number.
[[nodiscard]] bool isHiddenAddress(QStringView address);

/// A person by the phone number.
[[nodiscard]] bool isPhoneAddress(QStringView address);

} // namespace atalaia
