// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/lexiconimporter.h"

#include <QString>

namespace atalaia {

/// The sentence for a person about one line of an imported list: what is the matter with it and what
/// happens to it. A code that is not known here is told by its technical detail.
[[nodiscard]] QString importSentence(const ImportLine &line);

[[nodiscard]] QString verdictWords(LineVerdict verdict);
/// ✓ ! ✕ – : the verdict is a shape too.
[[nodiscard]] QChar verdictShape(LineVerdict verdict);
[[nodiscard]] QString encodingWords(TextEncoding encoding);
[[nodiscard]] QString delimiterWords(QChar delimiter);
[[nodiscard]] QString formatWords(TermFileFormat format);

} // namespace atalaia
