// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/gatewaycapabilities.h"

#include <QStringView>

namespace atalaia::waha {

/// What a line can do is its engine's doing: WEBJS and WPP drive a browser, NOWEB and GOWS do not.
/// An engine that is not known counts as one that can do less.
[[nodiscard]] bool isBrowserEngine(QStringView engine);

/// `hasHistory`: false when the gateway keeps no messages of the line, or refused to hand them out.
[[nodiscard]] GatewayCapabilities capabilitiesOf(QStringView engine, bool hasHistory);

} // namespace atalaia::waha
