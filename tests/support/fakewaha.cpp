// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakewaha.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>
#include <QTcpSocket>
#include <QWebSocket>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

QByteArray json(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// A whole request from the front of the buffer, or nothing yet.
std::optional<FakeWaha::Request> takeRequest(QByteArray &buffer)
{
    const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return std::nullopt;
    FakeWaha::Request request;
    QList<QByteArray> lines = buffer.first(headEnd).split('\n');
    const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
    }
    const qsizetype bodySize = request.headers.value("content-length", "0").toLongLong();
    if (buffer.size() < headEnd + 4 + bodySize)
        return std::nullopt;
    request.body = buffer.sliced(headEnd + 4, bodySize);
    buffer.remove(0, headEnd + 4 + bodySize);
    request.method = QString::fromLatin1(first.value(0));
    request.rawPath = first.value(1);
    const QUrl url = QUrl::fromEncoded("http://host" + first.value(1));
    request.path = url.path(QUrl::FullyDecoded);
    request.query = QUrlQuery(url);
    return request;
}

} // namespace

FakeWaha::FakeWaha(QObject *parent) : QObject(parent), m_upgrade(u"fake"_s, QWebSocketServer::NonSecureMode)
{
    connect(&m_tcp, &QTcpServer::newConnection, this, &FakeWaha::acceptTcp);
    connect(&m_upgrade, &QWebSocketServer::newConnection, this, &FakeWaha::acceptSocket);
    if (!m_tcp.listen(QHostAddress::LocalHost))
        qFatal("no free port on the loopback");
}

FakeWaha::~FakeWaha()
{
    m_tcp.disconnect(this);
    m_upgrade.disconnect(this);
    for (QTcpSocket *socket : m_tcp.findChildren<QTcpSocket *>())
        socket->disconnect(this); // they outlive the other members
    dropSockets();
}

QUrl FakeWaha::address() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_tcp.serverPort()));
}

void FakeWaha::addSession(const QString &name, const QString &status, const QString &engine)
{
    m_sessions.append(
            QJsonObject{{u"name"_s, name},
                        {u"status"_s, status},
                        {u"me"_s, QJsonObject{{u"id"_s, u"5511900000001@c.us"_s}, {u"pushName"_s, u"Loja"_s}}},
                        {u"engine"_s, QJsonObject{{u"engine"_s, engine}}}});
}

void FakeWaha::setSessionStatus(const QString &name, const QString &status)
{
    for (qsizetype i = 0; i < m_sessions.size(); ++i) {
        QJsonObject session = m_sessions.at(i).toObject();
        if (session.value(u"name"_s).toString() == name) {
            session.insert(u"status"_s, status);
            m_sessions[i] = session;
        }
    }
}

void FakeWaha::addMessage(const QString &session, const QString &fullId, qint64 seconds, const QString &body)
{
    m_messages[session].append(QJsonObject{{u"id"_s, fullId}, {u"timestamp"_s, seconds}, {u"body"_s, body}});
}

void FakeWaha::setMute(bool isMute)
{
    for (const QPointer<QTcpSocket> &socket : m_upgraded) {
        if (socket)
            socket->blockSignals(isMute); // what arrives is not read, so pings stay unanswered
    }
}

void FakeWaha::sendFrame(const QByteArray &frame)
{
    for (const QPointer<QWebSocket> &socket : m_sockets) {
        if (socket)
            socket->sendTextMessage(QString::fromUtf8(frame));
    }
}

void FakeWaha::dropSockets()
{
    for (const QPointer<QWebSocket> &socket : std::exchange(m_sockets, {})) {
        if (socket) {
            socket->abort();
            socket->deleteLater();
        }
    }
}

int FakeWaha::openSockets() const
{
    return int(std::count_if(m_sockets.cbegin(), m_sockets.cend(), [](const QPointer<QWebSocket> &socket) {
        return socket && socket->state() == QAbstractSocket::ConnectedState;
    }));
}

int FakeWaha::count(const QString &method, const QString &pathPart) const
{
    return int(std::count_if(m_requests.cbegin(), m_requests.cend(), [&](const Request &request) {
        return request.method == method && request.path.contains(pathPart);
    }));
}

void FakeWaha::acceptTcp()
{
    while (QTcpSocket *socket = m_tcp.nextPendingConnection()) {
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readFrom(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_buffers.remove(socket);
            socket->deleteLater();
        });
    }
}

void FakeWaha::readFrom(QTcpSocket *socket)
{
    if (!m_buffers.contains(socket) && socket->peek(8).startsWith("GET /ws")) {
        socket->disconnect(this);
        m_upgraded.append(socket);
        m_upgrade.handleConnection(socket);
        return;
    }
    QByteArray &buffer = m_buffers[socket];
    buffer += socket->readAll();
    if (const std::optional<Request> request = takeRequest(buffer)) {
        m_requests.append(*request);
        answer(socket, *request);
    }
}

void FakeWaha::acceptSocket()
{
    while (QWebSocket *socket = m_upgrade.nextPendingConnection()) {
        ++m_socketsSeen;
        socket->setParent(this);
        m_lastSocketAddress = socket->requestUrl();
        m_lastSocketKeyHeader = socket->request().rawHeader("X-Api-Key");
        m_sockets.append(socket);
        if (m_refusesSockets)
            socket->close(QWebSocketProtocol::CloseCodePolicyViolated, u"Unauthorized"_s);
    }
}

void FakeWaha::answer(QTcpSocket *socket, const Request &request)
{
    ++m_atOnce;
    m_mostAtOnce = std::max(m_mostAtOnce, m_atOnce);
    // Answered a turn later, so that a second request of the same client would be seen.
    QMetaObject::invokeMethod(
            socket,
            [this, socket, request] {
                const std::optional<Reply> scripted = m_script ? m_script(request) : std::nullopt;
                const Reply reply = scripted ? *scripted : builtIn(request);
                --m_atOnce;
                if (reply.isHeldBack)
                    return;
                if (reply.isDropped) {
                    socket->disconnectFromHost();
                    return;
                }
                QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status)
                                  + " Word\r\nContent-Type: application/json\r\n" + reply.extraHeaders;
                if (m_serverTimeMs > 0) {
                    const QDateTime date = QDateTime::fromMSecsSinceEpoch(m_serverTimeMs, Qt::UTC);
                    head += "Date: " + QLocale::c().toString(date, u"ddd, dd MMM yyyy hh:mm:ss"_s).toLatin1()
                            + " GMT\r\n";
                }
                head += "Content-Length: " + QByteArray::number(reply.body.size()) + "\r\n\r\n";
                if (reply.isCutOff) {
                    socket->write(head + reply.body.first(reply.body.size() / 2));
                    socket->disconnectFromHost();
                    return;
                }
                socket->write(head + reply.body);
            },
            Qt::QueuedConnection);
}

FakeWaha::Reply FakeWaha::builtIn(const Request &request) const
{
    const QStringList parts = request.path.split(u'/', Qt::SkipEmptyParts);
    if (request.method == u"GET" && request.path == u"/api/server/version")
        return {200, json(QJsonObject{{u"version"_s, u"2026.7.1"_s}, {u"engine"_s, u"GOWS"_s}})};
    if (request.method == u"GET" && request.path == u"/api/sessions")
        return {200, json(m_sessions)};
    if (request.method == u"GET" && parts.size() == 3 && parts.at(1) == u"sessions") {
        for (const QJsonValue &session : m_sessions) {
            if (session.toObject().value(u"name"_s).toString() == parts.at(2))
                return {200, json(session.toObject())};
        }
    }
    if (request.method == u"GET" && parts.size() == 3 && parts.at(2) == u"chats") {
        QJsonArray chats;
        QStringList seen;
        for (const QJsonObject &message : m_messages.value(parts.at(1))) {
            const QString chat = message.value(u"id"_s).toString().section(u'_', 1, 1);
            if (!seen.contains(chat) && request.query.queryItemValue(u"offset"_s) == u"0")
                chats.append(QJsonObject{{u"id"_s, chat}});
            seen.append(chat);
        }
        return {200, json(chats)};
    }
    if (request.method == u"GET" && parts.size() == 5 && parts.at(4) == u"messages")
        return messagesPage(request, parts.at(1), parts.at(3));
    if (request.method == u"GET" && parts.size() == 6 && parts.at(4) == u"messages") {
        for (const QJsonObject &message : m_messages.value(parts.at(1))) {
            if (message.value(u"id"_s).toString() == parts.at(5))
                return {200, json(message)};
        }
    }
    return {404, R"({"message":"Not found","statusCode":404})"};
}

FakeWaha::Reply FakeWaha::messagesPage(const Request &request, const QString &session, const QString &chat) const
{
    const qint64 since = request.query.queryItemValue(u"filter.timestamp.gte"_s).toLongLong();
    QVector<QJsonObject> messages;
    for (const QJsonObject &message : m_messages.value(session)) {
        const QString inChat = message.value(u"id"_s).toString().section(u'_', 1, 1);
        if ((chat == u"all" || chat == inChat) && message.value(u"timestamp"_s).toInteger() >= since)
            messages.append(message);
    }
    QJsonArray page;
    const qsizetype offset = request.query.queryItemValue(u"offset"_s).toLongLong();
    const qsizetype limit = request.query.queryItemValue(u"limit"_s).toLongLong();
    for (qsizetype i = offset; i < std::min(messages.size(), offset + limit); ++i)
        page.append(messages.at(i));
    return {200, json(page)};
}

} // namespace atalaia
