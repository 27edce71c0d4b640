// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/lexicon.h"

namespace atalaia {

/// Whether a Matcher would take this term. Error: Pattern, with the reason Matcher::compile() would
/// give. Literals and NEAR cost microseconds; a regex is compiled and tried, at most some ten
/// milliseconds. Never stalls. Pure, any thread.
[[nodiscard]] Result<> checkTerm(const Term &term);

} // namespace atalaia
