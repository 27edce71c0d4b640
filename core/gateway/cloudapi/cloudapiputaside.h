// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder: include it from .cpp files only, it brings simdjson along.
#pragma once

#include "gateway/cloudapi/cloudapifields.h"

namespace atalaia::cloudapi {

/// One item of a notification, as the smallest notification that holds it, so that it can be read again
/// alone. Addresses that open media without a token are left out.
/// `list`: "messages", "statuses"; `thread`: id of a history's thread, or empty; `contact`: the item's own.
[[nodiscard]] QByteArray asNotification(std::string_view field, MaybeElement entryId, MaybeElement metadata,
                                        MaybeElement contact, std::string_view list, const QString &thread,
                                        Element item);

/// A whole change, in the same way.
[[nodiscard]] QByteArray changeAsNotification(std::string_view field, MaybeElement entryId, Element value);

} // namespace atalaia::cloudapi
