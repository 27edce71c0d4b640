// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QFuture>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPromise>
#include <QUrl>

#include <chrono>
#include <deque>

class QNetworkReply;
class QNetworkRequest;

namespace atalaia {

/// One call of WAHA's REST interface. `path` is percent-encoded and may hold a query.
struct WahaRequest
{
    enum class Method { Get, Post, Delete };

    Method method = Method::Get;
    QByteArray path;
    QByteArray body; ///< JSON, for Post
};

/// What came back. `status` 0: no HTTP answer at all, `problem` names why (no address, no key).
struct WahaResponse
{
    int status = 0;
    QByteArray body;
    QByteArray problem;
    bool isTooLarge = false; ///< cut off because it was longer than a reader may take
    qint64 serverTimeMs = 0; ///< Date header, whole seconds; 0 = none
    std::chrono::milliseconds duration{0}; ///< from the request being sent to the answer being complete
};

/// Percent-encodes one segment of a path ('@' becomes %40).
[[nodiscard]] QByteArray pathSegment(const QString &text);

/// What a response other than 2xx means. `complaint` is the gateway's own word; it is cut and its
/// long numbers are hidden, since errors end in logs.
[[nodiscard]] Error errorOf(const WahaResponse &response, const QString &complaint);

/// Sends requests to one gateway one after the other; orders overtake history. The key goes in a
/// header, never in an address; redirects are not followed, because they would carry it elsewhere.
class WahaRest final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WahaRest)

public:
    enum class Priority { Order, History };

    /// `network` must outlive this and live on the same thread.
    WahaRest(QNetworkAccessManager &network, const QUrl &address, const QByteArray &key,
             std::chrono::milliseconds timeout, QObject *parent = nullptr);
    ~WahaRest() override;

    /// Always finishes, with status 0 when cancelled.
    [[nodiscard]] QFuture<WahaResponse> send(const WahaRequest &request, Priority priority);

    /// Ends all history requests, or all requests, with status 0.
    void cancelHistory();
    void cancelAll();

private:
    struct Waiting
    {
        WahaRequest request;
        Priority priority = Priority::History;
        QPromise<WahaResponse> promise;
    };

    void sendNext();
    void abortCurrent();
    void readPart();
    void finishCurrent();
    QNetworkRequest networkRequest(const WahaRequest &request) const;

    QNetworkAccessManager &m_network;
    const QUrl m_address;
    QByteArray m_key;
    const std::chrono::milliseconds m_timeout;
    std::deque<Waiting> m_orders;
    std::deque<Waiting> m_history;
    std::deque<Waiting> m_current; ///< none or one
    QNetworkReply *m_reply = nullptr; ///< child of m_network, deleted in finishCurrent()
    WahaResponse m_response;
    std::chrono::steady_clock::time_point m_sentAt;
};

} // namespace atalaia
