// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gatewaymaker.h"

#include "base/continuation.h"
#include "base/futures.h"
#include "gateway/cloudapi/cloudapiconnector.h"
#include "gateway/cloudapi/cloudapiprobe.h"
#include "gateway/evolution/evolutionconnector.h"
#include "gateway/evolution/evolutionprobe.h"
#include "gateway/waha/wahaconnector.h"
#include "gateway/waha/wahaprobe.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>

namespace atalaia {

namespace {

constexpr auto kProbeTimeout = std::chrono::seconds(10);

std::unique_ptr<Connector> connectorFor(const GatewayConfig &config, const GatewaySecrets &secrets, const Clock &clock,
                                        const WahaTimings &timings)
{
    switch (config.kind) {
    case GatewayKind::Waha:
        return std::make_unique<WahaConnector>(config, secrets, clock, timings);
    case GatewayKind::Evolution:
        return std::make_unique<EvolutionConnector>(config, secrets, clock);
    case GatewayKind::CloudApi:
        return std::make_unique<CloudApiConnector>(config, secrets, clock);
    case GatewayKind::ChatExport:
        break; // no server: GatewayService connects to none
    }
    Q_UNREACHABLE();
}

QFuture<Result<GatewayProbe>> probeFor(QNetworkAccessManager &network, const GatewayConfig &config,
                                       const GatewaySecrets &secrets)
{
    switch (config.kind) {
    case GatewayKind::Waha:
        return probeWaha(network, config.address, secrets.key, kProbeTimeout, config.caFile);
    case GatewayKind::Evolution:
        return probeEvolution(network, config, secrets.key, kProbeTimeout);
    case GatewayKind::CloudApi:
        return probeCloudApi(network, config, secrets);
    case GatewayKind::ChatExport:
        break;
    }
    return finishedFuture(Result<GatewayProbe>(Error{Error::Kind::Unsupported, QStringLiteral("no server to ask")}));
}

} // namespace

GatewayMaker gatewayMaker(const Clock &clock, const WahaTimings &timings)
{
    GatewayMaker maker;
    maker.version = QCoreApplication::applicationVersion();
    maker.connector = [&clock, timings](const GatewayConfig &config, const GatewaySecrets &secrets) {
        return connectorFor(config, secrets, clock, timings);
    };
    maker.probe = [](const GatewayConfig &config, const GatewaySecrets &secrets) {
        // Later: the continuation is a part of it and must not take its own ground away.
        auto *network = new QNetworkAccessManager;
        return continueOn(network, probeFor(*network, config, secrets), [network](const Result<GatewayProbe> &probe) {
            network->deleteLater();
            return probe;
        });
    };
    return maker;
}

} // namespace atalaia
