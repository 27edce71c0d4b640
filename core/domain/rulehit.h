// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/message.h"
#include "domain/span.h"

#include <QString>
#include <QVector>

namespace atalaia {

/// One step of an explanation. Words are technical and stable; ui/text makes sentences of them.
struct ExplanationStep
{
    enum class Kind {
        Matched, ///< `subject` (an atom as the rule writes it) was found: `detail` is the entry that fired
        Joined, ///< operator in `subject` (NEAR/3, BEFORE/2, AND, COUNT >= 2) held
        Excluded, ///< exclusion in `subject` was tried and did not hold
        Condition, ///< condition in `subject` held; `detail` says since when
        Conduct, ///< the conduct in `subject`; `detail` has its figures
        Raised ///< severity changed because of `subject`
    };
    Kind kind = Kind::Matched;
    QString subject;
    QString detail;
    int level = 0; ///< reading in which an atom was found
    QVector<MessageSpan> spans;
    friend bool operator==(const ExplanationStep &, const ExplanationStep &) = default;
};

/// One rule that fired on one message. Says everything needed to reproduce it from the stored versions.
struct RuleHit
{
    qint64 message = 0; ///< the bubble that completed it
    QString rule; ///< "contact-after-objection"
    QString variant; ///< behind the '/' of the rule's id; may be empty
    QString category;
    QString policy;
    int policyVersion = 0;
    int severity = 0;
    double confidence = 0;
    Author author = Author::Agent;
    int level = 0; ///< highest reading that was needed; 2 and above = said in disguise
    bool isEditedAway = false; ///< found in an earlier version of the text
    int earlierText = -1; ///< index of that version, oldest first; -1 = in the text as it is
    bool opensFlag = false; ///< opens or joins a flag; others are marked in the thread only
    bool isBackground = false; ///< of a background policy: opens no flag, shown and counted nowhere; lights lamps
    QVector<MessageSpan> spans; ///< ascending; empty for a conduct that has no words
    QVector<ExplanationStep> explanation;
    friend bool operator==(const RuleHit &, const RuleHit &) = default;
};

} // namespace atalaia
