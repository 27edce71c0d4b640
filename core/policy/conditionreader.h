// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/policy.h"
#include "policy/policyfields.h"

namespace atalaia {

/// Reads the list of conditions under `key` ("given", "unless").
[[nodiscard]] QVector<RuleCondition> readConditions(const PolicyFields &fields, QStringView key,
                                                    PolicyFindings &findings);

} // namespace atalaia
