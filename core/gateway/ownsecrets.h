// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/gatewayconfig.h"

#include <QVector>

namespace atalaia {

/// A gateway's own keys, to be recognised in what it sends. Copies, wiped at the end.
class OwnSecrets
{
    Q_DISABLE_COPY_MOVE(OwnSecrets)

public:
    explicit OwnSecrets(const GatewaySecrets &secrets);
    ~OwnSecrets();

    /// As json::strippedOfSecrets(), and without these keys wherever they stand; no more than what may be kept.
    [[nodiscard]] QByteArray stripped(const QByteArray &bytes) const;

private:
    QVector<QByteArray> m_known;
};

} // namespace atalaia
