// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpconnection.h"

#include <QDateTime>
#include <QJsonObject>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qint64 kHeadAtMost = 16 * 1024;
constexpr qint64 kBodyAtMost = 1024 * 1024;
constexpr int kRequestAtMostMs = 15'000; ///< from its first byte to its last
constexpr int kIdleAtMostMs = 60'000; ///< between two requests

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 413:
        return "Payload Too Large";
    case 422:
        return "Unprocessable Entity";
    case 431:
        return "Request Header Fields Too Large";
    case 501:
        return "Not Implemented";
    default:
        return "Status";
    }
}

/// As every real server sends it: clients learn from it what the gateway's clock says.
QByteArray dateHeader()
{
    const QString now = QLocale::c().toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy hh:mm:ss"_s);
    return "Date: " + now.toLatin1() + " GMT\r\n";
}

/// False when the request line is not one of HTTP/1.x.
bool readRequestLine(const QByteArray &line, HttpRequest &request)
{
    const QList<QByteArray> words = line.split(' ');
    if (words.size() != 3 || !words[1].startsWith('/') || !words[2].startsWith("HTTP/1."))
        return false;
    request.method = words[0];
    const qsizetype mark = words[1].indexOf('?');
    const QByteArray path = mark < 0 ? words[1] : words[1].first(mark);
    for (const QByteArray &segment : path.split('/')) {
        if (!segment.isEmpty())
            request.path.append(QString::fromUtf8(QByteArray::fromPercentEncoding(segment)));
    }
    if (mark >= 0)
        request.query = QUrlQuery(QString::fromUtf8(words[1].sliced(mark + 1)));
    return true;
}

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, const HttpServer::Handler &handler, int delayMs, QObject *parent)
    : QObject(parent), m_socket(socket), m_handler(handler), m_delayMs(delayMs)
{
    m_socket->setParent(this);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] { m_socket->abort(); });
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::readSome);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    m_patience.start(kRequestAtMostMs);
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        deleteLater();
    else if (m_socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &HttpConnection::readSome, Qt::QueuedConnection);
}

void HttpConnection::readSome()
{
    while (!m_isAnswering && !m_isOver) {
        if (m_bodySize < 0 && !readHead())
            return;
        if (m_bodySize < 0)
            continue;
        m_request.body += m_socket->read(m_bodySize - m_request.body.size());
        if (m_request.body.size() < m_bodySize)
            return;
        answerRequest();
    }
}

bool HttpConnection::readHead()
{
    const QByteArray seen = m_socket->peek(kHeadAtMost);
    const qsizetype end = seen.indexOf("\r\n\r\n");
    if (end < 0) {
        if (seen.size() >= kHeadAtMost)
            refuse(431, u"The request's header is too large"_s);
        else if (!seen.isEmpty() && m_patience.interval() != kRequestAtMostMs)
            m_patience.start(kRequestAtMostMs);
        return false;
    }
    m_request = {};
    const QList<QByteArray> lines = seen.first(end).split('\n');
    if (!readRequestLine(lines.constFirst().trimmed(), m_request)) {
        refuse(400, u"Not a request"_s);
        return false;
    }
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            m_request.headers.insert(line.first(colon).trimmed().toLower(), line.sliced(colon + 1).trimmed());
    }
    if (m_request.headers.value("upgrade").toLower() == "websocket" && m_request.path == QStringList{u"ws"_s}) {
        handOn();
        return false;
    }
    m_socket->skip(end + 4);
    bool isNumber = true;
    m_bodySize = m_request.headers.contains("content-length")
                         ? m_request.headers["content-length"].toLongLong(&isNumber)
                         : 0;
    if (m_request.headers.contains("transfer-encoding"))
        refuse(501, u"Only Content-Length is understood"_s);
    else if (!isNumber || m_bodySize < 0)
        refuse(400, u"Content-Length is not a number"_s);
    else if (m_bodySize > kBodyAtMost)
        refuse(413, u"request entity too large"_s);
    return !m_isOver;
}

void HttpConnection::handOn()
{
    m_isOver = true;
    m_patience.stop();
    m_socket->disconnect(this);
    m_socket->setParent(nullptr);
    emit upgradeRequested(m_socket);
    deleteLater();
}

void HttpConnection::answerRequest()
{
    m_isAnswering = true;
    m_bodySize = -1;
    m_patience.stop();
    const bool isLast = m_request.headers.value("connection").toLower() == "close";
    const HttpAnswer answer = m_handler(m_request);
    if (m_delayMs <= 0)
        write(answer, isLast);
    else
        QTimer::singleShot(m_delayMs, this, [this, answer, isLast] {
            write(answer, isLast);
            readSome();
        });
}

void HttpConnection::write(const HttpAnswer &answer, bool isLast)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reasonOf(answer.status) + "\r\n";
    head += "Content-Type: " + answer.type + "\r\nContent-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    head += dateHeader();
    head += isLast ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n";
    m_socket->write(head + (m_request.method == "HEAD" ? QByteArray() : answer.body));
    m_isAnswering = false;
    m_patience.start(kIdleAtMostMs);
    if (isLast) {
        m_isOver = true;
        m_socket->disconnectFromHost();
    }
}

void HttpConnection::refuse(int status, const QString &reason)
{
    const QJsonObject body{{u"message"_s, reason}, {u"statusCode"_s, status}};
    write(HttpAnswer::json(QJsonDocument(body), status), true);
}

} // namespace atalaia
