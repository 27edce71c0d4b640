// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httpserver.h"

#include <QTcpSocket>
#include <QTimer>

namespace atalaia {

/// One client of HttpServer. Deletes itself when the client is gone or was handed on.
class HttpConnection final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpConnection)

public:
    HttpConnection(QTcpSocket *socket, const HttpServer::Handler &handler, int delayMs, QObject *parent);

signals:
    void upgradeRequested(QTcpSocket *socket);

private:
    void readSome();
    /// False while the head is not complete.
    bool readHead();
    void answerRequest();
    void write(const HttpAnswer &answer, bool isLast);
    void refuse(int status, const QString &reason);
    void handOn();

    QTcpSocket *m_socket;
    const HttpServer::Handler &m_handler;
    int m_delayMs;
    QTimer m_patience;
    HttpRequest m_request;
    qint64 m_bodySize = -1; ///< -1 = the head is not read yet
    bool m_isAnswering = false;
    bool m_isOver = false;
};

} // namespace atalaia
