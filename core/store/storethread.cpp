// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storethread.h"

#include "base/logging.h"

#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

/// Lives on the store's thread; owns the connection.
class StoreThread::Worker final : public QObject
{
public:
    Worker(QString filePath, Database::Access access, const TextCodec &codec)
        : m_filePath(std::move(filePath)), m_access(access), m_codec(codec)
    {}

    Result<> open()
    {
        if (m_database)
            return {};
        auto opened = Database::open(m_filePath, m_access, m_codec);
        if (!opened) {
            m_failure = opened.error();
            return m_failure;
        }
        m_database = std::move(opened).value();
        return {};
    }

    void close() { m_database.reset(); }

    [[nodiscard]] Result<Database *> database() const
    {
        if (!m_database)
            return m_failure;
        return m_database.get();
    }

private:
    const QString m_filePath;
    const Database::Access m_access;
    const TextCodec &m_codec;
    std::unique_ptr<Database> m_database;
    Error m_failure{Error::Kind::Internal, u"the store is not open"_s};
};

StoreThread::StoreThread(QString filePath, Database::Access access, const TextCodec &codec, QObject *parent)
    : QObject(parent), m_worker(new Worker(std::move(filePath), access, codec))
{
    m_thread.setObjectName(access == Database::Access::ReadWrite ? u"store-write"_s : u"store-read"_s);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

StoreThread::~StoreThread()
{
    close();
}

QFuture<Result<>> StoreThread::open()
{
    auto promise = std::make_shared<QPromise<Result<>>>();
    QFuture<Result<>> future = promise->future();
    promise->start();
    const bool isQueued = enqueue([promise, worker = m_worker] {
        promise->addResult(worker->open());
        promise->finish();
    });
    if (!isQueued) {
        promise->addResult(closedError());
        promise->finish();
    }
    return future;
}

void StoreThread::post(std::function<void(Result<Database *>)> job)
{
    if (!enqueue([job, worker = m_worker] { job(worker->database()); }))
        job(closedError());
}

void StoreThread::close()
{
    Q_ASSERT(QThread::currentThread() != &m_thread);
    enqueue(
            [worker = m_worker, thread = &m_thread] {
                worker->close();
                thread->quit(); // behind everything that was queued before
            },
            IsLast::Yes);
    m_thread.wait();
}

bool StoreThread::enqueue(std::function<void()> step, IsLast isLast)
{
    const std::lock_guard lock(m_closingMutex);
    if (std::exchange(m_isClosing, m_isClosing || isLast == IsLast::Yes))
        return false;
    return QMetaObject::invokeMethod(m_worker, std::move(step), Qt::QueuedConnection);
}

Error StoreThread::closedError()
{
    return {Error::Kind::Cancelled, u"the store is closed"_s};
}

} // namespace atalaia
