// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace atalaia {

/// 0 to 19 and the tens up to 90 for a number word of Portuguese, Spanish, English or Ukrainian, lower case,
/// with or without accents; "meia" is 6 as on the telephone. -1 for any other word.
[[nodiscard]] int numberOfWord(QStringView word);

/// False: numberOfWord() certainly knows no word with these first two units and this length.
[[nodiscard]] bool mayBeNumber(char16_t first, char16_t second, size_t length);

/// Words that join a ten to a unit: "vinte e um", "treinta y uno".
[[nodiscard]] bool joinsNumbers(QStringView word);

} // namespace atalaia
