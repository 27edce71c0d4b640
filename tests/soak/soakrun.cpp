// SPDX-License-Identifier: GPL-3.0-or-later
#include "soakrun.h"

#include "engine/storeview.h"
#include "soakcollector.h"

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
/// Longer than the slowest way to close a gap that nobody noticed: the next look at the gateway's history.
constexpr qint64 kPatienceMs = 11 * 60 * 1'000;

void showProgress(const SoakGateway &gateway, qint64 stored, const Plan &plan)
{
    if (isatty(STDERR_FILENO))
        std::fprintf(stderr, "\r%s: %lld of %lld ", qPrintable(gateway.name()), static_cast<long long>(stored),
                     static_cast<long long>(plan.events));
}

void compare(const StoreView &store, const Script &script, Figures &figures)
{
    QHash<QString, int> seen;
    const auto rows = store.rows(u"SELECT l.external_id || '/' || m.external_id, coalesce(v.text, '') "
                                 "FROM messages m JOIN lines l ON l.id = m.line_id LEFT JOIN message_versions v "
                                 "ON v.message_id = m.id"_s);
    for (const QVariantList &row : rows) {
        const QString key = row.at(0).toString();
        const auto expected = script.constFind(key);
        const bool isKnown = expected != script.cend() && *expected == QString::fromUtf8(row.at(1).toByteArray());
        if (!isKnown || ++seen[key] > 1)
            ++figures.strange;
    }
    for (auto it = script.cbegin(); it != script.cend(); ++it)
        figures.missing += seen.contains(it.key()) ? 0 : 1;
    figures.events = script.size();
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
    QElapsedTimer time;
    time.start();
    qint64 playedAtMs = -1;
    for (qint64 stored = 0; stored < plan.events; QThread::msleep(kLookEveryMs)) {
        if (playedAtMs < 0 && gateway.hasPlayed())
            playedAtMs = time.elapsed();
        if (playedAtMs >= 0 && time.elapsed() - playedAtMs > kPatienceMs)
            break; // the comparison says what is missing
        if (!trouble.make(stored, playedAtMs < 0)) {
            figures.problem = u"the collector ended"_s;
            break;
        }
        stored = store.messageCount();
        showProgress(gateway, stored, plan);
    }
    figures.seconds = double(time.elapsed()) / 1e3;
    figures.secondsBehind = double(time.elapsed() - std::max<qint64>(playedAtMs, 0)) / 1e3;
    figures.peakMib = collector.peakMib();
}

Figures finish(SoakCollector &collector, SoakGateway &gateway, const StoreView &store, Figures figures)
{
    collector.kill();
    figures.log = collector.log();
    compare(store, gateway.script(), figures);
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
    SoakCollector collector(folder.path(), gateway);
    const StoreView store(SoakCollector::storePath(folder.path()));
    if (!collector.start()) {
        figures.problem = u"the collector did not start"_s;
        return figures;
    }
    gateway.play();
    watch(collector, gateway, plan, store, figures);
    return finish(collector, gateway, store, figures);
}

Figures runGap(SoakGateway &gateway, qint64 events)
{
    Plan plan;
    plan.events = events;
    plan.eventsPerSecond = 20'000;
    plan.duplicateShare = plan.reorderedShare = plan.neverSentShare = 0;
    plan.dropEverySeconds = plan.killEverySeconds = plan.restarts = 0;
    Figures figures;
    figures.problem = gateway.prepare(plan);
    if (!figures.problem.isEmpty())
        return figures;
    gateway.play();
    while (!gateway.hasPlayed())
        QThread::msleep(kLookEveryMs);
    QTemporaryDir folder;
    SoakCollector collector(folder.path(), gateway);
    const StoreView store(SoakCollector::storePath(folder.path()));
    if (!collector.start()) {
        figures.problem = u"the collector did not start"_s;
        return figures;
    }
    watch(collector, gateway, plan, store, figures);
    return finish(collector, gateway, store, figures);
}

} // namespace atalaia::soak
