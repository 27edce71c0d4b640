// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTcpServer>
#include <QUrl>
#include <QUrlQuery>
#include <QVector>
#include <QWebSocketServer>

#include <functional>
#include <optional>

class QTcpSocket;
class QWebSocket;

namespace atalaia {

/// A WAHA that does what the test says: socket and REST on one port of the loopback.
class FakeWaha final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FakeWaha)

public:
    struct Request
    {
        QString method;
        QString path; ///< decoded, without query
        QByteArray rawPath; ///< as it came
        QUrlQuery query;
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;
    };
    struct Reply
    {
        int status = 200;
        QByteArray body = {};
        bool isHeldBack = false; ///< never answered
        bool isCutOff = false; ///< connection closed in the middle of the body
        QByteArray extraHeaders = {};
        bool isDropped = false; ///< connection closed without an answer
    };
    using Script = std::function<std::optional<Reply>(const Request &)>;

    explicit FakeWaha(QObject *parent = nullptr);
    ~FakeWaha() override;

    [[nodiscard]] QUrl address() const;

    /// Called before the built-in answers; nothing = the built-in one.
    void setScript(const Script &script) { m_script = script; }

    void addSession(const QString &name, const QString &status, const QString &engine);
    void addMessage(const QString &session, const QString &fullId, qint64 seconds, const QString &body);
    void setSessionStatus(const QString &name, const QString &status);
    void setServerTime(qint64 ms) { m_serverTimeMs = ms; } ///< Date header; 0 = none
    void setRefusesSockets(bool isRefusing) { m_refusesSockets = isRefusing; } ///< accept, then close with 1008
    void setMute(bool isMute); ///< open sockets do not answer pings any more

    void sendFrame(const QByteArray &frame);
    void dropSockets();

    [[nodiscard]] int openSockets() const;
    [[nodiscard]] int socketsSeen() const { return m_socketsSeen; }
    [[nodiscard]] QUrl lastSocketAddress() const { return m_lastSocketAddress; }
    [[nodiscard]] QByteArray lastSocketKeyHeader() const { return m_lastSocketKeyHeader; }
    [[nodiscard]] const QVector<Request> &requests() const { return m_requests; }
    [[nodiscard]] int count(const QString &method, const QString &pathPart) const;
    [[nodiscard]] int mostAtOnce() const { return m_mostAtOnce; }

private:
    void acceptTcp();
    void acceptSocket();
    void readFrom(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const Request &request);
    Reply builtIn(const Request &request) const;
    Reply messagesPage(const Request &request, const QString &session, const QString &chat) const;

    QTcpServer m_tcp;
    QWebSocketServer m_upgrade;
    Script m_script;
    QVector<QPointer<QWebSocket>> m_sockets;
    QVector<QPointer<QTcpSocket>> m_upgraded;
    QVector<Request> m_requests;
    QJsonArray m_sessions;
    QHash<QString, QVector<QJsonObject>> m_messages;
    QHash<QTcpSocket *, QByteArray> m_buffers;
    qint64 m_serverTimeMs = 0;
    bool m_refusesSockets = false;
    int m_socketsSeen = 0;
    int m_atOnce = 0;
    int m_mostAtOnce = 0;
    QUrl m_lastSocketAddress;
    QByteArray m_lastSocketKeyHeader;
};

} // namespace atalaia
