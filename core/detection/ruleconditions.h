// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/conduct/conductrule.h"
#include "domain/policy.h"

#include <QString>

#include <optional>

namespace atalaia {

/// Why a condition holds, for the explanation; nullopt where it does not.
[[nodiscard]] std::optional<ExplanationStep> holdsBecause(const RuleCondition &condition,
                                                          const ConductContext &context);

/// A condition in one spelling ("said data-question within 10 messages").
[[nodiscard]] QString conditionText(const RuleCondition &condition);

} // namespace atalaia
