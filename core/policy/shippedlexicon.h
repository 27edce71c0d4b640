// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/lexicon.h"

#include <QString>
#include <QStringList>

namespace atalaia {

/// Names of the lexicon files that come with the product, sorted.
[[nodiscard]] QStringList shippedLexiconFiles();
/// One of them, as stored version 0. A file that cannot be read at all is an error; bad lines are left out.
[[nodiscard]] Result<Lexicon> shippedLexicon(const QString &fileName);

} // namespace atalaia
