// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "gateway/connector.h"

#include <QFuture>

#include <chrono>

class QNetworkAccessManager;

namespace atalaia {

/// Tries access token and business account without keeping either. Unreachable: no answer. Unsupported:
/// something answers that is not the Graph API. Unauthorized: Meta refuses the token. NotFound: the
/// account does not exist or is not the token's. InvalidInput: a field is empty. Call it on the thread of
/// `network`, which must live until the future has finished.
[[nodiscard]] QFuture<Result<GatewayProbe>> probeCloudApi(QNetworkAccessManager &network, const GatewayConfig &config,
                                                          const GatewaySecrets &secrets,
                                                          std::chrono::milliseconds timeout = std::chrono::seconds(15));

} // namespace atalaia
