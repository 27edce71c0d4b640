// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "soakgateway.h"

namespace atalaia::soak {

/// What one gateway's run came to.
struct Figures
{
    QString problem; ///< why it could not be run; empty = it was
    bool hasCollectorEnded = false; ///< by itself: no other gateway would fare better
    qint64 events = 0;
    qint64 missing = 0; ///< in the script, not in the store
    qint64 strange = 0; ///< in the store, not in the script, or twice, or with another text
    qint64 wrongHits = 0; ///< missing, doubled or too many
    qint64 hits = 0;
    int kills = 0;
    int restarts = 0;
    Faults faults;
    double seconds = 0; ///< from the first event to the last one stored
    double secondsBehind = 0; ///< from the last event to the last one stored
    double compareSeconds = 0;
    double peakMib = 0;
    QByteArray log; ///< of the collector

    [[nodiscard]] bool isExact() const { return problem.isEmpty() && missing == 0 && strange == 0 && wrongHits == 0; }
};

/// Plays `plan` with a collector that is killed on the way, and compares its store with the script.
[[nodiscard]] Figures runSoak(SoakGateway &gateway, const Plan &plan);

/// Everything happens while no collector runs; then one is started. Figures::secondsBehind is what it took.
[[nodiscard]] Figures runGap(SoakGateway &gateway, const QString &collector, qint64 events);

} // namespace atalaia::soak
