// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/http/restclient.h"

#include "base/logging.h"
#include "crypto/wipe.h"

#include <QDateTime>
#include <QIODevice>
#include <QLocale>
#include <QMetaEnum>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QTimer>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qsizetype kLongestComplaint = 200;

// Qt's own timeout starts again with each byte, so a server that sends one now and then would hold us for ever.
constexpr int kDeadlineInTimeouts = 10;

QString harmless(const QString &complaint)
{
    // Errors end in logs, and gateways like to quote the number that they did not find and the key that they refuse.
    static const QRegularExpression number(u"\\+?\\d(?:[\\s().-]*\\d){4,}"_s);
    static const QRegularExpression key(u"[A-Za-z0-9_~+/=.-]{16,}"_s);
    QString text = complaint.left(4 * kLongestComplaint).simplified();
    text.replace(number, u"#"_s);
    text.replace(key, u"#"_s);
    return text.left(kLongestComplaint);
}

/// Qt's RFC 2822 reader does not know HTTP's "GMT".
qint64 httpDateMs(const QByteArray &header)
{
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(header), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    date.setTimeSpec(Qt::UTC);
    return date.isValid() ? date.toMSecsSinceEpoch() : 0;
}

/// A body that can be read once. Qt sends a request again by itself when the server closes the
/// connection without an answer, which may be after it carried the request out; a body that cannot be
/// rewound is the one thing that keeps it from that.
class OneTimeBody final : public QIODevice
{
public:
    explicit OneTimeBody(const QByteArray &bytes) : m_bytes(bytes)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_bytes.size() - m_read; }
    [[nodiscard]] bool reset() override { return false; }
    [[nodiscard]] bool seek(qint64) override { return false; }

protected:
    qint64 readData(char *target, qint64 most) override
    {
        const qint64 count = std::min(most, bytesAvailable());
        if (count <= 0)
            return -1;
        std::memcpy(target, m_bytes.constData() + m_read, size_t(count));
        m_read += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const QByteArray m_bytes;
    qint64 m_read = 0;
};

/// A copy of our own, so that it can be wiped.
QByteArray keyValueOf(const RestAccess &access)
{
    QByteArray value;
    value.reserve(access.keyScheme.size() + 1 + access.key.size());
    if (!access.keyScheme.isEmpty())
        value.append(access.keyScheme).append(' ');
    return value.append(access.key.constData(), access.key.size());
}

std::optional<QSslConfiguration> tlsWith(const QString &caFile)
{
    if (caFile.isEmpty())
        return std::nullopt;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (!tls.addCaCertificates(caFile))
        qCWarning(lcGateway) << "the file of additional certificate authorities holds none"; // and TLS will say no
    return tls;
}

void endWithoutAnswer(QPromise<RestResponse> &promise)
{
    RestResponse response;
    response.problem = "cancelled";
    promise.addResult(response);
    promise.finish();
}

} // namespace

QByteArray pathSegment(const QString &text)
{
    // A segment of dots alone would climb out of its place.
    QByteArray encoded = QUrl::toPercentEncoding(text);
    if (encoded == "." || encoded == "..")
        encoded.replace(".", "%2E");
    return encoded;
}

Error errorOf(const RestResponse &response, const QString &complaint)
{
    if (response.status == 0)
        return {Error::Kind::Unreachable, u"no answer: %1"_s.arg(QString::fromLatin1(response.problem))};
    const QString said = harmless(complaint);
    const QString context =
            said.isEmpty() ? QString::number(response.status) : u"%1 %2"_s.arg(QString::number(response.status), said);
    switch (response.status) {
    case 401:
    case 403:
        return {Error::Kind::Unauthorized, context};
    case 404:
        return {Error::Kind::NotFound, context};
    case 408:
    case 429:
        return {Error::Kind::Unreachable, context}; // not carried out, may be asked again
    case 501:
        return {Error::Kind::Unsupported, context};
    default:
        return {response.status >= 500 ? Error::Kind::Unreachable : Error::Kind::Rejected, context};
    }
}

RestClient::RestClient(QNetworkAccessManager &network, const RestAccess &access, std::chrono::milliseconds timeout,
                       QObject *parent)
    : QObject(parent),
      m_network(network),
      m_address(access.address),
      m_keyHeader(access.keyHeader),
      m_keyValue(keyValueOf(access)),
      m_tls(tlsWith(access.caFile)),
      m_timeout(timeout),
      m_deadline(new QTimer(this))
{
    m_deadline->setSingleShot(true);
    connect(m_deadline, &QTimer::timeout, this, [this] {
        if (m_reply)
            m_reply->abort(); // finishes it, as no answer
    });
}

RestClient::~RestClient()
{
    cancelAll();
    wipe(m_keyValue);
}

QFuture<RestResponse> RestClient::send(const RestRequest &request, Priority priority)
{
    Waiting waiting;
    waiting.request = request;
    waiting.priority = priority;
    waiting.promise.start();
    QFuture<RestResponse> future = waiting.promise.future();
    (priority == Priority::Order ? m_orders : m_history).push_back(std::move(waiting));
    sendNext();
    return future;
}

void RestClient::cancelHistory()
{
    std::deque<Waiting> cancelled = std::exchange(m_history, {});
    if (!m_current.empty() && m_current.front().priority == Priority::History) {
        cancelled.push_back(std::move(m_current.front()));
        abortCurrent();
    }
    for (Waiting &waiting : cancelled)
        endWithoutAnswer(waiting.promise);
    sendNext();
}

void RestClient::cancelAll()
{
    std::deque<Waiting> cancelled = std::exchange(m_orders, {});
    for (Waiting &waiting : std::exchange(m_history, {}))
        cancelled.push_back(std::move(waiting));
    if (!m_current.empty()) {
        cancelled.push_back(std::move(m_current.front()));
        abortCurrent();
    }
    for (Waiting &waiting : cancelled)
        endWithoutAnswer(waiting.promise);
}

void RestClient::abortCurrent()
{
    m_current.clear();
    m_deadline->stop();
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

QNetworkRequest RestClient::networkRequest(const RestRequest &request) const
{
    QUrl url = m_address;
    url.setPath({});
    const QByteArray text =
            url.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo) + request.path;
    QNetworkRequest network(QUrl::fromEncoded(text, QUrl::StrictMode));
    if (m_tls)
        network.setSslConfiguration(*m_tls);
    if (!m_keyValue.isEmpty())
        network.setRawHeader(m_keyHeader, m_keyValue);
    network.setRawHeader("Accept", "application/json, */*;q=0.8");
    network.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    network.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    network.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    network.setTransferTimeout(int(m_timeout.count()));
    if (request.method == RestRequest::Method::Get)
        return network;
    network.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true); // a buffer could be rewound
    network.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // has its own way to send again
    network.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    if (request.method == RestRequest::Method::Post || !request.body.isEmpty())
        network.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    return network;
}

void RestClient::sendNext()
{
    if (!m_current.empty())
        return;
    std::deque<Waiting> &queue = m_orders.empty() ? m_history : m_orders;
    if (queue.empty())
        return;
    m_current.push_back(std::move(queue.front()));
    queue.pop_front();

    const RestRequest &request = m_current.front().request;
    const QNetworkRequest network = networkRequest(request);
    m_response = {};
    m_sentAt = std::chrono::steady_clock::now();
    if (request.method == RestRequest::Method::Get) {
        m_reply = m_network.get(network);
    } else {
        auto *body = new OneTimeBody(request.body);
        m_reply = m_network.sendCustomRequest(network, request.method == RestRequest::Method::Post ? "POST" : "DELETE",
                                              body);
        body->setParent(m_reply);
    }
    m_deadline->start(m_timeout * kDeadlineInTimeouts);
    connect(m_reply, &QNetworkReply::readyRead, this, &RestClient::readPart);
    connect(m_reply, &QNetworkReply::finished, this, &RestClient::finishCurrent);
}

void RestClient::readPart()
{
    m_response.body += m_reply->readAll();
    if (m_response.body.size() > m_current.front().request.largestAnswer) {
        m_response.isTooLarge = true;
        m_response.body.clear();
        m_reply->abort(); // finishes it
    }
}

void RestClient::finishCurrent()
{
    m_deadline->stop();
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    reply->deleteLater();
    RestResponse response = std::exchange(m_response, {});
    if (!response.isTooLarge)
        response.body += reply->readAll();
    response.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // A transfer that broke off after its headers is no answer. errorString() stays out: it quotes the
    // address, and with it the chat's number.
    const QNetworkReply::NetworkError error = reply->error();
    const bool hasBroken = error != QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied;
    if (response.status == 0 || (hasBroken && !response.isTooLarge)) {
        response.status = 0;
        response.problem = QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(error);
    }
    response.contentType = reply->rawHeader("Content-Type");
    response.serverTimeMs = httpDateMs(reply->rawHeader("Date"));
    response.duration =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - m_sentAt);

    Waiting done = std::move(m_current.front());
    m_current.clear();
    sendNext();
    done.promise.addResult(std::move(response)); // last: what runs now may destroy this
    done.promise.finish();
}

} // namespace atalaia
