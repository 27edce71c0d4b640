// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpserver.h"

#include "httpconnection.h"

namespace atalaia {

namespace {
constexpr int kConnectionsAtMost = 256;
} // namespace

HttpServer::HttpServer(int delayMs, QObject *parent) : QObject(parent), m_delayMs(delayMs)
{
    connect(&m_server, &QTcpServer::newConnection, this, &HttpServer::acceptPending);
}

bool HttpServer::listen(const QString &host, quint16 port)
{
    const QHostAddress address =
            host == QLatin1StringView("localhost") ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(host);
    return m_server.listen(address, port);
}

void HttpServer::acceptPending()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_connectionCount >= kConnectionsAtMost) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connectionCount;
        auto *connection = new HttpConnection(socket, m_handler, m_delayMs, this);
        connect(connection, &HttpConnection::upgradeRequested, this, &HttpServer::upgradeRequested);
        connect(connection, &QObject::destroyed, this, [this] { --m_connectionCount; });
    }
}

} // namespace atalaia
