// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder: include it from .cpp files only, it brings simdjson along.
#pragma once

#include "base/result.h"
#include "gateway/cloudapi/cloudapifields.h"

#include <string_view>

namespace atalaia::cloudapi {

/// Puts kind, text and media of a message object into `event`. What the platform cannot hand on, and
/// kinds that we do not know, become content Unavailable. An error when the object has another shape than
/// its type says and nothing in `hasErrors` (the platform itself reported a problem) explains it.
[[nodiscard]] Result<> readContent(const Fields &message, std::string_view type, bool hasErrors,
                                   MessageReceived &event);

} // namespace atalaia::cloudapi
