// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "domain/gatewaycapabilities.h"
#include "domain/gatewayconfig.h"
#include "gateway/cloudapi/cloudapiparser.h"
#include "gateway/http/restclient.h"

#include <QByteArray>

namespace atalaia {

/// The version of the Graph API that we speak; Meta keeps one for two years at least.
inline constexpr const char *kGraphVersion = "v23.0";

/// How the Graph API wants its token.
[[nodiscard]] RestAccess cloudApiAccess(const GatewayConfig &config, const QByteArray &token);

/// "/v23.0/<segments>", each percent-encoded.
[[nodiscard]] QByteArray graphPath(std::initializer_list<QString> segments);

/// What a response other than 2xx means, by Meta's own codes where it sends one.
[[nodiscard]] Error cloudApiErrorOf(const RestResponse &response, const CloudError &problem);

/// What we can do with a number of the Cloud API; the same for all of them. Without a token we only listen.
[[nodiscard]] GatewayCapabilities cloudApiCapabilities(bool hasToken, bool hasActionToken);

} // namespace atalaia
