// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/policyengine.h"

#include <QStringList>

#include <memory>
#include <optional>

namespace atalaia {

struct LoadedPolicies
{
    std::shared_ptr<const PolicyEngine> engine; ///< null when nothing could be read or built
    QVector<Policy> policies; ///< those that could be read
    bool isComplete = true; ///< nothing was left out
};

/// The file itself, or the policy files (*.yaml, *.yml) of a folder.
[[nodiscard]] QStringList policyFilesIn(const QString &path);

/// At most one byte more than a policy may have; nothing, and said on standard error, when it cannot be read.
[[nodiscard]] std::optional<QByteArray> policyFileContent(const QString &path);

/// The engine over policy files and folders (*.yaml, *.yml), or over the shipped policies where `paths` is
/// empty; the shipped lexicons are known to it in any case. Says on standard error what is wrong with a
/// policy and goes on without it.
[[nodiscard]] LoadedPolicies loadPolicies(const QStringList &paths, const MatcherAids &aids);

} // namespace atalaia
