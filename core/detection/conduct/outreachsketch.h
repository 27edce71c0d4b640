// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <vector>

namespace atalaia {

/// Least hashes of the 5-grams of the folded text under many hash functions: texts are compared without
/// being kept. Empty for a text without letters. The same on every machine.
[[nodiscard]] std::vector<quint32> sketchOf(QStringView text);

/// Estimate of the share of 5-grams that two texts have in common (twice the common ones over all of
/// both), 0 to 1, give or take 0.05.
[[nodiscard]] double overlapOf(const std::vector<quint32> &one, const std::vector<quint32> &other);

} // namespace atalaia
