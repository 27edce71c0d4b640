// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QVector>

#include <vector>

namespace atalaia {

/// A message as the stand-in keeps it for REST: small, because there may be hundreds of thousands.
/// Texts are shared with the script.
struct SampleMessage
{
    QByteArray id; ///< bare
    qint64 atMs = 0;
    QString text;
    QString fileName;
    QByteArray replyToId;
    quint32 chat = 0;
    BubbleKind kind = BubbleKind::Text;
    bool isFromMe = false;
    bool isFromApi = false;
    bool isRevoked = false;
    qint8 ack = 1;

    [[nodiscard]] bool hasMedia() const
    {
        return kind != BubbleKind::Text && kind != BubbleKind::Contact && kind != BubbleKind::Location;
    }
};

/// A contact seen from one line.
struct SampleChat
{
    quint32 session = 0;
    QString address; ///< the id that messages carry: "...@c.us" or "...@lid"
    QString phoneAddress; ///< "...@c.us"
    QString lidAddress; ///< "...@lid"; empty when there is none
    QString contactName;
    std::vector<quint32> messages; ///< indexes, oldest first
};

enum class SessionStatus : quint8 { Stopped, Starting, ScanQrCode, Working };

struct StatusChange
{
    SessionStatus status = SessionStatus::Working;
    qint64 atMs = 0;
};

/// A line of the company at the stand-in.
struct SampleSession
{
    QString name;
    QString number; ///< digits
    QString pushName;
    SessionStatus status = SessionStatus::Working;
    QVector<StatusChange> changes; ///< the last three
    QVector<quint32> chats;
    QHash<QString, quint32> chatByAddress; ///< phone and lid address lead to the same chat
    QHash<QByteArray, quint32> messageById;
    std::vector<quint32> messages; ///< indexes, oldest first
};

} // namespace atalaia
