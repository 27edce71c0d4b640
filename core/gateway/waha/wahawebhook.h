// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/webhook/signature.h"
#include "gateway/webhook/webhookpost.h"

#include <QByteArray>

namespace atalaia {

/// What a request to a WAHA gateway's webhook address holds.
struct WahaDelivery
{
    QByteArray frame; ///< one event, as WahaParser::frame() reads it; empty when it is refused
    int refusal = 0; ///< the status to answer with at once; 0 = `frame` is WAHA's word
};

/// Checks the HMAC that WAHA puts over its webhooks (config.webhooks[].hmac.key of the session).
/// WAHA tries again after every answer but 2xx, 15 times by default, and keeps no order.
class WahaWebhook final
{
    Q_DISABLE_COPY_MOVE(WahaWebhook)

public:
    explicit WahaWebhook(const QByteArray &hmacKey);
    ~WahaWebhook();

    [[nodiscard]] WahaDelivery open(const WebhookPost &post);

private:
    SignatureCheck m_signature;
};

} // namespace atalaia
