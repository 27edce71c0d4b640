// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QHostAddress>
#include <QString>

namespace atalaia {

/// Where webhooks are taken.
struct WebhookPlace
{
    QHostAddress address;
    quint16 port = 0; ///< 0 = any that is free
    friend bool operator==(const WebhookPlace &, const WebhookPlace &) = default;
};

/// "127.0.0.1:8900", "[::1]:8900", "localhost:8900", or "8900" alone for this machine only.
[[nodiscard]] Result<WebhookPlace> webhookPlaceOf(const QString &text);

} // namespace atalaia
