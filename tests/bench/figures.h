// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QString>
#include <QVector>

namespace atalaia::bench {

/// Resident memory of this process in MiB, from /proc.
[[nodiscard]] double residentMib();
/// Seconds since this process was started by the kernel, from /proc.
[[nodiscard]] double secondsSinceExec();
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

    struct Stretch
    {
        double ms = 0;
        QString what;
    };

    /// Forgets what was measured so far.
    void restart();
    [[nodiscard]] const QVector<Stretch> &longest() const { return m_longest; }
    [[nodiscard]] qint64 stretchesOver16Ms() const { return m_over16; }
    [[nodiscard]] qint64 stretches() const { return m_count; }

private:
    QElapsedTimer m_timer;
    int m_depth = 0;
    qint64 m_count = 0;
    qint64 m_over16 = 0;
    QVector<Stretch> m_longest; // longest first, at most ten
};

} // namespace atalaia::bench
