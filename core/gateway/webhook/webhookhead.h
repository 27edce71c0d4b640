// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to this folder.
#pragma once

#include "gateway/webhook/webhookpost.h"

#include <QByteArrayView>

#include <optional>

namespace atalaia {

/// Where a head ends; nothing = not yet.
[[nodiscard]] std::optional<qsizetype> headEndOf(QByteArrayView bytes);

/// The head of a request, as far as senders of webhooks use HTTP: GET or POST, plain words, the length said beforehand.
struct WebhookHead
{
    enum class Kind {
        Usual,
        Unusual, ///< to be read by somebody who knows all of HTTP; nothing else here is set
        Wrong ///< could be taken for two things, so nobody should read it
    };

    Kind kind = Kind::Wrong;
    WebhookPost post; ///< without its body
    qsizetype bodySize = 0;
    bool isLast = false; ///< the client wants no more of this connection
};

/// Reads a whole head.
[[nodiscard]] WebhookHead webhookHeadOf(QByteArrayView head);

} // namespace atalaia
