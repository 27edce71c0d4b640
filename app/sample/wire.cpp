// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire.h"

#include "mediashelf.h"

#include <QDateTime>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace atalaia::wire {

namespace {

constexpr auto kVersion = "2026.7.1"_L1;
const QJsonValue kNull = QJsonValue::Null;

QString whatsmeowAddress(QString address)
{
    return address.replace(u"@c.us"_s, u"@s.whatsapp.net"_s);
}

QJsonObject rawMessage(const SampleMessage &message)
{
    if (message.isRevoked)
        return {};
    switch (message.kind) {
    case BubbleKind::Text:
        return {{u"conversation"_s, message.text}};
    case BubbleKind::Image:
        return {{u"imageMessage"_s, QJsonObject{{u"caption"_s, message.text}}}};
    case BubbleKind::Video:
        return {{u"videoMessage"_s, QJsonObject{{u"caption"_s, message.text}}}};
    case BubbleKind::Audio:
        return {{u"audioMessage"_s, QJsonObject{{u"seconds"_s, 7}, {u"PTT"_s, true}}}};
    case BubbleKind::Document:
        return {{u"documentMessage"_s, QJsonObject{{u"fileName"_s, message.fileName}, {u"caption"_s, message.text}}}};
    case BubbleKind::Contact:
        return {{u"contactMessage"_s, QJsonObject{{u"displayName"_s, message.text}}}};
    case BubbleKind::Location:
        return {{u"locationMessage"_s, QJsonObject{{u"name"_s, message.text}}}};
    case BubbleKind::Sticker:
        return {{u"stickerMessage"_s, QJsonObject{{u"mimetype"_s, u"image/png"_s}}}};
    }
    return {};
}

QJsonObject rawInfo(const History &history, const SampleMessage &message, const QByteArray &id, qint64 atMs)
{
    const SampleChat &chat = history.chat(message.chat);
    const SampleSession &session = history.session(chat.session);
    const QString address = whatsmeowAddress(chat.address);
    return {
            {u"ID"_s, QString::fromLatin1(id)},
            {u"Chat"_s, address},
            {u"Sender"_s, message.isFromMe ? session.number + u"@s.whatsapp.net"_s : address},
            {u"IsFromMe"_s, message.isFromMe},
            {u"IsGroup"_s, false},
            {u"PushName"_s, message.isFromMe ? session.pushName : chat.contactName},
            {u"Timestamp"_s, QDateTime::fromMSecsSinceEpoch(atMs, Qt::UTC).toString(Qt::ISODate)},
            {u"Type"_s, message.hasMedia() ? u"media"_s : u"text"_s},
    };
}

QJsonObject rawData(const History &history, const SampleMessage &message)
{
    QJsonObject raw{{u"Info"_s, rawInfo(history, message, message.id, message.atMs)},
                    {u"Message"_s, rawMessage(message)}};
    if (message.isRevoked)
        raw.insert(u"type"_s, u"revoked"_s);
    return raw;
}

QJsonValue mediaOf(const History &history, const SampleMessage &message, const MediaView &view)
{
    if (!message.hasMedia() || message.isRevoked || !view.isIncluded)
        return kNull;
    const QString path = u"/api/files/"_s + history.sessionOf(message).name + u'/' + MediaShelf::nameOf(message);
    return QJsonObject{
            {u"url"_s, view.baseUrl + path},
            {u"mimetype"_s, mediaFormOf(message).type},
            {u"filename"_s, message.fileName.isEmpty() ? kNull : QJsonValue(message.fileName)},
            {u"error"_s, kNull},
    };
}

QJsonValue bodyOf(const SampleMessage &message)
{
    const bool hasBody = !message.isRevoked && !message.text.isEmpty() && message.kind != BubbleKind::Contact
                         && message.kind != BubbleKind::Location;
    return hasBody ? QJsonValue(message.text) : kNull;
}

QJsonValue contactCards(const SampleMessage &message)
{
    if (message.kind != BubbleKind::Contact || message.isRevoked)
        return kNull;
    return QJsonArray{u"BEGIN:VCARD\nVERSION:3.0\nFN:%1\nEND:VCARD"_s.arg(message.text)};
}

QJsonValue place(const SampleMessage &message)
{
    if (message.kind != BubbleKind::Location || message.isRevoked)
        return kNull;
    return QJsonObject{{u"latitude"_s, u"-25.4284"_s}, {u"longitude"_s, u"-49.2733"_s}, {u"live"_s, false},
                       {u"name"_s, message.text},      {u"address"_s, kNull},           {u"url"_s, kNull},
                       {u"description"_s, kNull},      {u"thumbnail"_s, kNull}};
}

QJsonValue quoted(const History &history, const SampleMessage &message)
{
    if (message.replyToId.isEmpty())
        return kNull;
    QJsonObject reply{{u"id"_s, QString::fromLatin1(message.replyToId)}, {u"hasMedia"_s, false}, {u"media"_s, kNull}};
    const std::optional<quint32> target = history.findMessage(history.chat(message.chat).session, message.replyToId);
    if (target) {
        reply[u"hasMedia"_s] = history.message(*target).hasMedia();
        reply[u"body"_s] = bodyOf(history.message(*target));
    }
    return reply;
}

/// An action (edit, deletion) is a message of its own to WAHA.
QJsonObject action(const History &history, const SampleMessage &message, const QByteArray &actionId, qint64 atMs)
{
    const QString address = history.chat(message.chat).address;
    return {
            {u"id"_s, fullId(message.isFromMe, address, actionId)},
            {u"timestamp"_s, atMs / 1000},
            {u"from"_s, address},
            {u"fromMe"_s, message.isFromMe},
            {u"source"_s, message.isFromApi ? u"api"_s : u"app"_s},
            {u"body"_s, kNull},
            {u"to"_s, kNull},
            {u"participant"_s, kNull},
            {u"hasMedia"_s, false},
            {u"media"_s, kNull},
            {u"ack"_s, 1},
            {u"ackName"_s, ackName(1)},
            {u"location"_s, kNull},
            {u"vCards"_s, kNull},
            {u"replyTo"_s, kNull},
            {u"_data"_s, QJsonObject{{u"Info"_s, rawInfo(history, message, actionId, atMs)}}},
    };
}

} // namespace

QString fullId(bool isFromMe, const QString &chatAddress, const QByteArray &bareId)
{
    return (isFromMe ? u"true_"_s : u"false_"_s) + chatAddress + u'_' + QString::fromLatin1(bareId);
}

QString fullId(const History &history, const SampleMessage &message)
{
    return fullId(message.isFromMe, history.chat(message.chat).address, message.id);
}

QString ackName(int ack)
{
    static constexpr QLatin1StringView kNames[] = {"ERROR"_L1,  "PENDING"_L1, "SERVER"_L1,
                                                   "DEVICE"_L1, "READ"_L1,    "PLAYED"_L1};
    return ack >= -1 && ack <= 4 ? kNames[ack + 1] : u"UNKNOWN"_s;
}

QString statusName(SessionStatus status)
{
    switch (status) {
    case SessionStatus::Stopped:
        return u"STOPPED"_s;
    case SessionStatus::Starting:
        return u"STARTING"_s;
    case SessionStatus::ScanQrCode:
        return u"SCAN_QR_CODE"_s;
    case SessionStatus::Working:
        break;
    }
    return u"WORKING"_s;
}

QJsonObject message(const History &history, const SampleMessage &message, const MediaView &media)
{
    return {
            {u"id"_s, fullId(history, message)},
            {u"timestamp"_s, message.atMs / 1000},
            {u"from"_s, history.chat(message.chat).address},
            {u"fromMe"_s, message.isFromMe},
            {u"body"_s, bodyOf(message)},
            {u"to"_s, kNull},
            {u"participant"_s, kNull},
            {u"hasMedia"_s, message.hasMedia() && !message.isRevoked},
            {u"media"_s, mediaOf(history, message, media)},
            {u"ack"_s, message.ack},
            {u"ackName"_s, ackName(message.ack)},
            {u"location"_s, place(message)},
            {u"vCards"_s, contactCards(message)},
            {u"replyTo"_s, quoted(history, message)},
            {u"_data"_s, rawData(history, message)},
    };
}

QJsonObject waiting(const History &history, const SampleMessage &message)
{
    return {{u"id"_s, fullId(history, message)},
            {u"timestamp"_s, message.atMs / 1000},
            {u"from"_s, history.chat(message.chat).address},
            {u"fromMe"_s, message.isFromMe},
            {u"to"_s, kNull},
            {u"_data"_s, QJsonObject()}};
}

QJsonObject messageEvent(const History &history, const SampleMessage &message, const MediaView &media)
{
    QJsonObject payload = wire::message(history, message, media);
    payload.insert(u"source"_s, message.isFromApi ? u"api"_s : u"app"_s);
    return payload;
}

QJsonObject edited(const History &history, const SampleMessage &message, const QByteArray &editId, qint64 atMs)
{
    QJsonObject payload = action(history, message, editId, atMs);
    payload[u"body"_s] = message.text;
    payload[u"editedMessageId"_s] = QString::fromLatin1(message.id);
    return payload;
}

QJsonObject revoked(const History &history, const SampleMessage &message, const QByteArray &revokeId, qint64 atMs)
{
    return {{u"after"_s, action(history, message, revokeId, atMs)},
            {u"before"_s, kNull},
            {u"revokedMessageId"_s, QString::fromLatin1(message.id)}};
}

QJsonObject reaction(const History &history, const SampleMessage &message, const QByteArray &reactionId,
                     const QString &emoji, qint64 atMs)
{
    const QString address = history.chat(message.chat).address;
    const bool isFromMe = !message.isFromMe; // people react to the other side
    return {
            {u"id"_s, fullId(isFromMe, address, reactionId)},
            {u"timestamp"_s, double(atMs) / 1000},
            {u"from"_s, address},
            {u"fromMe"_s, isFromMe},
            {u"source"_s, u"app"_s},
            {u"to"_s, kNull},
            {u"participant"_s, kNull},
            {u"reaction"_s, QJsonObject{{u"text"_s, emoji}, {u"messageId"_s, fullId(history, message)}}},
    };
}

QJsonObject acknowledged(const History &history, const SampleMessage &message)
{
    const QString address = history.chat(message.chat).address;
    // In a group a member is named, behind the message's id too.
    const QString member = address.endsWith("@g.us"_L1) ? u"5511990009999@c.us"_s : QString();
    return {
            {u"id"_s, member.isEmpty() ? fullId(history, message) : fullId(history, message) + u'_' + member},
            {u"from"_s, address},
            {u"to"_s, kNull},
            {u"participant"_s, member.isEmpty() ? kNull : QJsonValue(member)},
            {u"fromMe"_s, message.isFromMe},
            {u"ack"_s, message.ack},
            {u"ackName"_s, ackName(message.ack)},
    };
}

QJsonObject me(const SampleSession &session)
{
    return {{u"id"_s, session.number + u"@c.us"_s},
            {u"pushName"_s, session.pushName},
            {u"lid"_s, u"9"_s + session.number + u"@lid"_s},
            {u"jid"_s, session.number + u":20@s.whatsapp.net"_s}};
}

QJsonObject status(const SampleSession &session)
{
    QJsonArray changes;
    for (const StatusChange &change : session.changes)
        changes.append(QJsonObject{{u"status"_s, statusName(change.status)}, {u"timestamp"_s, change.atMs}});
    return {{u"name"_s, session.name},
            {u"status"_s, statusName(session.status)},
            {u"statuses"_s, changes},
            {u"data"_s, kNull}};
}

QJsonObject session(const SampleSession &session)
{
    const bool isPaired = session.status != SessionStatus::ScanQrCode;
    return {
            {u"name"_s, session.name},
            {u"status"_s, statusName(session.status)},
            {u"config"_s, QJsonObject{{u"proxy"_s, kNull},
                                      {u"webhooks"_s, QJsonArray()},
                                      {u"debug"_s, false},
                                      {u"metadata"_s, QJsonObject()}}},
            {u"me"_s, isPaired ? QJsonValue(me(session)) : kNull},
            {u"engine"_s, QJsonObject{{u"engine"_s, u"GOWS"_s}}},
    };
}

QJsonObject environment()
{
    return {{u"version"_s, kVersion}, {u"engine"_s, u"GOWS"_s},        {u"tier"_s, u"PLUS"_s},
            {u"browser"_s, kNull},    {u"platform"_s, u"linux/x64"_s}, {u"worker"_s, QJsonObject{{u"id"_s, kNull}}}};
}

QJsonObject envelope(const SampleSession &session, const QString &eventId, const QString &event,
                     const QJsonObject &payload, qint64 nowMs)
{
    QJsonObject json{
            {u"id"_s, eventId},           {u"timestamp"_s, nowMs},           {u"event"_s, event},
            {u"session"_s, session.name}, {u"metadata"_s, QJsonObject()},    {u"payload"_s, payload},
            {u"engine"_s, u"GOWS"_s},     {u"environment"_s, environment()},
    };
    if (session.status != SessionStatus::ScanQrCode)
        json.insert(u"me"_s, me(session));
    return json;
}

} // namespace atalaia::wire
