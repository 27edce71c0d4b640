// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewaycalls.h"

#include "settings/gatewaydialog.h"

namespace atalaia {

GatewayCalls gatewayCalls(GatewayService &service)
{
    GatewayCalls calls;
    calls.probe = [&service](const GatewayConfig &config, const QByteArray &key) { return service.probe(config, key); };
    calls.save = [&service](const GatewayConfig &config, const QByteArray &key) { return service.save(config, key); };
    calls.gateways = [&service] { return service.gateways(); };
    calls.keepsKeyForThisRun = [&service](GatewayId id) { return service.keepsKeyForThisRun(id); };
    return calls;
}

GatewayDialog::GatewayDialog(const Theme &theme, GatewayService &service, QWidget *parent)
    : GatewayDialog(theme, gatewayCalls(service), parent)
{}

} // namespace atalaia
