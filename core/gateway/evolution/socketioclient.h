// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/evolution/eventsource.h"
#include "gateway/evolution/socketiopackets.h"

#include <QTimer>
#include <QUrl>
#include <QVector>

#include <chrono>

class QWebSocket;

namespace atalaia {

/// Where an Evolution gateway's socket.io server is.
struct SocketIoPlace
{
    QUrl address; ///< http or https; a path before /socket.io/ is kept
    QString instance; ///< has a namespace of its own; empty where the gateway sends all events to one
    QString caFile; ///< PEM; authorities trusted in addition to the system's
};

/// Evolution's events over socket.io (Engine.IO 4, Socket.IO 5), by WebSocket alone. Nothing is kept for us while we
/// are away, and nothing is acknowledged: tags are 0. In a pause a little is held; when more comes, it is
/// handed on and the connection is lost.
class SocketIoClient final : public EventSource
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SocketIoClient)

public:
    static constexpr qsizetype kHeldBytes = 2 * kLargestEvent; ///< in a pause

    SocketIoClient(const SocketIoPlace &place, const QByteArray &key,
                   std::chrono::milliseconds openWithin = std::chrono::seconds(30), QObject *parent = nullptr);
    ~SocketIoClient() override;

    void open() override;
    void close() override;
    void acknowledge(quint64 tag) override;
    void setPaused(bool isPaused) override;

private:
    void connectSocket();
    void takeText(const QString &text);
    void takeBinary(const QByteArray &bytes);
    void join(const QByteArray &handshake);
    void takePacket(QByteArrayView text);
    void takeEvent(const SocketIoPacket &packet);
    void refuse(QByteArrayView json);
    void handOver(const QByteArray &payload);
    void handOverHeld();
    void endFromSocket();
    void end(const QString &problem, bool isRefused);
    [[nodiscard]] QUrl socketAddress() const;

    const SocketIoPlace m_place;
    const QByteArray m_nameSpace; ///< "/" or "/instance"
    QByteArray m_key;
    const std::chrono::milliseconds m_openWithin;
    QTimer *m_openTimer;
    QTimer *m_silenceTimer; ///< restarted by each sign of the server
    QWebSocket *m_socket = nullptr; ///< child; replaced by each open()
    quint64 m_connection = 0; ///< counts open() and close(): whether slots of our signals changed anything
    bool m_isUpgraded = false;
    bool m_isJoined = false;
    bool m_isPaused = false;
    SocketIoAttachments m_attachments;
    QVector<QByteArray> m_held;
    qsizetype m_heldBytes = 0;
};

} // namespace atalaia
