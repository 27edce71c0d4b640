// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/expressions/compiledexpression.h"

#include <vector>

namespace atalaia {

/// An expression with its atoms as numbers.
struct ExpressionNode
{
    Expression::Kind kind = Expression::Kind::Phrase;
    int atom = -1; ///< of words, lists and identifiers
    int number = 0; ///< distance or least times
    Expression::Scope scope = Expression::Scope::Unit;
    bool isFound = true; ///< false: it consists of exclusions only
    std::vector<ExpressionNode> children;
};

} // namespace atalaia
