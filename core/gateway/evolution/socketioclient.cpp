// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/socketioclient.h"

#include "crypto/wipe.h"
#include "gateway/evolution/tlstrust.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMetaEnum>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QUrlQuery>
#include <QWebSocket>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

// Events over kLargestEvent are refused one by one. Only far above it the connection is given up, because then the
// socket itself would fill the memory.
constexpr quint64 kLargestFrame = 32 * 1024 * 1024;
constexpr qint64 kLongestSilenceMs = 10 * 60 * 1000;
constexpr int kMostAttachments = 1000;
constexpr qsizetype kHeldOverhead = 64; ///< so that empty events fill the pause as well

} // namespace

SocketIoClient::SocketIoClient(const SocketIoPlace &place, const QByteArray &key, std::chrono::milliseconds openWithin,
                               QObject *parent)
    : EventSource(parent),
      m_place(place),
      m_nameSpace('/' + place.instance.toUtf8()),
      m_key(key.constData(), key.size()) // a copy of our own, so that it can be wiped
      ,
      m_openWithin(openWithin),
      m_openTimer(new QTimer(this)),
      m_silenceTimer(new QTimer(this))
{
    m_openTimer->setSingleShot(true);
    m_silenceTimer->setSingleShot(true);
    connect(m_openTimer, &QTimer::timeout, this, [this] { end(u"the server was not ready in time"_s, false); });
    connect(m_silenceTimer, &QTimer::timeout, this, [this] { end(u"no ping of the server in time"_s, false); });
}

SocketIoClient::~SocketIoClient()
{
    close();
    wipe(m_key);
}

QUrl SocketIoClient::socketAddress() const
{
    QUrl url;
    url.setScheme(m_place.address.scheme() == u"http" ? u"ws"_s : u"wss"_s);
    url.setHost(m_place.address.host());
    url.setPort(m_place.address.port());
    QString path = m_place.address.path(QUrl::FullyDecoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path + u"/socket.io/"_s);
    QUrlQuery query;
    query.addQueryItem(u"EIO"_s, u"4"_s);
    query.addQueryItem(u"transport"_s, u"websocket"_s);
    // The key is looked for in the query, too; there proxies would write it into their logs.
    url.setQuery(query);
    return url;
}

void SocketIoClient::open()
{
    const quint64 connection = m_connection + 1;
    close();
    if (connection != m_connection)
        return; // a slot of what was held back had the last word
    m_openTimer->start(m_openWithin);
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setMaxAllowedIncomingMessageSize(kLargestFrame);
    m_socket->setMaxAllowedIncomingFrameSize(kLargestFrame);
    connectSocket();
    if (m_place.address.scheme() != u"http") {
        const Result<QSslConfiguration> tls = tlsTrusting(m_place.caFile);
        if (!tls) {
            // Not from within open(): nobody expects an answer before it returned.
            QTimer::singleShot(0, m_socket, [this, problem = tls.error().context] { end(problem, false); });
            return;
        }
        m_socket->setSslConfiguration(*tls);
    }
    QNetworkRequest request(socketAddress());
    request.setRawHeader("apikey", m_key);
    m_socket->open(request);
}

void SocketIoClient::connectSocket()
{
    connect(m_socket, &QWebSocket::connected, this, [this] { m_isUpgraded = true; });
    connect(m_socket, &QWebSocket::textMessageReceived, this, &SocketIoClient::takeText);
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, &SocketIoClient::takeBinary);
    connect(m_socket, &QWebSocket::disconnected, this, &SocketIoClient::endFromSocket);
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &SocketIoClient::endFromSocket);
    connect(m_socket, &QWebSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        end(u"TLS: %1"_s.arg(errors.isEmpty() ? u"handshake failed"_s : errors.first().errorString()), false);
    });
}

void SocketIoClient::close()
{
    ++m_connection;
    m_openTimer->stop();
    m_silenceTimer->stop();
    m_isUpgraded = false;
    m_isJoined = false;
    m_attachments.clear();
    if (QWebSocket *const socket = std::exchange(m_socket, nullptr)) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater(); // we may be inside one of its signals
    }
    // Nobody keeps it for us. A slot may open() or close() again: then there is nothing left to hand on.
    m_heldBytes = 0;
    for (const QByteArray &payload : std::exchange(m_held, {}))
        emit received(payload, 0);
}

void SocketIoClient::acknowledge(quint64) {}

void SocketIoClient::setPaused(bool isPaused)
{
    if (std::exchange(m_isPaused, isPaused) && !isPaused)
        QMetaObject::invokeMethod(this, &SocketIoClient::handOverHeld, Qt::QueuedConnection);
}

void SocketIoClient::end(const QString &problem, bool isRefused)
{
    const quint64 connection = m_connection + 1;
    close();
    if (connection == m_connection)
        emit lost(problem, isRefused);
}

void SocketIoClient::endFromSocket()
{
    // The HTTP status of a refused upgrade is only in this text, and of 400 there is nothing at all.
    static const QRegularExpression status(u"status code: (\\d{3})"_s);
    const QRegularExpressionMatch refusal = status.match(m_socket->errorString());
    const bool isBadRequest =
            !refusal.hasMatch() && !m_isUpgraded && m_socket->error() == QAbstractSocket::UnknownSocketError;
    if (refusal.hasMatch() || isBadRequest) {
        // Engine.IO says 400 whatever it dislikes; of what it might dislike here, only the key is ours to choose.
        const QString code = isBadRequest ? u"400"_s : refusal.captured(1);
        end(u"upgrade answered with %1"_s.arg(code), code == u"400" || code == u"401" || code == u"403");
        return;
    }
    const char *error = QMetaEnum::fromType<QAbstractSocket::SocketError>().valueToKey(m_socket->error());
    end(u"%1, close code %2"_s.arg(QLatin1StringView(error), QString::number(m_socket->closeCode())), false);
}

void SocketIoClient::takeText(const QString &text)
{
    if (m_silenceTimer->isActive())
        m_silenceTimer->start();
    // What goes before the first 4 is Engine.IO's own: 0 open, 1 close, 2 ping, 6 nothing.
    switch (text.isEmpty() ? u'?' : text.at(0).unicode()) {
    case u'0':
        join(text.sliced(1).toUtf8());
        return;
    case u'1':
        end(u"closed by the server"_s, false);
        return;
    case u'2':
        m_socket->sendTextMessage(u"3"_s);
        return;
    case u'4':
        takePacket(QByteArrayView(text.toUtf8()).sliced(1));
        return;
    case u'6':
        return;
    default:
        end(u"what came is not Engine.IO 4"_s, false);
    }
}

void SocketIoClient::join(const QByteArray &handshake)
{
    const QJsonObject fields = QJsonDocument::fromJson(handshake).object();
    const qint64 silenceMs = fields[u"pingInterval"].toInteger() + fields[u"pingTimeout"].toInteger();
    if (silenceMs <= 0) {
        end(u"a handshake that is not Engine.IO 4"_s, false);
        return;
    }
    m_silenceTimer->start(int(std::min(silenceMs, kLongestSilenceMs)));
    const QString nameSpace = m_nameSpace == "/" ? QString() : QString::fromUtf8(m_nameSpace) + u',';
    m_socket->sendTextMessage(u"40"_s + nameSpace);
}

void SocketIoClient::takePacket(QByteArrayView text)
{
    const std::optional<SocketIoPacket> packet = readSocketIoPacket(text);
    const bool isOurs = packet && packet->nameSpace == m_nameSpace;
    if (!packet || packet->attachments > (isOurs ? kMostAttachments : 0) || m_attachments.isWaiting()) {
        end(u"what came is not Socket.IO 5"_s, false);
        return;
    }
    if (!isOurs)
        return;
    switch (packet->type) {
    case SocketIoPacket::Type::Connect:
        m_openTimer->stop();
        if (!std::exchange(m_isJoined, true))
            emit opened();
        return;
    case SocketIoPacket::Type::Disconnect:
        end(u"put out of the namespace by the server"_s, false);
        return;
    case SocketIoPacket::Type::ConnectError:
        refuse(packet->json);
        return;
    case SocketIoPacket::Type::Event:
    case SocketIoPacket::Type::BinaryEvent:
        takeEvent(*packet);
        return;
    case SocketIoPacket::Type::Acknowledge:
    case SocketIoPacket::Type::BinaryAcknowledge:
        return; // we ask nothing
    }
}

void SocketIoClient::refuse(QByteArrayView json)
{
    // The server's words are not repeated: some quote the key.
    const QString words = QJsonDocument::fromJson(json.toByteArray())[u"message"].toString();
    static const QRegularExpression aboutKey(u"auth|key|token|forbidden|denied|credential"_s,
                                             QRegularExpression::CaseInsensitiveOption);
    if (aboutKey.match(words).hasMatch())
        end(u"namespace refused, it is about the key"_s, true);
    else
        end(words == u"Invalid namespace" ? u"the server has no such namespace, or not yet"_s : u"namespace refused"_s,
            false);
}

void SocketIoClient::takeEvent(const SocketIoPacket &packet)
{
    // Without an argument there is only the event itself to be put aside.
    const QByteArrayView payload = firstArgument(packet.json).value_or(packet.json);
    if (packet.attachments > 0)
        m_attachments.begin(payload, packet.attachments);
    else
        handOver(payload.size() > kLargestEvent ? QByteArray() : payload.toByteArray());
}

void SocketIoClient::takeBinary(const QByteArray &bytes)
{
    if (m_silenceTimer->isActive())
        m_silenceTimer->start();
    if (!m_attachments.isWaiting()) {
        end(u"a binary message that belongs to no event"_s, false);
        return;
    }
    m_attachments.add(bytes);
    if (!m_attachments.isWaiting())
        handOver(m_attachments.take());
}

void SocketIoClient::handOver(const QByteArray &payload)
{
    if (!m_isPaused && m_held.isEmpty()) {
        emit received(payload, 0);
        return;
    }
    m_held.append(payload);
    m_heldBytes += payload.size() + kHeldOverhead;
    if (m_heldBytes > kHeldBytes)
        end(u"more came in a pause than can be held"_s, false);
}

void SocketIoClient::handOverHeld()
{
    while (!m_isPaused && !m_held.isEmpty()) {
        const QByteArray payload = m_held.takeFirst(); // before the signal: a slot that closes hands on the rest
        m_heldBytes -= payload.size() + kHeldOverhead;
        emit received(payload, 0);
    }
}

} // namespace atalaia
