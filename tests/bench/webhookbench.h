// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/gatewayevent.h"
#include "gateway/webhook/webhookpost.h"

#include <QByteArray>
#include <QVector>

namespace atalaia::bench {

/// Signed requests of distinct messages, such as gateways send them.
[[nodiscard]] QVector<WebhookPost> wahaPosts(int count, const QByteArray &secret);
[[nodiscard]] QVector<WebhookPost> metaPosts(int count, const QByteArray &secret);

/// P14: signature, parse and enqueue, beside Qt's JSON and HMAC doing the same. False when the two do not
/// find the same messages.
[[nodiscard]] bool benchWebhookAccept(int rounds, bool isSmoke);
/// Ours alone, for a profiler.
void benchOwnWebhookAccept(int rounds);
/// P15: requests on 16 connections of the loopback, beside a server that only answers. False when a
/// request is not answered as it must be.
[[nodiscard]] bool benchWebhookHttp(int rounds, bool isSmoke);

} // namespace atalaia::bench
