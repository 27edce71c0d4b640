// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/policyengine.h"
#include "domain/companyprofile.h"
#include "domain/policy.h"

#include <QByteArray>
#include <QString>
#include <QVector>

#include <optional>

namespace atalaia {

/// What reading one policy file led to. With any problem there is no policy.
struct PolicyReading
{
    std::optional<Policy> policy;
    QVector<PolicyProblem> problems; ///< with line and column
};

/// Reads a policy from YAML (UTF-8, at most 4 MiB; aliases and nesting bounded). Checks everything that
/// can be told without compiling: keys, types, ranges, duplicate ids, syntax of expressions, unknown list
/// names among its own, unknown conducts. `sourceName`: the file's name without path, for problems.
[[nodiscard]] PolicyReading readPolicy(const QByteArray &yaml, const QString &sourceName);

/// The policies that come with the product (:/policies/*.yaml). A problem in one is our mistake and is
/// returned as any other.
[[nodiscard]] QVector<PolicyReading> readShippedPolicies();

/// Lexicons that come with the product (:/lexicons/*.csv), as stored version 0.
[[nodiscard]] QVector<Lexicon> readShippedLexicons();

} // namespace atalaia
