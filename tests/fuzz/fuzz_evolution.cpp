// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an event or a REST answer of Evolution API: events, a reason or put aside, never a crash, and never
// nothing. What was put aside reads the same again.
#include "gateway/evolution/evolutionparser.h"
#include "gateway/json/withoutsecrets.h"

#include <cstdlib>

using namespace atalaia;

namespace {

constexpr qint64 kReceivedAtMs = 1'767'614'500'000;

void check(EvolutionParser &parser, const EvolutionReading &reading)
{
    const bool isSaid = !reading.events.isEmpty() || !reading.rejected.isEmpty() || !reading.ignored.isEmpty();
    if (reading.items > 0 && !isSaid)
        std::abort();
    for (const RejectedEvent &rejected : reading.rejected) {
        if (rejected.reason.isEmpty() || rejected.bytes.size() > RejectedEvent::kLargestBytes)
            std::abort();
        if (rejected.bytes.size() == RejectedEvent::kLargestBytes)
            continue; // cut off
        if (json::withoutSecrets(rejected.bytes) != rejected.bytes)
            std::abort();
        if (parser.event(rejected.bytes, kReceivedAtMs).rejected.size() > reading.rejected.size())
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(bytes), qsizetype(size));
    EvolutionParser parser;
    check(parser, parser.event(input, kReceivedAtMs));
    if (const Result<EvolutionPage> page = parser.page(input, QStringLiteral("line"), kReceivedAtMs))
        check(parser, page->reading);
    static_cast<void>(parser.lines(input));
    static_cast<void>(parser.lineState(input));
    static_cast<void>(parser.version(input));
    static_cast<void>(parser.complaint(input));
    static_cast<void>(EvolutionParser::media(input));
    return 0;
}
