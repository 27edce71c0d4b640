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

/// Does what no arriving message leads to, in short transactions on the writing thread: reads the contacts
/// whose history waits, then asks about the silence of conversations, so that what nobody answered is found
/// although nothing arrives. At start, every few minutes and when somebody asks for it. What that changes is
/// announced as the work of messages is.
///
/// The first look after an update of the program or of an old store may find all contacts waiting: what
/// is remembered is built from stored history then, and no flag is opened for what was received before the
/// policies scanned for the first time (see HitRecording).
class WindowCloser final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowCloser)

public:
    static constexpr int kIntervalMs = 5 * 60 * 1000;
    static constexpr int kMostPerTransaction = 100; ///< contacts with silences
    static constexpr qint64 kMostEventsPerTransaction = 2000; ///< of waiting histories, but one contact at least

    /// References must outlive this and the store thread's queue.
    WindowCloser(StoreThread &writer, Detector &detector, ChangeFeed &feed, const Clock &clock,
                 QObject *parent = nullptr);

    /// Looks now and from then on. Call it when the policies are live: before that nothing is done.
    void start();
    void stop();
    /// Looks out of turn: the history of a line is complete. Nothing before start().
    void lookNow();

signals:
    /// A look is over: so many conversations were asked about.
    void looked(int closed);

private:
    struct Done;

    void look();
    void readSome();
    void closeSome();
    void finishRead(const Result<Done> &read);
    void finishClose(const Result<Done> &closed);
    void announce(const Result<Done> &done);
    template <typename Work> void submit(Work work, void (WindowCloser::*finish)(const Result<Done> &));

    StoreThread &m_writer;
    Detector &m_detector;
    ChangeFeed &m_feed;
    const Clock &m_clock;
    QTimer m_timer;
    bool m_isLooking = false;
    bool m_isAskedAgain = false; // while looking
    int m_closed = 0; // by this look
};

} // namespace atalaia
