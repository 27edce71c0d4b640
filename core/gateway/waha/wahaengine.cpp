// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahaengine.h"

namespace atalaia::waha {

bool isBrowserEngine(QStringView engine)
{
    return engine == u"WEBJS" || engine == u"WPP";
}

GatewayCapabilities capabilitiesOf(QStringView engine, bool hasHistory)
{
    GatewayCapabilities can;
    can.hasHistory = hasHistory;
    can.fetchesMedia = true;
    can.sendsMessages = true;
    can.deletesForEveryone = true;
    can.blocksContacts = isBrowserEngine(engine);
    can.suspendWay = SuspendWay::KeepsLogin;
    return can;
}

} // namespace atalaia::waha
