// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures.h"

#include <QEvent>
#include <QFile>
#include <QMetaEnum>
#include <QThread>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace atalaia::bench {

double residentMib()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    return fields.value(1).toDouble() * double(sysconf(_SC_PAGESIZE)) / (1024.0 * 1024.0);
}

double secondsSinceExec()
{
    QFile stat(QStringLiteral("/proc/self/stat"));
    QFile uptime(QStringLiteral("/proc/uptime"));
    if (!stat.open(QIODevice::ReadOnly) || !uptime.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray line = stat.readAll();
    // Field 22 (starttime, in clock ticks); the name in field 2 may hold spaces, so count after it.
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    const double startedAt = fields.value(19).toDouble() / double(sysconf(_SC_CLK_TCK));
    return uptime.readAll().split(' ').value(0).toDouble() - startedAt;
}

double threadCpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

double mainThreadWaitedMs()
{
    // Opened once: this is asked around each event. The kernel closes it with the process.
    static const int file = ::open("/proc/self/schedstat", O_RDONLY | O_CLOEXEC);
    char line[96] = {};
    if (file < 0 || ::pread(file, line, sizeof line - 1, 0) <= 0)
        return 0;
    return QByteArray(line).split(' ').value(1).toDouble() / 1e6;
}

double percentile(QVector<double> values, double p)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto rank = qsizetype(std::ceil(p / 100.0 * double(values.size()))) - 1;
    return values[std::clamp<qsizetype>(rank, 0, values.size() - 1)];
}

void printGoal(const char *name, double value, double goal, bool isSmallerBetter)
{
    const bool isMet = isSmallerBetter ? value <= goal : value >= goal;
    std::printf("goal %s %.2f %.2f %s\n", name, value, goal, isMet ? "met" : "missed");
}

namespace {

QString eventName(QEvent::Type type)
{
    const char *known = QMetaEnum::fromType<QEvent::Type>().valueToKey(int(type));
    return known ? QString::fromLatin1(known) : QStringLiteral("event %1").arg(int(type));
}

} // namespace

bool TimedApplication::notify(QObject *receiver, QEvent *event)
{
    // Qt calls this on every thread that delivers events; only the GUI thread is measured. And only
    // the outermost delivery counts: what it delivers on the way is part of the same stretch.
    if (QThread::currentThread() != thread() || m_depth > 0)
        return QApplication::notify(receiver, event);
    ++m_depth;
    const QEvent::Type type = event->type();
    QString name = QString::fromLatin1(receiver->metaObject()->className());
    if (const QString own = receiver->objectName(); !own.isEmpty())
        name += u' ' + own;
    const double cpuBefore = threadCpuMs();
    const double waitedBefore = mainThreadWaitedMs();
    m_timer.start();
    const bool isHandled = QApplication::notify(receiver, event);
    const double ms = double(m_timer.nsecsElapsed()) / 1e6;
    const double cpuMs = threadCpuMs() - cpuBefore;
    --m_depth;

    ++m_count;
    if (ms > kBlockedMs)
        ++m_over16;
    if (m_longest.size() < kKept || ms > m_longest.constLast().ms)
        keep({ms, cpuMs, mainThreadWaitedMs() - waitedBefore, QStringLiteral("%1 to %2").arg(eventName(type), name)});
    if (cpuMs > m_busiest.cpuMs)
        m_busiest = {ms, cpuMs, mainThreadWaitedMs() - waitedBefore,
                     QStringLiteral("%1 to %2").arg(eventName(type), name)};
    if (m_afterEvent)
        m_afterEvent();
    return isHandled;
}

void TimedApplication::keep(const Stretch &stretch)
{
    const auto place = std::find_if(m_longest.cbegin(), m_longest.cend(),
                                    [&stretch](const Stretch &known) { return known.ms < stretch.ms; });
    m_longest.insert(place, stretch);
    if (m_longest.size() > kKept)
        m_longest.removeLast();
}

void TimedApplication::restart()
{
    m_longest.clear();
    m_busiest = {};
    m_count = 0;
    m_over16 = 0;
}

} // namespace atalaia::bench
