// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahacontent.h"

#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace atalaia::waha {

namespace {

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

constexpr qsizetype kHashBytes = 32; // SHA-256
constexpr qsizetype kLongestPath = 1024;

qint64 sizeOf(MaybeElement element)
{
    if (!element)
        return 0;
    int64_t number = 0;
    if (element->is_object()) // a protobuf long
        return sizeOf(member(element, "low"));
    if (element->get_int64().get(number) != simdjson::SUCCESS)
        number = textOf(element).toLongLong();
    return std::max<qint64>(0, number);
}

/// Bytes as base64, as Node's {"type":"Buffer","data":[...]}, as a list or as a map of numbered bytes.
QByteArray bytesOf(MaybeElement element)
{
    if (!element)
        return {};
    if (element->is_string()) {
        const auto decoded = QByteArray::fromBase64Encoding(textOf(element).toLatin1());
        return decoded ? *decoded : QByteArray();
    }
    QByteArray bytes;
    const auto take = [&bytes](Element value) {
        int64_t number = -1;
        if (value.get_int64().get(number) == simdjson::SUCCESS && number >= 0 && number <= 255
            && bytes.size() <= kHashBytes)
            bytes += char(number);
    };
    if (const MaybeElement data = member(element, "data"))
        return bytesOf(data);
    simdjson::dom::array list;
    simdjson::dom::object map;
    if (element->get_array().get(list) == simdjson::SUCCESS) {
        for (const Element value : list)
            take(value);
    } else if (element->get_object().get(map) == simdjson::SUCCESS) {
        for (const auto &field : map)
            take(field.value);
    }
    return bytes;
}

QByteArray hashOf(std::initializer_list<MaybeElement> candidates)
{
    for (const MaybeElement &candidate : candidates) {
        if (const QByteArray bytes = bytesOf(candidate); bytes.size() == kHashBytes)
            return bytes;
    }
    return {};
}

void readSizeAndHash(const MessageFields &message, MaybeElement part, MessageReceived &event)
{
    event.mediaSize = sizeOf(member(part, "fileLength"));
    if (event.mediaSize == 0)
        event.mediaSize = sizeOf(member(message.data, "size"));
    event.mediaHash = hashOf({member(part, "fileSha256"), member(part, "fileSHA256"), member(message.data, "filehash"),
                              member(message.data, "fileSha256")});
}

bool isFile(MessageKind kind)
{
    return kind == MessageKind::Image || kind == MessageKind::Video || kind == MessageKind::Audio
           || kind == MessageKind::Document || kind == MessageKind::Sticker;
}

} // namespace

void readMedia(const MessageFields &message, MessageReceived &event)
{
    const MaybeElement media = member(message.top, "media");
    event.mediaType = textOf(member(media, "mimetype"));
    event.mediaName = textOf(member(media, "filename"));

    std::optional<MessageKind> kind;
    MaybeElement carrier;
    for (const KindName &entry : kContentKinds) {
        const MaybeElement part = member(message.content, entry.name);
        if (!part)
            continue;
        kind = entry.kind;
        if (event.mediaType.isEmpty())
            event.mediaType = textOf(member(part, "mimetype"));
        if (event.mediaName.isEmpty())
            event.mediaName = textOf(member(part, "fileName"));
        carrier = part;
        break;
    }
    const std::string_view type = wordOf(member(message.data, "type"));
    for (const KindName &entry : kTypeKinds) {
        if (!kind && type == entry.name)
            kind = entry.kind;
    }
    if (!kind && !event.mediaType.isEmpty())
        kind = kindOfMime(event.mediaType);
    if (!kind && member(message.top, "location"))
        kind = MessageKind::Location;
    simdjson::dom::array cards;
    const MaybeElement cardList = member(message.top, "vCards");
    if (!kind && cardList && cardList->get_array().get(cards) == simdjson::SUCCESS && cards.size() > 0)
        kind = MessageKind::ContactCard;

    if (kind)
        event.kind = *kind;
    else
        event.kind =
                event.hasText && !isTrue(member(message.top, "hasMedia")) ? MessageKind::Text : MessageKind::Unknown;
    if (!isFile(event.kind) && !isTrue(member(message.top, "hasMedia")))
        return;
    readSizeAndHash(message, carrier, event);
    event.mediaReference =
            referenceOf({ownFilePath(textOf(member(media, "url"))), fullIdTextOf(member(message.top, "id"))});
}

ContentState contentStateOf(const MessageFields &message)
{
    const MaybeElement stub = member(message.data, "messageStubType");
    int64_t number = 0;
    const bool isCiphertext =
            wordOf(stub) == "CIPHERTEXT" || (stub && stub->get_int64().get(number) == simdjson::SUCCESS && number == 2);
    if (isCiphertext || wordOf(member(message.data, "type")) == "ciphertext")
        return ContentState::Pending;
    // View-once messages and what is masked on linked devices come as an envelope alone.
    const bool isMasked = member(message.content, "placeholderMessage") || isTrue(member(message.data, "IsUnavailable"))
                          || (!message.content.isObject() && isTrue(member(message.key, "isViewOnce")));
    return isMasked ? ContentState::Unavailable : ContentState::Present;
}

QString referenceOf(const MediaPlace &place)
{
    if (place.path.isEmpty())
        return place.fullId;
    return QString::fromLatin1(place.path) + u' ' + place.fullId;
}

MediaPlace mediaPlaceOf(const QString &reference)
{
    const qsizetype space = reference.indexOf(u' ');
    if (space < 0 && reference.startsWith(u'/'))
        return {ownFilePath(reference), {}};
    if (space < 0)
        return {{}, reference};
    return {ownFilePath(reference.first(space)), reference.sliced(space + 1)};
}

QByteArray ownFilePath(const QString &url)
{
    const QUrl address(url);
    const QByteArray path = address.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveQuery
                                              | QUrl::RemoveFragment | QUrl::NormalizePathSegments);
    const bool isOwn = path.startsWith("/api/files/") && path.size() <= kLongestPath && !path.contains("..");
    return isOwn ? path : QByteArray();
}

} // namespace atalaia::waha
