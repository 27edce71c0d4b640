// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "domain/gatewayconfig.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace atalaia {

class ChangeFeed;
class Detector;
class StoreThread;

/// Raises an alarm for a line that is connected and silent against its own habit: where, at the rate that is
/// usual at that time (LineHabit), a silence of that length happens less than once in a thousand times. The
/// next thing that comes on the line clears it (LineLedger), and so does the line's own word that it does
/// not work.
///
/// Looks once a minute, in a short transaction on the writing store thread.
class SilenceWatch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SilenceWatch)

public:
    static constexpr int kIntervalMs = 60'000;
    /// With kIntervalMs: a busy line that stalls is told within five minutes.
    static constexpr qint64 kShortestMs = 4 * 60'000;

    /// References must outlive this and the store thread's queue. The detector knows the company.
    SilenceWatch(StoreThread &writer, const Detector &detector, ChangeFeed &feed, const Clock &clock,
                 QObject *parent = nullptr);

    void start();
    void stop();
    /// Only what its gateway is connected for can be missed: since when that is so.
    void noteConnection(const ConnectionState &state);
    /// Looks out of turn.
    void look();

signals:
    /// A look is over: so many alarms were raised or cleared.
    void looked(int changed);

private:
    StoreThread &m_writer;
    const Detector &m_detector;
    ChangeFeed &m_feed;
    const Clock &m_clock;
    QTimer m_timer;
    QHash<GatewayId, qint64> m_liveSince; // of the gateways that are live
    bool m_isLooking = false;
};

} // namespace atalaia
