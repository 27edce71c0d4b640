// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "gateway/gatewayevent.h"
#include "ingest/ingestwriter.h"

#include <QFuture>
#include <QObject>
#include <QTimer>
#include <QVector>

#include <memory>

namespace atalaia {

class ChangeFeed;
class Detector;
class StoreThread;

/// What ingest has done since start; for the status strip and the logs.
struct IngestTotals
{
    qint64 events = 0;
    qint64 newMessages = 0;
    qint64 duplicates = 0;
    qint64 putAside = 0;
    qint64 hits = 0;
};

/// Between the connectors and the writing store thread. One commit is under way at a time; what
/// arrives meanwhile waits and goes into the next one, so commits grow with the load and an idle
/// system commits each event at once.
///
/// Bounded: past kHighWater waiting events or kHighWaterBytes of texts fullChanged(true) asks the connectors to close
/// their streams, which backfill makes good later; below both low marks it says false. A batch that could not be
/// committed (disk full ...) stays at the front and is tried again with back-off: nothing that was received is dropped.
///
/// Lives on the gateway thread; all functions are called there.
class IngestQueue final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(IngestQueue)

public:
    static constexpr qsizetype kHighWater = 20'000;
    static constexpr qsizetype kLowWater = 5'000;
    static constexpr qsizetype kHighWaterBytes = 256 * 1024 * 1024; ///< of texts
    static constexpr qsizetype kLowWaterBytes = 64 * 1024 * 1024;
    static constexpr qsizetype kMaxPerCommit = 2'000;

    /// References must outlive this and the store thread's queue.
    IngestQueue(StoreThread &writer, Detector &detector, ChangeFeed &feed, const Clock &clock,
                QObject *parent = nullptr, const QString &version = {});
    ~IngestQueue() override;

    void enqueue(const EventBatch &batch);
    /// What waits of this gateway was received by a connector that is gone: its receipts mean nothing to the next,
    /// which counts anew, and knows nothing of the gap in which the other was.
    void noteNewConnector(GatewayId gateway);
    /// For the end: submits all that waits, without waiting for the outcome.
    void handOver();
    [[nodiscard]] bool isFull() const { return m_isFull; }
    [[nodiscard]] bool isIdle() const { return m_waiting.isEmpty() && m_inFlight.isEmpty(); }
    [[nodiscard]] const IngestTotals &totals() const { return m_totals; }

signals:
    void cursorCommitted(atalaia::GatewayId gateway, const atalaia::LineCursor &cursor);
    /// The batch with this receipt is in the store.
    void receiptCommitted(atalaia::GatewayId gateway, quint64 receipt);
    /// What was put aside under this id was tried again.
    void triedAgain(qint64 putAsideId, bool isSolved);
    void fullChanged(bool isFull);
    /// Messages in the store have media that is to be asked for.
    void mediaWanted();
    /// `count` more events of the gateway were unusable and are not in the store.
    void eventsPutAside(atalaia::GatewayId gateway, qint64 count);
    /// The first failure, and each one of another kind, until committed() again.
    void failed(const atalaia::Error &error);
    void recovered();
    /// Nothing waits any more.
    void drained();

private:
    void commitNext();
    [[nodiscard]] QVector<EventBatch> takeForOneCommit();
    [[nodiscard]] QFuture<Result<IngestOutcome>> submit(const QVector<EventBatch> &batches, bool isFollowing = false);
    void finishCommit(const Result<IngestOutcome> &outcome);
    void noteFailure(const Error &error);
    void announce(const IngestOutcome &outcome);
    void updateFull();

    StoreThread &m_writerThread;
    std::shared_ptr<IngestWriter> m_writer; // used on the writing store thread only
    ChangeFeed &m_feed;
    QTimer m_retryTimer; // a child, so that it moves to the gateway thread with its owner
    QVector<EventBatch> m_waiting;
    QVector<EventBatch> m_inFlight; // non-empty: a commit is under way, or waits for its retry
    qsizetype m_waitingEvents = 0;
    qsizetype m_waitingBytes = 0;
    int m_failures = 0;
    Error::Kind m_lastFailure = Error::Kind::Internal;
    std::shared_ptr<bool> m_hasLastFailed = std::make_shared<bool>(false); // used on the writing store thread only
    bool m_isCommitting = false;
    bool m_isFull = false;
    IngestTotals m_totals;
};

} // namespace atalaia
