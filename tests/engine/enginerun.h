// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "engine/programlog.h"
#include "engine/storeview.h"
#include "support/catch.h"
#include "support/samplegateway.h"

#include <QTemporaryDir>
#include <QTest>
#include <QVector>

#include <functional>
#include <memory>
#include <optional>

namespace atalaia {

/// Retries within parts of a second and an overlap that is shorter than a test, so that a cursor that
/// claims too much loses something here.
[[nodiscard]] WahaTimings shortTimings();

/// One run of the engine on a store, from start to end.
class EngineRun
{
public:
    explicit EngineRun(const QString &storePath, const WahaTimings &timings = shortTimings());

    [[nodiscard]] Result<> start();
    /// Invalid when the store does not take it.
    [[nodiscard]] GatewayId connectTo(const QUrl &address, const QString &key);
    [[nodiscard]] GatewayId connectTo(const SampleGateway &gateway);

    [[nodiscard]] Engine &engine() { return *m_engine; }
    /// Every state of a gateway so far.
    [[nodiscard]] QVector<ConnectionState> states(GatewayId gateway) const;
    [[nodiscard]] ConnectionState state(GatewayId gateway) const;
    [[nodiscard]] int timesIn(GatewayId gateway, ConnectionPhase phase) const;
    [[nodiscard]] bool reaches(GatewayId gateway, ConnectionPhase phase) const;
    [[nodiscard]] const QVector<Error> &storeFailures() const { return m_storeFailures; }
    [[nodiscard]] int storeRecoveries() const { return m_storeRecoveries; }

    /// Waits for a future of the engine; nothing when it does not finish.
    template <typename T> [[nodiscard]] static std::optional<T> answerOf(const QFuture<T> &future)
    {
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, kPatienceMs) || future.resultCount() == 0)
            return std::nullopt;
        return future.result();
    }

    static constexpr int kPatienceMs = 110'000;

private:
    QVector<ConnectionState> m_states;
    QVector<Error> m_storeFailures;
    int m_storeRecoveries = 0;
    std::unique_ptr<Engine> m_engine; // first to go: it talks to the others
};

/// What each case stands on: a folder with a store, and the log of everything.
class FaultBench
{
public:
    FaultBench() : m_view(storePath()) {}

    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QString storePath() const { return m_folder.filePath(QStringLiteral("atalaia.db")); }
    [[nodiscard]] const StoreView &store() const { return m_view; }
    [[nodiscard]] const ProgramLog &log() const { return m_log; }
    /// Waits until the store holds so many messages.
    [[nodiscard]] bool storesAtLeast(qint64 count) const;
    /// Waits until the gateway has made `count` messages and the store holds as many.
    [[nodiscard]] bool catchesUp(const SampleGateway &gateway, qint64 count) const;
    /// Log lines that tell a text, a name, a number or the key.
    [[nodiscard]] QStringList tellingLogLines() const;

private:
    ProgramLog m_log;
    QTemporaryDir m_folder;
    StoreView m_view;
};

/// "LINE/MESSAGE" of everything the gateway holds, sorted.
[[nodiscard]] QStringList messageKeys(const SampleGateway &gateway);

/// What only one of the two holds, and what is there more than once; empty when they are equal.
[[nodiscard]] QStringList differences(const QStringList &stored, const QStringList &expected);

/// Options of a gateway in load mode that begins when the first client is there.
[[nodiscard]] QStringList load(int rate, int count, const QStringList &faults = {});

[[nodiscard]] bool waitUntil(const std::function<bool()> &condition, int patienceMs = EngineRun::kPatienceMs);

} // namespace atalaia
