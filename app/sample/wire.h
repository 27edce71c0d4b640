// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history.h"

#include <QJsonObject>

namespace atalaia {

/// WAHA's JSON, as its GOWS engine writes it. Everything here is a plain function of the history.
namespace wire {

/// Whether and how a message's media is shown.
struct MediaView
{
    bool isIncluded = false;
    QString baseUrl; ///< "http://127.0.0.1:3000"
};

[[nodiscard]] QString fullId(bool isFromMe, const QString &chatAddress, const QByteArray &bareId);
[[nodiscard]] QString fullId(const History &history, const SampleMessage &message);
[[nodiscard]] QString ackName(int ack);
[[nodiscard]] QString statusName(SessionStatus status);

/// A message as REST lists it.
[[nodiscard]] QJsonObject message(const History &history, const SampleMessage &message, const MediaView &media);
/// A message that is not decrypted yet, as an event's payload.
[[nodiscard]] QJsonObject waiting(const History &history, const SampleMessage &message);
/// The same as an event's payload: with `source`.
[[nodiscard]] QJsonObject messageEvent(const History &history, const SampleMessage &message, const MediaView &media);
[[nodiscard]] QJsonObject edited(const History &history, const SampleMessage &message, const QByteArray &editId,
                                 qint64 atMs);
[[nodiscard]] QJsonObject revoked(const History &history, const SampleMessage &message, const QByteArray &revokeId,
                                  qint64 atMs);
[[nodiscard]] QJsonObject reaction(const History &history, const SampleMessage &message, const QByteArray &reactionId,
                                   const QString &emoji, qint64 atMs);
[[nodiscard]] QJsonObject acknowledged(const History &history, const SampleMessage &message);

[[nodiscard]] QJsonObject me(const SampleSession &session);
[[nodiscard]] QJsonObject status(const SampleSession &session);
/// A session as /api/sessions shows it.
[[nodiscard]] QJsonObject session(const SampleSession &session);
[[nodiscard]] QJsonObject environment();

/// The whole event. `me` is left out while the line is not paired.
[[nodiscard]] QJsonObject envelope(const SampleSession &session, const QString &eventId, const QString &event,
                                   const QJsonObject &payload, qint64 nowMs);

} // namespace wire

} // namespace atalaia
