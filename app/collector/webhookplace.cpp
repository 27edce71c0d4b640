// SPDX-License-Identifier: GPL-3.0-or-later
#include "collector/webhookplace.h"

using namespace Qt::StringLiterals;

namespace atalaia {

Result<WebhookPlace> webhookPlaceOf(const QString &text)
{
    const Error wrong{Error::Kind::InvalidInput,
                      u"webhooks are taken at ADDRESS:PORT, such as 127.0.0.1:8900 or [::1]:8900"_s};
    const qsizetype colon = text.lastIndexOf(u':');
    QString address = colon < 0 ? QString() : text.first(colon);
    bool isNumber = false;
    WebhookPlace place;
    place.port = text.sliced(colon + 1).toUShort(&isNumber);
    if (!isNumber)
        return wrong;
    if (address.startsWith(u'[') && address.endsWith(u']'))
        address = address.sliced(1, address.size() - 2);
    else if (address.contains(u':'))
        return wrong; // which of the colons would be the port's
    if (colon < 0 || address == u"localhost")
        place.address = QHostAddress(QHostAddress::LocalHost);
    else if (!place.address.setAddress(address))
        return wrong;
    return place;
}

} // namespace atalaia
