// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "gateway/connector.h"
#include "store/mediafolder.h"
#include "store/mediarepository.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <functional>

namespace atalaia {

class ChangeFeed;
class StoreThread;

/// Asks gateways for the media of stored messages and keeps the files. What is to be asked for is in the
/// store, so it survives a restart; the file is there before the store says so, so a kill between the two only
/// asks once more. At most kMostPerGateway at a time. When files cannot be written it waits, and says so.
///
/// Lives on the gateway thread; all functions are called there.
class MediaFetcher final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MediaFetcher)

public:
    static constexpr int kMostPerGateway = 2;
    static constexpr qint64 kFirstRetryMs = 15'000;
    static constexpr qint64 kLastRetryMs = 60 * 60 * 1000;
    static constexpr qint64 kPauseMs = 60'000; ///< after a file could not be written

    using FindConnector = std::function<Connector *(GatewayId gateway)>;

    /// `folder` empty: nothing is asked for. References must outlive this and the store thread's queue.
    MediaFetcher(StoreThread &writer, ChangeFeed &feed, const Clock &clock, QString folder, FindConnector findConnector,
                 QObject *parent = nullptr);
    ~MediaFetcher() override;

    /// From now on this gateway has a connector, or has it no more.
    void addGateway(GatewayId gateway);
    void removeGateway(GatewayId gateway);
    /// Something is wanted.
    void wake();
    /// Wants what had expired or been refused once more.
    [[nodiscard]] QFuture<Result<>> askAgain(MessageId message);

signals:
    /// Files cannot be written; asked again after a while.
    void failed(const atalaia::Error &error);
    void recovered();
    /// One question has an end, whatever it is.
    void settled(atalaia::MessageId message);

private:
    using Job = MediaRepository::Job;
    struct Look
    {
        QHash<GatewayId, QVector<Job>> due;
        qint64 nextDueAtMs = 0; ///< 0 = nothing waits for its time
    };

    [[nodiscard]] static Result<Look> lookInto(Database &database, const QSet<GatewayId> &gateways, qint64 nowMs,
                                               int limit);
    void take(const Look &look);
    void fetch(GatewayId gateway, const Job &job);
    void finishFetch(const Job &job, const Result<MediaContent> &content);
    void keep(const Job &job, const MediaContent &content);
    void finishKeep(const Job &job, const MediaContent &content, const Result<QByteArray> &sha256);
    void end(const Job &job, const std::function<Result<>(MediaRepository &)> &record);
    void settle(const Job &job, bool isRecorded);

    StoreThread &m_writer;
    ChangeFeed &m_feed;
    const Clock &m_clock;
    const MediaFolder m_folder;
    const bool m_isUsed;
    const FindConnector m_findConnector;
    QTimer m_timer;
    QThreadPool m_files; // writes and syncs, one file at a time
    QSet<GatewayId> m_gateways;
    QHash<MessageId, GatewayId> m_underWay;
    qint64 m_pausedUntilMs = 0;
    bool m_isLooking = false;
    bool m_isWokenMeanwhile = false;
};

} // namespace atalaia
