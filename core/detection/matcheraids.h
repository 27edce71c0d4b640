// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/matcher.h"

namespace atalaia {

/// Those of a program: compiled sets are kept in the user's cache (XDG_CACHE_HOME), regexes are tried in
/// atalaia-rulecheck beside this program. Needs a QCoreApplication.
[[nodiscard]] MatcherAids usersMatcherAids();

} // namespace atalaia
