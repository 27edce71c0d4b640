// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/linehealth.h"

#include <QString>
#include <QStringList>

namespace atalaia {

/// How a line's name is shown: hostile, so made safe and isolated.
[[nodiscard]] QString lineName(const Line &line);
/// "Working", "Needs pairing" …
[[nodiscard]] QString lineStateWords(LineState state);
/// A word or two: "Silent", "Logged out".
[[nodiscard]] QString alarmBrief(LineAlarmKind kind);
/// What is wrong with the line, in a sentence.
[[nodiscard]] QString alarmSentence(const LineHealth &health, const LineAlarm &alarm);
/// "3 messages recovered", "cannot be known: this gateway keeps no history" …
[[nodiscard]] QString gapOutcomeWords(const LineGap &gap);
/// Why events may be missing: words for the few reasons that are known, else the reason as it is.
[[nodiscard]] QString gapReasonWords(const QString &reason);
/// The time when it was today, else date and time.
[[nodiscard]] QString briefTime(qint64 atMs, qint64 nowMs);

/// What of the messages of a line is not there, or was not at first; empty = nothing.
[[nodiscard]] QStringList contentSentences(const LineContents &contents);

} // namespace atalaia
