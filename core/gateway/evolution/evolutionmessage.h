// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder: include it from .cpp files only, it brings simdjson along.
#pragma once

#include "base/result.h"
#include "gateway/gatewayevent.h"
#include "gateway/json/jsonfields.h"

#include <QVector>

namespace atalaia::evolution {

using json::Element;

/// What the envelope says about its items.
struct Origin
{
    ChatAddress ownAccount; ///< may be empty
    qint64 receivedAtMs = 0; ///< dates what carries no time
    QString sentAtWords; ///< when the gateway sent the event, on a clock of unknown zone; the same in each copy
    bool isHistory = false; ///< then a message without a time is none
    bool isSentByApi = false;
};

using EventBody = decltype(GatewayEvent::body);

/// One item as events (none, or one and the alias that came with it); or why there is none in `ignored`, which is
/// no error.
struct ItemReading
{
    QVector<EventBody> bodies;
    QString ignored;
};

/// messages.upsert, messages.set, send.message and the records of findMessages.
[[nodiscard]] Result<ItemReading> readMessage(Element item, const Origin &origin);

/// messages.edited and send.message.update, which carry every protocol message, not edits alone. Their key is seen
/// from who edited: of the target only its id can be believed.
[[nodiscard]] Result<ItemReading> readEdit(Element item, const Origin &origin);

[[nodiscard]] Result<ItemReading> readDeletion(Element item, const Origin &origin);

/// messages.update. The status DELETED means that the gateway did not know what happened, mostly an edit.
[[nodiscard]] Result<ItemReading> readUpdate(Element item, const Origin &origin);

/// contacts.*: there is no use for the names, but for both ids of one person.
[[nodiscard]] Result<ItemReading> readContact(Element item, const Origin &origin);

} // namespace atalaia::evolution
