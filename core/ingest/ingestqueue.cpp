// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/ingestqueue.h"

#include "base/continuation.h"
#include "base/logging.h"
#include "store/storethread.h"

#include <algorithm>

namespace atalaia {

namespace {

constexpr int kFirstRetryMs = 500;
constexpr int kLastRetryMs = 15'000;

/// What counts against the bounds of memory and of a commit.
qsizetype itemsOf(const EventBatch &batch)
{
    return batch.events.size() + batch.rejected.size();
}

/// What the texts of a batch hold; the rest of an event is small and bounded by their count.
qsizetype textBytesOf(const EventBatch &batch)
{
    qsizetype characters = 0;
    for (const GatewayEvent &event : batch.events) {
        if (const auto *message = std::get_if<MessageReceived>(&event.body))
            characters += message->text.size();
        else if (const auto *edit = std::get_if<MessageEdited>(&event.body))
            characters += edit->text.size();
    }
    qsizetype bytes = characters * qsizetype(sizeof(QChar));
    for (const RejectedEvent &event : batch.rejected)
        bytes += event.bytes.size();
    return bytes;
}

} // namespace

IngestQueue::IngestQueue(StoreThread &writer, Detector &detector, ChangeFeed &feed, const Clock &clock, QObject *parent,
                         const QString &version)
    : QObject(parent),
      m_writerThread(writer),
      m_writer(std::make_shared<IngestWriter>(detector, clock, version)),
      m_feed(feed),
      m_retryTimer(this)
{
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &IngestQueue::commitNext);
}

IngestQueue::~IngestQueue() = default;

void IngestQueue::enqueue(const EventBatch &batch)
{
    m_waiting.append(batch);
    m_waitingEvents += itemsOf(batch);
    m_waitingBytes += textBytesOf(batch);
    updateFull();
    commitNext();
}

void IngestQueue::commitNext()
{
    if (m_isCommitting || m_retryTimer.isActive())
        return;
    if (m_inFlight.isEmpty())
        m_inFlight = takeForOneCommit();
    if (m_inFlight.isEmpty())
        return;
    m_isCommitting = true;
    continueOn(this, submit(m_inFlight), [this](const Result<IngestOutcome> &outcome) { finishCommit(outcome); });
}

QVector<EventBatch> IngestQueue::takeForOneCommit()
{
    qsizetype count = 0;
    qsizetype events = 0;
    while (count < m_waiting.size() && (count == 0 || events + itemsOf(m_waiting[count]) <= kMaxPerCommit))
        events += itemsOf(m_waiting[count++]);
    QVector<EventBatch> taken = m_waiting.mid(0, count);
    m_waiting.remove(0, count);
    return taken;
}

/// `isFollowing`: not when the one before failed. A cursor must not be there without what came before it.
QFuture<Result<IngestOutcome>> IngestQueue::submit(const QVector<EventBatch> &batches, bool isFollowing)
{
    return m_writerThread.submit([writer = m_writer, hasLastFailed = m_hasLastFailed, batches,
                                  isFollowing](Database &database) -> Result<IngestOutcome> {
        if (isFollowing && *hasLastFailed)
            return Error{Error::Kind::Cancelled, QStringLiteral("what came before could not be written")};
        const Result<IngestOutcome> outcome = writer->write(database, batches);
        *hasLastFailed = !outcome || outcome->stoppedBy;
        return outcome;
    });
}

void IngestQueue::noteNewConnector(GatewayId gateway)
{
    static_cast<void>(m_writerThread.submit([writer = m_writer, gateway](Database &) -> Result<> {
        writer->noteNewConnector(gateway);
        return {};
    }));
    for (QVector<EventBatch> *batches : {&m_waiting, &m_inFlight}) {
        for (EventBatch &batch : *batches) {
            if (batch.gateway == gateway)
                batch.receipt = 0;
        }
    }
}

void IngestQueue::handOver()
{
    m_retryTimer.stop();
    // What is being committed now is in the store thread's queue already.
    QVector<EventBatch> next = std::exchange(m_inFlight, {});
    bool isFollowing = m_isCommitting;
    if (m_isCommitting)
        next.clear();
    if (next.isEmpty())
        next = takeForOneCommit();
    for (; !next.isEmpty(); next = takeForOneCommit()) {
        static_cast<void>(submit(next, isFollowing));
        isFollowing = true;
    }
}

void IngestQueue::finishCommit(const Result<IngestOutcome> &outcome)
{
    m_isCommitting = false;
    if (outcome && outcome->stoppedBy)
        announce(*outcome); // the next try finds it in the store and says nothing
    if (!outcome || outcome->stoppedBy) {
        noteFailure(outcome ? *outcome->stoppedBy : outcome.error());
        return;
    }

    if (m_failures > 0) {
        m_failures = 0;
        emit recovered();
    }
    m_totals.events += outcome->events;
    m_totals.newMessages += outcome->change.newMessages;
    m_totals.duplicates += outcome->duplicates;
    m_totals.putAside += outcome->putAside;
    m_totals.hits += outcome->hits;

    const QVector<EventBatch> committed = std::exchange(m_inFlight, {});
    for (const EventBatch &batch : committed) {
        m_waitingEvents -= itemsOf(batch);
        m_waitingBytes -= textBytesOf(batch);
        if (batch.cursor)
            emit cursorCommitted(batch.gateway, *batch.cursor);
        if (batch.receipt != 0)
            emit receiptCommitted(batch.gateway, batch.receipt);
    }
    for (auto it = outcome->putAsideOf.cbegin(); it != outcome->putAsideOf.cend(); ++it)
        emit eventsPutAside(it.key(), it.value());
    for (auto it = outcome->triedAgain.cbegin(); it != outcome->triedAgain.cend(); ++it)
        emit triedAgain(it.key(), it.value());
    announce(*outcome);
    updateFull();
    if (m_waiting.isEmpty())
        emit drained();
    else
        commitNext();
}

void IngestQueue::noteFailure(const Error &error)
{
    if (m_failures == 0 || m_lastFailure != error.kind) {
        qCWarning(lcIngest) << "commit failed, kept for retry:" << error.context;
        emit failed(error);
    }
    m_lastFailure = error.kind;
    const int waitMs = std::min(kLastRetryMs, kFirstRetryMs << std::min(m_failures, 5));
    ++m_failures;
    m_retryTimer.start(waitMs);
}

void IngestQueue::announce(const IngestOutcome &outcome)
{
    if (outcome.isMediaWanted)
        emit mediaWanted();
    if (outcome.events > outcome.duplicates || outcome.change.haveLinesChanged || outcome.change.hasLedgerChanged)
        m_feed.announce(outcome.change);
}

void IngestQueue::updateFull()
{
    const bool isFull = m_isFull ? m_waitingEvents > kLowWater || m_waitingBytes > kLowWaterBytes
                                 : m_waitingEvents > kHighWater || m_waitingBytes > kHighWaterBytes;
    if (isFull == m_isFull)
        return;
    m_isFull = isFull;
    emit fullChanged(isFull);
}

} // namespace atalaia
