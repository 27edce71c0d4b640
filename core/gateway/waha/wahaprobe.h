// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "gateway/connector.h"

#include <QByteArray>
#include <QFuture>
#include <QUrl>

#include <chrono>

class QNetworkAccessManager;

namespace atalaia {

/// Tries address and key without keeping either. Unreachable: no answer. Unsupported: something
/// answers that is not WAHA. Unauthorized: WAHA refuses the key. Call it on the thread of `network`,
/// which must live until the future has finished. `caFile`: see GatewayConfig.
[[nodiscard]] QFuture<Result<GatewayProbe>> probeWaha(QNetworkAccessManager &network, const QUrl &address,
                                                      const QByteArray &key,
                                                      std::chrono::milliseconds timeout = std::chrono::seconds(10),
                                                      const QString &caFile = {});

} // namespace atalaia
