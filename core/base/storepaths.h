// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace atalaia {

/// Where the user's store lies: `atalaia/atalaia.db` among the data of this user, one folder deeper
/// for a named profile. The folder need not exist.
[[nodiscard]] QString defaultStorePath(const QString &profile = {});

/// A profile is one folder name: letters, digits, `-` and `_`, at most 40. Check what a person gave
/// with --profile before it becomes a path.
[[nodiscard]] bool isProfileName(const QString &profile);

/// The store that a command line names with --store and --profile, either may be empty.
/// InvalidInput when one of them cannot be used; the error says it to the person.
[[nodiscard]] Result<QString> chosenStorePath(const QString &path, const QString &profile);

} // namespace atalaia
