// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/connector.h"

#include "base/futures.h"

namespace atalaia {

QFuture<WebhookAnswer> Connector::acceptPost(const WebhookPost &post)
{
    Q_UNUSED(post)
    return finishedFuture(WebhookAnswer{404, {}});
}

QFuture<Result<MediaContent>> Connector::fetchMedia(const MediaRequest &request)
{
    Q_UNUSED(request)
    return finishedFuture(Result<MediaContent>(Error{Error::Kind::Unsupported, QStringLiteral("no media")}));
}

} // namespace atalaia
