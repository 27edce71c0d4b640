// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahawebhook.h"
#include "support/catch.h"

#include <QMessageAuthenticationCode>

using namespace atalaia;
using namespace Qt::StringLiterals;

TEST_CASE("a webhook of WAHA is believed with its HMAC only", "[core]")
{
    const QByteArray body = R"({"event":"message.any","session":"vendas","payload":{}})";
    const auto hmac = [&body](const QByteArray &key) {
        return QMessageAuthenticationCode::hash(body, key, QCryptographicHash::Sha512).toHex();
    };
    WahaWebhook webhook("hmac key");
    WebhookPost post{"POST",
                     "/webhooks/1",
                     {},
                     {{"x-webhook-hmac", hmac("hmac key")}, {"x-webhook-hmac-algorithm", "sha512"}},
                     body};
    CHECK(webhook.open(post).frame == body);
    CHECK(webhook.open(post).refusal == 0);

    WebhookPost changed = post;
    changed.body += ' ';
    CHECK(webhook.open(changed).refusal == 403);
    CHECK(webhook.open(changed).frame.isEmpty());
    WebhookPost forged = post;
    forged.headers["x-webhook-hmac"] = hmac("guess");
    CHECK(webhook.open(forged).refusal == 403);
    WebhookPost bare = post;
    bare.headers.clear();
    CHECK(webhook.open(bare).refusal == 401);
    WebhookPost get = post;
    get.method = "GET";
    CHECK(webhook.open(get).refusal == 405);
    WahaWebhook keyless({});
    forged.headers["x-webhook-hmac"] = hmac({});
    CHECK(keyless.open(forged).refusal == 503);
}
