// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahaanswers.h"

#include <utility>

namespace atalaia {

WahaAnswers::~WahaAnswers()
{
    sendAway();
}

QFuture<WebhookAnswer> WahaAnswers::whenStored(quint64 receipt)
{
    QPromise<WebhookAnswer> promise;
    promise.start();
    QFuture<WebhookAnswer> future = promise.future();
    m_waiting.emplace(receipt, std::move(promise));
    return future;
}

void WahaAnswers::noteStored(quint64 receipt)
{
    const auto found = m_waiting.find(receipt);
    if (found == m_waiting.end())
        return;
    QPromise<WebhookAnswer> promise = std::move(found->second);
    m_waiting.erase(found);
    promise.addResult(WebhookAnswer{200, {}});
    promise.finish();
}

void WahaAnswers::sendAway()
{
    for (auto &[receipt, promise] : std::exchange(m_waiting, {})) {
        promise.addResult(WebhookAnswer{503, {}});
        promise.finish();
    }
}

} // namespace atalaia
