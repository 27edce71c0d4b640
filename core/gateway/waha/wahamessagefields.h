// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder: include it from .cpp files only, it brings simdjson along.
#pragma once

#include "gateway/waha/wahafields.h"

namespace atalaia::waha {

/// A message object with those of its parts that most readers look into, each gathered once.
struct MessageFields
{
    explicit MessageFields(Element message);

    Fields top;
    Fields data; ///< "_data": the engine's own object
    Fields key; ///< of _data, NOWEB
    Fields info; ///< of _data, GOWS
    Fields content; ///< what the engine calls "message", taken out of its envelopes
};

} // namespace atalaia::waha
