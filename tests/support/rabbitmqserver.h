// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>

namespace atalaia {

/// A RabbitMQ of the test's own on free loopback ports, with its own folders, name and port mapper; touches none
/// that the system runs, and several may run at once, under any account. Blocks while it starts and stops and in
/// every call; needs no event loop for that.
///
/// There are two virtual hosts, "/" and "empty", and three people, all with password(): "writer" may do anything
/// in "/", "reader" may only make and read queues that begin with "atalaia.", "stranger" may do nothing.
class RabbitMqServer
{
public:
    RabbitMqServer();
    ~RabbitMqServer();
    Q_DISABLE_COPY_MOVE(RabbitMqServer)

    [[nodiscard]] static bool isInstalled();
    [[nodiscard]] static QByteArray password() { return "open sesame"; }

    /// Makes an authority and a certificate for "localhost" (not for 127.0.0.1) with openssl and listens for TLS
    /// as well. Before start().
    [[nodiscard]] bool useTls();
    /// True when it listens. After stop() or kill() it starts with what it had, on the same ports.
    [[nodiscard]] bool start();
    void stop();
    /// As a crash or a power cut would.
    void kill();

    [[nodiscard]] quint16 port() const { return m_port; }
    /// "amqp://user@127.0.0.1:PORT/path"
    [[nodiscard]] QUrl address(const QString &user = QStringLiteral("reader"), const QString &path = {}) const;
    [[nodiscard]] QUrl tlsAddress(const QString &host = QStringLiteral("localhost")) const;
    /// PEM of the authority that signed the server's certificate.
    [[nodiscard]] QString caFile() const;

    /// Topic and durable, as Evolution declares it.
    [[nodiscard]] bool declareExchange(const QByteArray &name);
    /// Durable, of the type that brokers choose by themselves.
    [[nodiscard]] bool declareClassicQueue(const QByteArray &name);
    [[nodiscard]] bool deleteQueue(const QByteArray &name);
    /// Ready ones, not those that a consumer holds; -1 where there is no such queue.
    [[nodiscard]] qint64 messageCount(const QByteArray &queue);
    /// True when the broker confirmed that it has them: `count` bodies made from `body` by putting 0, 1, 2 ... in
    /// the place of "%N".
    [[nodiscard]] bool publish(const QByteArray &exchange, const QByteArray &key, const QByteArray &body,
                               int count = 1);

private:
    struct Link; ///< a connection of rabbitmq-c's
    [[nodiscard]] Link *link();
    [[nodiscard]] bool writeFiles() const;
    [[nodiscard]] bool startPortMapper();

    QTemporaryDir m_folder;
    QString m_name;
    quint16 m_port = 0;
    quint16 m_tlsPort = 0;
    quint16 m_nodePort = 0;
    quint16 m_mapperPort = 0;
    QProcess m_portMapper;
    QProcess m_node;
    std::unique_ptr<Link> m_link;
};

} // namespace atalaia
