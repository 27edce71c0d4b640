// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/identifiers/identifier.h"

namespace atalaia {

/// What may be shown of it, from kind, value and key: never more than a person needs to recognise her own.
[[nodiscard]] QString maskedForm(const Identifier &identifier);

} // namespace atalaia
