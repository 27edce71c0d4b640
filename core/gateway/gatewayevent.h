// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "domain/line.h"
#include "domain/message.h"

#include <QMetaType>
#include <QString>
#include <QVector>

#include <optional>
#include <variant>

namespace atalaia {

/// A person or group as a gateway names it ("5511900000001@c.us", "123@lid", "55-66@g.us"), device
/// part stripped. Compare people by identityKey() of domain/identity.h, never by this text.
using ChatAddress = QString;

/// A bubble. `text` is the body or caption exactly as received.
struct MessageReceived
{
    QString messageId; ///< bare id
    ChatAddress chat;
    QString contactName; ///< as the gateway gave it (pushName); may be empty; hostile
    Author author = Author::Contact;
    MessageKind kind = MessageKind::Text;
    qint64 sentAtMs = 0;
    QString text;
    bool hasText = false; ///< false: the gateway gave no body (media without caption, deleted)
    QString mediaType;
    QString mediaName;
    QString replyToMessageId;
    DeliveryStatus status = DeliveryStatus::Unknown;
    bool isAutomatic = false; ///< sent by a program through the gateway, by no person on a phone
    bool isRevoked = false; ///< history says that it was deleted for everyone
    bool isHistory = false; ///< from backfill: a text that differs from the stored one is an edit we missed
    friend bool operator==(const MessageReceived &, const MessageReceived &) = default;
};

/// A new text for an earlier message.
struct MessageEdited
{
    QString messageId; ///< of the message that was edited
    QString editId; ///< of the edit action itself; the dedupe id
    ChatAddress chat;
    Author author = Author::Contact;
    qint64 editedAtMs = 0;
    QString text;
    friend bool operator==(const MessageEdited &, const MessageEdited &) = default;
};

/// A message was deleted for everyone. The text is never in the event.
struct MessageRevoked
{
    QString messageId;
    ChatAddress chat;
    Author author = Author::Contact;
    qint64 revokedAtMs = 0;
    friend bool operator==(const MessageRevoked &, const MessageRevoked &) = default;
};

struct MessageReacted
{
    QString messageId; ///< the target
    ChatAddress chat;
    Author author = Author::Contact;
    QString emoji; ///< empty = reaction removed
    qint64 reactedAtMs = 0;
    friend bool operator==(const MessageReacted &, const MessageReacted &) = default;
};

struct StatusChanged
{
    QString messageId;
    ChatAddress chat;
    DeliveryStatus status = DeliveryStatus::Unknown;
    friend bool operator==(const StatusChanged &, const StatusChanged &) = default;
};

/// The line itself changed state, or was seen for the first time.
struct LineChanged
{
    LineState state = LineState::Unknown;
    QString displayName;
    ChatAddress ownAddress; ///< may be empty before pairing
    qint64 changedAtMs = 0;
    friend bool operator==(const LineChanged &, const LineChanged &) = default;
};

/// What a connector makes of bytes. `lineExternalId` is the gateway's name of the line.
struct GatewayEvent
{
    QString lineExternalId;
    std::variant<MessageReceived, MessageEdited, MessageRevoked, MessageReacted, StatusChanged, LineChanged> body;
    friend bool operator==(const GatewayEvent &, const GatewayEvent &) = default;
};

/// "History of this line is complete up to `untilMs`": committed together with the last page's events.
struct LineCursor
{
    QString lineExternalId;
    qint64 untilMs = 0;
    friend bool operator==(const LineCursor &, const LineCursor &) = default;
};

/// What travels from a connector to ingest, in order.
struct EventBatch
{
    GatewayId gateway;
    QVector<GatewayEvent> events;
    std::optional<LineCursor> cursor;
};

} // namespace atalaia

Q_DECLARE_METATYPE(atalaia::EventBatch)
