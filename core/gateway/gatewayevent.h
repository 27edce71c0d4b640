// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "domain/gatewaycapabilities.h"
#include "domain/line.h"
#include "domain/linehealth.h"
#include "domain/message.h"

#include <QByteArray>
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
    QString mediaReference; ///< what the gateway wants to hear to hand the media out; no secrets; empty = none
    qint64 mediaSize = 0; ///< 0 = not known
    QByteArray mediaHash; ///< SHA-256 as the gateway says, 32 bytes or empty
    QString replyToMessageId;
    DeliveryStatus status = DeliveryStatus::Unknown;
    bool isAutomatic = false; ///< sent by a program through the gateway, by no person on a phone
    bool isRevoked = false; ///< history says that it was deleted for everyone
    ContentState content = ContentState::Present;
    bool isHistory = false; ///< from backfill: a text that differs from the stored one is an edit we missed
    friend bool operator==(const MessageReceived &, const MessageReceived &) = default;
};

/// A new text for an earlier message.
struct MessageEdited
{
    QString messageId; ///< of the message that was edited
    QString editId; ///< of the edit action itself; the dedupe id
    ChatAddress chat; ///< empty: the gateway does not say; then the target must be in the store
    Author author = Author::Contact;
    qint64 editedAtMs = 0;
    QString text;
    bool isTextMissing = false; ///< the gateway could not read the new text
    friend bool operator==(const MessageEdited &, const MessageEdited &) = default;
};

/// A message was deleted for everyone. The text is never in the event.
struct MessageRevoked
{
    QString messageId;
    ChatAddress chat; ///< empty: as in MessageEdited
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
    std::optional<GatewayCapabilities> capabilities = {}; ///< none = what was known stays
    friend bool operator==(const LineChanged &, const LineChanged &) = default;
};

/// Two ids are one person: the hidden id and the phone number behind it, or the old and the new number of
/// somebody who changed it.
struct AliasFound
{
    enum class Kind { SamePerson, NumberChanged };

    ChatAddress first; ///< the hidden id; the old number
    ChatAddress second; ///< the phone number; the new number
    Kind kind = Kind::SamePerson;
    qint64 foundAtMs = 0;
    friend bool operator==(const AliasFound &, const AliasFound &) = default;
};

/// A time in which events of the line may have been missed. Opened when it begins, named by its beginning.
struct GapChanged
{
    using Outcome = GapOutcome;

    qint64 fromMs = 0;
    qint64 toMs = 0; ///< 0 = still going on
    Outcome outcome = Outcome::Open;
    QString reason; ///< technical, one of few: "disconnected", "not running", "line stopped", "stalled"
    friend bool operator==(const GapChanged &, const GapChanged &) = default;
};

/// Something about the line that somebody must see to.
struct LineAlarmChanged
{
    using Kind = LineAlarmKind;

    Kind kind = Kind::Silent;
    bool isRaised = true;
    qint64 atMs = 0;
    QString detail; ///< technical, from the gateway; no texts, no numbers
    friend bool operator==(const LineAlarmChanged &, const LineAlarmChanged &) = default;
};

/// Something that came and could not be read or kept. It is stored, so that it can be read again by a later
/// version; what was sent with it is not held up.
struct RejectedEvent
{
    QString lineExternalId; ///< empty when even that could not be read
    QByteArray bytes; ///< as received, keys and tokens taken out; at most kLargestBytes, else cut off
    QString reason; ///< names the field, never its value
    qint64 receivedAtMs = 0;

    /// As much as one webhook may hold: half of one cannot be read again by any later version.
    static constexpr qsizetype kLargestBytes = 4 * 1024 * 1024;
    friend bool operator==(const RejectedEvent &, const RejectedEvent &) = default;
};

/// What a connector makes of bytes. `lineExternalId` is the gateway's name of the line.
struct GatewayEvent
{
    QString lineExternalId;
    std::variant<MessageReceived, MessageEdited, MessageRevoked, MessageReacted, StatusChanged, LineChanged, AliasFound,
                 GapChanged, LineAlarmChanged>
            body;
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
    std::optional<LineCursor> cursor = {};
    QVector<RejectedEvent> rejected = {}; ///< put aside in the same transaction
    quint64 receipt = 0; ///< the connector hears of the commit by it (Connector::noteStored()); 0 = it need not
    qint64 putAsideId = 0; ///< set by ingest: what was put aside under this id, read again
};

} // namespace atalaia

Q_DECLARE_METATYPE(atalaia::EventBatch)
