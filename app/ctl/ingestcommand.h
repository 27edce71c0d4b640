// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"

namespace atalaia {

/// `atalaiactl ingest`: puts conversations from files into the store as if they came from a gateway.
[[nodiscard]] ExitStatus runIngest(const QStringList &arguments, const CommonOptions &outer);

} // namespace atalaia
