// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/retrydelay.h"

#include <QRandomGenerator>

#include <algorithm>

namespace atalaia {

std::chrono::milliseconds retryDelay(int attempt, std::chrono::milliseconds first, std::chrono::milliseconds longest)
{
    const auto grown = std::min(longest.count(), first.count() << std::min(attempt, 16));
    const double share = 0.5 + QRandomGenerator::global()->generateDouble() / 2;
    return std::chrono::milliseconds(qint64(double(grown) * share));
}

} // namespace atalaia
