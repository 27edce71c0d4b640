// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingestbench.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace atalaia::bench {

namespace {

constexpr qint64 kFirstSecond = 1'793'000'000;
constexpr qsizetype kEventBytes = 1'660;

const QStringList kTexts{u"Bom dia! O técnico já está a caminho, chega em 20 minutos."_s,
                         u"Pode confirmar o endereço, por favor? Rua das Acácias, 120"_s, u"obrigada 🙏 até amanhã"_s,
                         u"O boleto vence dia 12; se já pagou, desconsidere esta mensagem."_s,
                         u"vc consegue vir mais cedo? tenho consulta às 15h…"_s};

QString textOf(int number)
{
    return kTexts[number % kTexts.size()] + u" #%1"_s.arg(number);
}

QString messageId(int number)
{
    return u"3EB0%1"_s.arg(number, 18, 16, QChar(u'0')).toUpper();
}

QString phone(int number)
{
    return u"55119%1"_s.arg(10'000'000 + number % 900);
}

/// What engines hand on besides: keys, hashes, thumbnails. Brings the event to its usual size.
void pad(QJsonObject &object, const QString &name, QJsonObject &whole, const QString &place)
{
    whole.insert(place, object);
    const qsizetype size = QJsonDocument(whole).toJson(QJsonDocument::Compact).size();
    object.insert(name, QString(std::max<qsizetype>(0, kEventBytes - size - name.size() - 6), u'A'));
    whole.insert(place, object);
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

std::vector<QByteArray> wahaFrames(int count)
{
    std::vector<QByteArray> frames;
    frames.reserve(size_t(count));
    for (int i = 0; i < count; ++i) {
        const QString chat = phone(i) + u"@c.us"_s;
        const bool isFromMe = i % 2 == 0;
        QJsonObject payload{{u"id"_s, u"%1_%2_%3"_s.arg(isFromMe ? u"true"_s : u"false"_s, chat, messageId(i))},
                            {u"timestamp"_s, kFirstSecond + i},
                            {u"from"_s, chat},
                            {u"fromMe"_s, isFromMe},
                            {u"source"_s, u"app"_s},
                            {u"to"_s, QJsonValue::Null},
                            {u"body"_s, textOf(i)},
                            {u"hasMedia"_s, false},
                            {u"ack"_s, 1},
                            {u"ackName"_s, u"SERVER"_s}};
        QJsonObject frame{{u"id"_s, u"evt_%1"_s.arg(i, 26, 10, QChar(u'0'))},
                          {u"timestamp"_s, (kFirstSecond + i) * 1'000},
                          {u"event"_s, u"message.any"_s},
                          {u"session"_s, u"vendas-01"_s},
                          {u"me"_s, QJsonObject{{u"id"_s, u"5511900000001@c.us"_s}, {u"pushName"_s, u"Vendas"_s}}},
                          {u"engine"_s, u"GOWS"_s}};
        pad(payload, u"_data"_s, frame, u"payload"_s);
        frames.push_back(compact(frame));
    }
    return frames;
}

std::vector<QByteArray> evolutionEnvelopes(int count)
{
    std::vector<QByteArray> envelopes;
    envelopes.reserve(size_t(count));
    for (int i = 0; i < count; ++i) {
        QJsonObject data{{u"key"_s, QJsonObject{{u"remoteJid"_s, phone(i) + u"@s.whatsapp.net"_s},
                                                {u"fromMe"_s, i % 2 == 0},
                                                {u"id"_s, messageId(i)}}},
                         {u"pushName"_s, u"Cliente %1"_s.arg(i % 900)},
                         {u"status"_s, u"DELIVERY_ACK"_s},
                         {u"message"_s, QJsonObject{{u"conversation"_s, textOf(i)}}},
                         {u"messageType"_s, u"conversation"_s},
                         {u"messageTimestamp"_s, kFirstSecond + i},
                         {u"instanceId"_s, u"11111111-2222-4333-8444-555555555555"_s},
                         {u"source"_s, u"android"_s}};
        QJsonObject envelope{{u"event"_s, u"messages.upsert"_s},
                             {u"instance"_s, u"vendas"_s},
                             {u"date_time"_s, u"2026-11-24T12:00:00.000Z"_s},
                             {u"sender"_s, u"5511900000001@s.whatsapp.net"_s},
                             {u"server_url"_s, u"https://evolution.example"_s},
                             {u"apikey"_s, QJsonValue::Null}};
        pad(data, u"contextInfo"_s, envelope, u"data"_s);
        envelopes.push_back(compact(envelope));
    }
    return envelopes;
}

} // namespace atalaia::bench
