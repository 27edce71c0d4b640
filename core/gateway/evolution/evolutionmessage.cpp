// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/evolutionmessage.h"

#include "domain/identity.h"
#include "gateway/chataddress.h"
#include "gateway/evolution/evolutioncontent.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace atalaia::evolution {

using json::descend;
using json::member;
using json::textOf;

namespace {

Error malformed(const char *field)
{
    return {Error::Kind::InvalidInput, u"field %1 is missing or has the wrong shape"_s.arg(QLatin1StringView(field))};
}

ItemReading ignored(const QString &reason)
{
    return {{}, reason};
}

/// Empty when there is none that could be one.
QString idOf(MaybeElement element)
{
    const QString id = textOf(element);
    return id.size() <= kLongestExternalId ? id : QString();
}

ChatAddress addressOf(MaybeElement element)
{
    const QString address = textOf(element);
    const bool isAddress = address.size() <= kLongestExternalId && address.indexOf(u'@') > 0;
    return isAddress ? withoutDevice(address) : ChatAddress();
}

/// Who sent what to whom.
struct Key
{
    QString id;
    ChatAddress chat; ///< by phone number where that is known
    bool isFromMe = false;
    bool saysFromMe = false;
    std::optional<AliasFound> alias;
};

std::optional<AliasFound> aliasOf(const ChatAddress &a, const ChatAddress &b, qint64 atMs)
{
    if (isHiddenAddress(a) && isPhoneAddress(b))
        return AliasFound{a, b, AliasFound::Kind::SamePerson, atMs};
    if (isHiddenAddress(b) && isPhoneAddress(a))
        return AliasFound{b, a, AliasFound::Kind::SamePerson, atMs};
    return std::nullopt;
}

ChatAddress firstAddress(MaybeElement parent, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names) {
        if (ChatAddress address = addressOf(member(parent, name)); !address.isEmpty())
            return address;
    }
    return {};
}

Key keyOf(MaybeElement element, qint64 atMs)
{
    Key key;
    key.id = idOf(member(element, "id"));
    key.chat = addressOf(member(element, "remoteJid"));
    const MaybeElement fromMe = member(element, "fromMe");
    key.saysFromMe = (fromMe && fromMe->is_bool()) || textOf(fromMe) == u"true" || textOf(fromMe) == u"false";
    key.isFromMe = json::isTrue(fromMe) || textOf(fromMe) == u"true";

    if (isGroupAddress(key.chat)) {
        const ChatAddress author = addressOf(member(element, "participant")); // "" outside of groups
        key.alias = aliasOf(author, firstAddress(element, {"participantAlt", "participantPn", "participantLid"}), atMs);
        return key;
    }
    const ChatAddress other = firstAddress(element, {"remoteJidAlt", "senderPn", "senderLid", "previousRemoteJid"});
    key.alias = aliasOf(key.chat, other, atMs);
    if (key.alias)
        key.chat = key.alias->second;
    return key;
}

Author authorOf(const Key &key)
{
    return key.isFromMe ? Author::Agent : Author::Contact;
}

DeliveryStatus statusOf(MaybeElement element)
{
    using Entry = std::pair<QStringView, DeliveryStatus>;
    static constexpr std::array<Entry, 6> kStatuses{{{u"ERROR", DeliveryStatus::Error},
                                                     {u"PENDING", DeliveryStatus::Pending},
                                                     {u"SERVER_ACK", DeliveryStatus::Server},
                                                     {u"DELIVERY_ACK", DeliveryStatus::Device},
                                                     {u"READ", DeliveryStatus::Read},
                                                     {u"PLAYED", DeliveryStatus::Played}}};
    if (const std::optional<qint64> number = json::numberOf(element); number && *number < qint64(kStatuses.size()))
        return kStatuses[size_t(*number)].second;
    const QString name = textOf(element);
    for (const Entry &entry : kStatuses) {
        if (name == entry.first)
            return entry.second;
    }
    return DeliveryStatus::Unknown;
}

/// A record of the history carries its changes of status beside the one that it came with.
DeliveryStatus bestStatusOf(Element item)
{
    DeliveryStatus best = statusOf(member(item, "status"));
    simdjson::dom::array updates;
    const MaybeElement list = member(item, "MessageUpdate");
    if (list && list->get_array().get(updates) == simdjson::SUCCESS) {
        for (const Element update : updates)
            best = std::max(best, statusOf(member(update, "status")));
    }
    return best;
}

/// The history puts the new text and the time of the edit in the place of the old ones.
bool isMarkedAsEdited(Element item)
{
    constexpr QStringView kEdited = u"EDITED";
    simdjson::dom::array updates;
    const MaybeElement list = member(item, "MessageUpdate");
    if (list && list->get_array().get(updates) == simdjson::SUCCESS) {
        for (const Element update : updates) {
            if (textOf(member(update, "status")) == kEdited)
                return true;
        }
    }
    return textOf(member(item, "status")) == kEdited;
}

enum class Stub { None, Revoked, Undecrypted, Notice };

/// WhatsApp's placeholder in place of a message.
Stub stubOf(Element item)
{
    const MaybeElement type = member(item, "messageStubType");
    const std::optional<qint64> number = json::numberOf(type);
    if (!type || number == 0 || textOf(type) == u"UNKNOWN")
        return Stub::None;
    if (number == 1 || textOf(type) == u"REVOKE")
        return Stub::Revoked;
    if (number == 2 || textOf(type) == u"CIPHERTEXT")
        return Stub::Undecrypted;
    return Stub::Notice;
}

/// The same edit comes as messages.edited and as messages.update, which have no id of the action, inside of the message
/// that carried it, which has, and as a record of the history: so it is named by what all of them have. That is the
/// second in which it was made, since the milliseconds are cut off in some, and its text, since a program makes two in
/// one second. Where nobody says when it was made, when the gateway sent it tells it from a later edit to the same
/// text: the broker's second delivery and the socket's copy say the same.
QString editIdOf(const QString &target, qint64 madeAtMs, const std::optional<QString> &text, const Origin &origin)
{
    const QByteArray bytes = text ? 't' + text->toUtf8() : QByteArray("missing");
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().first(16);
    const QString when = madeAtMs > 0 ? QString::number(madeAtMs / 1000) : origin.sentAtWords;
    return u"%1~%2~%3"_s.arg(target, when, QString::fromLatin1(hash));
}

/// What a protocol message is about, and from whom as far as that is known.
struct Protocol
{
    ChatAddress chat; ///< may be empty: the target's own
    Author author = Author::Contact;
    qint64 atMs = 0;
    bool isDated = false; ///< else `atMs` is when it came
};

ItemReading readProtocol(MaybeElement protocol, const Protocol &about, const Origin &origin)
{
    const QString target = idOf(descend(protocol, {"key", "id"}));
    if (target.isEmpty())
        return ignored(u"protocol message without a target"_s);
    const MaybeElement type = member(protocol, "type");
    const std::optional<qint64> number = json::numberOf(type);
    const MaybeElement edited = member(protocol, "editedMessage");
    if (!edited && (number == 0 || textOf(type) == u"REVOKE"))
        return {{MessageRevoked{target, about.chat, about.author, about.atMs}}, {}};
    if (!edited && number != 14 && textOf(type) != u"MESSAGE_EDIT")
        return ignored(u"protocol message of another type"_s);

    qint64 madeAtMs = json::timeOf(member(protocol, "timestampMs"));
    if (madeAtMs <= 0 && about.isDated)
        madeAtMs = about.atMs;
    MessageEdited edit;
    edit.messageId = target;
    edit.chat = about.chat;
    edit.author = about.author;
    edit.editedAtMs = madeAtMs > 0 ? madeAtMs : about.atMs;
    const std::optional<QString> text = textIn(innermost(edited));
    edit.text = text.value_or(QString());
    edit.isTextMissing = !text;
    edit.editId = editIdOf(target, madeAtMs, text, origin);
    return {{edit}, {}};
}

/// Things that come in place of a message: edits, revocations and reactions.
std::optional<ItemReading> readCarrier(MaybeElement inner, const Key &key, qint64 atMs, bool isDated,
                                       const Origin &origin)
{
    if (const MaybeElement secret = member(inner, "secretEncryptedMessage")) {
        const MaybeElement target = member(secret, "targetMessageKey");
        QString id = idOf(member(target, "id"));
        if (id.isEmpty())
            id = idOf(member(target, "ID"));
        if (id.isEmpty())
            return ignored(u"encrypted change without a target"_s);
        MessageEdited edit;
        edit.messageId = id;
        edit.editId = key.id;
        edit.chat = key.chat;
        edit.author = authorOf(key);
        edit.editedAtMs = atMs;
        edit.isTextMissing = true;
        return ItemReading{{edit}, {}};
    }
    if (const MaybeElement reaction = member(inner, "reactionMessage")) {
        const QString target = idOf(descend(reaction, {"key", "id"}));
        if (target.isEmpty())
            return ignored(u"reaction without a target"_s);
        return ItemReading{{MessageReacted{target, key.chat, authorOf(key), textOf(member(reaction, "text")), atMs}},
                           {}};
    }
    if (const MaybeElement protocol = member(inner, "protocolMessage"))
        return readProtocol(protocol, {key.chat, authorOf(key), atMs, isDated}, origin);
    return std::nullopt;
}

void readInto(MessageReceived &event, const Content &content)
{
    event.kind = content.kind;
    event.text = content.text;
    event.hasText = !content.text.isEmpty();
    event.mediaType = content.mediaType;
    event.mediaName = content.mediaName;
    event.content = content.state;
    if (content.hasMedia) {
        event.mediaReference = event.messageId; // addresses in the event expire, are encrypted or hold a signature
        event.mediaSize = content.mediaSize;
        event.mediaHash = content.mediaHash;
    }
}

} // namespace

Result<ItemReading> readMessage(Element item, const Origin &origin)
{
    qint64 atMs = json::timeOf(member(item, "messageTimestamp"));
    const bool isDated = atMs > 0;
    if (!isDated)
        atMs = origin.isHistory ? 0 : origin.receivedAtMs;
    const Key key = keyOf(member(item, "key"), atMs);
    if (key.id.isEmpty())
        return malformed("key.id");
    if (key.chat.isEmpty())
        return malformed("key.remoteJid");
    if (isBroadcastAddress(key.chat))
        return ignored(u"broadcast"_s);
    if (!key.saysFromMe)
        return malformed("key.fromMe");
    if (atMs <= 0)
        return malformed("messageTimestamp");
    const MaybeElement message = member(item, "message");
    if (message && !message->is_object())
        return malformed("message");

    const MaybeElement inner = innermost(message);
    if (std::optional<ItemReading> carried = readCarrier(inner, key, atMs, isDated, origin)) {
        if (key.alias)
            carried->bodies.prepend(*key.alias);
        return *std::move(carried);
    }
    std::optional<Content> content = readContent(inner);
    if (!content)
        return ignored(u"content that is no bubble"_s);
    const Stub stub = stubOf(item);

    MessageReceived event;
    event.messageId = key.id;
    event.chat = key.chat;
    event.author = stub == Stub::Notice ? Author::System : authorOf(key);
    event.sentAtMs = atMs;
    readInto(event, *content);
    if (stub == Stub::Notice || stub == Stub::Revoked)
        event.content = ContentState::Present; // there is nothing to wait for
    // In a group the push name is that of one member, which is not the name of the conversation.
    if (!key.isFromMe && !isGroupAddress(key.chat))
        event.contactName = textOf(member(item, "pushName"));
    event.isAutomatic = origin.isSentByApi && key.isFromMe;
    event.replyToMessageId = quotedIn(item, inner);
    event.status = bestStatusOf(item);
    event.isRevoked = stub == Stub::Revoked;
    event.isHistory = origin.isHistory;

    ItemReading reading;
    if (key.alias)
        reading.bodies.append(*key.alias);
    reading.bodies.append(event);
    // Behind the message: its text may be one that is in the store already, of before another edit.
    const std::optional<QString> text = origin.isHistory && isMarkedAsEdited(item) ? textIn(inner) : std::nullopt;
    if (text)
        reading.bodies.append(MessageEdited{key.id, editIdOf(key.id, atMs, text, origin), key.chat, event.author, atMs,
                                            *text, false});
    return reading;
}

Result<ItemReading> readEdit(Element item, const Origin &origin)
{
    if (member(item, "message") && member(item, "key"))
        return readMessage(item, origin); // the message that carried it
    MaybeElement protocol = member(item, "protocolMessage");
    if (!protocol)
        protocol = item;
    const Key key = keyOf(member(protocol, "key"), origin.receivedAtMs);
    if (key.id.isEmpty())
        return malformed("key.id");
    if (isBroadcastAddress(key.chat))
        return ignored(u"broadcast"_s);

    Protocol about;
    about.atMs = origin.receivedAtMs;
    // Who edits an own message names the other side; who edits a message to us names us.
    const bool isKnownToBeOther = isPhoneAddress(key.chat) && !origin.ownAccount.isEmpty()
                                  && identityKey(key.chat) != identityKey(origin.ownAccount);
    if (origin.isSentByApi || isKnownToBeOther || isGroupAddress(key.chat))
        about.chat = key.chat;
    about.author = origin.isSentByApi || isKnownToBeOther ? Author::Agent : Author::Contact;
    return readProtocol(protocol, about, origin);
}

Result<ItemReading> readDeletion(Element item, const Origin &origin)
{
    // Deleted through the API: the row of the database, whose own id means nothing to us.
    const MaybeElement inner = member(item, "key");
    const Key key = keyOf(inner ? inner : MaybeElement(item), origin.receivedAtMs);
    if (key.id.isEmpty())
        return malformed(inner ? "key.id" : "id");
    if (isBroadcastAddress(key.chat))
        return ignored(u"broadcast"_s);
    return ItemReading{{MessageRevoked{key.id, key.chat, authorOf(key), origin.receivedAtMs}}, {}};
}

Result<ItemReading> readUpdate(Element item, const Origin &origin)
{
    const MaybeElement nested = member(item, "key");
    Key key = keyOf(nested ? nested : MaybeElement(item), origin.receivedAtMs);
    if (!nested)
        key.id = idOf(member(item, "keyId"));
    if (key.id.isEmpty())
        return malformed(nested ? "key.id" : "keyId");
    if (isBroadcastAddress(key.chat))
        return ignored(u"broadcast"_s);

    const MaybeElement update = member(item, "update");
    const MaybeElement part = member(item, "message") || !update ? MaybeElement(item) : update;
    const MaybeElement edited = descend(part, {"message", "editedMessage"});
    if (const std::optional<QString> text = textIn(innermost(member(part, "message"))); edited && text) {
        const qint64 madeAtMs = json::timeOf(member(part, "messageTimestamp"));
        MessageEdited edit;
        edit.messageId = key.id;
        edit.editId = editIdOf(key.id, madeAtMs, text, origin);
        edit.chat = key.chat;
        edit.author = authorOf(key);
        edit.editedAtMs = madeAtMs > 0 ? madeAtMs : origin.receivedAtMs;
        edit.text = *text;
        return ItemReading{{edit}, {}};
    }
    DeliveryStatus status = statusOf(member(item, "status"));
    if (status == DeliveryStatus::Unknown)
        status = statusOf(descend(item, {"update", "status"}));
    if (status == DeliveryStatus::Unknown)
        return ignored(u"update without a known status"_s);
    return ItemReading{{StatusChanged{key.id, key.chat, status}}, {}};
}

Result<ItemReading> readContact(Element item, const Origin &origin)
{
    const ChatAddress first = firstAddress(item, {"remoteJid", "id", "jid"});
    if (first.isEmpty())
        return malformed("remoteJid");
    for (const std::string_view name : {"remoteJidAlt", "lid", "jid", "phoneNumber", "id"}) {
        if (const auto alias = aliasOf(first, addressOf(member(item, name)), origin.receivedAtMs))
            return ItemReading{{*alias}, {}};
    }
    return ignored(u"contact with one id"_s);
}

} // namespace atalaia::evolution
