// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/rulehit.h"

#include <QString>
#include <QVector>

namespace atalaia {

/// What a rule says, in words: those of the shipped rules by id, others as they are written.
[[nodiscard]] QString ruleWords(const RuleHit &hit);

/// A sentence of an explanation. Both are safe to show as plain text.
struct ExplanationSentence
{
    QString text;
    QString technical; ///< names, figures and expressions as the rule has them, for a tool tip; may be empty
    friend bool operator==(const ExplanationSentence &, const ExplanationSentence &) = default;
};

/// How a hit came about, a sentence a step; all exceptions in one, at the end. Matched entries and masked
/// identifiers are in them, never the text of messages.
[[nodiscard]] QVector<ExplanationSentence> explanationSentences(const RuleHit &hit);

} // namespace atalaia
