// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "ingest/gatewayservice.h"

#include <QString>
#include <QVector>

namespace atalaia {

/// Reads the gateways of a server without a keychain: a JSON array of objects with `kind` ("waha",
/// "evolution", "cloud-api"), `address`, `key` and, where the kind has them, `action_key`,
/// `broker_address`, `broker_password`, `broker_exchange`, `broker_queue`, `business_account`,
/// `webhook_secret`, `verify_token`, `ca_file`, `allows_plain_http`. Unknown members are mistakes. A
/// gateway of kind "cloud-api" that only collects has no `key`, but both of `webhook_secret` and `verify_token`.
///
/// The file holds secrets: it is refused (Unauthorized) when its group or others may read it. Errors
/// name the entry and the member, never a value.
[[nodiscard]] Result<QVector<GivenGateway>> readGatewayFile(const QString &path);

} // namespace atalaia
