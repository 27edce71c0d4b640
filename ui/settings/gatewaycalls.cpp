// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewaycalls.h"

#include "settings/gatewaydialog.h"

namespace atalaia {

GatewayCalls gatewayCalls(GatewayService &service)
{
    GatewayCalls calls;
    calls.probe = [&service](const GatewayConfig &config, const GatewaySecrets &secrets) {
        return service.probe(config, secrets);
    };
    calls.save = [&service](const GatewayConfig &config, const GatewaySecrets &secrets) {
        return service.save(config, secrets);
    };
    calls.gateways = [&service] { return service.gateways(); };
    calls.keepsKeyForThisRun = [&service](GatewayId id) { return service.keepsKeyForThisRun(id); };
    return calls;
}

GatewayDialog::GatewayDialog(const Theme &theme, GatewayService &service, QWidget *parent)
    : GatewayDialog(theme, gatewayCalls(service), parent)
{}

} // namespace atalaia
