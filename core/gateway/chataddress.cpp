// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chataddress.h"

namespace atalaia {

QString withoutDevice(QStringView address)
{
    const qsizetype at = address.indexOf(u'@');
    const qsizetype colon = address.indexOf(u':');
    if (colon < 0 || at < colon)
        return address.toString();
    return address.first(colon).toString() + address.sliced(at).toString();
}

bool isBroadcastAddress(QStringView address)
{
    return address == u"status@broadcast" || address.endsWith(u"@newsletter");
}

bool isHiddenAddress(QStringView address)
{
    return address.endsWith(u"@lid");
}

bool isPhoneAddress(QStringView address)
{
    return address.endsWith(u"@s.whatsapp.net") || address.endsWith(u"@c.us");
}

} // namespace atalaia
