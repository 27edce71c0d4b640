// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahaconnector.h"

#include "base/clock.h"
#include "base/logging.h"
#include "gateway/http/restclient.h"
#include "gateway/waha/wahaaccess.h"
#include "gateway/waha/wahabackfill.h"
#include "gateway/waha/wahaorders.h"
#include "gateway/waha/wahaparser.h"
#include "gateway/waha/wahastream.h"

#include <QNetworkAccessManager>
#include <QRandomGenerator>
#include <QSet>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qsizetype kLargestBatch = 500;

/// Grows by doubling; jitter keeps many consoles from coming back in the same second.
std::chrono::milliseconds retryDelay(int attempt, const WahaTimings &timings)
{
    const auto longest = timings.longestRetry.count();
    const auto grown = std::min(longest, timings.firstRetry.count() << std::min(attempt, 16));
    const double share = 0.5 + QRandomGenerator::global()->generateDouble() / 2;
    return std::chrono::milliseconds(qint64(double(grown) * share));
}

} // namespace

struct WahaConnector::Private
{
    Private(WahaConnector &owner, const GatewayConfig &config, const GatewaySecrets &secrets, const Clock &time,
            const WahaTimings &patience)
        : clock(time),
          timings(patience),
          network(new QNetworkAccessManager(&owner)),
<<<<<<< HEAD
          rest(new RestClient(*network, wahaAccess(config.address, key), patience.requestTimeout, &owner)),
          stream(new WahaStream(config.address, key, patience, &owner)),
=======
          rest(new WahaRest(*network, config.address, secrets.key, patience.requestTimeout, &owner)),
          stream(new WahaStream(config.address, secrets.key, patience, &owner)),
>>>>>>> main
          backfill(new WahaBackfill(*rest, parser, time, patience, &owner)),
          orders(new WahaOrders(*rest, parser, &owner)),
          retryTimer(new QTimer(&owner)),
          stableTimer(new QTimer(&owner)),
          coalesceTimer(new QTimer(&owner)),
          stateTimer(new QTimer(&owner)),
          backfillTimer(new QTimer(&owner))
    {
        state.gateway = config.id;
        for (QTimer *timer : {retryTimer, stableTimer, coalesceTimer, stateTimer, backfillTimer})
            timer->setSingleShot(true);
    }

    const Clock &clock;
    const WahaTimings timings;
    WahaParser parser;
    // Children of the connector, so that they move to its thread with it.
    QNetworkAccessManager *network;
    RestClient *rest;
    WahaStream *stream;
    WahaBackfill *backfill;
    WahaOrders *orders;
    QTimer *retryTimer;
    QTimer *stableTimer;
    QTimer *coalesceTimer;
    QTimer *stateTimer;
    QTimer *backfillTimer;

    ConnectionState state;
    bool isStarted = false;
    bool isPaused = false;
    bool isOpen = false;
    bool hasCaughtUp = false; ///< since this socket opened
    bool isBackfillWanted = false; ///< again, when the running one ends
    int connectAttempts = 0;
    int backfillAttempts = 0;
    QHash<QString, qint64> completeUntil;
    QHash<QString, LineChanged> lines; ///< as they were announced last
    QSet<QString> announced; ///< since this socket opened
    QHash<QString, qint64> workingSince; ///< only lines that were seen coming back to work
    QVector<GatewayEvent> pending; ///< live events of the last milliseconds, at most kLargestBatch
};

WahaConnector::WahaConnector(const GatewayConfig &config, const GatewaySecrets &secrets, const Clock &clock,
                             const WahaTimings &timings, QObject *parent)
    : Connector(parent), m_data(std::make_unique<Private>(*this, config, secrets, clock, timings))
{
    const Private &d = *m_data;
    connect(d.stream, &WahaStream::opened, this, &WahaConnector::handleOpened);
    connect(d.stream, &WahaStream::lost, this, &WahaConnector::handleLost);
    connect(d.stream, &WahaStream::frameReceived, this, &WahaConnector::handleFrame);
    connect(d.backfill, &WahaBackfill::linesListed, this, &WahaConnector::proceedBackfill);
    connect(d.backfill, &WahaBackfill::itemsRejected, this, &WahaConnector::noteRejected);
    connect(d.backfill, &WahaBackfill::finished, this, &WahaConnector::finishBackfill);
    connect(d.backfill, &WahaBackfill::failed, this, &WahaConnector::retryBackfill);
    connect(d.backfill, &WahaBackfill::pageRead, this,
            [this](const QVector<GatewayEvent> &events, const std::optional<LineCursor> &cursor) {
                flush(); // what came first goes first
                emit batchReady({m_data->state.gateway, events, cursor});
            });
    connect(d.backfill, &WahaBackfill::progressed, this, [this](int done, int total) {
        m_data->state.backfillDone = done;
        m_data->state.backfillTotal = total;
        emitStateSoon();
    });
    connect(d.retryTimer, &QTimer::timeout, this, &WahaConnector::connectNow);
    connect(d.stableTimer, &QTimer::timeout, this, [this] { m_data->connectAttempts = 0; });
    connect(d.coalesceTimer, &QTimer::timeout, this, &WahaConnector::flush);
    connect(d.stateTimer, &QTimer::timeout, this, &WahaConnector::emitState);
    connect(d.backfillTimer, &QTimer::timeout, this, &WahaConnector::startBackfill);
}

WahaConnector::~WahaConnector()
{
    stop(); // from here on the children have no work that could reach m_data, which goes before them
}

void WahaConnector::start(const QHash<QString, qint64> &completeUntil)
{
    m_data->completeUntil = completeUntil;
    m_data->isStarted = true;
    if (m_data->isPaused)
        setPhase(ConnectionPhase::Paused, {});
    else
        connectNow();
}

void WahaConnector::stop()
{
    m_data->isStarted = false;
    disconnectNow();
    flush(); // edits and revocations among them would not come again with the history
    m_data->stateTimer->stop();
    m_data->rest->cancelAll();
}

void WahaConnector::setPaused(bool isPaused)
{
    if (m_data->isPaused == isPaused)
        return;
    m_data->isPaused = isPaused;
    if (!m_data->isStarted)
        return;
    if (!isPaused) {
        connectNow();
        return;
    }
    disconnectNow();
    flush(); // edits and revocations among them would not come again with the history
    setPhase(ConnectionPhase::Paused, {});
}

void WahaConnector::noteCommitted(const LineCursor &cursor)
{
    // Commits come in order; a claim goes back only behind a cursor that could not be believed.
    m_data->completeUntil.insert(cursor.lineExternalId, cursor.untilMs);
}

QFuture<Result<GatewayAnswer>> WahaConnector::perform(const GatewayOrder &order)
{
    return m_data->orders->perform(order);
}

void WahaConnector::connectNow()
{
    if (!m_data->isStarted || m_data->isPaused)
        return;
    m_data->retryTimer->stop();
    setPhase(ConnectionPhase::Connecting, {});
    m_data->stream->open();
}

void WahaConnector::disconnectNow()
{
    m_data->isOpen = false;
    m_data->retryTimer->stop();
    m_data->stableTimer->stop();
    m_data->backfillTimer->stop();
    m_data->isBackfillWanted = false;
    m_data->stream->close();
    m_data->backfill->cancel();
}

void WahaConnector::handleOpened()
{
    m_data->isOpen = true;
    m_data->hasCaughtUp = false;
    m_data->announced.clear();
    m_data->backfillAttempts = 0;
    m_data->state.backfillDone = 0;
    m_data->state.backfillTotal = 0;
    m_data->stableTimer->start(m_data->timings.stableAfter);
    setPhase(ConnectionPhase::CatchingUp, {});
    startBackfill();
}

void WahaConnector::handleLost(const QString &problem, bool isKeyRefused)
{
    if (isKeyRefused)
        waitToRetry(ConnectionPhase::KeyRefused, problem, m_data->timings.refusedKeyRetry);
    else
        waitToRetry(ConnectionPhase::WaitingToRetry, problem, retryDelay(m_data->connectAttempts++, m_data->timings));
}

void WahaConnector::waitToRetry(ConnectionPhase phase, const QString &detail, std::chrono::milliseconds delay)
{
    disconnectNow();
    flush();
    qCInfo(lcGateway) << "gateway" << m_data->state.gateway.value << "not connected:" << detail << "- again in"
                      << delay.count() << "ms";
    m_data->retryTimer->start(delay);
    setPhase(phase, detail, m_data->clock.nowMs() + delay.count());
}

void WahaConnector::handleFrame(const QByteArray &frame)
{
    const qint64 nowMs = m_data->clock.nowMs();
    m_data->state.lastEventAtMs = nowMs;
    const Result<WahaReading> reading = m_data->parser.frame(frame, nowMs);
    if (!reading) {
        noteRejected(1, reading.error().context);
        return;
    }
    emitStateSoon();
    queueEvents(reading->events);
    for (const GatewayEvent &event : reading->events) {
        if (const auto *line = std::get_if<LineChanged>(&event.body))
            noteLine(event.lineExternalId, *line);
    }
}

void WahaConnector::queueEvents(const QVector<GatewayEvent> &events)
{
    if (events.isEmpty())
        return;
    m_data->pending.append(events);
    if (m_data->pending.size() >= kLargestBatch)
        flush();
    else if (!m_data->coalesceTimer->isActive())
        m_data->coalesceTimer->start(m_data->timings.coalesce);
}

void WahaConnector::flush()
{
    m_data->coalesceTimer->stop();
    if (m_data->pending.isEmpty())
        return;
    const EventBatch batch{m_data->state.gateway, std::exchange(m_data->pending, {}), std::nullopt};
    emit batchReady(batch);
}

/// A line that comes back to work has a gap, and so has one that appears.
void WahaConnector::noteLine(const QString &name, const LineChanged &line)
{
    const auto known = m_data->lines.constFind(name);
    const bool wasKnown = known != m_data->lines.constEnd();
    const bool wasWorking = wasKnown && known->state == LineState::Working;
    m_data->lines.insert(name, line);
    if (line.state != LineState::Working || wasWorking)
        return;
    if (wasKnown)
        m_data->workingSince.insert(name, m_data->clock.nowMs());
    backfillSoon();
}

void WahaConnector::backfillSoon()
{
    if (m_data->backfill->isRunning())
        m_data->isBackfillWanted = true;
    else
        startBackfill();
}

void WahaConnector::startBackfill()
{
    if (!m_data->isOpen || m_data->backfill->isRunning())
        return;
    m_data->backfillTimer->stop();
    m_data->isBackfillWanted = false;
    m_data->backfill->start();
}

void WahaConnector::proceedBackfill(const QVector<WahaSession> &lines)
{
    const qint64 nowMs = m_data->clock.nowMs();
    QVector<GatewayEvent> changes;
    QHash<QString, WahaBackfill::Start> starts;
    for (const WahaSession &line : lines) {
        const LineChanged now{line.state, line.displayName, line.ownAddress, nowMs};
        LineChanged before = m_data->lines.value(line.name);
        before.changedAtMs = nowMs;
        if (before != now || !m_data->announced.contains(line.name)) {
            changes.append({line.name, now});
            m_data->announced.insert(line.name);
            noteLine(line.name, now);
        }
        const qint64 sinceMs = m_data->workingSince.value(line.name, 0);
        const bool isSettling = sinceMs > 0 && nowMs < sinceMs + m_data->timings.settle.count();
        starts.insert(line.name, {m_data->completeUntil.value(line.name, 0), isSettling});
    }
    m_data->isBackfillWanted = false; // what this list shows as working is read in this round
    flush();
    if (!changes.isEmpty())
        emit batchReady({m_data->state.gateway, changes, std::nullopt});
    if (m_data->backfill->isRunning())
        m_data->backfill->proceed(starts);
}

void WahaConnector::finishBackfill(int refused)
{
    m_data->hasCaughtUp = true;
    m_data->backfillAttempts = 0;
    setPhase(ConnectionPhase::Live, refused > 0 ? u"history refused for %1 line(s)"_s.arg(refused) : QString());
    if (m_data->isBackfillWanted)
        startBackfill();
    else
        m_data->backfillTimer->start(m_data->timings.reconcileEvery);
}

void WahaConnector::retryBackfill(const Error &error)
{
    if (error.kind == Error::Kind::Unauthorized) {
        waitToRetry(ConnectionPhase::KeyRefused, error.context, m_data->timings.refusedKeyRetry);
        return;
    }
    const std::chrono::milliseconds delay = retryDelay(m_data->backfillAttempts++, m_data->timings);
    m_data->backfillTimer->start(delay);
    setPhase(m_data->hasCaughtUp ? ConnectionPhase::Live : ConnectionPhase::CatchingUp, u"history: "_s + error.context,
             m_data->clock.nowMs() + delay.count());
}

void WahaConnector::noteRejected(int count, const QString &reason)
{
    const qint64 before = m_data->state.rejectedFrames;
    m_data->state.rejectedFrames += count;
    // The first few in full, then one line a thousand: a broken gateway must not fill the log.
    const qint64 total = m_data->state.rejectedFrames;
    if (before < 20 || before / 1000 != total / 1000)
        qCWarning(lcGateway) << "gateway" << m_data->state.gateway.value << "put aside" << total << "so far:" << reason;
    emitStateSoon();
}

void WahaConnector::setPhase(ConnectionPhase phase, const QString &detail, qint64 retryAtMs)
{
    m_data->state.phase = phase;
    m_data->state.detail = detail;
    m_data->state.retryAtMs = retryAtMs;
    emitState();
}

void WahaConnector::emitStateSoon()
{
    if (!m_data->stateTimer->isActive())
        m_data->stateTimer->start(m_data->timings.stateEvery);
}

void WahaConnector::emitState()
{
    m_data->stateTimer->stop();
    if (m_data->isStarted)
        emit stateChanged(m_data->state);
}

} // namespace atalaia
