// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/rulehit.h"

#include <QJsonArray>
#include <QJsonObject>

namespace atalaia {

/// Spans as [{"message","start","end"}].
[[nodiscard]] QJsonArray spansToJson(const QVector<MessageSpan> &spans);

/// The steps of an explanation for machines: the same hit gives the same bytes.
[[nodiscard]] QJsonArray explanationToJson(const RuleHit &hit);
/// Steps that explanationToJson() wrote; what it does not know is left out.
[[nodiscard]] QVector<ExplanationStep> explanationFromJson(const QJsonArray &steps);

} // namespace atalaia
