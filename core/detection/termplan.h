// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "detection/termregex.h"
#include "domain/lexicon.h"

#include <QByteArray>

#include <variant>
#include <vector>

namespace atalaia {

/// A phrase as words separated by one space, folded.
struct PhrasePlan
{
    QByteArray words;
    bool isPrefix = false; ///< the last word may go on
};

/// `(a|b c) NEAR/n (d|e)`, its phrases as in PhrasePlan.
struct NearPlan
{
    std::vector<QByteArray> left;
    std::vector<QByteArray> right;
    int distance = 0; ///< most tokens between the two
    bool isOrdered = false; ///< left must come first
};

using TermPlan = std::variant<PhrasePlan, TermRegex, NearPlan>;

/// How a term is looked for. Error: Pattern, why it cannot be used.
[[nodiscard]] Result<TermPlan> planTerm(const Term &term);

} // namespace atalaia
