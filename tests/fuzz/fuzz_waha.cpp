// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a gateway sends is read or refused with a reason, what was put aside can be read again, and no known
// secret stays in what is kept.
#include "gateway/json/secretstripping.h"
#include "gateway/waha/wahaparser.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kReceivedAtMs = 1'767'614'400'000;

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

void readFrame(WahaParser &parser, const QByteArray &bytes)
{
    const Result<WahaReading> frame = parser.frame(bytes, kReceivedAtMs);
    if (!frame) {
        require(!frame.error().context.isEmpty());
        const RejectedEvent kept = parser.rejectedFrame(bytes, frame.error().context, kReceivedAtMs);
        require(kept.bytes == bytes);
        return;
    }
    for (const GatewayEvent &event : frame->events) {
        require(!event.lineExternalId.isEmpty());
        if (const auto *message = std::get_if<MessageReceived>(&event.body))
            require(!message->messageId.isEmpty() && message->sentAtMs > 0 && message->mediaSize >= 0);
    }
}

void readPage(WahaParser &parser, const QByteArray &bytes)
{
    const Result<WahaReading> page = parser.messages(bytes, u"line"_s);
    if (!page)
        return;
    for (const RejectedEvent &item : page->rejected) {
        // Refused alone as well, or it was the lack of a time of its own.
        const Result<WahaReading> again = parser.frame(item.bytes, kReceivedAtMs);
        require(!again || again->items == 1);
    }
}

void strip(const QByteArray &bytes)
{
    const QByteArray clean = json::strippedOfSecrets(bytes, {"S3CR3T"});
    require(!clean.contains("S3CR3T"));
    require(clean.size() <= bytes.size() * 6 + 16);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static WahaParser parser;
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    readFrame(parser, bytes);
    readPage(parser, bytes);
    static_cast<void>(parser.message(bytes, u"line"_s));
    static_cast<void>(parser.sessions(bytes));
    static_cast<void>(parser.session(bytes));
    static_cast<void>(parser.chats(bytes));
    static_cast<void>(parser.hiddenIds(bytes));
    static_cast<void>(parser.hiddenId(bytes));
    static_cast<void>(parser.count(bytes));
    static_cast<void>(parser.mediaUrl(bytes));
    static_cast<void>(parser.complaint(bytes));
    strip(bytes);
    return 0;
}
