// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/webhook/webhooksocket.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qsizetype kLongestLook = 64 * 1024; // later the size says that it is too long

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK"_ba;
    case 400:
        return "Bad Request"_ba;
    case 401:
        return "Unauthorized"_ba;
    case 403:
        return "Forbidden"_ba;
    case 404:
        return "Not Found"_ba;
    case 405:
        return "Method Not Allowed"_ba;
    case 408:
        return "Request Timeout"_ba;
    case 413:
        return "Content Too Large"_ba;
    case 431:
        return "Request Header Fields Too Large"_ba;
    case 503:
        return "Service Unavailable"_ba;
    default:
        return "Answer"_ba;
    }
}

} // namespace

std::chrono::milliseconds WebhookSocket::age(Moment now) const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(now - m_since);
}

void WebhookSocket::enter(Phase phase)
{
    m_phase = phase;
    m_since = std::chrono::steady_clock::now();
    m_received = 0;
    m_isHeadComplete = false;
    m_headSize = 0;
    m_head.reset();
    m_headTail.clear();
}

qsizetype WebhookSocket::noteArrival()
{
    const qsizetype arrived = bytesAvailable();
    if (m_phase == Phase::Idle && arrived > 0) {
        const Moment since = m_isNew ? m_since : std::chrono::steady_clock::now();
        enter(Phase::Receiving);
        m_since = since;
        m_isNew = false;
    }
    if (!m_isReadElsewhere) {
        m_received = m_headSize + arrived;
        return m_received;
    }
    if (!m_isHeadComplete)
        lookForHeadEnd(arrived);
    m_received += arrived;
    return m_received;
}

WebhookSocket::Request WebhookSocket::readRequest(WebhookHead &head, qsizetype largestBody)
{
    if (!m_head) {
        if (const Request found = readHead(); found != Request::Complete)
            return found;
    }
    if (m_head->bodySize > largestBody) { // refused before it is here
        head = std::move(*m_head);
        return Request::Complete;
    }
    if (bytesAvailable() < m_head->bodySize)
        return Request::Incomplete;
    head = std::move(*m_head);
    head.post.body = read(head.bodySize);
    return Request::Complete;
}

WebhookSocket::Request WebhookSocket::readHead()
{
    const QByteArray begin = peek(std::min(bytesAvailable(), qint64(kLongestLook)));
    const std::optional<qsizetype> end = headEndOf(begin);
    if (!end)
        return Request::Incomplete;
    m_isHeadComplete = true;
    WebhookHead head = webhookHeadOf(QByteArrayView(begin).first(*end));
    if (head.kind != WebhookHead::Kind::Usual)
        return head.kind == WebhookHead::Kind::Unusual ? Request::Unusual : Request::Wrong;
    m_head = std::move(head);
    m_headSize = *end;
    skip(*end);
    return Request::Complete;
}

void WebhookSocket::leaveToAnother()
{
    m_isReadElsewhere = true;
    m_received = 0; // noted again as it is taken out
}

void WebhookSocket::lookForHeadEnd(qsizetype arrived)
{
    constexpr qsizetype kEndSize = 4;
    m_headTail += peek(std::min(arrived, kLongestLook));
    m_isHeadComplete = headEndOf(m_headTail).has_value();
    m_headTail = m_isHeadComplete ? QByteArray() : m_headTail.right(kEndSize - 1);
}

void WebhookSocket::sendAnswer(const WebhookAnswer &answer, bool isLast)
{
    const QByteArray size = QByteArray::number(answer.body.size());
    QByteArray bytes;
    bytes.reserve(192 + answer.body.size());
    bytes += "HTTP/1.1 ";
    bytes += QByteArray::number(answer.status);
    bytes += ' ';
    bytes += reasonOf(answer.status);
    bytes += "\r\nContent-Type: text/plain\r\nX-Content-Type-Options: nosniff\r\nContent-Length: ";
    bytes += size;
    bytes += isLast ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n";
    bytes += answer.body;
    write(bytes);
    if (isLast)
        disconnectFromHost();
}

void WebhookSocket::refuse(int status)
{
    QObject::disconnect(this, &QTcpSocket::readyRead, nullptr, nullptr);
    if (isTransactionStarted())
        commitTransaction(); // what was kept of the request is of no more use
    enter(Phase::Refused);
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status);
    bytes += "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    write(bytes);
    skip(bytesAvailable());
    connect(this, &QTcpSocket::readyRead, this, [this] { skip(bytesAvailable()); });
}

void WebhookSocket::drop()
{
    QObject::disconnect(this, &QTcpSocket::readyRead, nullptr, nullptr); // the next reader would find it closed
    abort();
}

void WebhookListener::incomingConnection(qintptr handle)
{
    auto *socket = new WebhookSocket(this);
    if (!socket->setSocketDescriptor(handle) || !m_welcome(*socket)) {
        delete socket;
        return;
    }
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
}

void WebhookListener::handOver(WebhookSocket &socket)
{
    socket.leaveToAnother();
    addPendingConnection(&socket); // which says so
    emit socket.readyRead(); // once more for the new reader
}

} // namespace atalaia
