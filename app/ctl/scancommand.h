// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"

namespace atalaia {

/// `atalaiactl scan`: reads conversations without any store and writes a line a hit.
[[nodiscard]] ExitStatus runScan(const QStringList &arguments, const CommonOptions &outer);

} // namespace atalaia
