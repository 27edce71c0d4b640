// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahaconnector.h"

#include "base/clock.h"
#include "base/futures.h"
#include "base/logging.h"
#include "gateway/historyflow.h"
#include "gateway/http/restclient.h"
#include "gateway/messagerecall.h"
#include "gateway/ownsecrets.h"
#include "gateway/retrydelay.h"
#include "gateway/waha/wahaaccess.h"
#include "gateway/waha/wahabackfill.h"
#include "gateway/waha/wahahiddenids.h"
#include "gateway/waha/wahalines.h"
#include "gateway/waha/wahamediafetch.h"
#include "gateway/waha/wahaorders.h"
#include "gateway/waha/wahaparser.h"
#include "gateway/waha/wahastream.h"
#include "gateway/waha/wahawebhooks.h"

#include <QNetworkAccessManager>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qsizetype kLargestBatch = 500;
constexpr qsizetype kMostPutAside = 8; // in one batch: they can be large

} // namespace

struct WahaConnector::Private
{
    Private(WahaConnector &owner, const GatewayConfig &config, const GatewaySecrets &keys, const Clock &time,
            const WahaTimings &patience)
        : clock(time),
          timings(patience),
          secrets(keys),
          network(new QNetworkAccessManager(&owner)),
          rest(new RestClient(*network, wahaAccess(config.address, keys.key, config.caFile), patience.requestTimeout,
                              &owner)),
          actions(new RestClient(*network, wahaAccess(config.address, keys.forActions(), config.caFile),
                                 patience.requestTimeout, &owner)),
          stream(new WahaStream(config.address, keys.key, config.caFile, patience, &owner)),
          backfill(new WahaBackfill(*rest, parser, time, patience, &owner)),
          hiddenIds(new WahaHiddenIds(*rest, parser, time, &owner)),
          media(new WahaMediaFetch(*network, config, keys.key, patience.mediaTimeout, parser, &owner)),
          orders(new WahaOrders(*rest, *actions, parser, &owner)),
          retryTimer(new QTimer(&owner)),
          stableTimer(new QTimer(&owner)),
          coalesceTimer(new QTimer(&owner)),
          stateTimer(new QTimer(&owner)),
          backfillTimer(new QTimer(&owner)),
          hiddenIdsTimer(new QTimer(&owner)),
          webhooks(keys.webhookSecret),
          lines(patience)
    {
        state.gateway = config.id;
        for (QTimer *timer : {retryTimer, stableTimer, coalesceTimer, stateTimer, backfillTimer, hiddenIdsTimer})
            timer->setSingleShot(true);
    }
    const Clock &clock;
    const WahaTimings timings;
    const OwnSecrets secrets; ///< what must not be kept with bytes that are put aside
    WahaParser parser;
    // Children of the connector, so that they move to its thread with it.
    QNetworkAccessManager *network;
    RestClient *rest;
    RestClient *actions; ///< the key for orders may be another one
    WahaStream *stream;
    WahaBackfill *backfill;
    WahaHiddenIds *hiddenIds;
    WahaMediaFetch *media;
    WahaOrders *orders;
    QTimer *retryTimer;
    QTimer *stableTimer;
    QTimer *coalesceTimer;
    QTimer *stateTimer;
    QTimer *backfillTimer;
    QTimer *hiddenIdsTimer;

    WahaWebhooks webhooks;
    WahaLines lines;
    MessageRecall recall;
    ConnectionState state;
    bool isStarted = false;
    bool isPaused = false;
    bool isOpen = false;
    bool hasCaughtUp = false; ///< since this socket opened
    bool isReconciling = false; ///< the running backfill looks for what the socket did not bring
    bool hasStalled = false; ///< and found some
    bool isBackfillWanted = false; ///< again, when the running one ends
    int connectAttempts = 0;
    int backfillAttempts = 0;
    qint64 aliveAtMs = 0; ///< when the socket showed a sign of life; 0 = not since the start
    quint64 lastReceipt = 0;
    HistoryFlow flow;
    QVector<GatewayEvent> pending; ///< live events of the last milliseconds, at most kLargestBatch
    QVector<RejectedEvent> pendingRejected; ///< at most kMostPutAside
};

WahaConnector::WahaConnector(const GatewayConfig &config, const GatewaySecrets &secrets, const Clock &clock,
                             const WahaTimings &timings, QObject *parent)
    : Connector(parent), m_data(std::make_unique<Private>(*this, config, secrets, clock, timings))
{
    connectSignals();
}

WahaConnector::~WahaConnector()
{
    stop(); // from here on the children have no work that could reach m_data, which goes before them
}

void WahaConnector::connectSignals()
{
    const Private &d = *m_data;
    connect(d.stream, &WahaStream::opened, this, &WahaConnector::handleOpened);
    connect(d.stream, &WahaStream::lost, this, &WahaConnector::handleLost);
    connect(d.stream, &WahaStream::frameReceived, this, &WahaConnector::handleFrame);
    connect(d.stream, &WahaStream::answered, this, [this] { m_data->aliveAtMs = m_data->clock.nowMs(); });
    connect(d.backfill, &WahaBackfill::linesListed, this, &WahaConnector::proceedBackfill);
    connect(d.backfill, &WahaBackfill::itemsRejected, this, &WahaConnector::noteRejected);
    connect(d.backfill, &WahaBackfill::pageRead, this, &WahaConnector::takePage);
    connect(d.backfill, &WahaBackfill::lineCompleted, this, &WahaConnector::completeLine);
    connect(d.backfill, &WahaBackfill::lineRefused, this, [this](const QString &line, const Error &error) {
        hand(m_data->lines.noteHistoryRefused(line, error, m_data->clock.nowMs()));
    });
    connect(d.backfill, &WahaBackfill::finished, this, &WahaConnector::finishBackfill);
    connect(d.backfill, &WahaBackfill::cutShort, this, &WahaConnector::startBackfill);
    connect(d.backfill, &WahaBackfill::failed, this, &WahaConnector::retryBackfill);
    connect(d.backfill, &WahaBackfill::progressed, this, [this](int done, int total) {
        m_data->state.backfillDone = done;
        m_data->state.backfillTotal = total;
        emitStateSoon();
    });
    connect(d.hiddenIds, &WahaHiddenIds::found, this, [this](const QString &line, const QVector<AliasFound> &aliases) {
        QVector<GatewayEvent> events;
        for (const AliasFound &alias : aliases)
            events.append({line, alias});
        queueEvents(events);
    });
    connect(d.retryTimer, &QTimer::timeout, this, &WahaConnector::connectNow);
    connect(d.stableTimer, &QTimer::timeout, this, [this] { m_data->connectAttempts = 0; });
    connect(d.coalesceTimer, &QTimer::timeout, this, &WahaConnector::flush);
    connect(d.stateTimer, &QTimer::timeout, this, &WahaConnector::emitState);
    connect(d.backfillTimer, &QTimer::timeout, this, &WahaConnector::startBackfill);
    connect(d.hiddenIdsTimer, &QTimer::timeout, this, [this] {
        m_data->hiddenIds->read(m_data->lines.workingLines());
        m_data->hiddenIdsTimer->start(m_data->timings.hiddenIdsEvery);
    });
}

void WahaConnector::start(const QHash<QString, qint64> &completeUntil)
{
    m_data->isStarted = true;
    hand(m_data->lines.start(completeUntil, m_data->clock.nowMs()));
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
    m_data->actions->cancelAll();
    m_data->media->cancelAll();
    m_data->webhooks.sendAway();
}

void WahaConnector::setPaused(bool isPaused)
{
    if (m_data->isPaused == isPaused)
        return;
    m_data->isPaused = isPaused;
    if (!m_data->isStarted)
        return;
    holdBackfill();
    if (!isPaused) {
        connectNow();
        return;
    }
    m_data->aliveAtMs = m_data->isOpen ? m_data->clock.nowMs() : m_data->aliveAtMs;
    closeStream();
    flush(); // edits and revocations among them would not come again with the history
    noteLost();
    setPhase(ConnectionPhase::Paused, {});
}

void WahaConnector::noteCommitted(const LineCursor &cursor)
{
    m_data->lines.noteCommitted(cursor);
}

void WahaConnector::noteStored(quint64 receipt)
{
    if (!HistoryFlow::isPage(receipt)) {
        m_data->webhooks.noteStored(receipt);
        return;
    }
    m_data->flow.noteStored(receipt);
    holdBackfill();
}

QFuture<Result<GatewayAnswer>> WahaConnector::perform(const GatewayOrder &order)
{
    return m_data->orders->perform(order, m_data->lines.engineOf(order.lineExternalId));
}

QFuture<Result<MediaContent>> WahaConnector::fetchMedia(const MediaRequest &request)
{
    return m_data->media->fetch(request);
}

EventBatch WahaConnector::readAgain(const RejectedEvent &event)
{
    EventBatch batch;
    batch.gateway = m_data->state.gateway;
    const Result<WahaReading> reading = m_data->parser.frame(event.bytes, event.receivedAtMs);
    if (!reading) {
        RejectedEvent again = event;
        again.reason = reading.error().context;
        batch.rejected.append(again);
        return batch;
    }
    for (const GatewayEvent &found : reading->events) {
        // How a line was then says nothing about how it is.
        if (!std::holds_alternative<LineChanged>(found.body) && !std::holds_alternative<LineAlarmChanged>(found.body))
            batch.events.append(found);
    }
    return batch;
}

QFuture<WebhookAnswer> WahaConnector::acceptPost(const WebhookPost &post)
{
    if (const std::optional<WebhookAnswer> refusal = m_data->webhooks.refusal(post))
        return finishedFuture(*refusal);
    if (!m_data->isStarted || m_data->isPaused)
        return finishedFuture(WebhookAnswer{503, {}});
    flush(); // what came first goes first
    const qint64 nowMs = m_data->clock.nowMs();
    const Result<WahaReading> reading = m_data->parser.frame(post.body, nowMs);
    EventBatch batch{m_data->state.gateway, {}};
    if (reading) {
        m_data->state.lastEventAtMs = nowMs;
        batch.events = accept(*reading);
    } else {
        putAside(m_data->parser.rejectedFrame(post.body, reading.error().context, nowMs));
        batch.rejected = std::exchange(m_data->pendingRejected, {});
    }
    emitStateSoon();
    if (batch.events.isEmpty() && batch.rejected.isEmpty())
        return finishedFuture(WebhookAnswer{200, {}});
    batch.receipt = ++m_data->lastReceipt;
    QFuture<WebhookAnswer> answer = m_data->webhooks.answerWhenStored(batch.receipt);
    emit batchReady(batch);
    return answer;
}

void WahaConnector::connectNow()
{
    if (!m_data->isStarted || m_data->isPaused)
        return;
    m_data->retryTimer->stop();
    setPhase(ConnectionPhase::Connecting, {});
    m_data->stream->open();
}

/// The line whose history is being read is read to its end: it does not need the stream, and where that drops again
/// and again none would come to its end.
void WahaConnector::closeStream()
{
    m_data->backfill->endAfterLine();
    m_data->isOpen = false;
    m_data->retryTimer->stop();
    m_data->stableTimer->stop();
    m_data->backfillTimer->stop();
    m_data->hiddenIdsTimer->stop();
    m_data->isBackfillWanted = false;
    m_data->isReconciling = false; // what comes while the stream is away was not missed by it
    m_data->hasStalled = false;
    m_data->stream->close();
    m_data->hiddenIds->cancel();
}

void WahaConnector::disconnectNow()
{
    closeStream();
    m_data->backfill->cancel();
}

void WahaConnector::handleOpened()
{
    m_data->isOpen = true;
    m_data->hasCaughtUp = false;
    m_data->backfillAttempts = 0;
    m_data->state.backfillDone = 0;
    m_data->state.backfillTotal = 0;
    m_data->aliveAtMs = m_data->clock.nowMs();
    m_data->lines.noteOpened(m_data->aliveAtMs);
    m_data->stableTimer->start(m_data->timings.stableAfter);
    setPhase(ConnectionPhase::CatchingUp, {});
    startBackfill();
}

void WahaConnector::handleLost(const QString &problem, bool isKeyRefused)
{
    if (isKeyRefused)
        waitToRetry(ConnectionPhase::KeyRefused, problem, m_data->timings.refusedKeyRetry);
    else
        waitToRetry(ConnectionPhase::WaitingToRetry, problem,
                    retryDelay(m_data->connectAttempts++, m_data->timings.firstRetry, m_data->timings.longestRetry));
}

void WahaConnector::waitToRetry(ConnectionPhase phase, const QString &detail, std::chrono::milliseconds delay)
{
    if (phase == ConnectionPhase::KeyRefused)
        disconnectNow();
    else
        closeStream();
    flush();
    noteLost();
    if (m_data->isPaused) {
        setPhase(ConnectionPhase::Paused, detail);
        return; // setPaused(false) connects
    }
    qCInfo(lcGateway) << "gateway" << m_data->state.gateway.value << "not connected:" << detail << "- again in"
                      << delay.count() << "ms";
    m_data->retryTimer->start(delay);
    setPhase(phase, detail, m_data->clock.nowMs() + delay.count());
}

void WahaConnector::noteLost()
{
    hand(m_data->lines.noteLost(m_data->aliveAtMs));
}

void WahaConnector::handleFrame(const QByteArray &frame)
{
    const qint64 nowMs = m_data->clock.nowMs();
    m_data->state.lastEventAtMs = nowMs;
    m_data->aliveAtMs = nowMs;
    const Result<WahaReading> reading = m_data->parser.frame(frame, nowMs);
    if (!reading) {
        putAside(m_data->parser.rejectedFrame(frame, reading.error().context, nowMs));
        queueEvents({});
        return;
    }
    emitStateSoon();
    queueEvents(accept(*reading));
}

/// Takes note of what happened and says what of it is to be handed on.
QVector<GatewayEvent> WahaConnector::accept(const WahaReading &reading)
{
    const qint64 nowMs = m_data->clock.nowMs();
    QVector<GatewayEvent> events;
    events.reserve(reading.events.size());
    for (const GatewayEvent &event : reading.events) {
        const QString &line = event.lineExternalId;
        if (const auto *change = std::get_if<LineChanged>(&event.body)) {
            bool cameToWork = false;
            events.append(m_data->lines.note(line, *change, nowMs, cameToWork));
            if (cameToWork)
                backfillSoon();
        } else if (const auto *alias = std::get_if<AliasFound>(&event.body)) {
            if (m_data->hiddenIds->isNew(line, *alias))
                events.append(event);
        } else {
            if (const auto *message = std::get_if<MessageReceived>(&event.body)) {
                m_data->recall.note(line, *message);
                if (m_data->isOpen && message->chat.endsWith(u"@lid"))
                    m_data->hiddenIds->ask(line, message->chat);
            }
            events.append(event);
        }
    }
    return events;
}

void WahaConnector::putAside(const RejectedEvent &event)
{
    RejectedEvent kept = event;
    kept.bytes = m_data->secrets.stripped(event.bytes);
    m_data->pendingRejected.append(kept);
    noteRejected(1, event.reason);
}

void WahaConnector::queueEvents(const QVector<GatewayEvent> &events)
{
    m_data->pending.append(events);
    if (m_data->pending.size() >= kLargestBatch || m_data->pendingRejected.size() >= kMostPutAside)
        flush();
    else if (!m_data->coalesceTimer->isActive() && !(m_data->pending.isEmpty() && m_data->pendingRejected.isEmpty()))
        m_data->coalesceTimer->start(m_data->timings.coalesce);
}

void WahaConnector::flush()
{
    m_data->coalesceTimer->stop();
    if (m_data->pending.isEmpty() && m_data->pendingRejected.isEmpty())
        return;
    EventBatch batch{m_data->state.gateway, std::exchange(m_data->pending, {})};
    batch.rejected = std::exchange(m_data->pendingRejected, {});
    emit batchReady(batch);
}

/// A batch of its own, behind what came before.
void WahaConnector::hand(const QVector<GatewayEvent> &events, const std::optional<LineCursor> &cursor)
{
    if (events.isEmpty() && !cursor)
        return;
    flush();
    emit batchReady({m_data->state.gateway, events, cursor});
}

void WahaConnector::backfillSoon()
{
    if (m_data->backfill->isRunning())
        m_data->isBackfillWanted = true;
    else
        startBackfill();
}

void WahaConnector::holdBackfill()
{
    m_data->backfill->setHeld(m_data->isPaused || m_data->flow.isFull());
}

void WahaConnector::startBackfill()
{
    if (!m_data->isOpen || m_data->backfill->isRunning())
        return;
    m_data->backfillTimer->stop();
    m_data->isBackfillWanted = false;
    m_data->hasStalled = false;
    m_data->isReconciling = m_data->hasCaughtUp;
    m_data->backfill->start();
}

void WahaConnector::proceedBackfill(const QVector<WahaSession> &lines)
{
    const qint64 nowMs = m_data->clock.nowMs();
    QVector<GatewayEvent> changes;
    QHash<QString, WahaBackfill::Start> starts;
    for (const WahaSession &line : lines) {
        bool cameToWork = false; // what this list shows as working is read in this round
        changes.append(m_data->lines.noteListed(line, nowMs, cameToWork));
        const AliasFound own{line.ownHiddenId, line.ownAddress, AliasFound::Kind::SamePerson, nowMs};
        if (!line.ownHiddenId.isEmpty() && m_data->hiddenIds->isNew(line.name, own))
            changes.append({line.name, own});
        starts.insert(line.name, {m_data->lines.completeUntil(line.name), m_data->lines.isSettling(line.name, nowMs)});
    }
    m_data->isBackfillWanted = false;
    flush();
    hand(changes);
    if (m_data->backfill->isRunning())
        m_data->backfill->proceed(starts);
}

void WahaConnector::takePage(const QString &line, const QVector<GatewayEvent> &events,
                             const QVector<RejectedEvent> &rejected)
{
    flush(); // what came first goes first
    // Until it caught up, history has what the socket could not bring; seconds are cut off from a message's time.
    constexpr qint64 kRoundingMs = 2000;
    const qint64 sinceMs = m_data->isReconciling ? m_data->lines.liveSince(line) : 0;
    const qint64 untilMs = m_data->clock.nowMs() - m_data->timings.stalledAfter.count();
    EventBatch batch{m_data->state.gateway, {}};
    for (const GatewayEvent &event : events) {
        const auto *alias = std::get_if<AliasFound>(&event.body);
        if (alias && !m_data->hiddenIds->isNew(line, *alias))
            continue;
        if (const auto *message = std::get_if<MessageReceived>(&event.body)) {
            if (sinceMs > 0)
                m_data->recall.compare(line, *message, sinceMs + kRoundingMs, untilMs);
            else
                m_data->recall.note(line, *message);
        }
        batch.events.append(event);
    }
    for (const RejectedEvent &item : rejected)
        putAside(item);
    batch.rejected = std::exchange(m_data->pendingRejected, {});
    if (batch.events.isEmpty() && batch.rejected.isEmpty())
        return;
    batch.receipt = m_data->flow.noteSent();
    holdBackfill();
    emit batchReady(batch);
}

void WahaConnector::completeLine(const QString &line, qint64 startedAtMs, const std::optional<LineCursor> &cursor)
{
    const qint64 nowMs = m_data->clock.nowMs();
    QVector<GatewayEvent> events;
    if (!m_data->lines.isSettling(line, startedAtMs))
        events = m_data->lines.noteHistoryRead(line, startedAtMs, nowMs);
    const std::optional<MessageRecall::Missed> missed = m_data->recall.takeMissed(line);
    if (missed && m_data->isReconciling) {
        qCWarning(lcGateway) << "gateway" << m_data->state.gateway.value << "did not send" << missed->count
                             << "messages of a line that its history has";
        events.append({line, GapChanged{missed->fromMs, missed->toMs, GapChanged::Outcome::Recovered, u"stalled"_s}});
        m_data->hasStalled = true;
    }
    // It may have stopped and come back while it was read.
    hand(events, m_data->lines.isSettling(line, nowMs) ? std::nullopt : cursor);
}

void WahaConnector::finishBackfill(int refused)
{
    if (m_data->hasStalled) {
        disconnectNow();
        connectNow();
        return;
    }
    m_data->hasCaughtUp = true;
    m_data->backfillAttempts = 0;
    setPhase(ConnectionPhase::Live, refused > 0 ? u"history refused for %1 line(s)"_s.arg(refused) : QString());
    if (!m_data->hiddenIdsTimer->isActive())
        m_data->hiddenIdsTimer->start(0);
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
    if (!m_data->isOpen)
        return; // what follows begins with a round of its own
    const std::chrono::milliseconds delay =
            retryDelay(m_data->backfillAttempts++, m_data->timings.firstRetry, m_data->timings.longestRetry);
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
