// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"

namespace atalaia {

/// `atalaiactl policy ...`; `arguments` follow the word "policy".
[[nodiscard]] ExitStatus runPolicy(const QStringList &arguments, const CommonOptions &outer);

[[nodiscard]] ExitStatus runPolicyCheck(const QStringList &arguments, const CommonOptions &outer);
[[nodiscard]] ExitStatus runPolicyList(const QStringList &arguments, const CommonOptions &outer);

} // namespace atalaia
