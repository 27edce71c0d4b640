// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/reading.h"
#include "text/readingworkspace.h"
#include "text/tokentext.h"

namespace atalaia {

/// Level 2: stretched letters shortened, digits and signs read as letters, points and single letters
/// joined, look-alikes of another script, letters behind asterisks. Only the first `tokenCount` tokens
/// are read. Costs one look at the bytes where there is no sign of any of these.
void writeDisguiseReading(const FoldedText &folded, const TokenText &tokens, int tokenCount,
                          ReadingWorkspace &workspace, Reading &reading);

} // namespace atalaia
