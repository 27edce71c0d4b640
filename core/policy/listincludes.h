// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/policyengine.h"
#include "domain/policy.h"

#include <QVector>

namespace atalaia {

/// Puts the entries that lists include from lists of other policies in place, so that compiling needs
/// no more of it. A policy that includes a list nobody has, whose lists include themselves, or whose name
/// or list an earlier policy has too, is taken out of `policies`, and then those that needed its lists.
/// Called once on the whole set, before PolicyEngine::compile().
[[nodiscard]] QVector<PolicyProblem> resolveIncludes(QVector<Policy> &policies);

/// The same within one policy; what it includes from others stays in Policy::includes.
[[nodiscard]] QVector<PolicyProblem> resolveOwnIncludes(Policy &policy);

/// Entries of all lists after including; more are a problem (lists that include each other in a long row
/// grow with the square of their number).
inline constexpr qsizetype kMaxListEntries = 500'000;

} // namespace atalaia
