// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/flag.h"
#include "review/reviewqueries.h"

namespace atalaia {

/// 2025-11-18 14:00:00 UTC.
inline constexpr qint64 kSampleStartMs = 1'763'474'400'000;

[[nodiscard]] Message sampleMessage(int id, Author author, const QString &text, qint64 atMs);
[[nodiscard]] Hit sampleHit(int id, int message, const QVector<Span> &spans, const QString &category, int severity);

[[nodiscard]] Hit sampleNote(int id, int message, const QString &category, Author author);

/// A conversation of invented people with what a bubble can have: replies, media, edits, tombstones,
/// reactions, right-to-left and hostile text, hits. Flag 1 is of category "objection".
[[nodiscard]] ThreadView sampleThread();
[[nodiscard]] FlagRow sampleFlag();
/// `count` plain messages, two minutes apart.
[[nodiscard]] ThreadView longThread(int count);

} // namespace atalaia
