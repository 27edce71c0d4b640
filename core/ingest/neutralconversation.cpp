// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/neutralconversation.h"

#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

Error wrong(const QString &place, const QString &why)
{
    return {Error::Kind::InvalidInput, place + u": "_s + why};
}

std::optional<MessageKind> kindOf(const QString &type)
{
    static const QHash<QString, MessageKind> kinds{
            {u"text"_s, MessageKind::Text},         {u"image"_s, MessageKind::Image},
            {u"video"_s, MessageKind::Video},       {u"audio"_s, MessageKind::Audio},
            {u"document"_s, MessageKind::Document}, {u"contact"_s, MessageKind::ContactCard},
            {u"location"_s, MessageKind::Location}, {u"sticker"_s, MessageKind::Sticker},
            {u"edited"_s, MessageKind::Text},       {u"deleted"_s, MessageKind::Text},
            {u"auto"_s, MessageKind::Text},
    };
    const auto found = kinds.constFind(type);
    return found == kinds.cend() ? std::nullopt : std::optional(*found);
}

Result<> readAuthor(const QString &from, ObservedMessage &message)
{
    if (from == u"agent" || from == u"auto")
        message.author = Author::Agent;
    else if (from == u"customer")
        message.author = Author::Contact;
    else if (from == u"system")
        message.author = Author::System;
    else
        return wrong(u"from"_s, u"not agent, customer, system or auto"_s);
    message.isAutomatic = from == u"auto";
    return {};
}

/// A time that says nothing of its offset is one of the conversation's zone, else UTC: never this machine's.
QDateTime readTime(const QString &text, const QTimeZone &zone)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() != Qt::LocalTime)
        return time;
    return {time.date(), time.time(), zone.isValid() ? zone : QTimeZone::utc()};
}

Result<ObservedMessage> readMessage(const QJsonObject &object, int index, NeutralConversation &conversation)
{
    ObservedMessage message;
    message.number = object[u"n"_s].toInteger(index);
    if (const auto read = readAuthor(object[u"from"_s].toString(), message); !read)
        return read.error();
    const QDateTime at = readTime(object[u"at"_s].toString(), conversation.facts.timeZone);
    if (!at.isValid())
        return wrong(u"at"_s, u"not a time in ISO 8601"_s);
    message.atMs = at.toMSecsSinceEpoch();
    if (!conversation.messageZone.isValid())
        conversation.messageZone = QTimeZone(at.offsetFromUtc());
    const QString type = object[u"type"_s].toString();
    if (!object[u"type"_s].isString())
        return wrong(u"type"_s, u"missing"_s);
    // A kind that somebody invents later must not cost the rest of the conversation.
    const MessageKind kind = kindOf(type).value_or(MessageKind::Unknown);
    message.kind = kind;
    message.isRevoked = type == u"deleted";
    const QJsonValue text = object[u"text"_s];
    const bool mayBeMissing = kind != MessageKind::Text || message.isRevoked; // media without a caption
    if (!text.isString() && !((text.isNull() || text.isUndefined()) && mayBeMissing))
        return wrong(u"text"_s, u"not a string"_s);
    message.text = text.toString();
    message.isAutomatic = message.isAutomatic || type == u"auto";
    message.isEdited = type == u"edited";
    message.isForwarded = object[u"forwarded"_s].toBool();
    message.isTranscript = kind == MessageKind::Audio;
    message.agentId = object[u"agent_id"_s].toString();
    for (const QJsonValue &earlier : object[u"edited_from"_s].toArray())
        message.earlierTexts.append(earlier.toString());
    if (const QString captured = object[u"captured_text"_s].toString(); !captured.isEmpty())
        message.earlierTexts.append(captured);
    return message;
}

} // namespace

Result<NeutralConversation> readNeutralConversation(const QByteArray &line)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(line, &error);
    if (!document.isObject())
        return wrong(u"column %1"_s.arg(error.offset + 1),
                     error.error == QJsonParseError::NoError ? u"not an object"_s : error.errorString());
    const QJsonObject object = document.object();
    NeutralConversation conversation;
    conversation.id = object[u"id"_s].toString();
    if (conversation.id.isEmpty())
        return wrong(u"id"_s, u"missing"_s);
    conversation.company = object[u"company"_s].toString();
    conversation.line = object[u"line"_s].toString();
    ConversationFacts &facts = conversation.facts;
    facts.language = object[u"lang"_s].toString();
    facts.agentName = object[u"agent"_s].toString();
    facts.agentId = object[u"agent_id"_s].toString();
    facts.contactName = object[u"customer"_s].toString();
    facts.contactPhone = object[u"customer_phone"_s].toString();
    facts.isGroup = object[u"group"_s].toBool();
    if (object[u"consent"_s].isBool())
        facts.isRelated = object[u"consent"_s].toBool();
    if (const QByteArray zone = object[u"timezone"_s].toString().toUtf8(); !zone.isEmpty())
        facts.timeZone = QTimeZone(zone);
    const QJsonValue messages = object[u"messages"_s];
    if (!messages.isArray())
        return wrong(u"messages"_s, u"not a list"_s);
    const QJsonArray list = messages.toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        auto message = readMessage(list[i].toObject(), int(i), conversation);
        if (!message)
            return wrong(u"messages[%1]"_s.arg(i), message.error().context);
        conversation.messages.append(std::move(*message));
        conversation.messageIds.append(list[i].toObject()[u"id"_s].toString());
    }
    return conversation;
}

} // namespace atalaia
