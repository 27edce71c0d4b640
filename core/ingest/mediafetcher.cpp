// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/mediafetcher.h"

#include "base/continuation.h"
#include "base/logging.h"
#include "review/changefeed.h"
#include "store/storethread.h"
#include "store/transaction.h"

#include <QFutureWatcher>
#include <QPromise>

#include <algorithm>
#include <memory>

namespace atalaia {

namespace {

constexpr int kStoreRetryMs = 5'000;

qint64 retryDelayMs(int attempts)
{
    return std::min(MediaFetcher::kLastRetryMs, MediaFetcher::kFirstRetryMs << std::clamp(attempts, 0, 12));
}

} // namespace

MediaFetcher::MediaFetcher(StoreThread &writer, ChangeFeed &feed, const Clock &clock, QString folder,
                           FindConnector findConnector, QObject *parent)
    : QObject(parent),
      m_writer(writer),
      m_feed(feed),
      m_clock(clock),
      m_folder(folder),
      m_isUsed(!folder.isEmpty()),
      m_findConnector(std::move(findConnector)),
      m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MediaFetcher::wake);
    m_files.setMaxThreadCount(1);
    if (m_isUsed)
        m_files.start([files = m_folder] { files.removeUnfinished(); });
}

MediaFetcher::~MediaFetcher()
{
    m_files.waitForDone();
}

void MediaFetcher::addGateway(GatewayId gateway)
{
    m_gateways.insert(gateway);
    wake();
}

void MediaFetcher::removeGateway(GatewayId gateway)
{
    m_gateways.remove(gateway);
}

void MediaFetcher::wake()
{
    if (!m_isUsed || m_gateways.isEmpty())
        return;
    if (m_isLooking) {
        m_isWokenMeanwhile = true;
        return;
    }
    const qint64 pauseMs = m_pausedUntilMs - m_clock.nowMs();
    if (pauseMs > 0) {
        m_timer.start(int(std::min(pauseMs, kPauseMs)));
        return;
    }
    m_isLooking = true;
    // What is under way is due as well.
    const int limit = kMostPerGateway + int(m_underWay.size());
    continueOn(this, m_writer.submit([gateways = m_gateways, nowMs = m_clock.nowMs(), limit](Database &database) {
        return lookInto(database, gateways, nowMs, limit);
    }),
               [this](const Result<Look> &look) {
                   m_isLooking = false;
                   if (look) {
                       take(*look);
                   } else {
                       qCWarning(lcIngest) << "wanted media not readable:" << look.error().context;
                       m_timer.start(kStoreRetryMs);
                   }
                   if (std::exchange(m_isWokenMeanwhile, false))
                       wake();
               });
}

Result<MediaFetcher::Look> MediaFetcher::lookInto(Database &database, const QSet<GatewayId> &gateways, qint64 nowMs,
                                                  int limit)
{
    MediaRepository media(database);
    Look look;
    for (const GatewayId gateway : gateways) {
        auto due = media.due(gateway, nowMs, limit);
        if (!due)
            return due.error();
        look.due.insert(gateway, *due);
        const auto next = media.nextDueAt(gateway, nowMs);
        if (!next)
            return next.error();
        if (*next && (look.nextDueAtMs == 0 || **next < look.nextDueAtMs))
            look.nextDueAtMs = **next;
    }
    return look;
}

void MediaFetcher::take(const Look &look)
{
    if (look.nextDueAtMs > 0) // the clock may be wrong by hours after a suspend: look once a minute at least
        m_timer.start(int(std::clamp<qint64>(look.nextDueAtMs - m_clock.nowMs(), 0, 60'000)));
    for (auto it = look.due.cbegin(); it != look.due.cend(); ++it) {
        for (const Job &job : it.value()) {
            const auto busy = std::count(m_underWay.cbegin(), m_underWay.cend(), it.key());
            if (busy < kMostPerGateway && !m_underWay.contains(job.message))
                fetch(it.key(), job);
        }
    }
}

void MediaFetcher::fetch(GatewayId gateway, const Job &job)
{
    Connector *const connector = m_findConnector(gateway);
    if (!connector)
        return;
    m_underWay.insert(job.message, gateway);
    // A connector that is replaced meanwhile leaves the future without an answer: the same as none.
    auto *watcher = new QFutureWatcher<Result<MediaContent>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, job] {
        watcher->deleteLater();
        finishFetch(job, watcher->future().resultCount() > 0
                                 ? watcher->result()
                                 : Result<MediaContent>(
                                         Error{Error::Kind::Unreachable, QStringLiteral("connection replaced")}));
    });
    watcher->setFuture(connector->fetchMedia(
            {job.lineExternalId, job.chat, job.messageExternalId, job.reference, MediaRepository::kLargestBytes}));
}

void MediaFetcher::finishFetch(const Job &job, const Result<MediaContent> &content)
{
    const qint64 nowMs = m_clock.nowMs();
    if (content && content->bytes.size() <= MediaRepository::kLargestBytes) {
        keep(job, *content);
        return;
    }
    const auto kind = content ? Error::Kind::Rejected : content.error().kind;
    std::optional<MediaState> ended;
    if (kind == Error::Kind::NotFound)
        ended = MediaState::Expired;
    else if (kind == Error::Kind::Rejected)
        ended = MediaState::TooLarge;
    else if (kind == Error::Kind::Unsupported)
        ended = MediaState::Refused;
    end(job, [message = job.message, ended, nowMs, delayMs = retryDelayMs(job.attempts)](MediaRepository &media) {
        return ended ? media.noteEnded(message, *ended, nowMs) : media.postpone(message, nowMs + delayMs);
    });
}

void MediaFetcher::keep(const Job &job, const MediaContent &content)
{
    auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
    promise->start();
    continueOn(this, promise->future(),
               [this, job, content](const Result<QByteArray> &sha256) { finishKeep(job, content, sha256); });
    m_files.start([folder = m_folder, bytes = content.bytes, promise] {
        promise->addResult(folder.keep(bytes));
        promise->finish();
    });
}

void MediaFetcher::finishKeep(const Job &job, const MediaContent &content, const Result<QByteArray> &sha256)
{
    if (!sha256) {
        qCWarning(lcIngest) << "media not kept, paused:" << sha256.error().context;
        if (m_pausedUntilMs == 0)
            emit failed(sha256.error());
        m_pausedUntilMs = m_clock.nowMs() + kPauseMs;
        settle(job, false); // it is wanted still
        return;
    }
    if (std::exchange(m_pausedUntilMs, 0) != 0)
        emit recovered();
    end(job, [job, size = content.bytes.size(), type = content.mediaType, hash = *sha256, nowMs = m_clock.nowMs()](
                     MediaRepository &media) { return media.noteKept(job.message, size, hash, type, nowMs); });
}

void MediaFetcher::end(const Job &job, const std::function<Result<>(MediaRepository &)> &record)
{
    continueOn(this, m_writer.submit([record](Database &database) -> Result<> {
        return database.inTransaction([&database, &record] {
            MediaRepository media(database);
            return record(media);
        });
    }),
               [this, job](const Result<> &recorded) {
                   if (!recorded)
                       qCWarning(lcIngest) << "media state not recorded:" << recorded.error().context;
                   settle(job, bool(recorded));
               });
}

void MediaFetcher::settle(const Job &job, bool isRecorded)
{
    m_underWay.remove(job.message);
    if (isRecorded) {
        StoreChange change;
        change.conversations = {job.conversation};
        m_feed.announce(change);
        wake();
    } else {
        m_timer.start(kStoreRetryMs);
    }
    emit settled(job.message);
}

QFuture<Result<>> MediaFetcher::askAgain(MessageId message)
{
    return continueOn(this, m_writer.submit([message, nowMs = m_clock.nowMs()](Database &database) -> Result<> {
        return database.inTransaction(
                [&database, message, nowMs] { return MediaRepository(database).askAgain(message, nowMs); });
    }),
                      [this](const Result<> &asked) {
                          if (asked)
                              wake();
                          return asked;
                      });
}

} // namespace atalaia
