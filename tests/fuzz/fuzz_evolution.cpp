// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an event or a REST answer of Evolution API: events, a reason or put aside, never a crash, and never
// nothing; and so it is with what was put aside.
#include "gateway/evolution/evolutionparser.h"

#include <cstdlib>

using namespace atalaia;

namespace {

constexpr qint64 kReceivedAtMs = 1'767'614'500'000;

void checkSaid(const EvolutionReading &reading)
{
    const bool isSaid = !reading.events.isEmpty() || !reading.rejected.isEmpty() || !reading.ignored.isEmpty();
    if (reading.items > 0 && !isSaid)
        std::abort();
    for (const RejectedEvent &rejected : reading.rejected) {
        if (rejected.reason.isEmpty() || rejected.bytes.size() > RejectedEvent::kLargestBytes)
            std::abort();
    }
}

void check(EvolutionParser &parser, const EvolutionReading &reading)
{
    checkSaid(reading);
    for (const RejectedEvent &rejected : reading.rejected)
        checkSaid(parser.event(rejected.bytes, kReceivedAtMs));
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
