// SPDX-License-Identifier: GPL-3.0-or-later
#include "framesource.h"

#include <QCryptographicHash>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace atalaia::bench {

namespace {

constexpr qsizetype kLargestRequest = 16 * 1024;

/// A text frame without a mask, as servers send them.
void appendFrame(QByteArray &frames, const QByteArray &text)
{
    const auto size = text.size();
    frames.append(char(0x81));
    if (size < 126) {
        frames.append(char(size));
    } else if (size < 65'536) {
        frames.append(char(126)).append(char(size >> 8)).append(char(size & 0xff));
    } else {
        frames.append(char(127));
        for (int shift = 56; shift >= 0; shift -= 8)
            frames.append(char((quint64(size) >> shift) & 0xff));
    }
    frames.append(text);
}

bool sendAll(int client, const QByteArray &bytes)
{
    for (qsizetype sent = 0; sent < bytes.size();) {
        const ssize_t count = ::send(client, bytes.constData() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        sent += count;
    }
    return true;
}

QByteArray readRequest(int client)
{
    QByteArray request;
    char part[4096];
    while (!request.contains("\r\n\r\n") && request.size() < kLargestRequest) {
        const ssize_t count = ::recv(client, part, sizeof part, 0);
        if (count <= 0)
            return {};
        request.append(part, count);
    }
    return request;
}

QByteArray headerOf(const QByteArray &request, const QByteArray &name)
{
    const qsizetype at = request.toLower().indexOf("\r\n" + name.toLower() + ":");
    if (at < 0)
        return {};
    const qsizetype from = at + name.size() + 3;
    return request.mid(from, request.indexOf("\r\n", from) - from).trimmed();
}

} // namespace

FrameSource::FrameSource(const std::vector<QByteArray> &texts)
{
    for (const QByteArray &text : texts)
        appendFrame(m_frames, text);
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *const generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, generic, size) != 0 || ::listen(m_listener, 8) != 0
        || ::getsockname(m_listener, generic, &size) != 0)
        return;
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

FrameSource::~FrameSource()
{
    m_isEnding = true;
    if (m_thread.joinable())
        m_thread.join();
    for (std::thread &client : m_clients)
        client.join();
    ::close(m_listener);
}

void FrameSource::serve()
{
    while (!m_isEnding) {
        pollfd waiting{m_listener, POLLIN, 0};
        if (::poll(&waiting, 1, 50) <= 0)
            continue;
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0)
            m_clients.emplace_back([this, client] { answer(client); });
    }
}

void FrameSource::answer(int client) const
{
    const QByteArray request = readRequest(client);
    const QByteArray key = headerOf(request, "Sec-WebSocket-Key");
    if (key.isEmpty()) {
        sendAll(client, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                        "Connection: close\r\n\r\n[]");
    } else {
        const QByteArray accept =
                QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1)
                        .toBase64();
        const bool isTaken = sendAll(client, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                             "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                                                     + accept + "\r\n\r\n")
                             && sendAll(client, m_frames);
        char nothing = 0;
        if (isTaken)
            while (::recv(client, &nothing, 1, 0) > 0) // until the other side is done
                continue;
    }
    ::close(client);
}

} // namespace atalaia::bench
