// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTcpSocket>
#include <QTest>

namespace atalaia {

/// A client that writes bytes as they are, for requests that no library would send.
class RawClient
{
public:
    explicit RawClient(quint16 port)
    {
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] { m_received += m_socket.readAll(); });
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        static_cast<void>(QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; }));
    }

    void write(const QByteArray &bytes) { m_socket.write(bytes); }
    void abort() { m_socket.abort(); }

    /// True when that many answers have come, told by their status lines.
    [[nodiscard]] bool waitForAnswers(int count = 1, int timeoutMs = 5'000)
    {
        return QTest::qWaitFor([this, count] { return answers() >= count; }, timeoutMs);
    }
    [[nodiscard]] bool waitForEnd(int timeoutMs = 5'000)
    {
        return QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; }, timeoutMs);
    }

    [[nodiscard]] bool hasEnded() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

    [[nodiscard]] int answers() const { return int(m_received.count("HTTP/1.1 ")); }
    /// Of the newest answer.
    [[nodiscard]] int status() const { return m_received.mid(m_received.lastIndexOf("HTTP/1.1 ") + 9, 3).toInt(); }
    [[nodiscard]] QByteArray received() const { return m_received; }
    [[nodiscard]] QByteArray body() const { return m_received.mid(m_received.lastIndexOf("\r\n\r\n") + 4); }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
};

[[nodiscard]] inline QByteArray postBytes(const QByteArray &path, const QByteArray &body,
                                          const QByteArray &headers = {})
{
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + QByteArray::number(body.size())
           + "\r\n" + headers + "\r\n" + body;
}

} // namespace atalaia
