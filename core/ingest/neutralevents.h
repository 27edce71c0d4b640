// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/chatexport/chatexport.h"
#include "gateway/chatexport/exportevents.h"
#include "gateway/gatewayevent.h"
#include "ingest/neutralconversation.h"

#include <QVector>

namespace atalaia {

/// What a gateway would have told of the conversation, message by message: first texts, edits, deletions.
[[nodiscard]] QVector<GatewayEvent> eventsOf(const NeutralConversation &conversation);

/// An exported chat in the neutral form, for a scan without a store.
[[nodiscard]] NeutralConversation neutralOf(const ChatExport &chat, const ExportChoice &choice);

} // namespace atalaia
