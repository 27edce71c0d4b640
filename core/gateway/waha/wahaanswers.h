// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/webhook/webhookpost.h"

#include <QFuture>
#include <QPromise>

#include <unordered_map>

namespace atalaia {

/// Webhook requests whose answer waits for the store.
class WahaAnswers
{
    Q_DISABLE_COPY_MOVE(WahaAnswers)

public:
    /// A sender gets 503 beyond so many unanswered requests and comes again.
    static constexpr size_t kMostWaiting = 1'000;

    WahaAnswers() = default;
    ~WahaAnswers();

    [[nodiscard]] bool isFull() const { return m_waiting.size() >= kMostWaiting; }
    [[nodiscard]] QFuture<WebhookAnswer> whenStored(quint64 receipt);
    void noteStored(quint64 receipt);
    /// Nothing more will be stored: whoever waits shall come again.
    void sendAway();

private:
    std::unordered_map<quint64, QPromise<WebhookAnswer>> m_waiting;
};

} // namespace atalaia
