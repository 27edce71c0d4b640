// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace atalaia {

class Theme;

/// The application's style sheet in the theme's colours. `QPushButton:default` is the one primary
/// action of a dialog; a button with the property `kind` = "danger" or "primary" looks like that
/// anywhere, `kind` = "quiet" has no frame, "link" the accent's colour besides.
[[nodiscard]] QString styleSheet(const Theme &theme);

} // namespace atalaia
