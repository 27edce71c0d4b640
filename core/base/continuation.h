// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

#include <memory>
#include <type_traits>
#include <utility>

namespace atalaia {

/// As `future.then(context, function)`, for a context that may die first: then `function` is not
/// called and the returned future is cancelled (QFuture::then() of Qt 6.4 asserts on a dead context).
/// Call it on the context's thread; `function` runs there, from the event loop.
template <typename T, typename Function>
auto continueOn(QObject *context, const QFuture<T> &future, Function function)
        -> QFuture<std::invoke_result_t<Function, const T &>>
{
    auto promise = std::make_shared<QPromise<std::invoke_result_t<Function, const T &>>>();
    auto answer = promise->future();
    promise->start();
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher,
                     [watcher, promise, function = std::move(function)]() mutable {
                         watcher->deleteLater();
                         if (watcher->future().resultCount() == 0)
                             promise->future().cancel();
                         else if constexpr (std::is_void_v<std::invoke_result_t<Function, const T &>>)
                             function(watcher->result());
                         else
                             promise->addResult(function(watcher->result()));
                         promise->finish();
                     });
    watcher->setFuture(future);
    return answer;
}

} // namespace atalaia
