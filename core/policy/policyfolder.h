// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policyreader.h"

#include <QString>
#include <QVector>

namespace atalaia {

/// The shipped policies and those of a company: every .yaml and .yml file of `folder`, by name, each at most 4 MiB. One
/// of a shipped name takes the place of the shipped one; with a mistake in it the shipped one stays, and the problem is
/// returned. A folder that is not there has no files. Any thread.
[[nodiscard]] QVector<PolicyReading> readPolicies(const QString &folder);

} // namespace atalaia
