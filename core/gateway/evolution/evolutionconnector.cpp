// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/evolutionconnector.h"

#include "base/clock.h"
#include "base/logging.h"
#include "gateway/evolution/amqpconsumer.h"
#include "gateway/evolution/evolutionbackfill.h"
#include "gateway/evolution/evolutionlines.h"
#include "gateway/evolution/evolutionmedia.h"
#include "gateway/evolution/evolutionorders.h"
#include "gateway/evolution/evolutionparser.h"
#include "gateway/evolution/evolutionrest.h"
#include "gateway/evolution/socketioclient.h"
#include "gateway/historyflow.h"
#include "gateway/messagerecall.h"
#include "gateway/ownsecrets.h"
#include "gateway/retrydelay.h"

#include <QCryptographicHash>
#include <QHash>
#include <QNetworkAccessManager>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qsizetype kLargestBatch = 500;
constexpr qsizetype kMostRemembered = 10'000; // records of the history that were put aside
constexpr qint64 kLongestSilenceMs = 60'000; // a dead connection is noticed by then

std::unique_ptr<EventSource> sourceOf(const GatewayConfig &config, const GatewaySecrets &secrets)
{
    if (config.brokerAddress.isEmpty())
        return std::make_unique<SocketIoClient>(SocketIoPlace{config.address, {}, config.caFile}, secrets.key);
    const AmqpPlace place{config.brokerAddress, config.brokerExchange, config.brokerQueue, config.caFile};
    return std::make_unique<AmqpConsumer>(place, secrets.brokerPassword);
}

} // namespace

struct EvolutionConnector::Private
{
    Private(EvolutionConnector &owner, const GatewayConfig &config, const GatewaySecrets &secrets,
            std::unique_ptr<EventSource> events, const Clock &time, const EvolutionTimings &patience)
        : clock(time),
          timings(patience),
          ownSecrets(secrets),
          lines(patience),
          source(events.release()),
          network(new QNetworkAccessManager(&owner)),
          reader(new RestClient(*network, evolutionAccess(config.address, secrets.key, config.caFile),
                                patience.requestTimeout, &owner)),
          mediaReader(new RestClient(*network, evolutionAccess(config.address, secrets.key, config.caFile),
                                     patience.mediaTimeout, &owner)),
          actor(new RestClient(*network, evolutionAccess(config.address, secrets.forActions(), config.caFile),
                               patience.requestTimeout, &owner)),
          backfill(new EvolutionBackfill(*reader, parser, time, patience, &owner)),
          orders(new EvolutionOrders(*actor, parser, time, &owner)),
          retryTimer(new QTimer(&owner)),
          stableTimer(new QTimer(&owner)),
          coalesceTimer(new QTimer(&owner)),
          stateTimer(new QTimer(&owner)),
          backfillTimer(new QTimer(&owner))
    {
        source->setParent(&owner);
        state.gateway = config.id;
        for (QTimer *timer : {retryTimer, stableTimer, coalesceTimer, stateTimer, backfillTimer})
            timer->setSingleShot(true);
    }

    const Clock &clock;
    const EvolutionTimings timings;
    const OwnSecrets ownSecrets; ///< it writes its key into every event
    EvolutionParser parser;
    EvolutionLines lines;
    MessageRecall recall;
    // Children of the connector, so that they move to its thread with it.
    EventSource *source;
    QNetworkAccessManager *network;
    RestClient *reader;
    RestClient *mediaReader; ///< of its own: a film must not hold up history
    RestClient *actor;
    EvolutionBackfill *backfill;
    EvolutionOrders *orders;
    QTimer *retryTimer;
    QTimer *stableTimer;
    QTimer *coalesceTimer;
    QTimer *stateTimer;
    QTimer *backfillTimer;

    ConnectionState state;
    bool isStarted = false;
    bool isPaused = false;
    qint64 pausedAtMs = 0; ///< when the last pause began; 0 = there was none
    qint64 resumedAtMs = 0; ///< when it ended
    bool isOpen = false;
    bool hasCaughtUp = false; ///< since the source opened
    HistoryFlow flow;
    bool isReconciling = false; ///< the running backfill looks for what the source did not bring
    bool hasStalled = false; ///< and found some
    bool isBackfillWanted = false; ///< again, when the running one ends
    qint64 newestLiveMs = 0; ///< when the latest message of this connection was sent
    qint64 messageCameAtMs = 0; ///< when the last one came
    int connectAttempts = 0;
    int backfillAttempts = 0;
    QSet<QByteArray> putAside; ///< hashes of records of the history, which each round brings again
    EventBatch pending; ///< of the last milliseconds, about kLargestBatch at most
};

EvolutionConnector::EvolutionConnector(const GatewayConfig &config, const GatewaySecrets &secrets, const Clock &clock,
                                       const EvolutionTimings &timings, QObject *parent)
    : EvolutionConnector(config, secrets, sourceOf(config, secrets), clock, timings, parent)
{}

EvolutionConnector::EvolutionConnector(const GatewayConfig &config, const GatewaySecrets &secrets,
                                       std::unique_ptr<EventSource> source, const Clock &clock,
                                       const EvolutionTimings &timings, QObject *parent)
    : Connector(parent), m_data(std::make_unique<Private>(*this, config, secrets, std::move(source), clock, timings))
{
    const Private &d = *m_data;
    connect(d.source, &EventSource::opened, this, &EvolutionConnector::handleOpened);
    connect(d.source, &EventSource::lost, this, &EvolutionConnector::handleLost);
    connect(d.source, &EventSource::received, this, &EvolutionConnector::handleReceived);
    connect(d.backfill, &EvolutionBackfill::linesListed, this, &EvolutionConnector::proceedBackfill);
    connect(d.backfill, &EvolutionBackfill::pageRead, this, &EvolutionConnector::takePage);
    connect(d.backfill, &EvolutionBackfill::itemsLost, this, &EvolutionConnector::noteRejected);
    connect(d.backfill, &EvolutionBackfill::finished, this, &EvolutionConnector::finishBackfill);
    connect(d.backfill, &EvolutionBackfill::cutShort, this, &EvolutionConnector::startBackfill);
    connect(d.backfill, &EvolutionBackfill::failed, this, &EvolutionConnector::retryBackfill);
    connect(d.backfill, &EvolutionBackfill::lineRead, this, [this](const QString &line, qint64 startedAtMs) {
        const qint64 nowMs = m_data->clock.nowMs();
        if (!m_data->lines.isSettling(line, nowMs)) // it may have stopped and come back while it was read
            tell(m_data->lines.noteHistoryRead(line, startedAtMs, nowMs));
        tellMissed(line);
    });
    connect(d.backfill, &EvolutionBackfill::lineRefused, this, [this](const QString &line, const Error &error) {
        tell(m_data->lines.noteHistoryRefused(line, error, m_data->clock.nowMs()));
    });
    connect(d.backfill, &EvolutionBackfill::progressed, this, [this](int done, int total) {
        m_data->state.backfillDone = done;
        m_data->state.backfillTotal = total;
        emitStateSoon();
    });
    connect(d.retryTimer, &QTimer::timeout, this, &EvolutionConnector::connectNow);
    connect(d.stableTimer, &QTimer::timeout, this, [this] { m_data->connectAttempts = 0; });
    connect(d.coalesceTimer, &QTimer::timeout, this, &EvolutionConnector::flush);
    connect(d.stateTimer, &QTimer::timeout, this, &EvolutionConnector::emitState);
    connect(d.backfillTimer, &QTimer::timeout, this, &EvolutionConnector::startBackfill);
}

EvolutionConnector::~EvolutionConnector()
{
    stop(); // from here on the children have no work that could reach m_data, which goes before them
}

void EvolutionConnector::start(const QHash<QString, qint64> &completeUntil)
{
    m_data->isStarted = true;
    tell(m_data->lines.start(completeUntil, m_data->clock.nowMs()));
    if (m_data->isPaused)
        setPhase(ConnectionPhase::Paused, {});
    else
        connectNow();
}

void EvolutionConnector::stop()
{
    m_data->isStarted = false;
    disconnectNow();
    flush(); // edits and revocations among them would not come again with the history
    m_data->stateTimer->stop();
    m_data->reader->cancelAll();
    m_data->mediaReader->cancelAll();
    m_data->actor->cancelAll();
}

/// The connection is kept: a broker holds back what it has, and socket.io a little.
void EvolutionConnector::setPaused(bool isPaused)
{
    if (m_data->isPaused == isPaused)
        return;
    m_data->isPaused = isPaused;
    (isPaused ? m_data->pausedAtMs : m_data->resumedAtMs) = m_data->clock.nowMs();
    m_data->source->setPaused(isPaused);
    if (!m_data->isStarted)
        return;
    holdBackfill();
    if (isPaused) {
        m_data->backfill->endAfterLine();
        m_data->backfillTimer->stop();
        m_data->isBackfillWanted = false;
        m_data->isReconciling = false;
        flush();
        setPhase(ConnectionPhase::Paused, {});
    } else if (m_data->isOpen) {
        m_data->hasCaughtUp = false; // what came in the pause may be behind in the queue
        setPhase(ConnectionPhase::CatchingUp, {});
        startBackfill();
    } else {
        connectNow();
    }
}

void EvolutionConnector::noteCommitted(const LineCursor &cursor)
{
    m_data->lines.noteCommitted(cursor);
}

void EvolutionConnector::noteStored(quint64 receipt)
{
    if (!HistoryFlow::isPage(receipt)) {
        m_data->source->acknowledge(receipt);
        return;
    }
    m_data->flow.noteStored(receipt);
    holdBackfill();
}

EventBatch EvolutionConnector::readAgain(const RejectedEvent &event)
{
    EvolutionReading reading = m_data->parser.event(event.bytes, event.receivedAtMs);
    for (RejectedEvent &rejected : reading.rejected) {
        if (rejected.lineExternalId.isEmpty())
            rejected.lineExternalId = event.lineExternalId;
    }
    EventBatch batch;
    batch.gateway = m_data->state.gateway;
    batch.events = reading.events;
    batch.rejected = reading.rejected;
    // How a line was then says nothing about how it is.
    batch.events.removeIf([](const GatewayEvent &found) {
        return std::holds_alternative<LineChanged>(found.body) || std::holds_alternative<LineAlarmChanged>(found.body);
    });
    return batch;
}

QFuture<Result<MediaContent>> EvolutionConnector::fetchMedia(const MediaRequest &request)
{
    return fetchEvolutionMedia(this, *m_data->mediaReader, m_data->parser, request);
}

QFuture<Result<GatewayAnswer>> EvolutionConnector::perform(const GatewayOrder &order)
{
    return m_data->orders->perform(order);
}

void EvolutionConnector::connectNow()
{
    if (!m_data->isStarted || m_data->isPaused)
        return;
    m_data->retryTimer->stop();
    setPhase(ConnectionPhase::Connecting, {});
    m_data->source->open();
}

/// The line whose history is being read is read to its end: it does not need the source, and where that drops again
/// and again none would come to its end.
void EvolutionConnector::closeSource()
{
    m_data->backfill->endAfterLine();
    m_data->source->close(); // first: it hands on what it held back in a pause
    m_data->isOpen = false;
    m_data->retryTimer->stop();
    m_data->stableTimer->stop();
    m_data->backfillTimer->stop();
    m_data->isBackfillWanted = false;
    m_data->isReconciling = false; // what comes while the source is away was not missed by it
    m_data->hasStalled = false;
}

void EvolutionConnector::disconnectNow()
{
    closeSource();
    m_data->backfill->cancel();
}

void EvolutionConnector::handleOpened()
{
    m_data->isOpen = true;
    m_data->hasCaughtUp = false;
    m_data->newestLiveMs = 0;
    m_data->messageCameAtMs = 0;
    m_data->backfillAttempts = 0;
    m_data->state.backfillDone = 0;
    m_data->state.backfillTotal = 0;
    m_data->lines.noteOpened(m_data->clock.nowMs());
    m_data->stableTimer->start(m_data->timings.stableAfter);
    if (m_data->isPaused)
        return; // setPaused(false) goes on
    setPhase(ConnectionPhase::CatchingUp, {});
    startBackfill();
}

void EvolutionConnector::handleLost(const QString &problem, bool isRefused)
{
    if (isRefused)
        waitToRetry(ConnectionPhase::KeyRefused, problem, m_data->timings.refusedKeyRetry);
    else
        waitToRetry(ConnectionPhase::WaitingToRetry, problem,
                    retryDelay(m_data->connectAttempts++, m_data->timings.firstRetry, m_data->timings.longestRetry));
}

void EvolutionConnector::waitToRetry(ConnectionPhase phase, const QString &detail, std::chrono::milliseconds delay)
{
    if (phase == ConnectionPhase::KeyRefused)
        disconnectNow();
    else
        closeSource();
    tell(m_data->lines.noteLost(aliveAtMs()));
    qCInfo(lcGateway) << "gateway" << m_data->state.gateway.value << "not connected:" << detail << "- again in"
                      << delay.count() << "ms";
    if (m_data->isPaused) {
        setPhase(ConnectionPhase::Paused, detail);
        return; // setPaused(false) connects
    }
    m_data->retryTimer->start(delay);
    setPhase(phase, detail, m_data->clock.nowMs() + delay.count());
}

/// When the connection that was lost is known to have lived: in a pause nobody listens for its death.
qint64 EvolutionConnector::aliveAtMs() const
{
    const qint64 aliveMs = m_data->clock.nowMs() - kLongestSilenceMs;
    const bool mayHaveDiedInPause = m_data->isPaused || (m_data->pausedAtMs > 0 && m_data->resumedAtMs > aliveMs);
    return mayHaveDiedInPause ? std::min(aliveMs, m_data->pausedAtMs) : aliveMs;
}

void EvolutionConnector::handleReceived(const QByteArray &payload, quint64 tag)
{
    if (!m_data->isOpen)
        return; // nothing more is told after stop()
    const qint64 nowMs = m_data->clock.nowMs();
    m_data->state.lastEventAtMs = nowMs;
    emitStateSoon();
    if (!payload.isEmpty()) {
        take(m_data->parser.event(payload, nowMs), tag);
        return;
    }
    EvolutionReading reading;
    reading.rejected.append({{}, {}, u"an event was too large to be kept"_s, nowMs});
    take(reading, tag);
    backfillSoon(); // the message that it was may be in the history
}

void EvolutionConnector::take(const EvolutionReading &reading, quint64 tag)
{
    EventBatch &pending = m_data->pending;
    bool hasCome = false;
    for (const GatewayEvent &event : reading.events) {
        if (const auto *line = std::get_if<LineChanged>(&event.body)) {
            bool cameToWork = false;
            pending.events.append(m_data->lines.note(event.lineExternalId, *line, cameToWork));
            hasCome = hasCome || cameToWork;
        } else {
            if (const auto *message = std::get_if<MessageReceived>(&event.body))
                noteLive(event.lineExternalId, *message);
            pending.events.append(event);
        }
    }
    pending.rejected.append(reading.rejected);
    if (tag > 0)
        pending.receipt = tag; // goes with a batch even if the event gave nothing: earlier ones may wait for theirs
    if (!reading.rejected.isEmpty())
        noteRejected(reading.rejected.size(), reading.rejected.first().reason);
    if (pending.events.size() + pending.rejected.size() >= kLargestBatch)
        flush();
    else if (!m_data->coalesceTimer->isActive())
        m_data->coalesceTimer->start(m_data->timings.coalesce);
    if (hasCome)
        backfillSoon(); // a line that comes back to work has a gap, and so has one that appears
}

void EvolutionConnector::noteLive(const QString &line, const MessageReceived &message)
{
    m_data->recall.note(line, message);
    if (message.isHistory)
        return;
    m_data->messageCameAtMs = m_data->clock.nowMs();
    m_data->newestLiveMs = std::max(m_data->newestLiveMs, std::min(message.sentAtMs, m_data->messageCameAtMs));
}

/// Compares the history with what the source brought, once that had time to.
void EvolutionConnector::noteHistory(const QVector<GatewayEvent> &events)
{
    // Seconds are cut off from a message's time.
    constexpr qint64 kRoundingMs = 2000;
    const qint64 patienceMs = m_data->timings.stalledAfter.count();
    const qint64 nowMs = m_data->clock.nowMs();
    // As long as messages come, those behind them in the queue are still to come.
    const bool isFlowing = m_data->messageCameAtMs > 0 && nowMs - m_data->messageCameAtMs < patienceMs;
    const qint64 untilMs = (isFlowing ? m_data->newestLiveMs : nowMs) - patienceMs;
    QSet<QString> edited; // their time is that of the edit
    for (const GatewayEvent &event : events) {
        if (const auto *edit = std::get_if<MessageEdited>(&event.body))
            edited.insert(edit->messageId);
    }
    for (const GatewayEvent &event : events) {
        const auto *message = std::get_if<MessageReceived>(&event.body);
        if (!message)
            continue;
        const qint64 sinceMs = m_data->isReconciling ? m_data->lines.liveSince(event.lineExternalId) : 0;
        // What was sent through the API comes only where the gateway was told to send that event.
        const bool isComparable = message->author == Author::Contact && !edited.contains(message->messageId);
        if (sinceMs > 0 && isComparable)
            m_data->recall.compare(event.lineExternalId, *message, sinceMs + kRoundingMs, untilMs);
        else
            m_data->recall.note(event.lineExternalId, *message);
    }
}

void EvolutionConnector::tellMissed(const QString &line)
{
    const std::optional<MessageRecall::Missed> missed = m_data->recall.takeMissed(line);
    if (!missed || !m_data->isReconciling)
        return;
    qCWarning(lcGateway) << "gateway" << m_data->state.gateway.value << "did not send" << missed->count
                         << "messages of a line that its history has";
    m_data->hasStalled = true;
    tell({{line, GapChanged{missed->fromMs, missed->toMs, GapChanged::Outcome::Recovered, u"stalled"_s}}});
}

void EvolutionConnector::flush()
{
    m_data->coalesceTimer->stop();
    EventBatch batch = std::exchange(m_data->pending, {});
    if (batch.events.isEmpty() && batch.rejected.isEmpty() && batch.receipt == 0)
        return;
    batch.gateway = m_data->state.gateway;
    for (RejectedEvent &one : batch.rejected)
        one.bytes = m_data->ownSecrets.stripped(one.bytes);
    emit batchReady(batch);
}

/// Events of our own making, behind what came before them.
void EvolutionConnector::tell(const QVector<GatewayEvent> &events)
{
    m_data->pending.events.append(events);
    flush();
}

void EvolutionConnector::backfillSoon()
{
    if (m_data->backfill->isRunning())
        m_data->isBackfillWanted = true;
    else
        startBackfill();
}

void EvolutionConnector::holdBackfill()
{
    m_data->backfill->setHeld(m_data->isPaused || m_data->flow.isFull());
}

void EvolutionConnector::startBackfill()
{
    if (!m_data->isOpen || m_data->isPaused || m_data->backfill->isRunning())
        return;
    m_data->backfillTimer->stop();
    m_data->isBackfillWanted = false;
    m_data->hasStalled = false;
    m_data->isReconciling = m_data->hasCaughtUp;
    m_data->backfill->start();
}

void EvolutionConnector::proceedBackfill(const QVector<EvolutionLine> &lines)
{
    const qint64 nowMs = m_data->clock.nowMs();
    QVector<GatewayEvent> changes;
    QHash<QString, EvolutionBackfill::Start> starts;
    for (const EvolutionLine &line : lines) {
        bool cameToWork = false; // what this list shows as working is read in this round
        changes.append(m_data->lines.noteListed(line, nowMs, cameToWork));
        starts.insert(line.name, {m_data->lines.completeUntil(line.name), m_data->lines.isSettling(line.name, nowMs)});
    }
    m_data->isBackfillWanted = false;
    tell(changes);
    if (m_data->backfill->isRunning())
        m_data->backfill->proceed(starts);
}

void EvolutionConnector::takePage(const QVector<GatewayEvent> &events, const QVector<RejectedEvent> &rejected,
                                  const std::optional<LineCursor> &cursor)
{
    noteHistory(events);
    QVector<RejectedEvent> unknown;
    for (const RejectedEvent &one : rejected) {
        if (m_data->putAside.size() >= kMostRemembered)
            m_data->putAside.clear();
        const qsizetype before = m_data->putAside.size();
        m_data->putAside.insert(QCryptographicHash::hash(one.bytes, QCryptographicHash::Sha256));
        if (m_data->putAside.size() > before) {
            unknown.append(one);
            unknown.last().bytes = m_data->ownSecrets.stripped(one.bytes);
        }
    }
    if (!unknown.isEmpty())
        noteRejected(unknown.size(), unknown.first().reason);
    const bool isClaimed = cursor && !m_data->lines.isSettling(cursor->lineExternalId, m_data->clock.nowMs());
    if (events.isEmpty() && unknown.isEmpty() && !isClaimed)
        return;
    flush(); // what came first goes first
    EventBatch batch;
    batch.gateway = m_data->state.gateway;
    batch.events = events;
    batch.rejected = unknown;
    if (isClaimed)
        batch.cursor = cursor;
    batch.receipt = m_data->flow.noteSent();
    holdBackfill();
    emit batchReady(batch);
}

void EvolutionConnector::finishBackfill(int refused)
{
    if (m_data->hasStalled) {
        disconnectNow();
        connectNow();
        return;
    }
    m_data->hasCaughtUp = true;
    m_data->backfillAttempts = 0;
    setPhase(ConnectionPhase::Live, refused > 0 ? u"history refused for %1 line(s)"_s.arg(refused) : QString());
    if (m_data->isBackfillWanted)
        startBackfill();
    else
        m_data->backfillTimer->start(m_data->timings.reconcileEvery);
}

void EvolutionConnector::retryBackfill(const Error &error)
{
    if (error.kind == Error::Kind::Unauthorized) {
        waitToRetry(ConnectionPhase::KeyRefused, error.context, m_data->timings.refusedKeyRetry);
        return;
    }
    if (!m_data->isOpen || m_data->isPaused)
        return; // what follows begins with a round of its own
    const std::chrono::milliseconds delay =
            retryDelay(m_data->backfillAttempts++, m_data->timings.firstRetry, m_data->timings.longestRetry);
    m_data->backfillTimer->start(delay);
    setPhase(m_data->hasCaughtUp ? ConnectionPhase::Live : ConnectionPhase::CatchingUp, u"history: "_s + error.context,
             m_data->clock.nowMs() + delay.count());
}

void EvolutionConnector::noteRejected(qsizetype count, const QString &reason)
{
    const qint64 before = m_data->state.rejectedFrames;
    m_data->state.rejectedFrames += count;
    // The first few in full, then one line a thousand: a broken gateway must not fill the log.
    const qint64 total = m_data->state.rejectedFrames;
    if (before < 20 || before / 1000 != total / 1000)
        qCWarning(lcGateway) << "gateway" << m_data->state.gateway.value << "put aside" << total << "so far:" << reason;
    emitStateSoon();
}

void EvolutionConnector::setPhase(ConnectionPhase phase, const QString &detail, qint64 retryAtMs)
{
    m_data->state.phase = phase;
    m_data->state.detail = detail;
    m_data->state.retryAtMs = retryAtMs;
    emitState();
}

void EvolutionConnector::emitStateSoon()
{
    if (!m_data->stateTimer->isActive())
        m_data->stateTimer->start(m_data->timings.stateEvery);
}

void EvolutionConnector::emitState()
{
    m_data->stateTimer->stop();
    if (m_data->isStarted)
        emit stateChanged(m_data->state);
}

} // namespace atalaia
