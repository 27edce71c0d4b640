// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewaycalls.h"

#include "settings/gatewaydialog.h"

#include <QFileDialog>

namespace atalaia {

namespace {

void chooseCaFile(QWidget *parent, const std::function<void(const QString &path)> &then)
{
    auto *dialog = new QFileDialog(parent, GatewayDialog::tr("Choose a certificate file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({GatewayDialog::tr("Certificates (*.pem *.crt *.cer)"), GatewayDialog::tr("All files (*)")});
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, then);
    dialog->open();
}

} // namespace

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
    calls.setEnabled = [&service](GatewayId id, bool isEnabled) { return service.setEnabled(id, isEnabled); };
    calls.keepsKeyForThisRun = [&service](GatewayId id) { return service.keepsKeyForThisRun(id); };
    calls.heldSecrets = [&service](GatewayId id) { return service.heldSecrets(id); };
    calls.chooseFile = &chooseCaFile;
    return calls;
}

GatewayDialog::GatewayDialog(const Theme &theme, GatewayService &service, QWidget *parent)
    : GatewayDialog(theme, gatewayCalls(service), parent)
{
    connect(&service, &GatewayService::stateChanged, this, &GatewayDialog::showConnection);
}

} // namespace atalaia
