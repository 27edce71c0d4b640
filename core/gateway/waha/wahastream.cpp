// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahastream.h"

#include "base/logging.h"
#include "crypto/wipe.h"

#include <QMetaEnum>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QUrlQuery>
#include <QWebSocket>

#include <utility>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

// Frames over the parser's limit are refused one by one. Only far above it the connection is given
// up, because then the socket itself would fill the memory.
constexpr quint64 kLargestFrame = 32 * 1024 * 1024;

constexpr int kUnansweredPings = 2;

// What we make use of. "message" would bring the incoming ones twice; presence is many and says nothing.
constexpr QStringView kEvents = u"message.any,message.waiting,message.edited,message.revoked,message.reaction,"
                                "message.ack,message.ack.group,session.status,group.v2.join,group.v2.participants";

std::optional<QSslConfiguration> tlsWith(const QString &caFile)
{
    if (caFile.isEmpty())
        return std::nullopt;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (!tls.addCaCertificates(caFile))
        qCWarning(lcGateway) << "the file of additional certificate authorities holds none"; // and TLS will say no
    return tls;
}

} // namespace

WahaStream::WahaStream(const QUrl &address, const QByteArray &key, const QString &caFile, const WahaTimings &timings,
                       QObject *parent)
    : QObject(parent),
      m_address(address),
      m_key(key.constData(), key.size()), // a copy of our own, so that it can be wiped
      m_tls(tlsWith(caFile)),
      m_timings(timings),
      m_connectTimer(new QTimer(this)),
      m_pingTimer(new QTimer(this))
{
    m_connectTimer->setSingleShot(true);
    connect(m_connectTimer, &QTimer::timeout, this, [this] { end(u"no connection in time"_s, false); });
    connect(m_pingTimer, &QTimer::timeout, this, &WahaStream::ping);
}

WahaStream::~WahaStream()
{
    close();
    wipe(m_key);
}

QUrl WahaStream::socketAddress() const
{
    QUrl url;
    url.setScheme(m_address.scheme() == u"http" ? u"ws"_s : u"wss"_s);
    url.setHost(m_address.host());
    url.setPort(m_address.port());
    url.setPath(u"/ws"_s);
    QUrlQuery query;
    query.addQueryItem(u"session"_s, u"*"_s);
    query.addQueryItem(u"events"_s, kEvents.toString());
    // The documented place of the key; the header is sent as well, for proxies that check it.
    query.addQueryItem(u"x-api-key"_s, QString::fromLatin1(QUrl::toPercentEncoding(QString::fromUtf8(m_key))));
    url.setQuery(query);
    return url;
}

void WahaStream::open()
{
    close();
    m_unanswered = 0;
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    if (m_tls)
        m_socket->setSslConfiguration(*m_tls);
    m_socket->setMaxAllowedIncomingMessageSize(kLargestFrame);
    m_socket->setMaxAllowedIncomingFrameSize(kLargestFrame);
    connect(m_socket, &QWebSocket::connected, this, [this] {
        m_connectTimer->stop();
        m_pingTimer->start(m_timings.pingEvery);
        emit opened();
    });
    connect(m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &frame) {
        m_unanswered = 0;
        emit frameReceived(frame.toUtf8());
    });
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &frame) {
        m_unanswered = 0;
        emit frameReceived(frame);
    });
    connect(m_socket, &QWebSocket::pong, this, [this] {
        m_unanswered = 0;
        emit answered();
    });
    connect(m_socket, &QWebSocket::disconnected, this, &WahaStream::endFromSocket);
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, &WahaStream::endFromSocket);

    QNetworkRequest request(socketAddress());
    request.setRawHeader("X-Api-Key", m_key);
    m_connectTimer->start(m_timings.connectTimeout);
    m_socket->open(request);
}

void WahaStream::close()
{
    m_connectTimer->stop();
    m_pingTimer->stop();
    QWebSocket *socket = std::exchange(m_socket, nullptr);
    if (!socket)
        return;
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater(); // we may be inside one of its signals
}

void WahaStream::end(const QString &problem, bool isKeyRefused)
{
    close();
    emit lost(problem, isKeyRefused);
}

void WahaStream::endFromSocket()
{
    if (m_socket->closeCode() == QWebSocketProtocol::CloseCodePolicyViolated) {
        end(u"closed with code 1008"_s, true);
        return;
    }
    // The HTTP status of a refused upgrade is only in this text.
    static const QRegularExpression status(u"status code: (\\d{3})"_s);
    const QRegularExpressionMatch refusal = status.match(m_socket->errorString());
    if (refusal.hasMatch()) {
        const QString code = refusal.captured(1);
        end(u"upgrade answered with %1"_s.arg(code), code == u"401" || code == u"403");
        return;
    }
    const char *error = QMetaEnum::fromType<QAbstractSocket::SocketError>().valueToKey(m_socket->error());
    end(u"%1, close code %2"_s.arg(QLatin1StringView(error), QString::number(m_socket->closeCode())), false);
}

void WahaStream::ping()
{
    if (m_unanswered >= kUnansweredPings) {
        end(u"%1 pings unanswered"_s.arg(m_unanswered), false);
        return;
    }
    ++m_unanswered;
    m_socket->ping();
}

} // namespace atalaia
