// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace atalaia {

/// The word that an emoji with a meaning of its own is read as, such as emoji_threat; empty for others.
[[nodiscard]] QByteArrayView emojiWord(char32_t codePoint);

/// Length of the emoji word that `text` begins with, as lists of terms write it; 0 if there is none.
[[nodiscard]] qsizetype emojiWordLength(QByteArrayView text);

/// The letter of a regional indicator (two of them make a flag); 0 for others.
[[nodiscard]] char regionalLetter(char32_t codePoint);

/// The letter that a sign is drawn like (a red circle, a cross); 0 for others. Only inside of a word:
/// elsewhere they are bullets.
[[nodiscard]] char drawnLetter(char32_t codePoint);

} // namespace atalaia
