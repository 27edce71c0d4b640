// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/flag.h"
#include "domain/gatewayconfig.h"

#include <QString>

namespace atalaia {

/// Words for the values of the domain, translated, through QLocale's default where numbers and times
/// are concerned. Functions without state, for any thread that paints.

/// "Contact after objection"; a category that came with somebody's own list is shown by its name.
[[nodiscard]] QString categoryWords(const QString &category);
/// "critical" … "informative"; anything but 1..5 counts as 1.
[[nodiscard]] QString severityWords(int severity);
[[nodiscard]] QString flagStateWords(FlagState state);
[[nodiscard]] QString flagListWords(FlagList list);

/// How long ago, short: "now", "4 min", "3 h", "2 d", then the date.
[[nodiscard]] QString shortAge(qint64 atMs, qint64 nowMs);
/// The same for the status strip, to the second: "2 s ago", "4 min ago".
[[nodiscard]] QString fineAge(qint64 atMs, qint64 nowMs);
/// Date, time and the reader's zone, for hovering.
[[nodiscard]] QString exactTime(qint64 atMs);

/// One or two words for the top bar: "Live", "Connecting", "Offline".
[[nodiscard]] QString connectionBrief(ConnectionPhase phase);
/// What is going on and what happens next, for the status strip.
[[nodiscard]] QString connectionWords(const ConnectionState &state, qint64 nowMs);

/// What a screen reader says for a row of the inbox.
[[nodiscard]] QString flagRowSpoken(const FlagRow &row, qint64 nowMs);

} // namespace atalaia
