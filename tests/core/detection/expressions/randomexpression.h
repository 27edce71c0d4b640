// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/expressions/expression.h"

#include <QRandomGenerator>

namespace atalaia {

/// A well-formed expression, at most `levels` deep; the same for the same state of `random`.
[[nodiscard]] Expression randomExpression(QRandomGenerator *random, int levels);

/// The same tree as if it stood nowhere, to compare two spellings.
[[nodiscard]] Expression withoutColumns(Expression expression);

} // namespace atalaia
