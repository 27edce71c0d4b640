// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahamessage.h"

#include "gateway/waha/wahacontent.h"

#include <array>

using namespace Qt::StringLiterals;

namespace atalaia::waha {

namespace {

Error malformed(const char *field)
{
    return {Error::Kind::InvalidInput, u"field %1 is missing or has the wrong shape"_s.arg(QLatin1StringView(field))};
}

MessageReading ignored(const QString &reason)
{
    return {std::nullopt, reason};
}

Author authorOf(const FullId &id)
{
    return id.isFromMe ? Author::Agent : Author::Contact;
}

bool isRevoked(const MessageFields &message)
{
    const MaybeElement stub = member(message.data, "messageStubType");
    int64_t number = 0;
    const bool isStub =
            wordOf(stub) == "REVOKE" || (stub && stub->get_int64().get(number) == simdjson::SUCCESS && number == 1);
    return isStub || wordOf(member(message.data, "type")) == "revoked";
}

bool isNotification(const MessageFields &message)
{
    const std::string_view type = wordOf(member(message.data, "type"));
    return type == "e2e_notification" || type == "notification" || type == "notification_template" || type == "gp2"
           || type == "call_log" || type == "broadcast_notification";
}

DeliveryStatus statusOf(const MessageFields &message)
{
    constexpr std::array kStatuses{DeliveryStatus::Error,  DeliveryStatus::Pending, DeliveryStatus::Server,
                                   DeliveryStatus::Device, DeliveryStatus::Read,    DeliveryStatus::Played};
    constexpr std::array<std::string_view, 6> kNames{"ERROR", "PENDING", "SERVER", "DEVICE", "READ", "PLAYED"};

    const MaybeElement ack = member(message.top, "ack");
    int64_t number = 0;
    if (ack && ack->get_int64().get(number) == simdjson::SUCCESS && number >= -1 && number <= 4)
        return kStatuses[size_t(number + 1)];
    const std::string_view name = wordOf(member(message.top, "ackName"));
    for (size_t i = 0; i < kNames.size(); ++i) {
        if (name == kNames[i])
            return kStatuses[i];
    }
    return DeliveryStatus::Unknown;
}

qint64 messageTimeOf(const MessageFields &message, qint64 fallbackMs)
{
    for (const MaybeElement &candidate : {member(message.top, "timestamp"), member(message.data, "messageTimestamp"),
                                          member(message.data, "t"), member(message.info, "Timestamp")}) {
        if (const qint64 ms = timeOf(candidate); ms > 0)
            return ms;
    }
    return fallbackMs;
}

QString pushNameOf(const MessageFields &message)
{
    for (const MaybeElement &candidate :
         {member(message.data, "pushName"), member(message.data, "notifyName"), member(message.info, "PushName")}) {
        if (const std::string_view name = wordOf(candidate); !name.empty())
            return textOfUtf8(name);
    }
    return {};
}

/// The new text inside of an edit; nothing when there is none.
QString editedTextOf(MaybeElement content)
{
    for (const MaybeElement &candidate :
         {member(content, "conversation"), descend(content, {"extendedTextMessage", "text"}),
          descend(content, {"imageMessage", "caption"}), descend(content, {"videoMessage", "caption"}),
          descend(content, {"documentMessage", "caption"})}) {
        if (const QString text = textOf(candidate); !text.isEmpty())
            return text;
    }
    return {};
}

/// The bare id in a raw message key; whatsmeow writes its name in capitals.
QString keyIdOf(MaybeElement key)
{
    const std::string_view id = wordOf(member(key, "id"));
    return bareIdOf(id.empty() ? wordOf(member(key, "ID")) : id);
}

/// The new text of an encrypted edit was not decrypted by the engine and never will be; that there was one is
/// all that is known.
std::optional<MessageReading> readEncryptedEdit(MaybeElement encrypted, const FullId &id, qint64 atMs)
{
    const MaybeElement type = member(encrypted, "secretEncType");
    int64_t number = -1;
    const bool isNumber = type && type->get_int64().get(number) == simdjson::SUCCESS;
    const QString name = textOf(type ? type : member(encrypted, "type"));
    constexpr int64_t kMessageEdit = 2;
    if (isNumber ? number != kMessageEdit : (!name.isEmpty() && name != u"MESSAGE_EDIT"))
        return ignored(u"encrypted change of an event or poll"_s);
    const QString target = keyIdOf(member(encrypted, "targetMessageKey"));
    if (target.isEmpty())
        return std::nullopt; // shown as a message that cannot be read
    return MessageReading{MessageEdited{target, id.bareId, id.chat, authorOf(id), atMs, {}, true}, {}};
}

/// Engines list the carriers of edits and revocations among the messages of a chat.
std::optional<MessageReading> readCarrier(const Fields &content, const FullId &id, qint64 atMs)
{
    if (const MaybeElement encrypted = member(content, "secretEncryptedMessage"))
        return readEncryptedEdit(encrypted, id, atMs);
    if (const MaybeElement reaction = member(content, "reactionMessage")) {
        const QString target = keyIdOf(member(reaction, "key"));
        if (target.isEmpty())
            return ignored(u"reaction without target"_s);
        return MessageReading{MessageReacted{target, id.chat, authorOf(id), textOf(member(reaction, "text")), atMs},
                              {}};
    }
    const MaybeElement protocol = member(content, "protocolMessage");
    if (!protocol)
        return std::nullopt;
    const MaybeElement type = member(protocol, "type");
    int64_t number = -1;
    const bool isNumber = type && type->get_int64().get(number) == simdjson::SUCCESS;
    const QString target = keyIdOf(member(protocol, "key"));
    if (target.isEmpty())
        return ignored(u"protocol message"_s);
    if (textOf(type) == u"MESSAGE_EDIT" || (isNumber && number == 14)) {
        const QString text = editedTextOf(member(protocol, "editedMessage"));
        return MessageReading{MessageEdited{target, id.bareId, id.chat, authorOf(id), atMs, text, text.isEmpty()}, {}};
    }
    // whatsmeow leaves out what is zero, and to revoke is type zero.
    const bool isRevoke = textOf(type) == u"REVOKE" || (isNumber && number == 0) || !type;
    if (!isRevoke)
        return ignored(u"protocol message"_s);
    return MessageReading{MessageRevoked{target, id.chat, authorOf(id), atMs}, {}};
}

} // namespace

Result<MessageReading> readMessage(const MessageFields &message, qint64 fallbackMs)
{
    const std::optional<FullId> id = fullIdOf(member(message.top, "id"));
    if (!id)
        return malformed("id");
    if (isBroadcastAddress(id->chat))
        return ignored(u"broadcast"_s);
    const qint64 atMs = messageTimeOf(message, fallbackMs);
    if (atMs <= 0)
        return malformed("timestamp");
    const MaybeElement body = member(message.top, "body");
    if (body && !body->is_string())
        return malformed("body");
    if (wordOf(body).empty()) {
        if (std::optional<MessageReading> carrier = readCarrier(message.content, *id, atMs))
            return *std::move(carrier);
    }

    MessageReceived event;
    event.messageId = id->bareId;
    event.chat = id->chat;
    event.author = isNotification(message) ? Author::System : authorOf(*id);
    event.sentAtMs = atMs;
    event.text = textOf(body);
    event.hasText = !event.text.isEmpty();
    readMedia(message, event);
    // Browser engines put the map's thumbnail (JPEG in base64) where the text belongs.
    if (event.kind == MessageKind::Location && event.text.startsWith(u"/9j/")) {
        event.text.clear();
        event.hasText = false;
    }
    // In a group the push name is that of one member, which is not the name of the conversation.
    if (!id->isFromMe && !id->chat.endsWith(u"@g.us"))
        event.contactName = pushNameOf(message);
    event.isAutomatic = event.author == Author::Agent && wordOf(member(message.top, "source")) == "api";
    event.replyToMessageId = bareIdOf(wordOf(member(member(message.top, "replyTo"), "id")));
    event.status = statusOf(message);
    event.isRevoked = isRevoked(message);
    event.content = contentStateOf(message);
    if (!event.hasText && member(message.content, "secretEncryptedMessage"))
        event.content = ContentState::Unavailable;
    return MessageReading{std::move(event), {}};
}

Result<MessageReading> readWaiting(const MessageFields &message, qint64 fallbackMs)
{
    Result<MessageReading> reading = readMessage(message, fallbackMs);
    if (reading && reading->body) {
        if (auto *event = std::get_if<MessageReceived>(&*reading->body); event && !event->hasText)
            event->content = ContentState::Pending;
    }
    return reading;
}

Result<MessageReading> readEdit(const MessageFields &message, qint64 fallbackMs)
{
    const std::optional<FullId> id = fullIdOf(member(message.top, "id"));
    if (!id)
        return malformed("payload.id");
    if (isBroadcastAddress(id->chat))
        return ignored(u"broadcast"_s);
    const QString target = bareIdOf(wordOf(member(message.top, "editedMessageId")));
    if (target.isEmpty())
        return malformed("payload.editedMessageId");
    const MaybeElement body = member(message.top, "body");
    if (body && !body->is_string())
        return malformed("payload.body");
    const qint64 atMs = messageTimeOf(message, fallbackMs);
    return MessageReading{MessageEdited{target, id->bareId, id->chat, authorOf(*id), atMs, textOf(body), !body}, {}};
}

Result<MessageReading> readRevocation(Element payload, qint64 fallbackMs)
{
    const MaybeElement after = member(payload, "after");
    const MaybeElement before = member(payload, "before");
    const std::optional<FullId> afterId = fullIdOf(member(after, "id"));
    const std::optional<FullId> beforeId = fullIdOf(member(before, "id"));
    const std::optional<FullId> &id = afterId ? afterId : beforeId;
    if (!id)
        return malformed("payload.after.id");
    if (isBroadcastAddress(id->chat))
        return ignored(u"broadcast"_s);

    // Older versions do not name the target. The ids of both halves may be the revocation's own there, so what
    // the engine's raw data says comes first.
    QString target = bareIdOf(wordOf(member(payload, "revokedMessageId")));
    for (const MaybeElement &key : {descend(after, {"_data", "protocolMessageKey"}),
                                    descend(after, {"_data", "message", "protocolMessage", "key"}),
                                    descend(after, {"_data", "Message", "protocolMessage", "key"})}) {
        if (target.isEmpty())
            target = keyIdOf(key);
    }
    if (target.isEmpty() && beforeId)
        target = beforeId->bareId;
    if (target.isEmpty())
        return malformed("payload.revokedMessageId");
    qint64 atMs = timeOf(member(after, "timestamp"));
    if (atMs <= 0)
        atMs = fallbackMs;
    return MessageReading{MessageRevoked{target, id->chat, authorOf(*id), atMs}, {}};
}

Result<MessageReading> readReaction(const MessageFields &message, qint64 fallbackMs)
{
    const std::optional<FullId> id = fullIdOf(member(message.top, "id"));
    if (!id)
        return malformed("payload.id");
    if (isBroadcastAddress(id->chat))
        return ignored(u"broadcast"_s);
    const MaybeElement reaction = member(message.top, "reaction");
    const QString target = bareIdOf(wordOf(member(reaction, "messageId")));
    if (target.isEmpty())
        return malformed("payload.reaction.messageId");
    const qint64 atMs = messageTimeOf(message, fallbackMs);
    return MessageReading{MessageReacted{target, id->chat, authorOf(*id), textOf(member(reaction, "text")), atMs}, {}};
}

Result<MessageReading> readStatus(const MessageFields &message)
{
    const std::optional<FullId> id = fullIdOf(member(message.top, "id"));
    if (!id)
        return malformed("payload.id");
    if (isBroadcastAddress(id->chat))
        return ignored(u"broadcast"_s);
    const DeliveryStatus status = statusOf(message);
    if (status == DeliveryStatus::Unknown)
        return ignored(u"status without a known value"_s);
    return MessageReading{StatusChanged{id->bareId, id->chat, status}, {}};
}

} // namespace atalaia::waha
