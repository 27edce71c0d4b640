// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/secretstore.h"

#include <chrono>

namespace atalaia {

/// The keychain of the desktop session (Secret Service, KWallet), under the service name "Atalaia".
///
/// A locked keyring answers NotFound to read(), so never take NotFound for "first run". A job that
/// is not answered in time (a prompt that nobody sees) ends as SecretStoreLocked. Needs an event loop.
class KeychainStore final : public SecretStore
{
public:
    explicit KeychainStore(std::chrono::milliseconds timeout = std::chrono::seconds(10));
    ~KeychainStore() override;

    [[nodiscard]] QFuture<Result<QByteArray>> read(const QString &name) override;
    [[nodiscard]] QFuture<Result<>> write(const QString &name, const QByteArray &secret) override;
    [[nodiscard]] QFuture<Result<>> erase(const QString &name) override;

private:
    std::chrono::milliseconds m_timeout;
};

/// What a keychain job's end means; `code` is QKeychain::Error. Apart so that the table can be
/// tested without a keychain.
[[nodiscard]] Error keychainError(int code, const QString &detail);

} // namespace atalaia
