// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/keychainstore.h"
#include "crypto/memorystore.h"
#include "crypto/sessionsecretstore.h"
#include "crypto/wipe.h"
#include "support/catch.h"

#include <QPromise>
#include <QTest>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

/// Answers every call with the error it is given, or works like a MemoryStore.
class ScriptedStore final : public SecretStore
{
public:
    std::optional<Error> failure;
    MemoryStore memory;

    QFuture<Result<QByteArray>> read(const QString &name) override
    {
        return failure ? failed<QByteArray>() : memory.read(name);
    }
    QFuture<Result<>> write(const QString &name, const QByteArray &secret) override
    {
        return failure ? failed<Done>() : memory.write(name, secret);
    }
    QFuture<Result<>> erase(const QString &name) override { return failure ? failed<Done>() : memory.erase(name); }

private:
    template <typename T> QFuture<Result<T>> failed()
    {
        QPromise<Result<T>> promise;
        promise.start();
        promise.addResult(Result<T>(*failure));
        promise.finish();
        return promise.future();
    }
};

template <typename T> T resultOf(QFuture<T> future)
{
    REQUIRE(QTest::qWaitFor([&future] { return future.isFinished(); }, 5000));
    REQUIRE(future.resultCount() == 1);
    return future.result();
}

} // namespace

TEST_CASE("a memory store keeps replaces and erases secrets", "[core]")
{
    MemoryStore store;
    CHECK(resultOf(store.read(u"a"_s)).error().kind == Error::Kind::NotFound);
    CHECK(resultOf(store.write(u"a"_s, "one")).has_value());
    CHECK(resultOf(store.write(u"a"_s, "two")).has_value());
    CHECK(resultOf(store.read(u"a"_s)).value() == "two");
    CHECK(resultOf(store.erase(u"a"_s)).has_value());
    CHECK(resultOf(store.erase(u"a"_s)).error().kind == Error::Kind::NotFound);
    CHECK(resultOf(store.read(u"a"_s)).error().kind == Error::Kind::NotFound);
}

TEST_CASE("what the keychain takes is not kept in memory", "[core]")
{
    ScriptedStore keychain;
    SessionSecretStore store(keychain);
    CHECK(resultOf(store.write(u"a"_s, "one")).has_value());
    CHECK_FALSE(store.keepsForThisRun(u"a"_s));
    CHECK(resultOf(keychain.memory.read(u"a"_s)).value() == "one");
    CHECK(resultOf(store.read(u"a"_s)).value() == "one");
}

TEST_CASE("without a keychain a secret is kept for this run and the error still told", "[core]")
{
    const auto kind = GENERATE(Error::Kind::SecretStoreMissing, Error::Kind::SecretStoreLocked, Error::Kind::Internal);
    ScriptedStore keychain;
    SessionSecretStore store(keychain);
    keychain.failure = Error{kind, u"gone"_s};

    CHECK(resultOf(store.write(u"a"_s, "one")).error().kind == kind);
    CHECK(store.keepsForThisRun(u"a"_s));
    CHECK(resultOf(store.read(u"a"_s)).value() == "one");
    CHECK(resultOf(store.read(u"b"_s)).error().kind == kind);

    // The keychain holds an older one: memory is newer.
    keychain.failure.reset();
    CHECK(resultOf(keychain.memory.write(u"a"_s, "old")).has_value());
    CHECK(resultOf(store.read(u"a"_s)).value() == "one");

    // It works again: the secret moves there.
    CHECK(resultOf(store.write(u"a"_s, "two")).has_value());
    CHECK_FALSE(store.keepsForThisRun(u"a"_s));
    CHECK(resultOf(store.read(u"a"_s)).value() == "two");
}

TEST_CASE("a secret kept for this run never reaches the keychain", "[core]")
{
    MemoryStore keychain;
    SessionSecretStore store(keychain);
    store.keepForThisRun(u"a"_s, "one");
    CHECK(resultOf(store.read(u"a"_s)).value() == "one");
    CHECK_FALSE(keychain.contains(u"a"_s));
}

TEST_CASE("erasing a secret of this run works without a keychain", "[core]")
{
    ScriptedStore keychain;
    SessionSecretStore store(keychain);
    keychain.failure = Error{Error::Kind::SecretStoreMissing, u"gone"_s};
    CHECK_FALSE(resultOf(store.write(u"a"_s, "one")).has_value());
    CHECK(resultOf(store.erase(u"a"_s)).has_value());
    CHECK_FALSE(store.keepsForThisRun(u"a"_s));
    CHECK(resultOf(store.erase(u"a"_s)).error().kind == Error::Kind::SecretStoreMissing);
}

TEST_CASE("keychain errors have their meaning", "[core]")
{
    // Numbers of QKeychain::Error; what they mean on Debian 12 was tried out.
    CHECK(keychainError(1, {}).kind == Error::Kind::NotFound);
    CHECK(keychainError(3, {}).kind == Error::Kind::SecretStoreLocked);
    CHECK(keychainError(4, u"Cannot create an item in a locked collection"_s).kind == Error::Kind::SecretStoreLocked);
    CHECK(keychainError(5, {}).kind == Error::Kind::SecretStoreMissing);
    CHECK(keychainError(6, {}).kind == Error::Kind::SecretStoreMissing);
    CHECK(keychainError(7, u"Unknown error"_s).kind == Error::Kind::SecretStoreMissing);
    CHECK(keychainError(2, {}).kind == Error::Kind::Internal);
}

TEST_CASE("wiping overwrites bytes that nobody shares", "[core]")
{
    QByteArray secret("0123456789");
    secret.reserve(64);
    QByteArray shared = secret;
    wipe(shared);
    CHECK(shared.isEmpty());
    CHECK(secret == "0123456789");
    wipe(secret);
    CHECK(secret.isEmpty());
}
