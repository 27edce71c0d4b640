// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "history.h"
#include "idsource.h"
#include "options.h"

#include <QJsonObject>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTcpSocket>
#include <QTimer>
#include <QVector>
#include <QWebSocketServer>

#include <deque>
#include <memory>

namespace atalaia {

/// What the faults came to, since the start.
struct FaultCounts
{
    qint64 doubled = 0; ///< frames
    qint64 lost = 0; ///< frames
    qint64 shuffled = 0; ///< frames that left in another order, or would have
    int drops = 0; ///< clients
};

/// The WebSocket side: checks keys, filters by session and event, and does the faults.
///
/// Frames are written to the TCP socket below each QWebSocket, because the faults need frames that
/// QWebSocket would never send. It still does the handshake, pings and closing.
class Broadcast final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Broadcast)

public:
    Broadcast(const QByteArray &apiKey, const FaultOptions &faults, IdSource &ids, const Clock &clock,
              QObject *parent = nullptr);
    ~Broadcast() override;

    /// Takes over a connection whose upgrade request has not been read yet.
    void adopt(QTcpSocket *socket);
    /// Sends an event to whoever subscribed to it.
    void publish(const SampleSession &session, const QString &event, const QJsonObject &payload);

    [[nodiscard]] bool hasClients() const { return !m_clients.empty(); }
    /// Whether the next incoming message comes as not decrypted first.
    [[nodiscard]] bool isNextWaiting() { return m_faults.waiting > 0 && m_ids.chance(m_faults.waiting); }
    /// Sockets closed for a wrong key since the start.
    [[nodiscard]] const FaultCounts &faultCounts() const { return m_counts; }
    [[nodiscard]] int refusedCount() const { return m_refusedCount; }

signals:
    /// The first client with the right key is there.
    void clientAccepted();

private:
    struct Client
    {
        QWebSocket *socket = nullptr;
        QPointer<QTcpSocket> transport;
        QString session; ///< "*" = all
        QSet<QString> events; ///< empty = all
        bool hasPongDue = false;
        qint64 stalledFromMs = 0; ///< 0 = never

        [[nodiscard]] bool wants(const QString &name, const QString &event) const;
    };
    struct Frame
    {
        QString session;
        QString event;
        QByteArray bytes;
    };

    void acceptPending();
    void forget(QWebSocket *socket);
    void deliver(const SampleSession &session, const QString &event, const QJsonObject &payload);
    void send(const Frame &frame);
    void remember(const Frame &frame);
    void redeliver(const Client &client);
    void sendGarbage();
    void flushWindow();
    void pingAll();
    void dropAll();

    QByteArray m_apiKey;
    FaultOptions m_faults;
    IdSource &m_ids;
    const Clock &m_clock;
    QWebSocketServer m_server;
    QVector<QPointer<QTcpSocket>> m_upgrading;
    std::vector<Client> m_clients;
    QVector<Frame> m_window;
    std::deque<Frame> m_recent; ///< at most as many as are delivered again
    QTimer m_windowTimer;
    QTimer m_pingTimer;
    QTimer m_dropTimer;
    int m_dropCount = 0;
    FaultCounts m_counts;
    int m_garbageCount = 0;
    int m_refusedCount = 0;
};

} // namespace atalaia
