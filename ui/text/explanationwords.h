// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/rulehit.h"

#include <QString>
#include <QStringList>

namespace atalaia {

/// What a rule says, in words: those of the shipped rules by id, others as they are written.
[[nodiscard]] QString ruleWords(const RuleHit &hit);

/// How a hit came about, a sentence a step, safe to show. Matched entries and masked identifiers are in
/// them, never the text of messages.
[[nodiscard]] QStringList explanationSentences(const RuleHit &hit);

} // namespace atalaia
