// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/cloudapi/cloudapiconnector.h"

#include "base/clock.h"
#include "base/continuation.h"
#include "base/futures.h"
#include "base/logging.h"
#include "crypto/wipe.h"
#include "gateway/cloudapi/cloudapiaccess.h"
#include "gateway/cloudapi/cloudapilistening.h"
#include "gateway/cloudapi/cloudapimedia.h"
#include "gateway/cloudapi/cloudapinumbers.h"
#include "gateway/cloudapi/cloudapiorders.h"
#include "gateway/json/secretstripping.h"
#include "gateway/retrydelay.h"
#include "gateway/webhook/signature.h"

#include <QNetworkAccessManager>
#include <QSet>
#include <QTimer>
#include <QUrlQuery>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr size_t kMostWaiting = 256; // posts that are not stored yet
constexpr qsizetype kMostNames = 50'000;
constexpr qsizetype kMostAliases = 50'000;
constexpr qsizetype kLongestChallenge = 256;

QString keyOf(const AliasFound &alias)
{
    return alias.first + u' ' + alias.second;
}

bool isPrintable(const QByteArray &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](char c) { return c > 0x20 && c < 0x7f; });
}

} // namespace

struct CloudApiConnector::Private
{
    /// A post that is answered when its batch is committed.
    struct Waiting
    {
        QPromise<WebhookAnswer> promise;
        QStringList aliases; ///< that were in the batch
        qint64 sinceMs = 0;
    };

    Private(CloudApiConnector &owner, const GatewayConfig &gateway, const GatewaySecrets &secrets, const Clock &time,
            const CloudApiTimings &patience)
        : clock(time),
          timings(patience),
          config(gateway),
          verifyToken(secrets.verifyToken.constData(), secrets.verifyToken.size()),
          hasSecret(!secrets.webhookSecret.isEmpty()),
          hasToken(!secrets.key.isEmpty()),
          hasActionToken(!secrets.forActions().isEmpty()),
          listening(patience),
          signature(SignatureCheck::Scheme::MetaSha256, secrets.webhookSecret),
          network(new QNetworkAccessManager(&owner)),
          rest(new RestClient(*network, cloudApiAccess(gateway, secrets.key), patience.requestTimeout, &owner)),
          actionRest(new RestClient(*network, cloudApiAccess(gateway, secrets.forActions()), patience.requestTimeout,
                                    &owner)),
          numbers(new CloudApiNumbers(*rest, parser, &owner)),
          orders(new CloudApiOrders(
                  *actionRest, parser, time, patience,
                  [&owner](const GatewayEvent &event) { return owner.keepSent(event); }, &owner)),
          media(new CloudApiMedia(*network, *rest, parser, cloudApiAccess(gateway, secrets.key),
                                  patience.requestTimeout, &owner)),
          listTimer(new QTimer(&owner)),
          stateTimer(new QTimer(&owner)),
          cursorTimer(new QTimer(&owner))
    {
        state.gateway = gateway.id;
        listTimer->setSingleShot(true);
        stateTimer->setSingleShot(true);
        cursorTimer->setInterval(timings.cursorEvery);
    }
    ~Private() { wipe(verifyToken); }
    Q_DISABLE_COPY_MOVE(Private)

    const Clock &clock;
    const CloudApiTimings timings;
    const GatewayConfig config;
    QByteArray verifyToken;
    const bool hasSecret;
    const bool hasToken;
    const bool hasActionToken;
    CloudApiListening listening;
    SignatureCheck signature;
    CloudApiParser parser;
    QNetworkAccessManager *network;
    RestClient *rest;
    RestClient *actionRest;
    CloudApiNumbers *numbers;
    CloudApiOrders *orders;
    CloudApiMedia *media;
    QTimer *listTimer;
    QTimer *stateTimer;
    QTimer *cursorTimer;

    ConnectionState state;
    bool isStarted = false;
    bool isPaused = false;
    int listAttempts = 0;
    quint64 lastReceipt = 0;
    std::map<quint64, Waiting> waiting;
    std::map<quint64, QPromise<bool>> sent; ///< messages of ours that are not stored yet
    QHash<QString, qint64> completeUntil;
    QHash<QString, CloudReading::Line> lines; ///< that were announced since start()
    QHash<QString, QString> names; ///< of the employees' address books, by number
    QSet<QString> aliases; ///< that are in the store
};

CloudApiConnector::CloudApiConnector(const GatewayConfig &config, const GatewaySecrets &secrets, const Clock &clock,
                                     const CloudApiTimings &timings, QObject *parent)
    : Connector(parent), m_data(std::make_unique<Private>(*this, config, secrets, clock, timings))
{
    connect(m_data->listTimer, &QTimer::timeout, this, &CloudApiConnector::listNumbers);
    connect(m_data->stateTimer, &QTimer::timeout, this, &CloudApiConnector::emitState);
    connect(m_data->cursorTimer, &QTimer::timeout, this, &CloudApiConnector::emitCursors);
}

CloudApiConnector::~CloudApiConnector()
{
    stop(); // from here on the children have no work that could reach m_data, which goes before them
}

void CloudApiConnector::start(const QHash<QString, qint64> &completeUntil)
{
    m_data->isStarted = true;
    const auto latest = std::max_element(completeUntil.cbegin(), completeUntil.cend());
    m_data->listening.start(latest == completeUntil.cend() ? 0 : *latest, m_data->clock.nowMs());
    m_data->completeUntil = completeUntil;
    m_data->cursorTimer->start();
    reportGaps();
    if (!m_data->hasSecret)
        setPhase(ConnectionPhase::KeyMissing, u"app secret"_s);
    else if (m_data->isPaused)
        setPhase(ConnectionPhase::Paused, {});
    else
        setPhase(ConnectionPhase::Live, u"no webhook since the start"_s);
    listNumbers();
}

void CloudApiConnector::stop()
{
    if (m_data->isStarted)
        emitCursors();
    m_data->isStarted = false;
    m_data->listTimer->stop();
    m_data->stateTimer->stop();
    m_data->cursorTimer->stop();
    m_data->rest->cancelAll();
    m_data->actionRest->cancelAll();
    for (auto &[receipt, promise] : std::exchange(m_data->sent, {})) { // were handed on
        promise.addResult(true);
        promise.finish();
    }
    // What was handed on may still be committed. To get it a second time does no harm.
    for (auto &[receipt, waiting] : std::exchange(m_data->waiting, {})) {
        waiting.promise.addResult(WebhookAnswer{503, {}});
        waiting.promise.finish();
    }
}

void CloudApiConnector::setPaused(bool isPaused)
{
    if (m_data->isPaused == isPaused)
        return;
    m_data->isPaused = isPaused;
    const qint64 nowMs = m_data->clock.nowMs();
    if (isPaused)
        m_data->listening.pause(nowMs);
    else if (const auto gap = m_data->listening.resume(nowMs); gap && m_data->isStarted)
        emit batchReady({m_data->state.gateway, gapsOfAllLines(*gap)});
    if (m_data->isStarted && m_data->hasSecret)
        setPhase(isPaused ? ConnectionPhase::Paused : ConnectionPhase::Live, {});
}

void CloudApiConnector::noteCommitted(const LineCursor &cursor)
{
    m_data->completeUntil.insert(cursor.lineExternalId, cursor.untilMs);
}

void CloudApiConnector::noteStored(quint64 receipt)
{
    if (auto sent = m_data->sent.extract(receipt); !sent.empty()) {
        sent.mapped().addResult(true);
        sent.mapped().finish();
        return;
    }
    auto node = m_data->waiting.extract(receipt);
    if (node.empty())
        return; // took so long that the sender was told to come again
    if (m_data->aliases.size() > kMostAliases)
        m_data->aliases.clear();
    for (const QString &alias : std::as_const(node.mapped().aliases))
        m_data->aliases.insert(alias);
    node.mapped().promise.addResult(WebhookAnswer{200, {}});
    node.mapped().promise.finish();
}

EventBatch CloudApiConnector::readAgain(const RejectedEvent &event)
{
    EventBatch batch;
    batch.gateway = m_data->state.gateway;
    Result<CloudReading> reading = m_data->parser.notification(event.bytes, event.receivedAtMs);
    if (!reading) {
        batch.rejected = {event};
        return batch;
    }
    reading->lines.clear(); // announced by what comes now, not by what came then
    reading->accountAlarms.clear();
    QStringList aliases;
    takeReading(*std::move(reading), batch, aliases);
    // How a line was then says nothing about how it is.
    batch.events.removeIf([](const GatewayEvent &found) {
        return std::holds_alternative<LineChanged>(found.body) || std::holds_alternative<LineAlarmChanged>(found.body);
    });
    return batch;
}

QFuture<WebhookAnswer> CloudApiConnector::acceptPost(const WebhookPost &post)
{
    if (!m_data->isStarted)
        return finishedFuture(WebhookAnswer{503, {}});
    if (post.method == "GET")
        return finishedFuture(shakeHands(post));
    if (m_data->isPaused)
        return finishedFuture(WebhookAnswer{503, {}});
    switch (m_data->signature.check(post.headers, post.body)) {
    case SignatureVerdict::Valid:
        return takeNotification(post);
    case SignatureVerdict::NoSecret:
        return finishedFuture(WebhookAnswer{503, {}}); // until somebody enters it, Meta keeps what it has
    case SignatureVerdict::Missing:
        return finishedFuture(WebhookAnswer{401, {}});
    case SignatureVerdict::Malformed:
    case SignatureVerdict::Wrong:
        break;
    }
    noteRejected(1, u"signature is wrong"_s);
    return finishedFuture(WebhookAnswer{403, {}});
}

WebhookAnswer CloudApiConnector::shakeHands(const WebhookPost &post) const
{
    const QUrlQuery query(QString::fromLatin1(post.query));
    const auto valueOf = [&query](const QString &name) {
        return query.queryItemValue(name, QUrl::FullyDecoded).toUtf8();
    };
    const QByteArray challenge = valueOf(u"hub.challenge"_s);
    const bool isGood = valueOf(u"hub.mode"_s) == "subscribe"
                        && isSameSecret(valueOf(u"hub.verify_token"_s), m_data->verifyToken)
                        && challenge.size() <= kLongestChallenge && isPrintable(challenge);
    return isGood ? WebhookAnswer{200, challenge} : WebhookAnswer{403, {}};
}

QFuture<WebhookAnswer> CloudApiConnector::takeNotification(const WebhookPost &post)
{
    const qint64 nowMs = m_data->clock.nowMs();
    expireWaiting(nowMs);
    if (m_data->waiting.size() >= kMostWaiting)
        return finishedFuture(WebhookAnswer{503, {}});
    const bool wasHeard = m_data->listening.isHeard(nowMs);
    EventBatch batch;
    batch.gateway = m_data->state.gateway;
    if (const auto gap = m_data->listening.noteReached(nowMs))
        batch.events = gapsOfAllLines(*gap);
    if (!wasHeard)
        setPhase(ConnectionPhase::Live, {});
    m_data->state.lastEventAtMs = nowMs;
    emitStateSoon();

    QStringList aliases;
    Result<CloudReading> reading = m_data->parser.notification(post.body, nowMs);
    if (reading) {
        takeReading(*std::move(reading), batch, aliases);
        noteLateMessages(batch);
    } else {
        // It is Meta's, since it is signed: kept for a version that can read it, and not asked for again.
        batch.rejected = {{{},
                           json::strippedOfSecrets(post.body).left(RejectedEvent::kLargestBytes),
                           reading.error().context,
                           nowMs}};
    }
    if (!batch.rejected.isEmpty())
        noteRejected(batch.rejected.size(), batch.rejected.last().reason);
    if (batch.events.isEmpty() && batch.rejected.isEmpty())
        return finishedFuture(WebhookAnswer{200, {}});
    return handOn(std::move(batch), aliases);
}

QFuture<WebhookAnswer> CloudApiConnector::handOn(EventBatch batch, const QStringList &aliases)
{
    batch.receipt = ++m_data->lastReceipt;
    Private::Waiting &waiting = m_data->waiting[batch.receipt];
    waiting.aliases = aliases;
    waiting.sinceMs = m_data->clock.nowMs();
    waiting.promise.start();
    QFuture<WebhookAnswer> answer = waiting.promise.future();
    emit batchReady(batch); // may be committed before this returns
    return answer;
}

void CloudApiConnector::takeReading(CloudReading reading, EventBatch &batch, QStringList &aliases)
{
    noteLines(reading, batch.events);
    batch.events.reserve(batch.events.size() + reading.events.size());
    for (auto it = reading.names.cbegin(); it != reading.names.cend(); ++it) {
        if (m_data->names.size() < kMostNames || m_data->names.contains(it.key()))
            m_data->names.insert(it.key(), it.value());
    }
    for (GatewayEvent &event : reading.events) {
        if (const auto *alias = std::get_if<AliasFound>(&event.body)) {
            const QString key = keyOf(*alias);
            if (m_data->aliases.contains(key))
                continue; // every message names both ids
            aliases.append(key);
        } else if (auto *message = std::get_if<MessageReceived>(&event.body)) {
            if (message->contactName.isEmpty() && !m_data->names.isEmpty())
                message->contactName = m_data->names.value(message->chat);
        }
        batch.events.append(std::move(event));
    }
    batch.rejected = std::move(reading.rejected);
    m_data->orders->noteMarks(reading.marks);
}

/// Late messages tell of a time in which Meta tried in vain.
void CloudApiConnector::noteLateMessages(EventBatch &batch)
{
    const qint64 nowMs = m_data->clock.nowMs();
    QVector<GatewayEvent> gaps;
    for (const GatewayEvent &event : std::as_const(batch.events)) {
        const auto *const message = std::get_if<MessageReceived>(&event.body);
        // What employees write on a phone without a net comes late by itself.
        if (message == nullptr || message->isHistory || message->author != Author::Contact)
            continue;
        if (const auto gap = m_data->listening.noteMessage(message->sentAtMs, nowMs))
            gaps += gapsOfAllLines(*gap);
    }
    batch.events += gaps;
}

QFuture<bool> CloudApiConnector::keepSent(const GatewayEvent &event)
{
    if (!m_data->isStarted)
        return finishedFuture(false);
    EventBatch batch{m_data->state.gateway, {event}};
    batch.receipt = ++m_data->lastReceipt;
    QPromise<bool> &promise = m_data->sent[batch.receipt];
    promise.start();
    QFuture<bool> kept = promise.future();
    emit batchReady(batch); // may be committed before this returns
    return kept;
}

/// Announces lines that were not seen before, and turns news of an account into alarms of its lines.
void CloudApiConnector::noteLines(const CloudReading &reading, QVector<GatewayEvent> &events)
{
    const qint64 nowMs = m_data->clock.nowMs();
    const GatewayCapabilities capabilities = cloudApiCapabilities(m_data->hasToken, m_data->hasActionToken);
    for (const CloudReading::Line &line : reading.lines) {
        if (m_data->lines.contains(line.id))
            continue;
        m_data->lines.insert(line.id, line);
        events.append({line.id, LineChanged{LineState::Working, {}, line.number, nowMs, capabilities}});
    }
    for (const CloudReading::AccountAlarm &news : reading.accountAlarms) {
        QStringList concerned;
        for (auto it = m_data->lines.cbegin(); it != m_data->lines.cend(); ++it) {
            const bool isOfAccount = it->businessAccount.isEmpty() || it->businessAccount == news.businessAccount;
            if (isOfAccount && (news.ownNumber.isEmpty() || news.ownNumber == it->number))
                concerned.append(it.key());
        }
        if (concerned.isEmpty()) // nobody wrote yet; the alarm must not get lost with that
            concerned = m_data->lines.isEmpty() && !m_data->completeUntil.isEmpty() ? m_data->completeUntil.keys()
                                                                                    : QStringList{news.businessAccount};
        for (const QString &line : std::as_const(concerned))
            events.append({line, news.alarm});
    }
}

void CloudApiConnector::reportGaps()
{
    const qint64 nowMs = m_data->clock.nowMs();
    QVector<GatewayEvent> gaps;
    for (auto it = m_data->completeUntil.cbegin(); it != m_data->completeUntil.cend(); ++it) {
        if (const auto gap = m_data->listening.missedUntil(it.value(), nowMs))
            gaps.append({it.key(), *gap});
    }
    if (!gaps.isEmpty())
        emit batchReady({m_data->state.gateway, gaps});
}

QVector<GatewayEvent> CloudApiConnector::gapsOfAllLines(const GapChanged &gap) const
{
    QSet<QString> lines(m_data->lines.keyBegin(), m_data->lines.keyEnd());
    lines.unite(QSet<QString>(m_data->completeUntil.keyBegin(), m_data->completeUntil.keyEnd()));
    QVector<GatewayEvent> gaps;
    for (const QString &line : std::as_const(lines))
        gaps.append({line, gap});
    return gaps;
}

/// Until now we were there to be told. Only said while Meta reaches us: a console without the webhook
/// address listens to nothing, and neither does a collector behind a proxy that is down.
void CloudApiConnector::emitCursors()
{
    const qint64 nowMs = m_data->clock.nowMs();
    if (!m_data->listening.isHeard(nowMs)) {
        if (m_data->state.phase == ConnectionPhase::Live && m_data->state.detail.isEmpty())
            setPhase(ConnectionPhase::Live, u"no webhook for a long time"_s);
        return;
    }
    for (auto it = m_data->lines.cbegin(); it != m_data->lines.cend(); ++it)
        emit batchReady({m_data->state.gateway, {}, LineCursor{it.key(), nowMs}});
}

void CloudApiConnector::expireWaiting(qint64 nowMs)
{
    while (!m_data->waiting.empty()) {
        const auto oldest = m_data->waiting.begin();
        if (nowMs - oldest->second.sinceMs < m_data->timings.storePatience.count())
            return;
        oldest->second.promise.addResult(WebhookAnswer{503, {}});
        oldest->second.promise.finish();
        m_data->waiting.erase(oldest);
    }
}

QFuture<Result<MediaContent>> CloudApiConnector::fetchMedia(const MediaRequest &request)
{
    if (!m_data->hasToken)
        return finishedFuture(Result<MediaContent>(Error{Error::Kind::Unsupported, u"no access token"_s}));
    return m_data->media->fetch(request);
}

QFuture<Result<GatewayAnswer>> CloudApiConnector::perform(const GatewayOrder &order)
{
    if (!m_data->hasActionToken)
        return finishedFuture(Result<GatewayAnswer>(
                Error{Error::Kind::Unsupported, u"no access token: this gateway only collects"_s}));
    return m_data->orders->perform(order);
}

void CloudApiConnector::listNumbers()
{
    if (!m_data->isStarted || !m_data->hasToken || m_data->config.businessAccount.isEmpty())
        return;
    continueOn(this, m_data->numbers->list(m_data->config.businessAccount),
               [this](const Result<QVector<CloudNumber>> &numbers) {
                   if (m_data->isStarted)
                       readNumbers(numbers);
               });
}

void CloudApiConnector::readNumbers(const Result<QVector<CloudNumber>> &numbers)
{
    const qint64 nowMs = m_data->clock.nowMs();
    if (!numbers) {
        const bool isRefused = numbers.error().kind == Error::Kind::Unauthorized;
        const auto delay = isRefused ? m_data->timings.refusedKeyRetry
                                     : retryDelay(m_data->listAttempts++, m_data->timings.firstRetry,
                                                  m_data->timings.longestRetry);
        m_data->listTimer->start(delay);
        // Webhooks come all the same, so only a refused token is a state of the connection.
        setPhase(isRefused ? ConnectionPhase::KeyRefused : m_data->state.phase,
                 u"list of numbers: "_s + numbers.error().context, nowMs + delay.count());
        return;
    }
    m_data->listAttempts = 0;
    QVector<GatewayEvent> events;
    const GatewayCapabilities capabilities = cloudApiCapabilities(m_data->hasToken, m_data->hasActionToken);
    for (const CloudNumber &number : *numbers) {
        m_data->lines.insert(number.id, {number.id, number.number, m_data->config.businessAccount});
        events.append({number.id, LineChanged{number.state, number.name, number.number, nowMs, capabilities}});
    }
    if (!events.isEmpty())
        emit batchReady({m_data->state.gateway, events});
    if (m_data->state.phase == ConnectionPhase::KeyRefused || m_data->state.retryAtMs > 0)
        setPhase(m_data->isPaused    ? ConnectionPhase::Paused
                 : m_data->hasSecret ? ConnectionPhase::Live
                                     : ConnectionPhase::KeyMissing,
                 m_data->hasSecret ? QString() : u"app secret"_s);
}

void CloudApiConnector::noteRejected(qsizetype count, const QString &reason)
{
    const qint64 before = m_data->state.rejectedFrames;
    m_data->state.rejectedFrames += count;
    // The first few in full, then one line a thousand: strangers must not fill the log.
    const qint64 total = m_data->state.rejectedFrames;
    if (before < 20 || before / 1000 != total / 1000)
        qCWarning(lcGateway) << "gateway" << m_data->state.gateway.value << "put aside" << total << "so far:" << reason;
    emitStateSoon();
}

void CloudApiConnector::setPhase(ConnectionPhase phase, const QString &detail, qint64 retryAtMs)
{
    m_data->state.phase = phase;
    m_data->state.detail = detail;
    m_data->state.retryAtMs = retryAtMs;
    emitState();
}

void CloudApiConnector::emitStateSoon()
{
    if (!m_data->stateTimer->isActive())
        m_data->stateTimer->start(m_data->timings.stateEvery);
}

void CloudApiConnector::emitState()
{
    m_data->stateTimer->stop();
    if (m_data->isStarted)
        emit stateChanged(m_data->state);
}

} // namespace atalaia
