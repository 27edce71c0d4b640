// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder: include it from .cpp files only, it brings simdjson along.
#pragma once

#include "domain/message.h"
#include "gateway/json/jsonfields.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace atalaia::evolution {

using json::Element;
using json::MaybeElement;

/// What the `message` of an item says.
struct Content
{
    MessageKind kind = MessageKind::Unknown;
    QString text;
    QString mediaType;
    QString mediaName;
    qint64 mediaSize = 0;
    QByteArray mediaHash;
    bool hasMedia = false;
    ContentState state = ContentState::Present;
};

/// Out of the envelopes that only say how a message was sent (view once, ephemeral, by another device).
[[nodiscard]] MaybeElement innermost(MaybeElement message);

/// `inner` is innermost(). Nothing: no bubble, but something between the devices, or a vote or pin that changes
/// another message.
[[nodiscard]] std::optional<Content> readContent(MaybeElement inner);

/// Text or caption; nothing when the content is of no kind that has one.
[[nodiscard]] std::optional<QString> textIn(MaybeElement inner);

/// Bare id of the message that is answered: beside the message (2.3) or inside of its content.
[[nodiscard]] QString quotedIn(MaybeElement item, MaybeElement inner);

} // namespace atalaia::evolution
