// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ownsecrets.h"

#include "crypto/wipe.h"
#include "gateway/gatewayevent.h"
#include "gateway/json/secretstripping.h"

namespace atalaia {

OwnSecrets::OwnSecrets(const GatewaySecrets &secrets)
{
    for (const QByteArray &secret :
         {secrets.key, secrets.actionKey, secrets.brokerPassword, secrets.webhookSecret, secrets.verifyToken}) {
        if (!secret.isEmpty())
            m_known.append(QByteArray(secret.constData(), secret.size()));
    }
}

OwnSecrets::~OwnSecrets()
{
    for (QByteArray &secret : m_known)
        wipe(secret);
}

QByteArray OwnSecrets::stripped(const QByteArray &bytes) const
{
    constexpr qsizetype kLongestSecret = 4096; // one that the cut goes through is not recognised
    return json::strippedOfSecrets(bytes.left(RejectedEvent::kLargestBytes + kLongestSecret), m_known)
            .left(RejectedEvent::kLargestBytes);
}

} // namespace atalaia
