// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace atalaia {

/// How runs of one letter are shortened.
enum class Squeeze {
    Likely, ///< three or more to two where the letter is often double (rr, ss), else to one
    LongToTwo, ///< three or more to two
    LongToOne, ///< three or more to one
    AllToOne ///< two or more to one
};

/// How often a letter stands in a row in a word, at most.
[[nodiscard]] int longestRun(QByteArrayView word);

/// Replaces `squeezed` by the shortened `word`. False where no run is as long as that, or where hardly
/// a letter is left: laughter.
[[nodiscard]] bool squeezeRuns(QByteArrayView word, Squeeze squeeze, QByteArray &squeezed);

} // namespace atalaia
