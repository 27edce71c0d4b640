// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/memorystore.h"

#include "base/futures.h"
#include "crypto/wipe.h"

namespace atalaia {

MemoryStore::~MemoryStore()
{
    for (QByteArray &secret : m_secrets)
        wipe(secret);
}

QFuture<Result<QByteArray>> MemoryStore::read(const QString &name)
{
    const auto found = m_secrets.constFind(name);
    if (found == m_secrets.constEnd())
        return finishedFuture(Result<QByteArray>(Error{Error::Kind::NotFound, QStringLiteral("no such secret")}));
    return finishedFuture(Result<QByteArray>(*found));
}

QFuture<Result<>> MemoryStore::write(const QString &name, const QByteArray &secret)
{
    QByteArray &kept = m_secrets[name];
    wipe(kept);
    kept = QByteArray(secret.constData(), secret.size()); // a copy of our own can be wiped
    return finishedFuture(Result<>());
}

QFuture<Result<>> MemoryStore::erase(const QString &name)
{
    const auto found = m_secrets.find(name);
    if (found == m_secrets.end())
        return finishedFuture(Result<>(Error{Error::Kind::NotFound, QStringLiteral("no such secret")}));
    wipe(*found);
    m_secrets.erase(found);
    return finishedFuture(Result<>());
}

} // namespace atalaia
