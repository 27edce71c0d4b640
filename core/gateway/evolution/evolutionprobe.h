// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "gateway/connector.h"

#include <QByteArray>
#include <QFuture>

#include <chrono>

class QNetworkAccessManager;

namespace atalaia {

/// Tries address and key without keeping either. Unreachable: no answer. Unsupported: something answers that is not
/// Evolution API 2. Unauthorized: it refuses the key. Call it on the thread of `network`, which must live until the
/// future has finished. The broker is not asked.
[[nodiscard]] QFuture<Result<GatewayProbe>>
probeEvolution(QNetworkAccessManager &network, const GatewayConfig &config, const QByteArray &key,
               std::chrono::milliseconds timeout = std::chrono::seconds(10));

} // namespace atalaia
