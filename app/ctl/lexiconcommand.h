// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"

namespace atalaia {

/// `atalaiactl lexicon ...`; `arguments` follow the word "lexicon".
[[nodiscard]] ExitStatus runLexicon(const QStringList &arguments, const CommonOptions &outer);

[[nodiscard]] ExitStatus runLexiconCheck(const QStringList &arguments, const CommonOptions &outer);
[[nodiscard]] ExitStatus runLexiconImport(const QStringList &arguments, const CommonOptions &outer);
[[nodiscard]] ExitStatus runLexiconList(const QStringList &arguments, const CommonOptions &outer);
[[nodiscard]] ExitStatus runLexiconExport(const QStringList &arguments, const CommonOptions &outer);
[[nodiscard]] ExitStatus runLexiconDiff(const QStringList &arguments, const CommonOptions &outer);
[[nodiscard]] ExitStatus runLexiconRollback(const QStringList &arguments, const CommonOptions &outer);

} // namespace atalaia
