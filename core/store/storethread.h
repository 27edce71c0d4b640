// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/database.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThread>

#include <concepts>
#include <functional>
#include <memory>
#include <mutex>
#include <type_traits>

namespace atalaia {

/// A thread with a connection of its own, on which jobs run one after another, in the order in which
/// they were submitted. The console has two: one that writes and one that only reads.
///
/// open() first; jobs submitted before it succeeded, or after close(), finish with its error. Jobs
/// are bounded by who submits them: ingest has one in flight, a screen one per pane.
class StoreThread final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StoreThread)

public:
    /// `codec` must outlive this.
    StoreThread(QString filePath, Database::Access access, const TextCodec &codec, QObject *parent = nullptr);
    /// Closes; runs what is queued first.
    ~StoreThread() override;

    /// Opens the connection on the thread.
    [[nodiscard]] QFuture<Result<>> open();

    /// Runs `job(Database &)` on the thread; it returns a Result. Callable from any thread.
    template <typename Job> [[nodiscard]] auto submit(Job job) -> QFuture<std::invoke_result_t<Job, Database &>>
    {
        using Answer = std::invoke_result_t<Job, Database &>;
        auto promise = std::make_shared<QPromise<Answer>>();
        QFuture<Answer> future = promise->future();
        promise->start();
        post([promise, job = std::move(job)](Result<Database *> database) mutable {
            promise->addResult(database ? run<Answer>(job, *database.value()) : Answer(database.error()));
            promise->finish();
        });
        return future;
    }

    /// Runs what is queued, closes the connection and ends the thread. Waits for it; called at
    /// shutdown only.
    void close();

private:
    class Worker;
    enum class IsLast { No, Yes };

    /// A job that throws must neither end the program nor leave its future unanswered.
    template <typename Answer, typename Job> [[nodiscard]] static Answer run(Job &job, Database &database)
    {
        try {
            return job(database);
        } catch (...) {
            return Error{Error::Kind::Internal, QStringLiteral("a job of the store threw")};
        }
    }

    void post(std::function<void(Result<Database *>)> job);
    /// False when the thread is closing: nothing is queued then.
    bool enqueue(std::function<void()> step, IsLast isLast = IsLast::No);
    [[nodiscard]] static Error closedError();

    QThread m_thread;
    Worker *m_worker; // lives on m_thread, dies when it finishes
    std::mutex m_closingMutex; // guards m_isClosing and the order of what is queued
    bool m_isClosing = false;
};

} // namespace atalaia
