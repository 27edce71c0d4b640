// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QTcpServer>

class QTcpSocket;

namespace atalaia {

/// A wire between a client and a server on loopback that a test can cut, or make deaf in the direction of the client.
class TcpRelay final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TcpRelay)

public:
    explicit TcpRelay(quint16 serverPort);
    ~TcpRelay() override;

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /// Connections that were made so far.
    [[nodiscard]] int connections() const { return m_connections; }
    /// Resets what is connected, as when a machine loses its power.
    void cut();
    /// Nothing of the server's gets through; it does not notice.
    void setDeaf(bool isDeaf) { m_isDeaf = isDeaf; }

private:
    void accept();

    QTcpServer m_server;
    quint16 m_serverPort;
    int m_connections = 0;
    bool m_isDeaf = false;
    QHash<QTcpSocket *, QTcpSocket *> m_pairs; ///< client's end and server's
};

} // namespace atalaia
