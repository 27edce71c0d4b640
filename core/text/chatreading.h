// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/reading.h"
#include "text/readingworkspace.h"
#include "text/tokentext.h"

namespace atalaia {

/// Level 1: short forms written out, once for each language in which one of the words is a short form,
/// number words as digits where at least four stand in a row, and words that go on over a seam.
/// workspace.seamTokens: tokens with which a new bubble begins, ascending. Only the first `tokenCount`
/// tokens are read.
void writeChatReading(const FoldedText &folded, const TokenText &tokens, int tokenCount, ReadingWorkspace &workspace,
                      Reading &reading);

} // namespace atalaia
