// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/windowcloser.h"

#include "base/continuation.h"
#include "base/logging.h"
#include "ingest/conversationwatch.h"
#include "review/changefeed.h"
#include "store/storethread.h"
#include "store/transaction.h"

#include <utility>

namespace atalaia {

struct WindowCloser::Done
{
    StoreChange change;
    int count = 0;
    bool hasMore = false;

    void note(const ConversationWatch::Outcome &outcome)
    {
        change.noteFlags(outcome.flags);
        change.conversations = outcome.conversations;
    }
};

WindowCloser::WindowCloser(StoreThread &writer, Detector &detector, ChangeFeed &feed, const Clock &clock,
                           QObject *parent)
    : QObject(parent), m_writer(writer), m_detector(detector), m_feed(feed), m_clock(clock), m_timer(this)
{
    m_timer.setInterval(kIntervalMs);
    connect(&m_timer, &QTimer::timeout, this, &WindowCloser::look);
}

void WindowCloser::start()
{
    m_timer.start();
    look();
}

void WindowCloser::stop()
{
    m_timer.stop();
}

void WindowCloser::lookNow()
{
    if (!m_timer.isActive())
        return;
    m_isAskedAgain = m_isLooking;
    look();
}

void WindowCloser::look()
{
    if (m_isLooking)
        return;
    m_isLooking = true;
    m_closed = 0;
    readSome();
}

template <typename Work> void WindowCloser::submit(Work work, void (WindowCloser::*finish)(const Result<Done> &))
{
    const auto done = m_writer.submit(
            [&detector = m_detector, nowMs = m_clock.nowMs(), work](Database &database) -> Result<Done> {
                return transacted(database, [&detector, &database, nowMs, work]() -> Result<Done> {
                    ConversationWatch watch(detector, database, nowMs);
                    return work(watch);
                });
            });
    continueOn(this, done, [this, finish](const Result<Done> &some) { (this->*finish)(some); });
}

void WindowCloser::readSome()
{
    submit(
            [](ConversationWatch &watch) -> Result<Done> {
                const auto waiting = watch.readWaiting(kMostEventsPerTransaction);
                if (!waiting)
                    return waiting.error();
                Done done{{}, waiting->contacts, waiting->hasMore};
                done.note(waiting->outcome);
                return done;
            },
            &WindowCloser::finishRead);
}

void WindowCloser::closeSome()
{
    submit(
            [](ConversationWatch &watch) -> Result<Done> {
                const auto silence = watch.closeSilent(kMostPerTransaction);
                if (!silence)
                    return silence.error();
                Done done{{}, silence->closed, silence->closed >= kMostPerTransaction};
                done.note(silence->outcome);
                return done;
            },
            &WindowCloser::finishClose);
}

void WindowCloser::announce(const Result<Done> &done)
{
    if (!done)
        qCWarning(lcIngest) << "history or silence not looked at, tried again later:" << done.error().context;
    else if (!done->change.conversations.isEmpty())
        m_feed.announce(done->change);
}

void WindowCloser::finishRead(const Result<Done> &read)
{
    announce(read);
    if (read && read->hasMore && m_timer.isActive())
        readSome();
    else
        closeSome();
}

void WindowCloser::finishClose(const Result<Done> &closed)
{
    announce(closed);
    m_closed += closed ? closed->count : 0;
    if (closed && closed->hasMore && m_timer.isActive()) {
        closeSome();
        return;
    }
    m_isLooking = false;
    emit looked(m_closed);
    if (std::exchange(m_isAskedAgain, false) && m_timer.isActive())
        look();
}

} // namespace atalaia
