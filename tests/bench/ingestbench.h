// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of bench_ingest share.
#pragma once

#include "rounds.h"

#include <QByteArray>

#include <vector>

namespace atalaia::bench {

struct IngestBench
{
    int rounds = 5;
    int events = 10'000;
    bool isFull = false;
    bool hasFailed = false; ///< somebody did other work
};

/// Events of some 1.66 KB each, as WAHA's socket and Evolution's queue bring them; all different.
[[nodiscard]] std::vector<QByteArray> wahaFrames(int count);
[[nodiscard]] std::vector<QByteArray> evolutionEnvelopes(int count);

/// P16: the WAHA connector beside a bare QWebSocket that counts frames.
void benchWebSocket(IngestBench &bench);
/// Bytes to events, beside simdjson reading the same fields on demand.
void benchParse(IngestBench &bench);

} // namespace atalaia::bench
