// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QString>
#include <QVector>

#include <functional>

namespace atalaia::bench {

/// Resident memory of this process in MiB, from /proc.
[[nodiscard]] double residentMib();
/// Seconds since this process was started by the kernel, from /proc.
[[nodiscard]] double secondsSinceExec();
/// CPU time of the calling thread so far.
[[nodiscard]] double threadCpuMs();
/// How long the main thread has waited for a processor so far, from /proc; 0 where the kernel does not say.
[[nodiscard]] double mainThreadWaitedMs();
/// The p-th percentile (0..100) of the values; 0 when there are none.
[[nodiscard]] double percentile(QVector<double> values, double p);
/// The line that closes a bench: `goal NAME VALUE GOAL met|missed`.
void printGoal(const char *name, double value, double goal, bool isSmallerBetter);

/// An application that times each event it delivers: how long the GUI thread was busy at a stretch.
class TimedApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override;

    static constexpr double kBlockedMs = 16;
    static constexpr int kKept = 10;

    struct Stretch
    {
        double ms = 0;
        double cpuMs = 0;
        double waitedMs = 0; ///< was ready to run, but others had the processors
        QString what;
    };

    /// Called each time an outermost delivery is over; its own time does not count.
    void setAfterEvent(std::function<void()> afterEvent) { m_afterEvent = std::move(afterEvent); }
    /// Forgets what was measured so far.
    void restart();
    [[nodiscard]] const QVector<Stretch> &longest() const { return m_longest; }
    /// The one that took most processor time: what the code asks for, however busy the machine is.
    [[nodiscard]] const Stretch &busiest() const { return m_busiest; }
    [[nodiscard]] qint64 stretchesOver16Ms() const { return m_over16; }
    [[nodiscard]] qint64 stretches() const { return m_count; }

private:
    void keep(const Stretch &stretch);

    std::function<void()> m_afterEvent;
    QElapsedTimer m_timer;
    int m_depth = 0;
    qint64 m_count = 0;
    qint64 m_over16 = 0;
    Stretch m_busiest;
    QVector<Stretch> m_longest; // longest first, at most kKept
};

} // namespace atalaia::bench
