// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/cloudapi/cloudapiparser.h"
#include "gateway/connector.h"
#include "gateway/http/restclient.h"

#include <QObject>

#include <chrono>
#include <map>
#include <memory>

class QNetworkAccessManager;

namespace atalaia {

/// Fetches media in Meta's two steps: where they are, good for five minutes, then the bytes.
class CloudApiMedia final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CloudApiMedia)

public:
    /// References must outlive this. `access` is that of `rest`: its token opens the second step too.
    CloudApiMedia(QNetworkAccessManager &network, RestClient &rest, CloudApiParser &parser, const RestAccess &access,
                  std::chrono::milliseconds timeout, QObject *parent = nullptr);
    ~CloudApiMedia() override;

    [[nodiscard]] QFuture<Result<MediaContent>> fetch(const MediaRequest &request);

private:
    [[nodiscard]] QFuture<Result<MediaContent>> download(const MediaRequest &request, const RestResponse &response);
    [[nodiscard]] bool mayHaveToken(const QUrl &address) const;

    QNetworkAccessManager &m_network;
    RestClient &m_rest;
    CloudApiParser &m_parser;
    RestAccess m_access;
    const std::chrono::milliseconds m_timeout;
    std::map<QString, std::unique_ptr<RestClient>> m_hosts; ///< by scheme, host and port
};

} // namespace atalaia
