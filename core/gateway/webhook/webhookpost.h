// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

namespace atalaia {

/// One request that a gateway sent us, as received: nothing in it has been checked yet.
struct WebhookPost
{
    QByteArray method; ///< "GET" or "POST"
    QByteArray path; ///< "/webhooks/7", without the query
    QByteArray query; ///< what follows "?", still encoded
    QHash<QByteArray, QByteArray> headers; ///< names in lower case; a name sent more than once: values joined by ", "
    QByteArray body; ///< raw, byte for byte: signatures are made over these
};

/// What goes back. A sender takes every status but 2xx as a request to deliver again later.
struct WebhookAnswer
{
    int status = 503;
    QByteArray body;
    friend bool operator==(const WebhookAnswer &, const WebhookAnswer &) = default;
};

} // namespace atalaia
