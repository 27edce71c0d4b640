// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapimessage.h"

#include "gateway/cloudapi/cloudapicontent.h"

using namespace Qt::StringLiterals;

namespace atalaia::cloudapi {

namespace {

/// Where a message belongs and who did it.
struct Place
{
    ChatAddress chat;
    Author author = Author::Contact;
    QString contactName;
};

QString firstOf(std::initializer_list<MaybeElement> candidates)
{
    for (const MaybeElement &candidate : candidates) {
        if (QString id = idOf(candidate); !id.isEmpty())
            return id;
    }
    return {};
}

bool isOwn(const Change &change, const QString &number)
{
    return !number.isEmpty() && plainNumber(number) == change.ownNumber;
}

Place placeOfMessage(const Change &change, const Fields &message)
{
    const MaybeElement contact = contactOf(change, message);
    Place place;
    place.contactName = textOf(descend(contact, {"profile", "name"}));
    const QString group = idOf(member(message, "group_id"));
    place.chat = group.isEmpty() ? firstOf({member(message, "from"), member(contact, "wa_id"),
                                            member(message, "from_user_id"), member(contact, "user_id")})
                                 : groupAddress(group);
    return place;
}

Place placeOfEcho(const Change &change, const Fields &message)
{
    const QString from = idOf(member(message, "from"));
    const QString to = idOf(member(message, "to"));
    Place place;
    place.author = Author::Agent;
    if (const QString group = idOf(member(message, "group_id")); !group.isEmpty())
        place.chat = groupAddress(group);
    else if (isOwn(change, to) && !isOwn(change, from) && !from.isEmpty())
        place.chat = from; // written the wrong way round
    else
        place.chat = firstOf({member(message, "to"), member(message, "to_user_id")});
    return place;
}

Place placeInHistory(const Change &change, const QString &thread, const Fields &message)
{
    const QString from = idOf(member(message, "from"));
    const QString to = idOf(member(message, "to"));
    Place place;
    const bool isFromThread = !from.isEmpty() && plainNumber(from) == plainNumber(thread);
    const bool isAgent = isOwn(change, from) || (!thread.isEmpty() && !from.isEmpty() && !isFromThread);
    place.author = isAgent ? Author::Agent : Author::Contact;
    place.chat = !thread.isEmpty() ? thread
                 : isAgent         ? to
                                   : firstOf({member(message, "from"), member(message, "from_user_id")});
    return place;
}

Place placeOf(const Change &change, Source source, const QString &thread, const Fields &message)
{
    switch (source) {
    case Source::Messages:
        return placeOfMessage(change, message);
    case Source::Echoes:
        return placeOfEcho(change, message);
    case Source::History:
    case Source::HistoryMedia:
        return placeInHistory(change, thread, message);
    }
    Q_UNREACHABLE();
}

Result<> readEdit(const Change &change, const Place &place, const QString &id, qint64 atMs, const Fields &message,
                  QVector<GatewayEvent> &events)
{
    const MaybeElement edit = member(message, "edit");
    MessageEdited event;
    event.messageId = idOf(member(edit, "original_message_id"));
    if (event.messageId.isEmpty())
        return malformed("edit.original_message_id");
    event.editId = id;
    event.chat = place.chat;
    event.author = place.author;
    event.editedAtMs = atMs;
    MessageReceived content;
    const Fields inner(member(edit, "message"));
    event.isTextMissing = !readContent(inner, wordOf(member(inner, "type")), change.hasErrors, content)
                          || content.content != ContentState::Present;
    event.text = content.text;
    events.append({change.line, event});
    return {};
}

/// The customer's number or keys changed. The words are kept too: they are what the people of the
/// company saw in the conversation.
Result<> readSystem(const Change &change, const Place &place, MessageReceived event, const Fields &message,
                    QVector<GatewayEvent> &events)
{
    const MaybeElement system = member(message, "system");
    if (!system || !system->is_object())
        return malformed("system");
    if (textOf(member(system, "type")) == u"user_changed_number") {
        const QString now = firstOf({member(system, "wa_id"), member(system, "new_wa_id")});
        const QString before = firstOf({member(message, "from"), member(system, "customer")});
        if (now.isEmpty() || before.isEmpty())
            return malformed("system.wa_id");
        if (now != before)
            events.append({change.line, AliasFound{before, now, AliasFound::Kind::NumberChanged, event.sentAtMs}});
    }
    event.author = Author::System;
    event.contactName = place.contactName;
    event.kind = MessageKind::Text;
    event.text = textOf(member(system, "body"));
    event.hasText = !event.text.isEmpty();
    events.append({change.line, event});
    return {};
}

Result<> readBubble(const Change &change, Source source, MessageReceived event, std::string_view type,
                    const Fields &message, QVector<GatewayEvent> &events)
{
    const bool hasErrors = change.hasErrors || member(message, "errors").has_value();
    if (const Result<> read = readContent(message, type, hasErrors, event); !read)
        return read;
    event.replyToMessageId = idOf(member(member(message, "context"), "id"));
    event.isHistory = source == Source::History || source == Source::HistoryMedia;
    if (event.isHistory)
        event.status = statusOf(textOf(member(member(message, "history_context"), "status")));
    events.append({change.line, std::move(event)});
    return {};
}

} // namespace

MaybeElement contactOf(const Change &change, const Fields &message)
{
    simdjson::dom::array list;
    if (!change.contacts || change.contacts->get_array().get(list) != simdjson::SUCCESS)
        return std::nullopt;
    Element only;
    if (list.size() == 1)
        return list.at(0).get(only) == simdjson::SUCCESS ? MaybeElement(only) : std::nullopt;
    const QString from = idOf(member(message, "from"));
    const QString hiddenId = idOf(member(message, "from_user_id"));
    for (const Element contact : list) {
        if ((!from.isEmpty() && idOf(member(contact, "wa_id")) == from)
            || (!hiddenId.isEmpty() && idOf(member(contact, "user_id")) == hiddenId))
            return contact;
    }
    return std::nullopt;
}

Result<> readMessage(const Change &change, Source source, const QString &thread, const Fields &message,
                     QVector<GatewayEvent> &events)
{
    const QString id = idOf(member(message, "id"));
    if (id.isEmpty())
        return malformed("id");
    const std::string_view type = wordOf(member(message, "type"));
    if (type.empty())
        return malformed("type");
    Place place = placeOf(change, source, thread, message);
    if (place.chat.isEmpty() && source != Source::Messages)
        place.chat = numberInsideId(id);
    if (place.chat.isEmpty())
        return malformed("from");
    qint64 atMs = timeOf(member(message, "timestamp"));
    if (atMs <= 0 && (source == Source::History || source == Source::HistoryMedia))
        return malformed("timestamp");
    if (atMs <= 0)
        atMs = change.receivedAtMs;

    if (type == "edit")
        return readEdit(change, place, id, atMs, message, events);
    if (type == "revoke") {
        const QString target = idOf(member(member(message, "revoke"), "original_message_id"));
        if (target.isEmpty())
            return malformed("revoke.original_message_id");
        events.append({change.line, MessageRevoked{target, place.chat, place.author, atMs}});
        return {};
    }
    if (type == "reaction") {
        const MaybeElement reaction = member(message, "reaction");
        const QString target = idOf(member(reaction, "message_id"));
        if (target.isEmpty())
            return malformed("reaction.message_id");
        // Taken back: the emoji is empty, null or missing.
        events.append({change.line,
                       MessageReacted{target, place.chat, place.author, textOf(member(reaction, "emoji")), atMs}});
        return {};
    }
    MessageReceived event;
    event.messageId = id;
    event.chat = place.chat;
    event.author = place.author;
    event.contactName = place.contactName;
    event.sentAtMs = atMs;
    if (type == "system")
        return readSystem(change, place, event, message, events);
    return readBubble(change, source, std::move(event), type, message, events);
}

Result<std::optional<StatusChanged>> readStatus(Element status)
{
    StatusChanged event;
    event.messageId = idOf(member(status, "id"));
    if (event.messageId.isEmpty())
        return malformed("id");
    const MaybeElement word = member(status, "status");
    if (!word || !word->is_string())
        return malformed("status");
    event.status = statusOf(textOf(word));
    if (event.status == DeliveryStatus::Unknown)
        return std::optional<StatusChanged>();
    event.chat = firstOf({member(status, "recipient_id"), member(status, "recipient_user_id")});
    if (textOf(member(status, "recipient_type")) == u"group" && !event.chat.isEmpty())
        event.chat = groupAddress(event.chat);
    return std::optional(event);
}

std::optional<AliasFound> readAlias(MaybeElement hiddenId, MaybeElement number, qint64 atMs)
{
    if (!hiddenId || !number)
        return std::nullopt;
    const QString first = idOf(hiddenId);
    const QString second = idOf(number);
    if (first.isEmpty() || second.isEmpty() || first == second)
        return std::nullopt;
    return AliasFound{first, second, AliasFound::Kind::SamePerson, atMs};
}

} // namespace atalaia::cloudapi
