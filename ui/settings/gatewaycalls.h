// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/gatewayservice.h"

#include <functional>

class QWidget;

namespace atalaia {

/// What the gateway dialog asks for; each can be replaced in a test. All are set.
struct GatewayCalls
{
    std::function<QFuture<Result<GatewayProbe>>(const GatewayConfig &, const GatewaySecrets &)> probe;
    std::function<QFuture<Result<SavedGateway>>(const GatewayConfig &, const GatewaySecrets &)> save;
    std::function<QFuture<Result<QVector<GatewayConfig>>>()> gateways;
    std::function<QFuture<Result<GatewayConfig>>(GatewayId, bool isEnabled)> setEnabled;
    /// Whether an empty key works for a gateway that is stored switched off.
    std::function<bool(GatewayId)> keepsKeyForThisRun = [](GatewayId) { return false; };
    /// Which secrets are stored for a gateway, as far as that is known.
    std::function<QVector<GatewaySecrets::Field>(GatewayId)> heldSecrets = [](GatewayId) {
        return QVector<GatewaySecrets::Field>();
    };
    /// Opens a choice of a certificate file and answers, perhaps never; does not wait.
    std::function<void(QWidget *parent, const std::function<void(const QString &path)> &then)> chooseFile;
};

/// The real ones; `service` must outlive the dialog.
[[nodiscard]] GatewayCalls gatewayCalls(GatewayService &service);

} // namespace atalaia
