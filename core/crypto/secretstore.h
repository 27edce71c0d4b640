// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QFuture>
#include <QString>

#include <memory>

namespace atalaia {

/// Keys and tokens, outside the store. Asynchronous: a keychain may ask the person first.
/// Errors: NotFound (no such secret; a *locked* keyring may answer so too), SecretStoreMissing (no
/// Secret Service on this machine), SecretStoreLocked, Internal. Every future finishes exactly once.
/// Use from the thread it was made on.
class SecretStore
{
public:
    SecretStore() = default;
    virtual ~SecretStore() = default;
    Q_DISABLE_COPY_MOVE(SecretStore)

    [[nodiscard]] virtual QFuture<Result<QByteArray>> read(const QString &name) = 0;
    [[nodiscard]] virtual QFuture<Result<>> write(const QString &name, const QByteArray &secret) = 0;
    [[nodiscard]] virtual QFuture<Result<>> erase(const QString &name) = 0;
};

} // namespace atalaia
