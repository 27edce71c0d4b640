// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/connector.h"
#include "gateway/http/restclient.h"
#include "gateway/waha/wahaparser.h"

#include <QByteArray>
#include <QFuture>
#include <QObject>

class QNetworkAccessManager;

namespace atalaia {

/// Fetches files of messages. WAHA keeps them for minutes only, so a file that is gone is asked for by its
/// message, which makes the gateway fetch it from WhatsApp again. Files that lie with somebody else (S3) are read
/// from there, without our key.
class WahaMediaFetch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WahaMediaFetch)

public:
    /// References must outlive this.
    WahaMediaFetch(QNetworkAccessManager &network, const GatewayConfig &config, const QByteArray &key,
                   std::chrono::milliseconds timeout, WahaParser &parser, QObject *parent = nullptr);
    ~WahaMediaFetch() override;

    [[nodiscard]] QFuture<Result<MediaContent>> fetch(const MediaRequest &request);
    void cancelAll();

private:
    using Answer = QFuture<Result<MediaContent>>;

    Answer fetchOwn(const MediaRequest &request, const QByteArray &path, bool isLastTry);
    Answer askAgain(const MediaRequest &request);
    Answer followUrl(const MediaRequest &request, const RestResponse &response);
    Answer fetchForeign(const MediaRequest &request, const QUrl &url);

    QNetworkAccessManager &m_network;
    const GatewayConfig m_config;
    const std::chrono::milliseconds m_timeout;
    WahaParser &m_parser;
    RestClient *m_rest; ///< of its own: files are long and must not hold up history or orders
};

} // namespace atalaia
