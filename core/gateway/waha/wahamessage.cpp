// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahamessage.h"

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

/// Status posts and channels are broadcasts, not conversations with a customer.
bool isBroadcast(const ChatAddress &chat)
{
    return chat.endsWith(u"@broadcast") || chat.endsWith(u"@newsletter");
}

/// The engine's raw message content, out of the envelopes that only say how it was sent.
MaybeElement contentOf(Element message)
{
    MaybeElement content = descend(message, {"_data", "message"});
    if (!content)
        content = descend(message, {"_data", "Message"});
    constexpr std::array<std::string_view, 7> kEnvelopes{"ephemeralMessage",  "viewOnceMessage",
                                                         "viewOnceMessageV2", "viewOnceMessageV2Extension",
                                                         "deviceSentMessage", "documentWithCaptionMessage",
                                                         "editedMessage"};
    for (int depth = 0; depth < 3 && content; ++depth) {
        MaybeElement inner;
        for (const std::string_view envelope : kEnvelopes) {
            if (!inner)
                inner = descend(content, {envelope, "message"});
        }
        if (!inner)
            break;
        content = inner;
    }
    return content;
}

struct KindName
{
    std::string_view name;
    MessageKind kind;
};

// Names of the content in NOWEB and GOWS.
constexpr std::array kContentKinds{KindName{"imageMessage", MessageKind::Image},
                                   KindName{"videoMessage", MessageKind::Video},
                                   KindName{"ptvMessage", MessageKind::Video},
                                   KindName{"audioMessage", MessageKind::Audio},
                                   KindName{"documentMessage", MessageKind::Document},
                                   KindName{"stickerMessage", MessageKind::Sticker},
                                   KindName{"locationMessage", MessageKind::Location},
                                   KindName{"liveLocationMessage", MessageKind::Location},
                                   KindName{"contactMessage", MessageKind::ContactCard},
                                   KindName{"contactsArrayMessage", MessageKind::ContactCard}};

// Values of _data.type in WEBJS and WPP.
constexpr std::array kTypeKinds{KindName{"image", MessageKind::Image},
                                KindName{"video", MessageKind::Video},
                                KindName{"ptv", MessageKind::Video},
                                KindName{"audio", MessageKind::Audio},
                                KindName{"ptt", MessageKind::Audio},
                                KindName{"document", MessageKind::Document},
                                KindName{"sticker", MessageKind::Sticker},
                                KindName{"location", MessageKind::Location},
                                KindName{"live_location", MessageKind::Location},
                                KindName{"vcard", MessageKind::ContactCard},
                                KindName{"multi_vcard", MessageKind::ContactCard}};

MessageKind kindOfMime(const QString &mime)
{
    if (mime.startsWith(u"image/webp"))
        return MessageKind::Sticker; // WhatsApp turns every photo into JPEG
    if (mime.startsWith(u"image/"))
        return MessageKind::Image;
    if (mime.startsWith(u"video/"))
        return MessageKind::Video;
    if (mime.startsWith(u"audio/"))
        return MessageKind::Audio;
    return MessageKind::Document;
}

void readMedia(Element message, MessageReceived &event)
{
    const MaybeElement media = member(message, "media");
    event.mediaType = textOf(member(media, "mimetype"));
    event.mediaName = textOf(member(media, "filename"));

    std::optional<MessageKind> kind;
    const MaybeElement content = contentOf(message);
    for (const KindName &entry : kContentKinds) {
        const MaybeElement part = member(content, entry.name);
        if (!part)
            continue;
        kind = entry.kind;
        if (event.mediaType.isEmpty())
            event.mediaType = textOf(member(part, "mimetype"));
        if (event.mediaName.isEmpty())
            event.mediaName = textOf(member(part, "fileName"));
        break;
    }
    const QString type = textOf(descend(message, {"_data", "type"}));
    for (const KindName &entry : kTypeKinds) {
        if (!kind && type == QLatin1StringView(entry.name.data(), qsizetype(entry.name.size())))
            kind = entry.kind;
    }
    if (!kind && !event.mediaType.isEmpty())
        kind = kindOfMime(event.mediaType);
    if (!kind && member(message, "location"))
        kind = MessageKind::Location;
    simdjson::dom::array cards;
    const MaybeElement cardList = member(message, "vCards");
    if (!kind && cardList && cardList->get_array().get(cards) == simdjson::SUCCESS && cards.size() > 0)
        kind = MessageKind::ContactCard;

    if (kind)
        event.kind = *kind;
    else
        event.kind = event.hasText && !isTrue(member(message, "hasMedia")) ? MessageKind::Text : MessageKind::Unknown;
}

bool isRevoked(Element message)
{
    const MaybeElement stub = descend(message, {"_data", "messageStubType"});
    int64_t number = 0;
    const bool isStub =
            textOf(stub) == u"REVOKE" || (stub && stub->get_int64().get(number) == simdjson::SUCCESS && number == 1);
    return isStub || textOf(descend(message, {"_data", "type"})) == u"revoked";
}

bool isNotification(Element message)
{
    const QString type = textOf(descend(message, {"_data", "type"}));
    return type == u"e2e_notification" || type == u"notification" || type == u"notification_template" || type == u"gp2"
           || type == u"call_log" || type == u"broadcast_notification";
}

DeliveryStatus statusOf(Element message)
{
    constexpr std::array kStatuses{DeliveryStatus::Error,  DeliveryStatus::Pending, DeliveryStatus::Server,
                                   DeliveryStatus::Device, DeliveryStatus::Read,    DeliveryStatus::Played};
    constexpr std::array<QStringView, 6> kNames{u"ERROR", u"PENDING", u"SERVER", u"DEVICE", u"READ", u"PLAYED"};

    const MaybeElement ack = member(message, "ack");
    int64_t number = 0;
    if (ack && ack->get_int64().get(number) == simdjson::SUCCESS && number >= -1 && number <= 4)
        return kStatuses[size_t(number + 1)];
    const QString name = textOf(member(message, "ackName"));
    for (size_t i = 0; i < kNames.size(); ++i) {
        if (name == kNames[i])
            return kStatuses[i];
    }
    return DeliveryStatus::Unknown;
}

qint64 messageTimeOf(Element message, qint64 fallbackMs)
{
    for (const MaybeElement &candidate :
         {member(message, "timestamp"), descend(message, {"_data", "messageTimestamp"}),
          descend(message, {"_data", "t"}), descend(message, {"_data", "Info", "Timestamp"})}) {
        if (const qint64 ms = timeOf(candidate); ms > 0)
            return ms;
    }
    return fallbackMs;
}

QString pushNameOf(Element message)
{
    for (const MaybeElement &candidate :
         {descend(message, {"_data", "pushName"}), descend(message, {"_data", "notifyName"}),
          descend(message, {"_data", "Info", "PushName"})}) {
        if (const QString name = textOf(candidate); !name.isEmpty())
            return name;
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

/// Engines list the carriers of edits and revocations among the messages of a chat.
std::optional<MessageReading> readCarrier(Element message, const FullId &id, qint64 atMs)
{
    const MaybeElement content = contentOf(message);
    if (member(content, "secretEncryptedMessage"))
        return ignored(u"encrypted edit, its text is not available"_s);
    if (const MaybeElement reaction = member(content, "reactionMessage")) {
        const QString target = textOf(descend(reaction, {"key", "id"}));
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
    const bool isRevoke = textOf(type) == u"REVOKE" || (isNumber && number == 0);
    const bool isEdit = textOf(type) == u"MESSAGE_EDIT" || (isNumber && number == 14);
    const QString target = textOf(descend(protocol, {"key", "id"}));
    const QString newText = isEdit ? editedTextOf(member(protocol, "editedMessage")) : QString();
    if (!target.isEmpty() && !newText.isEmpty())
        return MessageReading{MessageEdited{target, id.bareId, id.chat, authorOf(id), atMs, newText}, {}};
    if (!isRevoke || target.isEmpty())
        return ignored(u"protocol message"_s);
    return MessageReading{MessageRevoked{target, id.chat, authorOf(id), atMs}, {}};
}

} // namespace

Result<MessageReading> readMessage(Element message, qint64 fallbackMs)
{
    const std::optional<FullId> id = fullIdOf(member(message, "id"));
    if (!id)
        return malformed("id");
    if (isBroadcast(id->chat))
        return ignored(u"broadcast"_s);
    const qint64 atMs = messageTimeOf(message, fallbackMs);
    if (atMs <= 0)
        return malformed("timestamp");
    const MaybeElement body = member(message, "body");
    if (body && !body->is_string())
        return malformed("body");
    if (!body) {
        if (std::optional<MessageReading> carrier = readCarrier(message, *id, atMs))
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
    event.isAutomatic = event.author == Author::Agent && textOf(member(message, "source")) == u"api";
    event.replyToMessageId = bareIdOf(textOf(descend(message, {"replyTo", "id"})));
    event.status = statusOf(message);
    event.isRevoked = isRevoked(message);
    return MessageReading{event, {}};
}

Result<MessageReading> readEdit(Element message, qint64 fallbackMs)
{
    const std::optional<FullId> id = fullIdOf(member(message, "id"));
    if (!id)
        return malformed("payload.id");
    if (isBroadcast(id->chat))
        return ignored(u"broadcast"_s);
    const QString target = bareIdOf(textOf(member(message, "editedMessageId")));
    if (target.isEmpty())
        return malformed("payload.editedMessageId");
    const MaybeElement body = member(message, "body");
    if (!body)
        return ignored(u"edit without its new text"_s);
    if (!body->is_string())
        return malformed("payload.body");
    const qint64 atMs = messageTimeOf(message, fallbackMs);
    return MessageReading{MessageEdited{target, id->bareId, id->chat, authorOf(*id), atMs, textOf(body)}, {}};
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
    if (isBroadcast(id->chat))
        return ignored(u"broadcast"_s);

    QString target = bareIdOf(textOf(member(payload, "revokedMessageId")));
    if (target.isEmpty() && beforeId)
        target = beforeId->bareId; // before WAHA named the target
    if (target.isEmpty())
        return malformed("payload.revokedMessageId");
    qint64 atMs = timeOf(member(after, "timestamp"));
    if (atMs <= 0)
        atMs = fallbackMs;
    return MessageReading{MessageRevoked{target, id->chat, authorOf(*id), atMs}, {}};
}

Result<MessageReading> readReaction(Element payload, qint64 fallbackMs)
{
    const std::optional<FullId> id = fullIdOf(member(payload, "id"));
    if (!id)
        return malformed("payload.id");
    if (isBroadcast(id->chat))
        return ignored(u"broadcast"_s);
    const MaybeElement reaction = member(payload, "reaction");
    const QString target = bareIdOf(textOf(member(reaction, "messageId")));
    if (target.isEmpty())
        return malformed("payload.reaction.messageId");
    const qint64 atMs = messageTimeOf(payload, fallbackMs);
    return MessageReading{MessageReacted{target, id->chat, authorOf(*id), textOf(member(reaction, "text")), atMs}, {}};
}

Result<MessageReading> readStatus(Element payload)
{
    const std::optional<FullId> id = fullIdOf(member(payload, "id"));
    if (!id)
        return malformed("payload.id");
    if (isBroadcast(id->chat))
        return ignored(u"broadcast"_s);
    const DeliveryStatus status = statusOf(payload);
    if (status == DeliveryStatus::Unknown)
        return ignored(u"status without a known value"_s);
    return MessageReading{StatusChanged{id->bareId, id->chat, status}, {}};
}

} // namespace atalaia::waha
