// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QFuture>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPromise>
#include <QSslConfiguration>
#include <QString>
#include <QUrl>

#include <chrono>
#include <deque>
#include <optional>

class QNetworkReply;
class QNetworkRequest;
class QTimer;

namespace atalaia {

/// One call of a gateway's REST interface. `path` is percent-encoded and may hold a query.
struct RestRequest
{
    enum class Method { Get, Post, Delete };

    static constexpr qsizetype kLargestAnswer = 5 * 1024 * 1024;

    Method method = Method::Get;
    QByteArray path;
    QByteArray body; ///< JSON, for Post and, where the gateway wants one, Delete
    qsizetype largestAnswer = kLargestAnswer;
};

/// What came back. `status` 0: no HTTP answer at all, `problem` names why (no address, no key).
struct RestResponse
{
    int status = 0;
    QByteArray body;
    QByteArray problem;
    bool isTooLarge = false; ///< cut off because it was longer than RestRequest::largestAnswer
    QByteArray contentType; ///< as the header says it
    qint64 serverTimeMs = 0; ///< Date header, whole seconds; 0 = none
    std::chrono::milliseconds duration{0}; ///< from the request being sent to the answer being complete
};

/// Where a gateway is and how it is told who asks.
struct RestAccess
{
    QUrl address;
    QByteArray key; ///< empty = none is sent
    QByteArray keyHeader; ///< "X-Api-Key", "apikey", "Authorization"
    QByteArray keyScheme = {}; ///< put before the key with a space: "Bearer"
    QString caFile = {}; ///< PEM, trusted beside the system's authorities
};

/// Percent-encodes one segment of a path ('@' becomes %40).
[[nodiscard]] QByteArray pathSegment(const QString &text);

/// What a response other than 2xx means. `complaint` is the gateway's own word; it is cut and its
/// long numbers are hidden, since errors end in logs.
[[nodiscard]] Error errorOf(const RestResponse &response, const QString &complaint);

/// Sends requests to one gateway one after the other; orders overtake history. An answer that makes no progress for
/// `timeout`, or is not complete after many times that, is none. The key goes in a
/// header, never in an address; redirects are not followed, because they would carry it elsewhere.
class RestClient final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RestClient)

public:
    enum class Priority { Order, History };

    /// `network` must outlive this and live on the same thread.
    RestClient(QNetworkAccessManager &network, const RestAccess &access, std::chrono::milliseconds timeout,
               QObject *parent = nullptr);
    ~RestClient() override;

    /// Always finishes, with status 0 when cancelled.
    [[nodiscard]] QFuture<RestResponse> send(const RestRequest &request, Priority priority);

    /// Ends all history requests, or all requests, with status 0.
    void cancelHistory();
    void cancelAll();

private:
    struct Waiting
    {
        RestRequest request;
        Priority priority = Priority::History;
        QPromise<RestResponse> promise;
    };

    void sendNext();
    void abortCurrent();
    void readPart();
    void finishCurrent();
    QNetworkRequest networkRequest(const RestRequest &request) const;

    QNetworkAccessManager &m_network;
    const QUrl m_address;
    const QByteArray m_keyHeader;
    QByteArray m_keyValue;
    std::optional<QSslConfiguration> m_tls; ///< only when it differs from the system's
    const std::chrono::milliseconds m_timeout;
    std::deque<Waiting> m_orders;
    std::deque<Waiting> m_history;
    std::deque<Waiting> m_current; ///< none or one
    QTimer *m_deadline; ///< for answers that trickle
    QNetworkReply *m_reply = nullptr; ///< child of m_network, deleted in finishCurrent()
    RestResponse m_response;
    std::chrono::steady_clock::time_point m_sentAt;
};

} // namespace atalaia
