// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/windowcloser.h"

#include "base/continuation.h"
#include "base/logging.h"
#include "ingest/conversationwatch.h"
#include "review/changefeed.h"
#include "store/database.h"
#include "store/storethread.h"

namespace atalaia {

struct WindowCloser::Closed
{
    StoreChange change;
    int count = 0;
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

void WindowCloser::look()
{
    if (m_isLooking)
        return;
    m_isLooking = true;
    m_closed = 0;
    closeSome();
}

void WindowCloser::closeSome()
{
    const auto closed = m_writer.submit([&detector = m_detector, nowMs = m_clock.nowMs()](
                                                Database &database) -> Result<Closed> {
        Closed some;
        const Result<> done = database.inTransaction([&detector, &database, &some, nowMs]() -> Result<> {
            ConversationWatch watch(detector, database, nowMs);
            const auto silence = watch.closeSilent(kMostPerTransaction);
            if (!silence)
                return silence.error();
            some.count = silence->closed;
            for (const FlagChange &flag : silence->outcome.flags)
                (flag.isNew ? some.change.newFlags : some.change.changedFlags).append(flag.flag);
            some.change.conversations = silence->conversations;
            return {};
        });
        if (!done)
            return done.error();
        return some;
    });
    continueOn(this, closed, [this](const Result<Closed> &some) { finishSome(some); });
}

void WindowCloser::finishSome(const Result<Closed> &closed)
{
    if (!closed)
        qCWarning(lcIngest) << "silence not looked at, tried again later:" << closed.error().context;
    if (closed && !closed->change.conversations.isEmpty())
        m_feed.announce(closed->change);
    m_closed += closed ? closed->count : 0;
    if (closed && closed->count == kMostPerTransaction && m_timer.isActive()) {
        closeSome();
        return;
    }
    m_isLooking = false;
    emit looked(m_closed);
}

} // namespace atalaia
