// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QString>
#include <QVector>

namespace atalaia {

/// Who wrote a message.
enum class Author { Agent, Contact, System };

enum class MessageKind { Text, Image, Video, Audio, Document, Sticker, Location, ContactCard, Unknown };

/// Delivery status, in the gateways' common order. Never goes back, except that Error may follow what was
/// not delivered yet.
enum class DeliveryStatus { Unknown, Error, Pending, Server, Device, Read, Played };

/// Whether we have what a message says.
enum class ContentState {
    Present,
    Pending, ///< the gateway could not decrypt it yet; it may come under the same id
    Unavailable ///< it will not come: a kind the gateway does not hand on, or it cannot decrypt it
};

/// One version of a message's text. Version 0 is what was captured first; an edit adds a version.
struct MessageVersion
{
    int version = 0;
    qint64 atMs = 0;
    QString text; ///< exactly as received; hostile: show as plain text only
    bool isTextMissing = false; ///< edited, but the gateway could not read the new text
    friend bool operator==(const MessageVersion &, const MessageVersion &) = default;
};

struct Reaction
{
    Author author = Author::Contact;
    QString emoji;
    qint64 atMs = 0;
    friend bool operator==(const Reaction &, const Reaction &) = default;
};

/// One bubble, as the store returns it. Versions are in order, oldest first; empty when the message
/// has no text (media) or when only its revocation was captured.
struct Message
{
    MessageId id;
    ConversationId conversation;
    QString externalId; ///< the gateway's bare id
    Author author = Author::Contact;
    MessageKind kind = MessageKind::Text;
    DeliveryStatus status = DeliveryStatus::Unknown;
    ContentState content = ContentState::Present;
    bool isAutomatic = false; ///< sent by a program through the gateway
    qint64 sentAtMs = 0;
    qint64 receivedAtMs = 0;
    bool isFirstVersionMissing = false; ///< an edit or revocation arrived, the original never did
    qint64 revokedAtMs = 0; ///< 0 = not revoked
    QString mediaType; ///< MIME type, empty when there is no media
    QString mediaName; ///< file name as received; hostile
    QString replyToExternalId;
    QVector<MessageVersion> versions;
    QVector<Reaction> reactions;

    friend bool operator==(const Message &, const Message &) = default;
};

} // namespace atalaia
