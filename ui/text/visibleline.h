// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace atalaia {

/// Text from outside, made fit for one line of a list: cut to `maxLength` UTF-16 units (an ellipsis
/// says so), line breaks and tabs as spaces, control characters as ␛-like marks, characters that
/// would turn the reading direction or hide as ‹RLO›-like marks, broken surrogates as U+FFFD. Joiners
/// stay: emoji and several scripts need them.
[[nodiscard]] QString visibleLine(QStringView text, qsizetype maxLength);

} // namespace atalaia
