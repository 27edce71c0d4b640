// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tcprelay.h"

#include <QTcpSocket>

#include <utility>

namespace atalaia {

TcpRelay::TcpRelay(quint16 serverPort) : m_serverPort(serverPort)
{
    connect(&m_server, &QTcpServer::newConnection, this, &TcpRelay::accept);
    m_server.listen(QHostAddress::LocalHost);
}

TcpRelay::~TcpRelay()
{
    cut();
}

void TcpRelay::accept()
{
    QTcpSocket *const client = m_server.nextPendingConnection();
    auto *const server = new QTcpSocket(this);
    client->setParent(this);
    m_pairs.insert(client, server);
    ++m_connections;
    server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_serverPort);
    connect(client, &QTcpSocket::readyRead, server, [client, server] { server->write(client->readAll()); });
    connect(server, &QTcpSocket::connected, server, [client, server] { server->write(client->readAll()); });
    connect(server, &QTcpSocket::readyRead, client, [this, client, server] {
        const QByteArray bytes = server->readAll();
        if (!m_isDeaf)
            client->write(bytes);
    });
    connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
}

void TcpRelay::cut()
{
    const auto pairs = std::exchange(m_pairs, {});
    for (auto it = pairs.cbegin(); it != pairs.cend(); ++it) {
        for (QTcpSocket *end : {it.key(), it.value()}) {
            end->disconnect();
            end->abort();
            end->deleteLater();
        }
    }
}

} // namespace atalaia
