// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/lexicon.h"

namespace atalaia {

/// Whether the matcher can use a term. Pattern, with the reason as context.
[[nodiscard]] Result<> checkTerm(const Term &term);

} // namespace atalaia
