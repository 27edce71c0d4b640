// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/policyengine.h"

namespace atalaia {

/// Plays the examples of each live rule as small conversations on a working morning and returns those
/// that do not come out as their policy says. Lines of an example: "c: text" the contact, "a: text" the
/// agent, "b: text" a bot; without a prefix the author that the rule is about (the agent for any).
[[nodiscard]] QVector<PolicyProblem> checkExamples(const QVector<Policy> &policies,
                                                   const std::shared_ptr<const PolicyEngine> &engine);

} // namespace atalaia
