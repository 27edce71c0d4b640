// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/sessionsecretstore.h"

#include "base/continuation.h"
#include "base/logging.h"

namespace atalaia {

namespace {

bool isWithoutKeychain(const Error &error)
{
    return error.kind == Error::Kind::SecretStoreMissing || error.kind == Error::Kind::SecretStoreLocked;
}

} // namespace

SessionSecretStore::SessionSecretStore(SecretStore &keychain) : m_keychain(keychain) {}
SessionSecretStore::~SessionSecretStore() = default;

QFuture<Result<QByteArray>> SessionSecretStore::read(const QString &name)
{
    return m_memory.contains(name) ? m_memory.read(name) : m_keychain.read(name);
}

QFuture<Result<>> SessionSecretStore::write(const QString &name, const QByteArray &secret)
{
    return continueOn(&m_context, m_keychain.write(name, secret), [this, name, secret](const Result<> &written) {
        if (written) {
            if (m_memory.contains(name))
                static_cast<void>(m_memory.erase(name)); // always works: it is there
            return written;
        }
        qCInfo(lcSecrets) << "kept for this run only:" << written.error().context;
        keepForThisRun(name, secret);
        return written;
    });
}

void SessionSecretStore::keepForThisRun(const QString &name, const QByteArray &secret)
{
    static_cast<void>(m_memory.write(name, secret)); // cannot fail
}

QFuture<Result<>> SessionSecretStore::erase(const QString &name)
{
    const bool wasInMemory = m_memory.contains(name);
    if (wasInMemory)
        static_cast<void>(m_memory.erase(name)); // always works: it is there
    return continueOn(&m_context, m_keychain.erase(name), [wasInMemory](const Result<> &erased) -> Result<> {
        const bool isOnlyAbsent =
                !erased && (erased.error().kind == Error::Kind::NotFound || isWithoutKeychain(erased.error()));
        return wasInMemory && isOnlyAbsent ? Result<>() : erased;
    });
}

} // namespace atalaia
