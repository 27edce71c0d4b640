// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "gateway/webhook/webhookpost.h"

#include <QFuture>
#include <QHostAddress>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace atalaia {

/// What strangers may take of us before they are sent away.
struct WebhookLimits
{
    qsizetype largestHead = 64 * 1024; ///< request line and headers
    qsizetype largestBody = 4 * 1024 * 1024; ///< Meta sends at most 3 MB
    qsizetype mostBuffered = 64 * 1024 * 1024; ///< of all requests that are not complete yet
    int mostConnections = 256; ///< one more takes the place of one that waits, if any does
    int mostUnderWay = 64; ///< requests that were handed on and not answered yet
    std::chrono::milliseconds longestHead{std::chrono::seconds(10)}; ///< from the connection to its first head's end
    std::chrono::milliseconds longestRequest{std::chrono::seconds(30)}; ///< from its first byte to its last
    std::chrono::milliseconds longestAnswer{std::chrono::seconds(60)};
    std::chrono::milliseconds longestIdle{std::chrono::seconds(90)}; ///< a kept connection between two requests
};

/// Receives what gateways send by themselves, at /webhooks/<id of the gateway>. Plain HTTP: the
/// company's reverse proxy in front of it does TLS. Everything but a complete GET or POST to such a
/// path is refused here; who the sender is, the handler decides.
class WebhookServer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WebhookServer)

public:
    /// Called on this object's thread. The answer goes out when the future finishes; 503 when it
    /// ends without a result or takes too long, so that the sender comes again.
    using Handler = std::function<QFuture<WebhookAnswer>(GatewayId, const WebhookPost &)>;

    explicit WebhookServer(Handler handler, const WebhookLimits &limits = {}, QObject *parent = nullptr);
    ~WebhookServer() override;

    /// The port that it listens on now, which is another than `port` when that is 0. Call it once.
    [[nodiscard]] Result<quint16> listen(const QHostAddress &address = QHostAddress::LocalHost, quint16 port = 0);

    [[nodiscard]] int connections() const;
    [[nodiscard]] int underWay() const;
    [[nodiscard]] qsizetype buffered() const;
    [[nodiscard]] qint64 refused() const; ///< requests that were not handed on, since start

private:
    class Endpoint;

    std::unique_ptr<Endpoint> m_endpoint;
};

} // namespace atalaia
