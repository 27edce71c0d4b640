// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/foldedtext.h"
#include "text/reading.h"
#include "text/readingworkspace.h"
#include "text/tokentext.h"

#include <QStringView>

#include <vector>

namespace atalaia {

/// A text and its readings. All places are told in tokens of the text as written, whatever the
/// reading: NEAR and the way back to the original work across readings.
struct NormalisedText
{
    FoldedText folded;
    TokenText tokens; ///< the text as written: level 0
    std::vector<Reading> readings; ///< levels 1 to 3, ascending, at most one each; none without anything new
    ReadingWorkspace workspace; ///< memory for the next text; not to be read

    /// The original code points of tokens [first, last], both inclusive.
    [[nodiscard]] Span originalSpan(int firstToken, int lastToken) const;
};

/// Reads `text` up to `maxLevel` (0 to 3) into an existing value, whose memory is reused. `seams`: UTF-16
/// offsets in `text` at which a new bubble begins (each bubble is preceded there by one line break);
/// at level 1 the word before and the word after a seam are also read as one. Pure, any thread;
/// linear in the length of the text, and so is the memory: long texts come in windows (TextWindows).
void normalise(QStringView text, int maxLevel, const std::vector<qsizetype> &seams, NormalisedText &normalised);

[[nodiscard]] NormalisedText normalise(QStringView text, int maxLevel);

} // namespace atalaia
