// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapiparser.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

/// The body of a webhook; also as an answer of the Graph API.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static atalaia::CloudApiParser parser; // as in the connector: one for all of them
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto reading = parser.notification(bytes, 1'767'614'400'000)) {
        for (const atalaia::GatewayEvent &event : reading->events) {
            require(!event.lineExternalId.isEmpty());
            if (const auto *message = std::get_if<atalaia::MessageReceived>(&event.body)) {
                require(!message->messageId.isEmpty() && !message->chat.isEmpty() && message->sentAtMs > 0);
                require(message->hasText == !message->text.isEmpty());
                require(message->mediaHash.isEmpty() || message->mediaHash.size() == 32);
            }
        }
        // What is put aside is a notification itself, and the same is put aside of it.
        const QVector<atalaia::RejectedEvent> rejected = reading->rejected;
        for (const atalaia::RejectedEvent &event : rejected) {
            require(event.bytes.size() <= atalaia::RejectedEvent::kLargestBytes && !event.reason.isEmpty());
            if (event.bytes.size() < atalaia::RejectedEvent::kLargestBytes) {
                const auto again = parser.notification(event.bytes, event.receivedAtMs);
                require(again && !again->rejected.isEmpty());
            }
        }
    }
    static_cast<void>(parser.numbers(bytes));
    static_cast<void>(parser.sentMessage(bytes));
    static_cast<void>(parser.blocked(bytes));
    static_cast<void>(parser.media(bytes));
    static_cast<void>(parser.problem(bytes));
    return 0;
}
