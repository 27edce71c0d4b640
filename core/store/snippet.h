// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/span.h"

#include <QString>

namespace atalaia {

inline constexpr int kSnippetLength = 160; // UTF-16 units

/// One line of text around `span` (code points), at most kSnippetLength long, cut between what a
/// reader takes for characters; line breaks become spaces. Cuts are marked with an ellipsis.
[[nodiscard]] QString snippetAround(const QString &text, Span span);

} // namespace atalaia
