// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storethread.h"
#include "support/catch.h"
#include "support/teststore.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <semaphore>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

struct Threads
{
    QTemporaryDir folder;
    PlainTextCodec codec;
    StoreThread writer{folder.filePath(u"atalaia.db"_s), Database::Access::ReadWrite, codec};
};

template <typename T> Result<T> answerOf(QFuture<Result<T>> future)
{
    future.waitForFinished();
    REQUIRE(future.resultCount() == 1);
    return future.result();
}

} // namespace

TEST_CASE("Jobs run one after another in their order on one other thread", "[core]")
{
    Threads threads;
    REQUIRE(answerOf(threads.writer.open()));
    QVector<int> order;
    QSet<Qt::HANDLE> ran;
    QFuture<Result<int>> last;
    for (int i = 0; i < 100; ++i) {
        last = threads.writer.submit([i, &order, &ran](Database &) -> Result<int> {
            order.append(i);
            ran.insert(QThread::currentThreadId());
            return i;
        });
    }
    CHECK(*answerOf(last) == 99);
    CHECK(order.size() == 100);
    CHECK(std::is_sorted(order.cbegin(), order.cend()));
    CHECK(ran.size() == 1);
    CHECK_FALSE(ran.contains(QThread::currentThreadId()));
}

TEST_CASE("Closing runs what is queued and refuses what comes later", "[core]")
{
    Threads threads;
    REQUIRE(answerOf(threads.writer.open()));
    std::binary_semaphore gate(0);
    const auto first = threads.writer.submit([&gate](Database &) -> Result<> {
        gate.acquire();
        return {};
    });
    QVector<QFuture<Result<GatewayId>>> queued;
    for (int i = 0; i < 20; ++i) {
        queued.append(threads.writer.submit([i](Database &database) {
            GatewayConfig config;
            config.address = QUrl(u"http://127.0.0.1:%1"_s.arg(3000 + i));
            return GatewayRepository(database).save(config);
        }));
    }
    std::thread closing([&threads] { threads.writer.close(); });
    gate.release();
    closing.join();
    for (const auto &future : queued) {
        CHECK(future.isFinished());
        CHECK(future.result());
    }
    const auto late = answerOf(threads.writer.submit([](Database &) -> Result<int> { return 1; }));
    REQUIRE_FALSE(late);
    CHECK(late.error().kind == Error::Kind::Cancelled);
    CHECK_FALSE(answerOf(threads.writer.open()));
    threads.writer.close();

    // The connection and its lock are gone.
    auto again = Database::open(threads.folder.filePath(u"atalaia.db"_s), Database::Access::ReadWrite, threads.codec);
    REQUIRE(again);
    CHECK(GatewayRepository(**again).all()->size() == 20);
}

TEST_CASE("Jobs submitted from many threads while it closes are all answered", "[core]")
{
    Threads threads;
    REQUIRE(answerOf(threads.writer.open()));
    std::array<QVector<QFuture<Result<int>>>, 4> futures;
    std::vector<std::thread> submitting;
    for (auto &own : futures) {
        submitting.emplace_back([&own, &threads] {
            for (int i = 0; i < 200; ++i)
                own.append(threads.writer.submit([i](Database &) -> Result<int> { return i; }));
        });
    }
    threads.writer.close();
    for (std::thread &thread : submitting)
        thread.join();
    for (const auto &own : futures) {
        for (const auto &future : own)
            CHECK(future.isFinished());
    }
}

TEST_CASE("Jobs before opening or after a failed opening get an error", "[core]")
{
    const QTemporaryDir folder;
    const PlainTextCodec codec;
    StoreThread reader(folder.filePath(u"none.db"_s), Database::Access::ReadOnly, codec);
    const auto job = [](Database &) -> Result<int> { return 1; };
    CHECK(answerOf(reader.submit(job)).error().kind == Error::Kind::Internal);
    CHECK(answerOf(reader.open()).error().kind == Error::Kind::NotFound);
    CHECK(answerOf(reader.submit(job)).error().kind == Error::Kind::NotFound);
}

TEST_CASE("A job that throws is answered with an error and the next one runs", "[core]")
{
    Threads threads;
    REQUIRE(answerOf(threads.writer.open()));
    const auto thrown = answerOf(threads.writer.submit([](Database &database) -> Result<> {
        return database.inTransaction([]() -> Result<> { throw std::runtime_error("invented"); });
    }));
    REQUIRE_FALSE(thrown);
    CHECK(thrown.error().kind == Error::Kind::Internal);
    CHECK(answerOf(threads.writer.submit(
            [](Database &database) { return database.inTransaction([]() -> Result<> { return {}; }); })));
}

TEST_CASE("The reading thread sees what the writing one committed", "[core]")
{
    TestStoreThreads threads;
    REQUIRE(threads.write([](Database &database) {
        GatewayConfig config;
        config.address = QUrl(u"http://127.0.0.1:3000"_s);
        return GatewayRepository(database).save(config);
    }));
    const auto seen =
            answerOf(threads.reader().submit([](Database &database) { return GatewayRepository(database).all(); }));
    REQUIRE(seen);
    CHECK(seen->size() == 1);
    const auto inOneGo = answerOf(threads.reader().submit(
            [](Database &database) { return database.inTransaction([]() -> Result<> { return {}; }); }));
    CHECK(inOneGo);
}
