// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/evolutioncontent.h"

#include "gateway/chataddress.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace atalaia::evolution {

using json::descend;
using json::member;
using json::textOf;

namespace {

constexpr std::array<std::string_view, 11> kEnvelopes{"ephemeralMessage",      "viewOnceMessage",
                                                      "viewOnceMessageV2",     "viewOnceMessageV2Extension",
                                                      "deviceSentMessage",     "documentWithCaptionMessage",
                                                      "editedMessage",         "groupMentionedMessage",
                                                      "botInvokeMessage",      "lottieStickerMessage",
                                                      "associatedChildMessage"};

struct KindName
{
    std::string_view name;
    MessageKind kind;
    bool hasMedia;
};

constexpr std::array kKinds{KindName{"imageMessage", MessageKind::Image, true},
                            KindName{"videoMessage", MessageKind::Video, true},
                            KindName{"ptvMessage", MessageKind::Video, true},
                            KindName{"audioMessage", MessageKind::Audio, true},
                            KindName{"documentMessage", MessageKind::Document, true},
                            KindName{"stickerMessage", MessageKind::Sticker, true},
                            KindName{"locationMessage", MessageKind::Location, false},
                            KindName{"liveLocationMessage", MessageKind::Location, false},
                            KindName{"contactMessage", MessageKind::ContactCard, false},
                            KindName{"contactsArrayMessage", MessageKind::ContactCard, false}};

struct TextPath
{
    std::string_view content;
    std::string_view field;
    std::string_view subfield = {};
};

// What WhatsApp shows as the bubble's text.
constexpr std::array kTexts{TextPath{"extendedTextMessage", "text"},
                            TextPath{"imageMessage", "caption"},
                            TextPath{"videoMessage", "caption"},
                            TextPath{"ptvMessage", "caption"},
                            TextPath{"documentMessage", "caption"},
                            TextPath{"buttonsResponseMessage", "selectedDisplayText"},
                            TextPath{"templateButtonReplyMessage", "selectedDisplayText"},
                            TextPath{"listResponseMessage", "title"},
                            TextPath{"interactiveResponseMessage", "body", "text"},
                            TextPath{"interactiveMessage", "body", "text"},
                            TextPath{"buttonsMessage", "contentText"},
                            TextPath{"listMessage", "description"},
                            TextPath{"templateMessage", "hydratedTemplate", "hydratedContentText"},
                            TextPath{"templateMessage", "hydratedFourRowTemplate", "hydratedContentText"},
                            TextPath{"highlyStructuredMessage", "hydratedHsm", "hydratedContentText"},
                            TextPath{"pollCreationMessage", "name"},
                            TextPath{"pollCreationMessageV2", "name"},
                            TextPath{"pollCreationMessageV3", "name"},
                            TextPath{"eventMessage", "name"},
                            TextPath{"orderMessage", "message"},
                            TextPath{"groupInviteMessage", "caption"},
                            TextPath{"liveLocationMessage", "caption"}};

// Beside the content, or for the devices alone.
constexpr std::array<std::string_view, 7> kCompany{"messageContextInfo",
                                                   "base64",
                                                   "mediaUrl",
                                                   "speechToText",
                                                   "senderKeyDistributionMessage",
                                                   "fastRatchetKeySenderKeyDistributionMessage",
                                                   "chatwootMessageId"};

// Change another message in ways that are not kept.
constexpr std::array<std::string_view, 8> kSilent{"pollUpdateMessage",  "pinInChatMessage",        "keepInChatMessage",
                                                  "encReactionMessage", "encEventResponseMessage", "albumMessage",
                                                  "protocolMessage",    "messageHistoryNotice"};

template <size_t size> bool isAmong(const std::array<std::string_view, size> &names, std::string_view name)
{
    return std::find(names.cbegin(), names.cend(), name) != names.cend();
}

/// What of the message is its content, by name; nothing when there is none.
std::optional<std::string_view> contentName(MaybeElement inner)
{
    simdjson::dom::object fields;
    if (!inner || inner->get_object().get(fields) != simdjson::SUCCESS)
        return std::nullopt;
    for (const simdjson::dom::key_value_pair field : fields) {
        // The first member may well be messageContextInfo.
        if (!field.value.is_null() && !isAmong(kCompany, field.key))
            return field.key;
    }
    return std::nullopt;
}

bool hasOnlySenderKey(MaybeElement inner)
{
    return member(inner, "senderKeyDistributionMessage") || member(inner, "fastRatchetKeySenderKeyDistributionMessage");
}

void readMedia(MaybeElement part, Content &content)
{
    constexpr size_t kHashBytes = 32;
    content.mediaType = textOf(member(part, "mimetype"));
    content.mediaName = textOf(member(part, "fileName"));
    content.mediaSize = json::numberOf(member(part, "fileLength")).value_or(0);
    content.mediaHash = json::bytesOf(member(part, "fileSha256"), kHashBytes);
    if (size_t(content.mediaHash.size()) != kHashBytes)
        content.mediaHash.clear();
}

} // namespace

MaybeElement innermost(MaybeElement message)
{
    constexpr int kDeepest = 4;
    for (int depth = 0; depth < kDeepest; ++depth) {
        MaybeElement inner;
        for (const std::string_view envelope : kEnvelopes) {
            if (!inner)
                inner = descend(message, {envelope, "message"});
        }
        if (!inner)
            break;
        message = inner;
    }
    return message;
}

std::optional<QString> textIn(MaybeElement inner)
{
    if (const MaybeElement text = member(inner, "conversation"); text && text->is_string())
        return textOf(text);
    std::optional<QString> found;
    for (const TextPath &path : kTexts) {
        const MaybeElement part = member(inner, path.content);
        if (!part)
            continue;
        MaybeElement text = member(part, path.field);
        if (!path.subfield.empty())
            text = member(text, path.subfield);
        found = textOf(text);
        if (!found->isEmpty())
            break;
    }
    return found;
}

std::optional<Content> readContent(MaybeElement inner)
{
    Content content;
    const std::optional<std::string_view> name = contentName(inner);
    if (!name) {
        if (hasOnlySenderKey(inner))
            return std::nullopt;
        content.state = ContentState::Pending;
        return content;
    }
    if (isAmong(kSilent, *name))
        return std::nullopt;
    const std::optional<QString> text = textIn(inner);
    content.text = text.value_or(QString());
    for (const KindName &entry : kKinds) {
        if (const MaybeElement part = member(inner, entry.name)) {
            content.kind = entry.kind;
            content.hasMedia = entry.hasMedia;
            readMedia(part, content);
            return content;
        }
    }
    if (text)
        content.kind = MessageKind::Text;
    else
        content.state = ContentState::Unavailable;
    return content;
}

QString quotedIn(MaybeElement item, MaybeElement inner)
{
    QString id = textOf(descend(item, {"contextInfo", "stanzaId"}));
    simdjson::dom::object fields;
    if (id.isEmpty() && inner && inner->get_object().get(fields) == simdjson::SUCCESS) {
        for (const simdjson::dom::key_value_pair field : fields) {
            if (id.isEmpty())
                id = textOf(descend(field.value, {"contextInfo", "stanzaId"}));
        }
    }
    return id.size() <= kLongestExternalId ? id : QString();
}

} // namespace atalaia::evolution
