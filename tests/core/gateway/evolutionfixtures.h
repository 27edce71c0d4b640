// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

namespace atalaia::test {

inline constexpr qint64 kReceivedAtMs = 1'767'614'500'000;
inline constexpr qint64 kSentAtS = 1'767'614'400;
inline const QByteArray kOwnAccount("5511900000001@s.whatsapp.net");

/// An event as Evolution 2.3 sends it; `data` is JSON.
inline QByteArray evolutionEvent(const QByteArray &event, const QByteArray &data)
{
    return R"({"event":")" + event + R"(","instance":"vendas","data":)" + data
           + R"(,"destination":"https://host/hook?token=K-1","date_time":"2026-01-05T09:00:00.000Z","sender":")"
           + kOwnAccount + R"(","server_url":"http://localhost:8080","apikey":"K-2"})";
}

/// A message of a contact; `message` is JSON.
inline QByteArray evolutionMessage(const QByteArray &id, const QByteArray &message, const QByteArray &more = {})
{
    return R"({"key":{"remoteJid":"5511990000002@s.whatsapp.net","fromMe":false,"id":")" + id
           + R"(","participant":""},"pushName":"Ana","status":"DELIVERY_ACK","message":)" + message
           + R"(,"messageType":"conversation","messageTimestamp":1767614400,"instanceId":"i-1","source":"android")"
           + more + '}';
}

} // namespace atalaia::test
