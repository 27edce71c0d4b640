// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/http/restclient.h"

namespace atalaia {

/// How WAHA wants its key.
[[nodiscard]] inline RestAccess wahaAccess(const QUrl &address, const QByteArray &key, const QString &caFile = {})
{
    return {address, key, "X-Api-Key", {}, caFile};
}

} // namespace atalaia
