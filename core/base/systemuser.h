// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace atalaia {

/// Who is at this computer, as the operating system says (not the environment, which anybody can
/// set); "unknown" where it does not say.
[[nodiscard]] QString operatingSystemUser();

} // namespace atalaia
