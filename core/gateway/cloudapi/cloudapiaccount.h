// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder: include it from .cpp files only, it brings simdjson along.
#pragma once

#include "gateway/cloudapi/cloudapifields.h"

#include <optional>

namespace atalaia::cloudapi {

/// What an account_update means for the numbers of the account; nothing for news that harm nobody.
[[nodiscard]] std::optional<LineAlarmChanged> readAccountUpdate(Element value, qint64 atMs);

} // namespace atalaia::cloudapi
