// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahawebhook.h"

namespace atalaia {

WahaWebhook::WahaWebhook(const QByteArray &hmacKey) : m_signature(SignatureCheck::Scheme::WahaSha512, hmacKey) {}

WahaWebhook::~WahaWebhook() = default;

WahaDelivery WahaWebhook::open(const WebhookPost &post)
{
    if (post.method != "POST")
        return {{}, 405};
    switch (m_signature.check(post.headers, post.body)) {
    case SignatureVerdict::Valid:
        return {post.body, 0};
    case SignatureVerdict::NoSecret:
        return {{}, 503}; // until somebody enters the key
    case SignatureVerdict::Missing:
        return {{}, 401};
    case SignatureVerdict::Malformed:
    case SignatureVerdict::Wrong:
        break;
    }
    return {{}, 403};
}

} // namespace atalaia
