// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/secretstore.h"

#include <QHash>

namespace atalaia {

/// Keeps secrets in memory and forgets them with the program. Its futures are finished on return.
class MemoryStore final : public SecretStore
{
public:
    ~MemoryStore() override;

    [[nodiscard]] QFuture<Result<QByteArray>> read(const QString &name) override;
    [[nodiscard]] QFuture<Result<>> write(const QString &name, const QByteArray &secret) override;
    [[nodiscard]] QFuture<Result<>> erase(const QString &name) override;

    [[nodiscard]] bool contains(const QString &name) const { return m_secrets.contains(name); }

private:
    QHash<QString, QByteArray> m_secrets;
};

} // namespace atalaia
