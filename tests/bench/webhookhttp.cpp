// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/futures.h"
#include "figures.h"
#include "gateway/webhook/webhookserver.h"
#include "rounds.h"
#include "webhookbench.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace atalaia::bench {

namespace {

constexpr int kConnections = 16;
constexpr int kRequests = 20'000;
constexpr int kSmokeRequests = 200;

std::vector<std::string> requestBytes(int count)
{
    std::vector<std::string> all;
    const QVector<WebhookPost> posts = wahaPosts(count, "secret");
    for (const WebhookPost &post : posts) {
        QByteArray bytes = "POST " + post.path + " HTTP/1.1\r\n";
        for (auto it = post.headers.cbegin(); it != post.headers.cend(); ++it)
            bytes += it.key() + ": " + it.value() + "\r\n";
        bytes += "content-length: " + QByteArray::number(post.body.size()) + "\r\n\r\n" + post.body;
        all.push_back(bytes.toStdString());
    }
    return all;
}

/// Takes a request for complete when it holds as many bytes as its head says, and answers 200.
class PlainServer final : public QObject
{
public:
    PlainServer()
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *const socket = m_server.nextPendingConnection()) {
                auto *buffer = new QByteArray;
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, buffer] { read(*socket, *buffer); });
                QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
                QObject::connect(socket, &QObject::destroyed, socket, [buffer] { delete buffer; });
            }
        });
        m_server.listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

private:
    static void read(QTcpSocket &socket, QByteArray &buffer)
    {
        buffer += socket.readAll();
        const qsizetype head = buffer.indexOf("\r\n\r\n");
        const qsizetype length = head < 0 ? -1 : buffer.indexOf("content-length: ");
        if (length < 0 || length > head)
            return;
        const qsizetype size = buffer.mid(length + 16, buffer.indexOf('\r', length) - length - 16).toLongLong();
        if (buffer.size() < head + 4 + size)
            return;
        buffer.clear();
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    }

    QTcpServer m_server;
};

/// A server object on a thread of its own.
template <typename Server> class OnThread
{
public:
    template <typename Make> explicit OnThread(const Make &make)
    {
        m_thread.start();
        m_context.moveToThread(&m_thread);
        QMetaObject::invokeMethod(
                &m_context, [this, &make] { m_server = make(); }, Qt::BlockingQueuedConnection);
    }
    ~OnThread()
    {
        QMetaObject::invokeMethod(
                &m_context, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(OnThread)

private:
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<Server> m_server;
};

/// Sixteen connections that each send the next request when the last one is answered. The least that a
/// client can do, so that what is measured is the server.
class Client
{
public:
    explicit Client(quint16 port)
    {
        for (pollfd &entry : m_sockets) {
            entry.fd = ::socket(AF_INET, SOCK_STREAM, 0);
            entry.events = POLLIN;
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_port = htons(port);
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            m_isGood = m_isGood && ::connect(entry.fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
            const int on = 1;
            ::setsockopt(entry.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        }
    }
    ~Client()
    {
        for (const pollfd &entry : m_sockets)
            ::close(entry.fd);
    }
    Q_DISABLE_COPY_MOVE(Client)

    void send(const std::vector<std::string> &requests)
    {
        size_t sent = 0;
        size_t answered = 0;
        for (size_t i = 0; i < m_sockets.size() && sent < requests.size(); ++i)
            write(m_sockets[i].fd, requests[sent++]);
        while (m_isGood && answered < requests.size()) {
            if (::poll(m_sockets.data(), m_sockets.size(), 10'000) <= 0)
                m_isGood = false;
            for (const pollfd &entry : m_sockets) {
                if (!m_isGood || (entry.revents & (POLLIN | POLLHUP | POLLERR)) == 0)
                    continue;
                std::array<char, 4096> buffer;
                const ssize_t count = ::recv(entry.fd, buffer.data(), buffer.size(), 0);
                // Short answers on the loopback come in one piece.
                const std::string_view answer(buffer.data(), count > 0 ? size_t(count) : 0);
                m_isGood = answer.substr(0, 12) == "HTTP/1.1 200";
                ++answered;
                if (m_isGood && sent < requests.size())
                    write(entry.fd, requests[sent++]);
            }
        }
    }
    [[nodiscard]] bool isGood() const { return m_isGood; }

private:
    void write(int socket, const std::string &request)
    {
        m_isGood = m_isGood && ::send(socket, request.data(), request.size(), MSG_NOSIGNAL) == ssize_t(request.size());
    }

    std::array<pollfd, kConnections> m_sockets{};
    bool m_isGood = true;
};

} // namespace

bool benchWebhookHttp(int rounds, bool isSmoke)
{
    const std::vector<std::string> requests = requestBytes(isSmoke ? kSmokeRequests : kRequests);
    quint16 plainPort = 0;
    quint16 ownPort = 0;
    OnThread<PlainServer> plain([&plainPort] {
        auto server = std::make_unique<PlainServer>();
        plainPort = server->port();
        return server;
    });
    OnThread<WebhookServer> own([&ownPort] {
        auto server = std::make_unique<WebhookServer>([](GatewayId, const WebhookPost &) {
            return finishedFuture(WebhookAnswer{200, {}});
        });
        ownPort = server->listen().value_or(0);
        return server;
    });
    Client toPlain(plainPort);
    Client toOwn(ownPort);
    if (isSmoke) {
        toPlain.send(requests);
        toOwn.send(requests);
        return toPlain.isGood() && toOwn.isGood();
    }
    Rounds contest(Rounds::Time::Wall);
    const std::string peer = "a QTcpServer that only answers";
    contest.add(peer, double(requests.size()), [&] { toPlain.send(requests); });
    contest.add("ours", double(requests.size()), [&] { toOwn.send(requests); });
    contest.run(rounds);
    contest.print("P15 HTTP accept, 16 connections", peer);
    printGoal("P15", contest.speedOf("ours", peer), 0.7, false);
    return toPlain.isGood() && toOwn.isGood();
}

} // namespace atalaia::bench
