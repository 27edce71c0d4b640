// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/webhook/signature.h"
#include "gateway/webhook/webhookpost.h"

#include <QFuture>
#include <QPromise>

#include <optional>
#include <unordered_map>

namespace atalaia {

/// The webhook side of a WAHA gateway: who is believed, and whose answer waits for the store.
class WahaWebhooks
{
    Q_DISABLE_COPY_MOVE(WahaWebhooks)

public:
    /// A sender gets 503 beyond so many unanswered requests and comes again.
    static constexpr size_t kMostWaiting = 1'000;

    /// `secret`: the HMAC key; without one nobody is believed.
    explicit WahaWebhooks(const QByteArray &secret);
    ~WahaWebhooks();

    /// Why the request is refused; nothing when its body may be read.
    [[nodiscard]] std::optional<WebhookAnswer> refusal(const WebhookPost &post);
    [[nodiscard]] QFuture<WebhookAnswer> answerWhenStored(quint64 receipt);
    void noteStored(quint64 receipt);
    /// Nothing more will be stored: whoever waits shall come again.
    void sendAway();

private:
    SignatureCheck m_check;
    std::unordered_map<quint64, QPromise<WebhookAnswer>> m_waiting;
};

} // namespace atalaia
