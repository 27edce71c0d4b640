// SPDX-License-Identifier: GPL-3.0-or-later
#include "soakrun.h"

#include "engine/storeview.h"
#include "soakcollector.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QThread>

#include <unistd.h>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace atalaia::soak {

namespace {

constexpr int kLookEveryMs = 100;
constexpr int kSayEveryMs = 10'000;
constexpr qint64 kRowsAtOnce = 5'000;
/// Longer than the slowest way to close a gap that nobody noticed: the next look at the gateway's history.
constexpr qint64 kPatienceMs = 11 * 60 * 1'000;

/// Says now and then how far it is: at once where somebody sits, else a line every few seconds.
class Progress
{
public:
    Progress(const SoakGateway &gateway, const Plan &plan, const Figures &figures)
        : m_gateway(gateway), m_plan(plan), m_figures(figures), m_isTerminal(isatty(STDERR_FILENO) == 1)
    {
        m_sinceStart.start();
        m_sinceShown.start();
    }
    ~Progress()
    {
        if (m_isTerminal)
            std::fputc('\n', stderr);
    }
    Q_DISABLE_COPY_MOVE(Progress)

    void show(qint64 stored)
    {
        if (m_sinceShown.elapsed() < (m_isTerminal ? 500 : kSayEveryMs))
            return;
        m_sinceShown.restart();
        const qint64 ms = std::max<qint64>(m_sinceStart.elapsed(), 1);
        std::fprintf(stderr, "%s%s: %lld of %lld after %lld s, %lld a second, %d kills, %d restarts%s",
                     m_isTerminal ? "\r" : "", qPrintable(m_gateway.name()), static_cast<long long>(stored),
                     static_cast<long long>(m_plan.events), static_cast<long long>(ms / 1'000),
                     static_cast<long long>(stored * 1'000 / ms), m_figures.kills, m_figures.restarts,
                     m_isTerminal ? " " : "\n");
    }

private:
    const SoakGateway &m_gateway;
    const Plan &m_plan;
    const Figures &m_figures;
    const bool m_isTerminal;
    QElapsedTimer m_sinceStart;
    QElapsedTimer m_sinceShown;
};

/// Takes out of `script` what is in the store; what is not in it, or comes a second time, is strange. In pages: a run
/// of days has more rows than memory should hold.
qint64 takeStored(const StoreView &store, Script &script)
{
    qint64 strange = 0;
    const qint64 last = store.number(u"SELECT coalesce(max(id), 0) FROM messages"_s);
    for (qint64 after = 0; after < last; after += kRowsAtOnce) {
        const auto rows = store.rows(u"SELECT l.external_id || '/' || m.external_id, coalesce(v.text, '') "
                                     "FROM messages m JOIN lines l ON l.id = m.line_id LEFT JOIN message_versions v "
                                     "ON v.message_id = m.id WHERE m.id > %1 AND m.id <= %2"_s.arg(after)
                                             .arg(after + kRowsAtOnce));
        for (const QVariantList &row : rows) {
            const auto expected = script.constFind(row.at(0).toString());
            if (expected == script.cend()) {
                ++strange;
                continue;
            }
            strange += *expected == QString::fromUtf8(row.at(1).toByteArray()) ? 0 : 1;
            script.erase(expected);
        }
    }
    return strange;
}

void compare(const StoreView &store, Script script, Figures &figures)
{
    figures.events = script.size();
    figures.strange = takeStored(store, script);
    figures.missing = script.size();
    const QStringList wrongHits = store.hitDifferences();
    figures.wrongHits = wrongHits.size();
    figures.hits = store.number(u"SELECT count(*) FROM hits"_s);
    for (const QString &difference : wrongHits.mid(0, 5))
        std::fprintf(stderr, "%s\n", qPrintable(difference));
}

/// Kills and restarts while the gateway plays and until everything is stored.
class Trouble
{
public:
    Trouble(SoakCollector &collector, SoakGateway &gateway, const Plan &plan, Figures &figures)
        : m_collector(collector), m_gateway(gateway), m_plan(plan), m_figures(figures)
    {
        m_sinceKill.start();
    }

    /// False: the collector ended by itself or does not start.
    [[nodiscard]] bool make(qint64 stored, bool isPlaying)
    {
        if (!m_collector.isRunning())
            return false;
        if (m_restarts < m_plan.restarts && stored > m_plan.events * (m_restarts + 1) / (m_plan.restarts + 1)) {
            ++m_restarts;
            m_figures.restarts += m_gateway.restartBroker() ? 1 : 0;
        }
        // Afterwards it may catch up: a history that takes longer to read than the next kill takes to come is never
        // read.
        if (!isPlaying || m_plan.killEverySeconds == 0 || m_sinceKill.elapsed() < m_plan.killEverySeconds * 1'000LL)
            return true;
        // Nor before it stored anything: a machine on which it takes longer to start would never get on.
        if (stored <= m_storedAtKill)
            return true;
        m_storedAtKill = stored;
        m_collector.kill();
        ++m_figures.kills;
        m_sinceKill.restart();
        return m_collector.start();
    }

private:
    SoakCollector &m_collector;
    SoakGateway &m_gateway;
    const Plan &m_plan;
    Figures &m_figures;
    QElapsedTimer m_sinceKill;
    int m_restarts = 0;
    qint64 m_storedAtKill = 0;
};

/// Until the store holds all of the plan's events; the figures say how long it took.
void watch(SoakCollector &collector, SoakGateway &gateway, const Plan &plan, const StoreView &store, Figures &figures)
{
    Trouble trouble(collector, gateway, plan, figures);
    Progress progress(gateway, plan, figures);
    QElapsedTimer time;
    time.start();
    qint64 playedAtMs = -1;
    qint64 grownAtMs = 0;
    for (qint64 stored = 0; stored < plan.events; QThread::msleep(kLookEveryMs)) {
        if (playedAtMs < 0 && gateway.hasPlayed())
            playedAtMs = time.elapsed();
        if (time.elapsed() - std::max(grownAtMs, playedAtMs) > kPatienceMs)
            break; // the comparison says what is missing
        if (!trouble.make(stored, playedAtMs < 0)) {
            figures.problem = collector.ending();
            figures.hasCollectorEnded = true;
            break;
        }
        const qint64 storedNow = store.messageCount();
        if (storedNow > stored)
            grownAtMs = time.elapsed();
        stored = storedNow;
        progress.show(stored);
    }
    figures.seconds = double(time.elapsed()) / 1e3;
    figures.secondsBehind = double(time.elapsed() - std::max<qint64>(playedAtMs, 0)) / 1e3;
    figures.peakMib = collector.peakMib();
}

Figures finish(SoakCollector &collector, SoakGateway &gateway, const StoreView &store, Figures figures)
{
    collector.kill();
    figures.log = collector.log();
    figures.faults = gateway.faults();
    QElapsedTimer time;
    time.start();
    if (figures.problem.isEmpty())
        compare(store, gateway.script(), figures);
    figures.compareSeconds = double(time.elapsed()) / 1e3;
    return figures;
}

} // namespace

Figures runSoak(SoakGateway &gateway, const Plan &plan)
{
    Figures figures;
    figures.problem = gateway.prepare(plan);
    if (!figures.problem.isEmpty())
        return figures;
    QTemporaryDir folder;
    SoakCollector collector(plan.collector, folder.path(), gateway);
    const StoreView store(SoakCollector::storePath(folder.path()));
    if (!collector.start()) {
        figures.problem = u"the collector did not start"_s;
        return figures;
    }
    gateway.play();
    watch(collector, gateway, plan, store, figures);
    return finish(collector, gateway, store, figures);
}

Figures runGap(SoakGateway &gateway, const QString &collectorProgram, qint64 events)
{
    Plan plan;
    plan.collector = collectorProgram;
    plan.events = events;
    plan.eventsPerSecond = 20'000;
    plan.duplicateShare = plan.reorderedShare = plan.neverSentShare = 0;
    plan.dropEverySeconds = plan.killEverySeconds = plan.restarts = 0;
    Figures figures;
    figures.problem = gateway.prepare(plan);
    if (!figures.problem.isEmpty())
        return figures;
    gateway.play();
    const QDeadlineTimer deadline(kPatienceMs);
    while (!gateway.hasPlayed()) {
        if (deadline.hasExpired()) {
            figures.problem = u"the gateway did not play"_s;
            return figures;
        }
        QThread::msleep(kLookEveryMs);
    }
    QTemporaryDir folder;
    SoakCollector collector(plan.collector, folder.path(), gateway);
    const StoreView store(SoakCollector::storePath(folder.path()));
    if (!collector.start()) {
        figures.problem = u"the collector did not start"_s;
        return figures;
    }
    watch(collector, gateway, plan, store, figures);
    return finish(collector, gateway, store, figures);
}

} // namespace atalaia::soak
