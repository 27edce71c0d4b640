// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/keychainstore.h"

#include "base/logging.h"

#include <QObject>
#include <QPromise>
#include <QTimer>
#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

const QString &serviceName()
{
    static const QString name = u"Atalaia"_s;
    return name;
}

/// One job with its promise and its deadline. Lives until the job ends, even after the deadline or
/// the store's own end: a keychain job cannot be taken back.
template <typename T> class KeychainRun final : public QObject
{
public:
    using Reader = Result<T> (*)(QKeychain::Job &);

    KeychainRun(std::unique_ptr<QKeychain::Job> job, Reader reader) : m_job(std::move(job)), m_reader(reader)
    {
        m_job->setAutoDelete(false);
        m_job->setInsecureFallback(false);
        m_promise.start();
        connect(m_job.get(), &QKeychain::Job::finished, this, [this] { finish(); });
        connect(&m_deadline, &QTimer::timeout, this, [this] {
            answer(Error{Error::Kind::SecretStoreLocked, u"the keychain did not answer in time"_s});
        });
        m_deadline.setSingleShot(true);
    }

    QFuture<Result<T>> start(std::chrono::milliseconds timeout)
    {
        QFuture<Result<T>> future = m_promise.future();
        m_deadline.start(timeout);
        m_job->start();
        return future;
    }

private:
    void finish()
    {
        if (m_job->error() == QKeychain::NoError)
            answer(m_reader(*m_job));
        else
            answer(keychainError(m_job->error(), m_job->errorString()));
        deleteLater();
    }

    void answer(Result<T> result)
    {
        if (m_isAnswered)
            return;
        m_isAnswered = true;
        m_deadline.stop();
        if (!result)
            qCInfo(lcSecrets) << "keychain job failed:" << result.error().context;
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

    std::unique_ptr<QKeychain::Job> m_job;
    Reader m_reader;
    QPromise<Result<T>> m_promise;
    QTimer m_deadline;
    bool m_isAnswered = false;
};

Result<> nothingToRead(QKeychain::Job &)
{
    return {};
}

} // namespace

Error keychainError(int code, const QString &detail)
{
    const auto withDetail = [&detail](const QString &what) {
        return detail.isEmpty() ? what : what + u": "_s + detail;
    };
    switch (code) {
    case QKeychain::EntryNotFound:
        return {Error::Kind::NotFound, u"no such secret, or the keyring is locked"_s};
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return {Error::Kind::SecretStoreLocked, withDetail(u"the keyring refused"_s)};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return {Error::Kind::SecretStoreMissing, withDetail(u"no keychain service"_s)};
    case QKeychain::OtherError:
        // libsecret reports a missing bus, a missing service and a missing keyring this way.
        return {Error::Kind::SecretStoreMissing, withDetail(u"the keychain service does not answer"_s)};
    default:
        return {Error::Kind::Internal, withDetail(u"keychain error %1"_s.arg(code))};
    }
}

KeychainStore::KeychainStore(std::chrono::milliseconds timeout) : m_timeout(timeout) {}
KeychainStore::~KeychainStore() = default;

QFuture<Result<QByteArray>> KeychainStore::read(const QString &name)
{
    auto job = std::make_unique<QKeychain::ReadPasswordJob>(serviceName());
    job->setKey(name);
    auto run = std::make_unique<KeychainRun<QByteArray>>(std::move(job), [](QKeychain::Job &done) {
        return Result<QByteArray>(static_cast<QKeychain::ReadPasswordJob &>(done).binaryData());
    });
    return run.release()->start(m_timeout); // deletes itself when the job ends
}

QFuture<Result<>> KeychainStore::write(const QString &name, const QByteArray &secret)
{
    auto job = std::make_unique<QKeychain::WritePasswordJob>(serviceName());
    job->setKey(name);
    job->setBinaryData(secret);
    auto run = std::make_unique<KeychainRun<Done>>(std::move(job), &nothingToRead);
    return run.release()->start(m_timeout); // deletes itself when the job ends
}

QFuture<Result<>> KeychainStore::erase(const QString &name)
{
    auto job = std::make_unique<QKeychain::DeletePasswordJob>(serviceName());
    job->setKey(name);
    auto run = std::make_unique<KeychainRun<Done>>(std::move(job), &nothingToRead);
    return run.release()->start(m_timeout); // deletes itself when the job ends
}

} // namespace atalaia
