// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder: include it from .cpp files only, it brings simdjson along.
#pragma once

#include "base/result.h"
#include "gateway/gatewayevent.h"
#include "gateway/waha/wahamessagefields.h"

namespace atalaia::waha {

/// One WAHA message object as an event; or why there is none in `ignored`, which is no error.
struct MessageReading
{
    std::optional<decltype(GatewayEvent::body)> body;
    QString ignored;
};

/// `fallbackMs` is used when the message carries no time of its own; 0 = then it is an error.
[[nodiscard]] Result<MessageReading> readMessage(const MessageFields &message, qint64 fallbackMs);

/// A message that the engine could not decrypt yet.
[[nodiscard]] Result<MessageReading> readWaiting(const MessageFields &message, qint64 fallbackMs);
[[nodiscard]] Result<MessageReading> readEdit(const MessageFields &message, qint64 fallbackMs);
[[nodiscard]] Result<MessageReading> readRevocation(Element payload, qint64 fallbackMs);
[[nodiscard]] Result<MessageReading> readReaction(const MessageFields &message, qint64 fallbackMs);
[[nodiscard]] Result<MessageReading> readStatus(const MessageFields &message);

} // namespace atalaia::waha
