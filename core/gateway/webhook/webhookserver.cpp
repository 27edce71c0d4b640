// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/webhook/webhookserver.h"

#include "base/logging.h"
#include "gateway/webhook/webhooksocket.h"

#include <QAbstractHttpServer>
#include <QFutureWatcher>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr std::chrono::milliseconds kLinger{3'000}; // for a refused client to read why

std::optional<GatewayId> gatewayOf(QStringView path)
{
    constexpr QStringView kPrefix = u"/webhooks/";
    if (!path.startsWith(kPrefix))
        return std::nullopt;
    const QStringView digits = path.sliced(kPrefix.size());
    const bool isNumber =
            !digits.isEmpty() && digits.size() <= 18
            && std::all_of(digits.cbegin(), digits.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    const GatewayId id{isNumber ? digits.toLongLong() : 0};
    return id.isValid() ? std::optional(id) : std::nullopt;
}

/// Without a method where it is none of those that are taken.
WebhookPost postOf(const QHttpServerRequest &request)
{
    const QUrl url = request.url();
    WebhookPost post;
    if (request.method() == QHttpServerRequest::Method::Get)
        post.method = "GET"_ba;
    else if (request.method() == QHttpServerRequest::Method::Post)
        post.method = "POST"_ba;
    post.path = url.path(QUrl::FullyEncoded).toLatin1();
    post.query = url.query(QUrl::FullyEncoded).toLatin1();
    post.body = request.body();
    const auto headers = request.headers();
    post.headers.reserve(headers.size());
    for (const auto &[name, value] : headers) {
        QByteArray &joined = post.headers[name.toLower()];
        joined = joined.isNull() ? value : joined + ", " + value;
    }
    return post;
}

} // namespace

/// The HTTP server itself. Requests as senders of webhooks make them are read here at once. All others Qt's server
/// reads and takes apart, which costs it more than a socket that only answers; it knows no bounds of size, time or
/// number, so those are kept here, in slots that run before its own.
class WebhookServer::Endpoint final : public QAbstractHttpServer
{
public:
    Endpoint(Handler handler, const WebhookLimits &limits);
    ~Endpoint() override;

    Result<quint16> listenOn(const QHostAddress &address, quint16 port);

    Handler handler;
    const WebhookLimits limits;
    QSet<WebhookSocket *> sockets;
    int underWay = 0;
    qsizetype buffered = 0;
    qint64 refused = 0;

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;

private:
    bool welcome(WebhookSocket &socket);
    bool makeRoom();
    void readRequest(WebhookSocket &socket);
    void take(WebhookSocket &socket, const std::optional<GatewayId> &gateway, const WebhookPost &post, bool isLast);
    void noteArrival(WebhookSocket &socket);
    void refuse(WebhookSocket &socket, int status);
    void answer(WebhookSocket &socket, const WebhookAnswer &answer, bool isLast);
    void awaitAnswer(WebhookSocket &socket, const QFuture<WebhookAnswer> &future, bool isLast);
    void forget(WebhookSocket *socket);
    void recount();
    void sendTardyAway();

    QTimer m_sweep;
    WebhookListener *m_listener = nullptr;
};

WebhookServer::Endpoint::Endpoint(Handler toCall, const WebhookLimits &allowed)
    : handler(std::move(toCall)), limits(allowed)
{
    const auto shortest =
            std::min({limits.longestHead, limits.longestRequest, limits.longestAnswer, limits.longestIdle});
    m_sweep.setInterval(std::clamp(shortest / 4, std::chrono::milliseconds(20), std::chrono::milliseconds(1'000)));
    connect(&m_sweep, &QTimer::timeout, this, &Endpoint::sendTardyAway);
}

WebhookServer::Endpoint::~Endpoint()
{
    // They die with their server, when nothing of this class is left to be told.
    for (WebhookSocket *socket : std::as_const(sockets))
        QObject::disconnect(socket, nullptr, this, nullptr);
}

Result<quint16> WebhookServer::Endpoint::listenOn(const QHostAddress &address, quint16 port)
{
    auto listener =
            std::make_unique<WebhookListener>([this](WebhookSocket &socket) { return welcome(socket); }, nullptr);
    if (!listener->listen(address, port))
        return Error{Error::Kind::Unreachable,
                     u"cannot listen on %1 port %2: %3"_s.arg(address.toString(), QString::number(port),
                                                              listener->errorString())};
    const quint16 chosen = listener->serverPort();
    m_listener = listener.release();
    bind(m_listener); // becomes its child
    m_sweep.start();
    return chosen;
}

bool WebhookServer::Endpoint::welcome(WebhookSocket &socket)
{
    if (sockets.size() >= limits.mostConnections && !makeRoom()) {
        ++refused;
        return false;
    }
    sockets.insert(&socket);
    connect(&socket, &QObject::destroyed, this, [this, gone = &socket] { forget(gone); });
    // Before Qt's server connects its own: slots run in that order.
    connect(&socket, &QTcpSocket::readyRead, this, [this, &socket] { noteArrival(socket); });
    return true;
}

/// Ends the connection that has waited longest without saying what it wants. A sender of webhooks says all of it at
/// once, so that strangers who keep connections open lose them before it is kept out.
bool WebhookServer::Endpoint::makeRoom()
{
    const auto now = std::chrono::steady_clock::now();
    WebhookSocket *longest = nullptr;
    for (WebhookSocket *socket : std::as_const(sockets)) {
        const bool isAtWork = socket->phase() == WebhookSocket::Phase::Answering
                              || (socket->phase() == WebhookSocket::Phase::Receiving && socket->isHeadComplete()
                                  && socket->age(now) < limits.longestHead);
        if (!isAtWork && (longest == nullptr || socket->since() < longest->since()))
            longest = socket;
    }
    if (longest == nullptr)
        return false;
    ++refused;
    QObject::disconnect(longest, nullptr, this, nullptr); // its end is counted here and now
    sockets.remove(longest);
    longest->drop();
    recount();
    return true;
}

void WebhookServer::Endpoint::noteArrival(WebhookSocket &socket)
{
    if (socket.phase() == WebhookSocket::Phase::Answering) {
        // No proxy sends its next request before it has our answer, and we could not keep them apart.
        ++refused;
        socket.drop();
        return;
    }
    const qsizetype before = socket.received();
    const qsizetype size = socket.noteArrival();
    buffered += size - before;
    if (socket.isReadElsewhere() && !socket.isHeadComplete() && size > limits.largestHead)
        refuse(socket, 431);
    else if (size > limits.largestBody + limits.largestHead)
        refuse(socket, 413);
    else if (buffered > limits.mostBuffered)
        refuse(socket, 503);
    else if (!socket.isReadElsewhere())
        readRequest(socket);
}

void WebhookServer::Endpoint::readRequest(WebhookSocket &socket)
{
    WebhookHead head;
    switch (socket.readRequest(head, limits.largestBody)) {
    case WebhookSocket::Request::Incomplete:
        if (!socket.isHeadComplete() && socket.received() > limits.largestHead)
            refuse(socket, 431);
        return;
    case WebhookSocket::Request::Unusual:
        buffered -= socket.received();
        m_listener->handOver(socket);
        return;
    case WebhookSocket::Request::Wrong:
        refuse(socket, 400);
        return;
    case WebhookSocket::Request::Complete:
        break;
    }
    if (head.bodySize > limits.largestBody)
        refuse(socket, 413);
    else
        take(socket, gatewayOf(QString::fromLatin1(head.post.path)), head.post, head.isLast);
}

void WebhookServer::Endpoint::refuse(WebhookSocket &socket, int status)
{
    ++refused;
    socket.refuse(status);
    recount();
}

bool WebhookServer::Endpoint::handleRequest(const QHttpServerRequest &request, QTcpSocket *tcpSocket)
{
    auto &socket = *static_cast<WebhookSocket *>(tcpSocket); // our listener makes no others
    const bool isLast = request.value("connection").compare("close", Qt::CaseInsensitive) == 0;
    take(socket, gatewayOf(request.url().path()), postOf(request), isLast);
    return true;
}

void WebhookServer::Endpoint::take(WebhookSocket &socket, const std::optional<GatewayId> &gateway,
                                   const WebhookPost &post, bool isLast)
{
    const qsizetype received = socket.received();
    socket.enter(WebhookSocket::Phase::Answering);
    buffered -= received;
    int refusal = 0;
    if (!gateway)
        refusal = 404;
    else if (post.method.isEmpty())
        refusal = 405;
    else if (post.body.size() > limits.largestBody)
        refusal = 413;
    else if (underWay >= limits.mostUnderWay)
        refusal = 503;
    if (refusal != 0) {
        ++refused;
        answer(socket, {refusal, {}}, isLast);
        return;
    }
    awaitAnswer(socket, handler(*gateway, post), isLast);
}

void WebhookServer::Endpoint::missingHandler(const QHttpServerRequest &, QTcpSocket *socket)
{
    refuse(*static_cast<WebhookSocket *>(socket), 404); // a WebSocket's handshake
}

void WebhookServer::Endpoint::answer(WebhookSocket &socket, const WebhookAnswer &answer, bool isLast)
{
    if (socket.phase() != WebhookSocket::Phase::Answering)
        return; // took too long and was told so
    const bool hasMore = socket.bytesAvailable() > 0; // a second request behind the first, which Qt does not look at
    socket.enter(WebhookSocket::Phase::Idle);
    socket.sendAnswer(answer, isLast || hasMore);
}

void WebhookServer::Endpoint::awaitAnswer(WebhookSocket &socket, const QFuture<WebhookAnswer> &future, bool isLast)
{
    const auto resultOf = [](const QFuture<WebhookAnswer> &finished) {
        return finished.resultCount() > 0 ? finished.result() : WebhookAnswer{503, {}};
    };
    if (future.isFinished()) {
        answer(socket, resultOf(future), isLast);
        return;
    }
    ++underWay;
    auto *watcher = new QFutureWatcher<WebhookAnswer>(this);
    connect(watcher, &QFutureWatcherBase::finished, this,
            [this, watcher, resultOf, isLast, peer = QPointer<WebhookSocket>(&socket)] {
                --underWay;
                watcher->deleteLater();
                if (peer)
                    answer(*peer, resultOf(watcher->future()), isLast);
            });
    watcher->setFuture(future);
}

void WebhookServer::Endpoint::forget(WebhookSocket *socket)
{
    sockets.remove(socket);
    recount();
}

void WebhookServer::Endpoint::recount()
{
    buffered = 0;
    for (const WebhookSocket *socket : std::as_const(sockets))
        buffered += socket->received();
}

void WebhookServer::Endpoint::sendTardyAway()
{
    const auto now = std::chrono::steady_clock::now();
    const QSet<WebhookSocket *> present = sockets; // some leave on the way
    for (WebhookSocket *socket : present) {
        if (!sockets.contains(socket))
            continue;
        const auto age = socket->age(now);
        switch (socket->phase()) {
        case WebhookSocket::Phase::Idle:
            if (age > (socket->isNew() ? limits.longestHead : limits.longestIdle))
                socket->disconnectFromHost();
            break;
        case WebhookSocket::Phase::Receiving:
            if (age > (socket->isHeadComplete() ? limits.longestRequest : limits.longestHead))
                refuse(*socket, 408);
            break;
        case WebhookSocket::Phase::Answering:
            if (age > limits.longestAnswer)
                refuse(*socket, 503);
            break;
        case WebhookSocket::Phase::Refused:
            if (age > kLinger)
                socket->drop();
            break;
        }
    }
}

WebhookServer::WebhookServer(Handler handler, const WebhookLimits &limits, QObject *parent)
    : QObject(parent), m_endpoint(std::make_unique<Endpoint>(std::move(handler), limits))
{}

WebhookServer::~WebhookServer() = default;

Result<quint16> WebhookServer::listen(const QHostAddress &address, quint16 port)
{
    const Result<quint16> chosen = m_endpoint->listenOn(address, port);
    if (chosen)
        qCInfo(lcGateway) << "webhooks are taken on port" << *chosen;
    return chosen;
}

int WebhookServer::connections() const
{
    return int(m_endpoint->sockets.size());
}

int WebhookServer::underWay() const
{
    return m_endpoint->underWay;
}

qsizetype WebhookServer::buffered() const
{
    return m_endpoint->buffered;
}

qint64 WebhookServer::refused() const
{
    return m_endpoint->refused;
}

} // namespace atalaia
