// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/gatewayconfig.h"

namespace atalaia {

QString gatewaySecretName(GatewayId id)
{
    return QStringLiteral("gateway/%1/key").arg(id.value);
}

} // namespace atalaia
