// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonDocument>
#include <QObject>
#include <QStringList>
#include <QTcpServer>
#include <QUrlQuery>

#include <functional>

namespace atalaia {

struct HttpRequest
{
    QByteArray method;
    QStringList path; ///< decoded segments
    QUrlQuery query;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

struct HttpAnswer
{
    int status = 200;
    QByteArray body;
    QByteArray type = "application/json; charset=utf-8";

    [[nodiscard]] static HttpAnswer json(const QJsonDocument &document, int status = 200)
    {
        return {status, document.toJson(QJsonDocument::Compact)};
    }
};

/// A small HTTP/1.1 server: keep-alive, Content-Length, bounded sizes and times. WebSocket upgrades
/// are handed on unread, so that one port serves both.
class HttpServer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpServer)

public:
    using Handler = std::function<HttpAnswer(const HttpRequest &)>;

    /// `delayMs` holds back every answer.
    explicit HttpServer(int delayMs, QObject *parent = nullptr);

    void setHandler(const Handler &handler) { m_handler = handler; }
    [[nodiscard]] bool listen(const QString &host, quint16 port);
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] QString errorText() const { return m_server.errorString(); }

signals:
    /// The request is still in the socket's buffer; the receiver owns what follows.
    void upgradeRequested(QTcpSocket *socket);

private:
    void acceptPending();

    int m_delayMs;
    Handler m_handler;
    QTcpServer m_server;
    int m_connectionCount = 0;
};

} // namespace atalaia
