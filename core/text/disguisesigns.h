// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <vector>

namespace atalaia {

/// The next byte at or after `from` where something in a folded text may be a disguise: a digit beside
/// a letter, a sign inside a word, an asterisk beside one, a letter repeated more often than words
/// have it. `text.size()` if there is none. Rather one too many than one too few.
[[nodiscard]] qsizetype nextDisguiseSign(QByteArrayView text, qsizetype from);

/// A way to look for signs. All ways find the same ones.
struct SignScan
{
    const char *name = "";
    qsizetype (*next)(QByteArrayView text, qsizetype from) = nullptr;
};

/// All that this processor can run, the plain one first.
[[nodiscard]] std::vector<SignScan> signScans();

} // namespace atalaia
