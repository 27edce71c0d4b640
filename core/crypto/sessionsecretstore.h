// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/memorystore.h"

#include <QObject>

namespace atalaia {

/// Stands before a keychain and keeps for this run what the keychain cannot take.
///
/// write() hands the secret to the wrapped store. When that fails, for whatever reason, the secret
/// stays in memory, and the future still carries the error, so that the caller can say "kept for this
/// run only"; keepsForThisRun() confirms it. read() prefers
/// memory, since what is there is newer than what the keychain holds.
class SessionSecretStore final : public SecretStore
{
public:
    /// `keychain` must outlive this.
    explicit SessionSecretStore(SecretStore &keychain);
    ~SessionSecretStore() override;

    [[nodiscard]] QFuture<Result<QByteArray>> read(const QString &name) override;
    [[nodiscard]] QFuture<Result<>> write(const QString &name, const QByteArray &secret) override;
    [[nodiscard]] QFuture<Result<>> erase(const QString &name) override;

    /// Keeps a secret in memory and away from the keychain.
    void keepForThisRun(const QString &name, const QByteArray &secret);
    [[nodiscard]] bool keepsForThisRun(const QString &name) const { return m_memory.contains(name); }

private:
    SecretStore &m_keychain;
    MemoryStore m_memory;
    QObject m_context; ///< its death drops continuations that would reach a dead store
};

} // namespace atalaia
