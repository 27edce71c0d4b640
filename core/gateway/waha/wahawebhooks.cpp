// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahawebhooks.h"

#include <utility>

namespace atalaia {

WahaWebhooks::WahaWebhooks(const QByteArray &secret) : m_check(SignatureCheck::Scheme::WahaSha512, secret) {}

WahaWebhooks::~WahaWebhooks()
{
    sendAway();
}

std::optional<WebhookAnswer> WahaWebhooks::refusal(const WebhookPost &post)
{
    if (post.method != "POST")
        return WebhookAnswer{405, {}};
    switch (m_check.check(post.headers, post.body)) {
    case SignatureVerdict::Valid:
        break;
    case SignatureVerdict::NoSecret:
        return WebhookAnswer{503, {}}; // until somebody enters the key
    case SignatureVerdict::Missing:
        return WebhookAnswer{401, {}};
    case SignatureVerdict::Malformed:
    case SignatureVerdict::Wrong:
        return WebhookAnswer{403, {}};
    }
    if (m_waiting.size() >= kMostWaiting)
        return WebhookAnswer{503, {}};
    return std::nullopt;
}

QFuture<WebhookAnswer> WahaWebhooks::answerWhenStored(quint64 receipt)
{
    QPromise<WebhookAnswer> promise;
    promise.start();
    QFuture<WebhookAnswer> future = promise.future();
    m_waiting.emplace(receipt, std::move(promise));
    return future;
}

void WahaWebhooks::noteStored(quint64 receipt)
{
    const auto found = m_waiting.find(receipt);
    if (found == m_waiting.end())
        return;
    QPromise<WebhookAnswer> promise = std::move(found->second);
    m_waiting.erase(found);
    promise.addResult(WebhookAnswer{200, {}});
    promise.finish();
}

void WahaWebhooks::sendAway()
{
    for (auto &[receipt, promise] : std::exchange(m_waiting, {})) {
        promise.addResult(WebhookAnswer{503, {}});
        promise.finish();
    }
}

} // namespace atalaia
