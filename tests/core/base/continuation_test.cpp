// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/continuation.h"
#include "support/catch.h"

#include <QTest>

using namespace atalaia;

TEST_CASE("a continuation runs with the value on its context's thread", "[core]")
{
    QObject context;
    QPromise<int> promise;
    promise.start();
    const QFuture<int> doubled = continueOn(&context, promise.future(), [](int value) { return value * 2; });
    promise.addResult(21);
    promise.finish();
    CHECK_FALSE(doubled.isFinished());
    REQUIRE(QTest::qWaitFor([&doubled] { return doubled.isFinished(); }));
    CHECK(doubled.result() == 42);
}

TEST_CASE("a continuation whose context died is cancelled and not called", "[core]")
{
    QPromise<int> promise;
    promise.start();
    bool isCalled = false;
    QFuture<int> answer;
    {
        QObject context;
        answer = continueOn(&context, promise.future(), [&isCalled](int value) {
            isCalled = true;
            return value;
        });
    }
    CHECK(answer.isCanceled());
    CHECK(answer.isFinished());
    promise.addResult(1);
    promise.finish();
    QCoreApplication::sendPostedEvents();
    CHECK_FALSE(isCalled);
}

TEST_CASE("a continuation of a cancelled future is cancelled", "[core]")
{
    QObject context;
    auto promise = std::make_unique<QPromise<int>>();
    promise->start();
    const QFuture<int> answer = continueOn(&context, promise->future(), [](int value) { return value; });
    promise.reset();
    REQUIRE(QTest::qWaitFor([&answer] { return answer.isFinished(); }));
    CHECK(answer.isCanceled());
}
