// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace atalaia {

/// Where the user's store lies: `atalaia/atalaia.db` among the data of this user, one folder deeper
/// for a named profile. The folder need not exist.
[[nodiscard]] QString defaultStorePath(const QString &profile = {});

/// A profile is one folder name: letters, digits, `-` and `_`, at most 40.
[[nodiscard]] bool isProfileName(const QString &profile);

} // namespace atalaia
