// SPDX-License-Identifier: GPL-3.0-or-later
#include "broadcast.h"

#include "websocketframe.h"
#include "wire.h"

#include <QJsonDocument>
#include <QUrlQuery>
#include <QWebSocket>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kPingEveryMs = 60'000;
constexpr int kWindowAtMostMs = 500;
/// A client that does not read is dropped beyond this, as memory is not endless.
constexpr qint64 kUnsentBytesAtMost = 64 * 1024 * 1024;
constexpr qsizetype kClientsAtMost = 64;

/// WAHA takes the key's name in any case.
QString keyOf(const QUrlQuery &query)
{
    const auto items = query.queryItems(QUrl::FullyDecoded);
    const auto key = std::find_if(items.begin(), items.end(), [](const auto &item) {
        return item.first.compare("x-api-key"_L1, Qt::CaseInsensitive) == 0;
    });
    return key == items.end() ? QString() : key->second;
}

QSet<QString> eventsOf(const QUrlQuery &query)
{
    QSet<QString> events;
    for (const QString &list : query.allQueryItemValues(u"events"_s, QUrl::FullyDecoded)) {
        for (const QString &event : list.split(u',', Qt::SkipEmptyParts))
            events.insert(event.trimmed());
    }
    if (events.contains(u"*"_s))
        events.clear();
    return events;
}

/// Frames that nobody should trip over; one kind after the other.
QByteArray garbage(int number)
{
    switch (number % 8) {
    case 0:
        return "this is not JSON {";
    case 1:
        return "[1,2,3]";
    case 2:
        return R"({"event":"message.any","session":"nobody","payload":null})";
    case 3:
        return R"({"id":7,"timestamp":"soon","event":["message.any"],"session":{},"payload":"text"})";
    case 4:
        return QByteArray(5000, '[');
    case 5:
        return QByteArray(1024 * 1024, 'x');
    case 6:
        return R"({"event":"message.any","session":"nobody","payload":{"id":null,"body":17,"fromMe":"no","timestamp":{}}})";
    default:
        return QByteArray("{\"event\":\"message.any\",\"payload\":{\"body\":\"\xc3\x28\xff\xfe\"}}");
    }
}

} // namespace

bool Broadcast::Client::wants(const QString &name, const QString &event) const
{
    return (session == u"*" || session == name) && (events.isEmpty() || events.contains(event));
}

Broadcast::Broadcast(const QByteArray &apiKey, const FaultOptions &faults, IdSource &ids, const Clock &clock,
                     QObject *parent)
    : QObject(parent),
      m_apiKey(apiKey),
      m_faults(faults),
      m_ids(ids),
      m_clock(clock),
      m_server(u"WAHA"_s, QWebSocketServer::NonSecureMode)
{
    m_server.setMaxPendingConnections(int(kClientsAtMost));
    connect(&m_server, &QWebSocketServer::newConnection, this, &Broadcast::acceptPending);
    connect(&m_windowTimer, &QTimer::timeout, this, &Broadcast::flushWindow);
    connect(&m_pingTimer, &QTimer::timeout, this, &Broadcast::pingAll);
    connect(&m_dropTimer, &QTimer::timeout, this, &Broadcast::dropAll);
    m_windowTimer.setSingleShot(true);
    m_windowTimer.setInterval(kWindowAtMostMs);
    m_pingTimer.start(kPingEveryMs);
    if (m_faults.dropEverySeconds > 0)
        m_dropTimer.start(std::max(1, int(m_faults.dropEverySeconds * 1000)));
}

Broadcast::~Broadcast()
{
    for (const Client &client : m_clients)
        client.socket->disconnect(this);
}

void Broadcast::adopt(QTcpSocket *socket)
{
    m_upgrading.removeIf([](const QPointer<QTcpSocket> &known) { return known.isNull(); });
    m_upgrading.append(socket);
    m_server.handleConnection(socket);
}

void Broadcast::acceptPending()
{
    while (QWebSocket *socket = m_server.nextPendingConnection()) {
        socket->setParent(this);
        connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
        const auto transport = std::find_if(m_upgrading.begin(), m_upgrading.end(), [socket](const auto &known) {
            return known && known->peerPort() == socket->peerPort() && known->peerAddress() == socket->peerAddress();
        });
        if (transport == m_upgrading.end()) {
            socket->abort();
            continue;
        }
        Client client{socket, *transport, {}, {}, false, 0};
        if (m_faults.stallAfterSeconds > 0)
            client.stalledFromMs = m_clock.nowMs() + qint64(m_faults.stallAfterSeconds * 1000);
        m_upgrading.erase(transport);

        const QUrlQuery query(socket->requestUrl());
        const QByteArray header = socket->request().rawHeader("x-api-key");
        if (keyOf(query).toUtf8() != m_apiKey && header != m_apiKey) {
            ++m_refusedCount;
            socket->close(QWebSocketProtocol::CloseCodePolicyViolated, u"Unauthorized"_s);
            continue;
        }
        if (qsizetype(m_clients.size()) >= kClientsAtMost) {
            socket->close(QWebSocketProtocol::CloseCodeAbnormalDisconnection, u"Too many clients"_s);
            continue;
        }
        client.session =
                query.hasQueryItem(u"session"_s) ? query.queryItemValue(u"session"_s, QUrl::FullyDecoded) : u"*"_s;
        client.events = eventsOf(query);
        client.transport->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket, &QWebSocket::disconnected, this, [this, socket] { forget(socket); });
        connect(socket, &QWebSocket::pong, this, [this, socket] {
            for (Client &known : m_clients)
                known.hasPongDue = known.hasPongDue && known.socket != socket;
        });
        m_clients.push_back(client);
        redeliver(client);
        emit clientAccepted();
    }
}

void Broadcast::forget(QWebSocket *socket)
{
    std::erase_if(m_clients, [socket](const Client &client) { return client.socket == socket; });
}

void Broadcast::publish(const SampleSession &session, const QString &event, const QJsonObject &payload)
{
    const bool isWanted = std::any_of(m_clients.begin(), m_clients.end(), [&session, &event](const Client &client) {
        return client.wants(session.name, event);
    });
    if (!isWanted)
        return;
    const bool isAboutMessage = event.startsWith("message"_L1);
    if (isAboutMessage && m_ids.chance(m_faults.lose)) {
        ++m_counts.lost;
        return;
    }
    deliver(session, event, payload);
    if (isAboutMessage && m_ids.chance(m_faults.duplicate)) {
        ++m_counts.doubled;
        deliver(session, event, payload);
    }
    if (m_ids.chance(m_faults.garbage))
        sendGarbage();
}

void Broadcast::deliver(const SampleSession &session, const QString &event, const QJsonObject &payload)
{
    const qint64 nowMs = m_clock.nowMs();
    const QJsonObject json = wire::envelope(session, m_ids.nextEventId(nowMs), event, payload, nowMs);
    const Frame frame{session.name, event, textFrame(QJsonDocument(json).toJson(QJsonDocument::Compact))};
    if (m_faults.reorder <= 1) {
        send(frame);
        return;
    }
    m_window.append(frame);
    if (m_window.size() >= m_faults.reorder)
        flushWindow();
    else if (!m_windowTimer.isActive())
        m_windowTimer.start();
}

void Broadcast::flushWindow()
{
    m_windowTimer.stop();
    std::shuffle(m_window.begin(), m_window.end(), m_ids.randomness());
    m_counts.shuffled += m_window.size();
    for (const Frame &frame : std::as_const(m_window))
        send(frame);
    m_window.clear();
}

void Broadcast::remember(const Frame &frame)
{
    if (m_faults.redeliver <= 0)
        return;
    m_recent.push_back(frame);
    if (qsizetype(m_recent.size()) > m_faults.redeliver)
        m_recent.pop_front();
}

void Broadcast::redeliver(const Client &client)
{
    for (const Frame &frame : m_recent) {
        if (client.wants(frame.session, frame.event))
            client.transport->write(frame.bytes);
    }
}

void Broadcast::send(const Frame &frame)
{
    remember(frame);
    const qint64 nowMs = m_clock.nowMs();
    QVector<QPointer<QWebSocket>> tooSlow;
    for (const Client &client : m_clients) {
        if (!client.wants(frame.session, frame.event) || !client.transport
            || client.socket->state() != QAbstractSocket::ConnectedState)
            continue;
        if (client.stalledFromMs > 0 && nowMs >= client.stalledFromMs)
            continue;
        client.transport->write(frame.bytes);
        if (client.transport->bytesToWrite() > kUnsentBytesAtMost)
            tooSlow.append(client.socket);
    }
    for (const QPointer<QWebSocket> &socket : std::as_const(tooSlow))
        socket->abort();
}

void Broadcast::sendGarbage()
{
    const QByteArray frame = textFrame(garbage(m_garbageCount++));
    for (const Client &client : m_clients) {
        if (client.transport && client.socket->state() == QAbstractSocket::ConnectedState)
            client.transport->write(frame);
    }
}

void Broadcast::pingAll()
{
    const std::vector<Client> clients = m_clients; // aborting changes the list
    for (const Client &client : clients) {
        if (client.hasPongDue)
            client.socket->abort();
    }
    for (Client &client : m_clients) {
        client.hasPongDue = true;
        client.socket->ping();
    }
}

void Broadcast::dropAll()
{
    const bool isInsideFrame = ++m_dropCount % 2 == 0;
    const std::vector<Client> clients = m_clients;
    for (const Client &client : clients) {
        if (client.transport && isInsideFrame) {
            client.transport->write(textFrame(QByteArray(400, '{')).left(150));
            client.transport->flush();
        }
        client.socket->abort();
        ++m_counts.drops;
    }
}

} // namespace atalaia
