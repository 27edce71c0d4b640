// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/flag.h"
#include "domain/intervention.h"
#include "domain/lexicon.h"
#include "review/triageservice.h"

#include <QString>
#include <QStringList>

namespace atalaia {

/// Reasons to dismiss that are offered, as stored: stable and free of language.
[[nodiscard]] QStringList dismissReasons();
/// Words of a stored reason; one that somebody typed is returned as it is.
[[nodiscard]] QString reasonWords(const QString &reason);

/// What somebody did: "confirmed it".
[[nodiscard]] QString decisionWords(DecisionKind kind);
/// "Message to the contact" …
[[nodiscard]] QString interventionWords(InterventionKind kind);
/// How it stands: "waits and can be taken back", "done" …
[[nodiscard]] QString interventionStateWords(InterventionState state);
/// "Undo confirm" …
[[nodiscard]] QString undoWords(const UndoStep &step);

/// "phrase", "regular expression" …
[[nodiscard]] QString termKindWords(TermKind kind);
/// Who must have written it for the term to count, as a sentence.
[[nodiscard]] QString directionSentence(Direction direction);

} // namespace atalaia
