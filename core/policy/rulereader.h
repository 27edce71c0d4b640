// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/policy.h"
#include "policy/policyfields.h"

namespace atalaia {

/// Reads one entry of `rules`, or of `signals` (the same without a category).
[[nodiscard]] PolicyRule readRule(const YamlNode &node, bool isSignal, PolicyFindings &findings);

} // namespace atalaia
