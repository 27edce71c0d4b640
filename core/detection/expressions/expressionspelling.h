// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/expressions/expression.h"

namespace atalaia {

/// What joins the children of a node, as one writes it ("NEAR/5"); empty for those that join nothing.
[[nodiscard]] QString jointText(const Expression &node);

/// The exclusion of an Unless or Not without what it belongs to ("UNLESS @never BEFORE/3").
[[nodiscard]] QString exclusionText(const Expression &node);

} // namespace atalaia
