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

} // namespace

IngestQueue::IngestQueue(StoreThread &writer, Detector &detector, ChangeFeed &feed, const Clock &clock, QObject *parent)
    : QObject(parent),
      m_writerThread(writer),
      m_writer(std::make_shared<IngestWriter>(detector, clock)),
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
    m_waitingEvents += batch.events.size();
    updateFull();
    commitNext();
}

void IngestQueue::commitNext()
{
    if (m_isCommitting || m_retryTimer.isActive())
        return;
    if (m_inFlight.isEmpty()) {
        if (m_waiting.isEmpty())
            return;
        qsizetype count = 0;
        qsizetype events = 0;
        while (count < m_waiting.size() && (count == 0 || events + m_waiting[count].events.size() <= kMaxPerCommit))
            events += m_waiting[count++].events.size();
        m_inFlight = m_waiting.mid(0, count);
        m_waiting.remove(0, count);
    }

    m_isCommitting = true;
    continueOn(this, m_writerThread.submit([writer = m_writer, batches = m_inFlight](Database &database) {
        return writer->write(database, batches);
    }),
               [this](const Result<IngestOutcome> &outcome) { finishCommit(outcome); });
}

void IngestQueue::finishCommit(const Result<IngestOutcome> &outcome)
{
    m_isCommitting = false;
    if (!outcome) {
        if (m_failures == 0 || m_lastFailure != outcome.error().kind) {
            qCWarning(lcIngest) << "commit failed, kept for retry:" << outcome.error().context;
            emit failed(outcome.error());
        }
        m_lastFailure = outcome.error().kind;
        const int waitMs = std::min(kLastRetryMs, kFirstRetryMs << std::min(m_failures, 5));
        ++m_failures;
        m_retryTimer.start(waitMs);
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
        m_waitingEvents -= batch.events.size();
        if (batch.cursor)
            emit cursorCommitted(batch.gateway, *batch.cursor);
    }
    if (outcome->events > outcome->duplicates || outcome->change.haveLinesChanged)
        m_feed.announce(outcome->change);
    updateFull();
    if (m_waiting.isEmpty())
        emit drained();
    else
        commitNext();
}

void IngestQueue::updateFull()
{
    const bool isFull = m_isFull ? m_waitingEvents > kLowWater : m_waitingEvents > kHighWater;
    if (isFull == m_isFull)
        return;
    m_isFull = isFull;
    emit fullChanged(isFull);
}

} // namespace atalaia
