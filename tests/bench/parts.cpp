// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts.h"

#include "figures.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;

namespace atalaia::bench {

namespace {

constexpr int kWrongUse = 2;
constexpr int kMissing = 3;
constexpr int kCores = 2; // what the goals are about
constexpr int kStarts = 5;
constexpr qint64 kManyMessages = 200'000;
constexpr int kFillRate = 2000;

/// What is measured, how long and how fast.
struct Plan
{
    int rate = 1000;
    qint64 liveCount = 60'000;
    qint64 readingCount = 20'000;
    qint64 fillCount = kManyMessages;
};

void keepToTwoCores()
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0 || CPU_COUNT(&set) <= kCores)
        return;
    cpu_set_t two;
    CPU_ZERO(&two);
    for (int cpu = 0; CPU_COUNT(&two) < kCores; ++cpu) {
        if (CPU_ISSET(cpu, &set))
            CPU_SET(cpu, &two);
    }
    sched_setaffinity(0, sizeof two, &two);
}

QByteArray machineLoad()
{
    QFile file(u"/proc/loadavg"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(0) : QByteArray("?");
}

/// Runs this program again for one measurement; its JSON, empty when it failed.
QJsonObject measure(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), arguments, QIODevice::ReadOnly);
    process.waitForFinished(-1);
    const QJsonObject figures = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    if (figures.isEmpty())
        std::fprintf(stderr, "bench_ui: %s failed\n", qPrintable(arguments.join(u' ')));
    return figures;
}

QJsonObject measureLoad(const QString &store, int rate, qint64 count, const QStringList &more = {})
{
    return measure(
            QStringList{u"--load"_s, store, u"--rate"_s, QString::number(rate), u"--count"_s, QString::number(count)}
            + more);
}

/// So that the next start reads the store from the disk.
void dropFromPageCache(const QString &path)
{
    const int file = ::open(path.toLocal8Bit().constData(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return;
    ::fdatasync(file);
    ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    ::close(file);
}

void printStretch(const QJsonValue &stretch)
{
    std::printf("    %7.1f ms (on a processor %5.1f ms, waiting for one %7.1f ms)  %s\n", stretch[u"ms"].toDouble(),
                stretch[u"cpuMs"].toDouble(), stretch[u"waitedMs"].toDouble(), qPrintable(stretch[u"what"].toString()));
}

void printLoad(const char *name, const QJsonObject &run, const QByteArray &load)
{
    std::printf("\n%s (machine load before: %s)\n", name, load.constData());
    const double seconds = run[u"seconds"].toDouble();
    const qint64 stored = run[u"stored"].toInteger();
    std::printf("  messages sent %lld, stored %lld, lost %lld, in %.1f s (%.0f/s); times paused %lld\n",
                run[u"sent"].toInteger(), stored, run[u"lost"].toInteger(), seconds,
                seconds > 0 ? double(stored) / seconds : 0, run[u"pauses"].toInteger());
    std::printf("  flags %lld, rows in the list %lld\n", run[u"flags"].toInteger(), run[u"rows"].toInteger());
    if (run[u"latencies"].toInteger() > 0) {
        std::printf("  send -> row on screen, ms: p50 %.0f, p99 %.0f, longest %.0f (%lld rows)\n",
                    run[u"p50"].toDouble(), run[u"p99"].toDouble(), run[u"longest"].toDouble(),
                    run[u"latencies"].toInteger());
    }
    std::printf("  resident memory %.0f MiB\n", run[u"residentMib"].toDouble());
    std::printf("  GUI thread: %lld events, %lld of them longer than %.0f ms; the longest:\n",
                run[u"events"].toInteger(), run[u"over16"].toInteger(), TimedApplication::kBlockedMs);
    const QJsonArray stretches = run[u"stretches"].toArray();
    for (const QJsonValue &stretch : stretches)
        printStretch(stretch);
    std::printf("  and with most processor time:\n");
    printStretch(run[u"busiest"]);
}

struct Starts
{
    double process = 0;
    double window = 0;
    double open = 0;
    double page = 0;
    double paint = 0;
    double total = 0;
};

/// Medians over some starts; each part is the time since the part before it.
Starts measureStarts(const QString &store, bool isCold)
{
    constexpr std::array kSteps{"process"_L1, "window"_L1, "open"_L1, "page"_L1, "painted"_L1};
    std::array<QVector<double>, kSteps.size()> parts;
    QVector<double> totals;
    for (int i = 0; i < kStarts; ++i) {
        if (isCold)
            dropFromPageCache(store);
        const QJsonObject start = measure({u"--start-only"_s, store});
        if (start.isEmpty())
            continue;
        double before = 0;
        for (size_t step = 0; step < kSteps.size(); ++step) {
            const double at = start[kSteps[step]].toDouble();
            parts[step].append(at - before);
            before = step == 0 ? 0 : at; // the clock of the others starts with main()
        }
        totals.append(start[u"process"].toDouble() + start[u"painted"].toDouble());
    }
    return {percentile(parts[0], 50), percentile(parts[1], 50), percentile(parts[2], 50),
            percentile(parts[3], 50), percentile(parts[4], 50), percentile(totals, 50)};
}

void printStarts(const char *name, const Starts &starts)
{
    std::printf("  %-20s %8.0f %8.0f %8.0f %8.0f %8.0f %8.0f\n", name, starts.process, starts.window, starts.open,
                starts.page, starts.paint, starts.total);
}

double longestStretch(const QJsonObject &run)
{
    return run[u"stretches"][0][u"ms"].toDouble();
}

int measureAll(const Plan &plan)
{
    QTemporaryDir folder;
    const QString many = folder.filePath(u"many.db"_s);
    QByteArray load = machineLoad();
    const QJsonObject live = measureLoad(folder.filePath(u"live.db"_s), plan.rate, plan.liveCount);
    printLoad("Live, nothing selected", live, load);
    load = machineLoad();
    const QJsonObject reading =
            measureLoad(folder.filePath(u"reading.db"_s), plan.rate, plan.readingCount, {u"--reading"_s});
    printLoad("Reading: another thread every 500 ms, scrolled every 50 ms", reading, load);
    load = machineLoad();
    const QJsonObject filled =
            measureLoad(many, plan.rate > kFillRate ? plan.rate : kFillRate, plan.fillCount, {u"--untapped"_s});
    printLoad("Filling faster, for memory and start", filled, load);
    if (live.isEmpty() || reading.isEmpty() || filled.isEmpty())
        return kMissing;

    std::printf("\nStart with %lld messages stored, ms, medians of %d (machine load before: %s)\n",
                filled[u"stored"].toInteger(), kStarts, machineLoad().constData());
    std::printf("  %-20s %8s %8s %8s %8s %8s %8s\n", "", "process", "window", "open", "page", "paint", "total");
    const Starts cold = measureStarts(many, true);
    printStarts("store not in memory", cold);
    const Starts warm = measureStarts(many, false);
    printStarts("store in memory", warm);

    std::printf("\n");
    const double lost = live[u"lost"].toDouble() + reading[u"lost"].toDouble() + filled[u"lost"].toDouble();
    printGoal("ui.lost_messages", lost, 0, true);
    printGoal("ui.send_to_screen_p50_ms", live[u"p50"].toDouble(), 250, true);
    printGoal("ui.send_to_screen_p99_ms", live[u"p99"].toDouble(), 1000, true);
    printGoal("ui.longest_stretch_live_ms", longestStretch(live), TimedApplication::kBlockedMs, true);
    printGoal("ui.longest_stretch_reading_ms", longestStretch(reading), TimedApplication::kBlockedMs, true);
    printGoal("ui.resident_mib_at_200000", filled[u"residentMib"].toDouble(), 400, true);
    printGoal("ui.start_to_list_cold_ms", cold.total, 500, true);
    printGoal("ui.start_to_list_warm_ms", warm.total, 500, true);
    return 0;
}

/// A real window where there can be one: in the display there is, else in one of its own (this process
/// is replaced then), else none.
void chooseDisplay(int argc, char **argv)
{
    if (qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        const QByteArray platform = qEnvironmentVariableIsSet("QT_QPA_PLATFORM") ? qgetenv("QT_QPA_PLATFORM") : "xcb";
        qputenv("QT_QPA_PLATFORM", platform);
        return;
    }
    const QByteArray xvfb = QStandardPaths::findExecutable(u"xvfb-run"_s).toLocal8Bit();
    if (!xvfb.isEmpty()) {
        std::vector<const char *> command{xvfb.constData(), "-a", "-s", "-screen 0 1280x800x24"};
        command.insert(command.end(), argv, argv + argc);
        command.push_back(nullptr);
        ::execv(xvfb.constData(), const_cast<char *const *>(command.data()));
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
}

} // namespace

int runAll(int &argc, char **argv)
{
    chooseDisplay(argc, argv);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
            u"Measures the console under load: lost messages, latency, GUI thread, memory, start."_s);
    parser.addHelpOption();
    const QCommandLineOption full(u"full"_s, u"200 000 messages at the given rate, and longer reading."_s);
    const QCommandLineOption rate(u"rate"_s, u"Messages a second."_s, u"N"_s, u"1000"_s);
    const QCommandLineOption seconds(u"seconds"_s, u"Length of the live run."_s, u"S"_s, u"60"_s);
    const QCommandLineOption many(u"many"_s, u"Messages stored for memory and start."_s, u"N"_s, u"200000"_s);
    parser.addOptions({full, rate, seconds, many});
    parser.process(application);
    const int perSecond = parser.value(rate).toInt();
    if (perSecond <= 0 || parser.value(seconds).toInt() <= 0 || parser.value(many).toLongLong() <= 0) {
        std::fputs("bench_ui: --rate, --seconds and --many are above 0\n", stderr);
        return kWrongUse;
    }

    Plan plan;
    plan.rate = perSecond;
    plan.liveCount = parser.isSet(full) ? kManyMessages : qint64(perSecond) * parser.value(seconds).toInt();
    plan.readingCount = parser.isSet(full) ? plan.liveCount / 2 : plan.liveCount / 3;
    plan.fillCount = parser.value(many).toLongLong();
    keepToTwoCores();
    std::printf("bench_ui: %d messages/s on %d cores, windows by %s\n", plan.rate, kCores,
                qgetenv("QT_QPA_PLATFORM").constData());
    return measureAll(plan);
}

} // namespace atalaia::bench
