// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/memorystore.h"

#include "crypto/wipe.h"

namespace atalaia {

namespace {

template<typename T>
QFuture<T> finishedWith(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

} // namespace

MemoryStore::~MemoryStore()
{
    for (QByteArray &secret : m_secrets)
        wipe(secret);
}

QFuture<Result<QByteArray>> MemoryStore::read(const QString &name)
{
    const auto found = m_secrets.constFind(name);
    if (found == m_secrets.constEnd())
        return finishedWith(Result<QByteArray>(Error{Error::Kind::NotFound, QStringLiteral("no such secret")}));
    return finishedWith(Result<QByteArray>(*found));
}

QFuture<Result<>> MemoryStore::write(const QString &name, const QByteArray &secret)
{
    QByteArray &kept = m_secrets[name];
    wipe(kept);
    kept = QByteArray(secret.constData(), secret.size()); // a copy of our own can be wiped
    return finishedWith(Result<>());
}

QFuture<Result<>> MemoryStore::erase(const QString &name)
{
    const auto found = m_secrets.find(name);
    if (found == m_secrets.end())
        return finishedWith(Result<>(Error{Error::Kind::NotFound, QStringLiteral("no such secret")}));
    wipe(*found);
    m_secrets.erase(found);
    return finishedWith(Result<>());
}

} // namespace atalaia
