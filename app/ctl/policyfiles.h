// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/policyengine.h"

#include <QStringList>

#include <memory>

namespace atalaia {

/// The engine over policy files and folders (*.yaml), or over the shipped policies where `paths` is
/// empty; the shipped lexicons are known to it in any case. Says on standard error what is wrong with a
/// policy and goes on without it. Null when no path could be read or nothing could be built.
[[nodiscard]] std::shared_ptr<const PolicyEngine> engineFor(const QStringList &paths);

} // namespace atalaia
