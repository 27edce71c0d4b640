// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QObject>
#include <QTimer>

namespace atalaia {

class ChangeFeed;
class Detector;
class StoreThread;
struct StoreChange;

/// Asks about the silence of conversations, so that what nobody answered is found although nothing
/// arrives: at start and every few minutes, in short transactions on the writing thread. Hits are
/// announced as those of messages are.
class WindowCloser final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowCloser)

public:
    static constexpr int kIntervalMs = 5 * 60 * 1000;
    static constexpr int kMostPerTransaction = 100;

    /// References must outlive this and the store thread's queue.
    WindowCloser(StoreThread &writer, Detector &detector, ChangeFeed &feed, const Clock &clock,
                 QObject *parent = nullptr);

    /// Looks now and from then on. Call it when the policies are live: before that nothing is closed.
    void start();
    void stop();

signals:
    /// A look is over: so many conversations were asked about.
    void looked(int closed);

private:
    struct Closed;

    void look();
    void closeSome();
    void finishSome(const Result<Closed> &closed);

    StoreThread &m_writer;
    Detector &m_detector;
    ChangeFeed &m_feed;
    const Clock &m_clock;
    QTimer m_timer;
    bool m_isLooking = false;
    int m_closed = 0; // by this look
};

} // namespace atalaia
