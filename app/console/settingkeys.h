// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace atalaia::settingkeys {

// What the console remembers of the person's choices; sizes of window and panes are the window's.
inline const QString kTheme = QStringLiteral("look/theme"); ///< kLight, kDark; absent = the system's
inline const QString kLight = QStringLiteral("light");
inline const QString kDark = QStringLiteral("dark");
inline const QString kLanguage = QStringLiteral("look/language"); ///< "en", "pt_BR"; absent = the system's

} // namespace atalaia::settingkeys
