// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/policy.h"
#include "policy/policyfields.h"

namespace atalaia {

/// Reads the map `lists` of a policy file into `policy`: concept lists and, unresolved, what they include.
void readLists(const YamlNode &lists, Policy &policy, PolicyFindings &findings);

} // namespace atalaia
