// SPDX-License-Identifier: GPL-3.0-or-later
// soak: gateways that misbehave, a collector that is killed, and what is in the store at the end.
#include "cloudapisoak.h"
#include "evolutionsoak.h"
#include "soakrun.h"
#include "wahasoak.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace atalaia::soak;

namespace {

constexpr qint64 kFullEvents = 200'000;
constexpr qint64 kGapEvents = 10'000;
constexpr qsizetype kLogLines = 20;

enum ExitStatus { Measured = 0, Different = 1, WrongUse = 2, NotRun = 3 };

struct Wish
{
    Plan plan;
    qint64 gapEvents = kGapEvents;
    bool isChecking = false;
    QString only;
};

std::vector<std::unique_ptr<SoakGateway>> gateways()
{
    std::vector<std::unique_ptr<SoakGateway>> all;
    all.push_back(std::make_unique<WahaSoak>());
    all.push_back(std::make_unique<EvolutionSoak>());
    all.push_back(std::make_unique<CloudApiSoak>());
    return all;
}

/// False: it did not get to its end.
bool reportProblem(const SoakGateway &gateway, const Figures &figures)
{
    if (figures.problem.isEmpty())
        return true;
    std::printf("%-12s not run: %s\n", qPrintable(gateway.name()), qPrintable(figures.problem));
    std::fflush(stdout);
    const QList<QByteArray> lines = figures.log.trimmed().split('\n');
    for (const QByteArray &line : lines.mid(std::max<qsizetype>(0, lines.size() - kLogLines)))
        std::fprintf(stderr, "%s\n", line.constData());
    return false;
}

double perSecond(qint64 events, double seconds)
{
    return seconds > 0 ? double(events) / seconds : 0;
}

void print(const SoakGateway &gateway, const Figures &figures, const Figures &gap)
{
    std::printf("%-12s %8lld %8lld %8lld %8lld %8lld %6d %6d %9d %9.0f %8.1f %8.1f %9.0f\n", qPrintable(gateway.name()),
                static_cast<long long>(figures.events), static_cast<long long>(figures.missing),
                static_cast<long long>(figures.strange), static_cast<long long>(figures.hits),
                static_cast<long long>(figures.wrongHits), figures.kills, figures.faults.drops, figures.restarts,
                perSecond(figures.events, figures.seconds), figures.secondsBehind, gap.secondsBehind,
                std::max(figures.peakMib, gap.peakMib));
    std::printf(
            "%12s %lld doubled, %lld reordered, %lld not sent as they happened; compared in %.1f s; gap: %lld events, "
            "%lld missing, %lld strange, %lld wrong hits\n",
            "", static_cast<long long>(figures.faults.doubled), static_cast<long long>(figures.faults.reordered),
            static_cast<long long>(figures.faults.notSent), figures.compareSeconds, static_cast<long long>(gap.events),
            static_cast<long long>(gap.missing), static_cast<long long>(gap.strange),
            static_cast<long long>(gap.wrongHits));
    std::fflush(stdout);
}

/// "Cloud API", "cloud api" and "cloud-api" are one.
QString plainName(const QString &name)
{
    return name.toLower().replace(u' ', u'-');
}

int run(const Wish &wish)
{
    std::printf("%-12s %8s %8s %8s %8s %8s %6s %6s %9s %9s %8s %8s %9s\n", "gateway", "events", "missing", "strange",
                "hits", "wrong", "kills", "drops", "restarts", "events/s", "behind s", "gap s", "peak MiB");
    bool isExact = true;
    bool hasRun = true;
    QStringList goals;
    for (const auto &gateway : gateways()) {
        if (!wish.only.isEmpty() && plainName(gateway->name()) != plainName(wish.only))
            continue;
        const Figures figures = runSoak(*gateway, wish.plan);
        bool isRun = reportProblem(*gateway, figures);
        const bool wantsGap = isRun && wish.gapEvents > 0;
        const Figures gap = wantsGap ? runGap(*gateway, wish.plan.collector, wish.gapEvents) : Figures();
        isRun = isRun && reportProblem(*gateway, gap);
        if (figures.hasCollectorEnded || gap.hasCollectorEnded)
            return NotRun;
        hasRun = hasRun && isRun;
        if (!isRun)
            continue;
        print(*gateway, figures, gap);
        isExact = isExact && figures.isExact() && gap.isExact();
        const qint64 wrong = figures.missing + figures.strange + figures.wrongHits;
        goals << u"goal soak-%1 %2 0 %3"_s.arg(plainName(gateway->name()))
                         .arg(wrong)
                         .arg(figures.isExact() && gap.isExact() ? u"met"_s : u"missed"_s);
    }
    for (const QString &goal : goals)
        std::printf("%s\n", qPrintable(goal));
    if (!hasRun)
        return NotRun;
    return isExact || !wish.isChecking ? Measured : Different;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
            u"Plays misbehaving gateways to a collector that is killed on the way and compares "
            "its store with what they said."_s);
    parser.addHelpOption();
    const QCommandLineOption full(u"full"_s, u"200 000 events a gateway instead of 20 000."_s);
    const QCommandLineOption events(u"events"_s, u"So many events a gateway."_s, u"N"_s);
    const QCommandLineOption rate(u"rate"_s, u"Events a second."_s, u"N"_s, u"1000"_s);
    const QCommandLineOption killEvery(u"kill-every"_s, u"Seconds between two kills."_s, u"S"_s);
    const QCommandLineOption dropEvery(u"drop-every"_s, u"Seconds between two drops of the connection."_s, u"S"_s);
    const QCommandLineOption gapEvents(u"gap"_s, u"Events of the gap that is timed."_s, u"N"_s, u"10000"_s);
    const QCommandLineOption only(u"only"_s, u"One gateway: WAHA, Evolution, \"Cloud API\"."_s, u"NAME"_s);
    const QCommandLineOption check(u"check"_s, u"Leave with 1 when a store differs from its script."_s);
    const QCommandLineOption faults(u"faults"_s, u"Times the planned shares of doubled, reordered and unsent events."_s,
                                    u"X"_s, u"1"_s);
    const QCommandLineOption collector(u"collector"_s, u"Another program than atalaia-collector."_s, u"PROGRAM"_s,
                                       QStringLiteral(ATALAIA_COLLECTOR));
    parser.addOptions({full, events, rate, killEvery, dropEvery, faults, gapEvents, only, check, collector});
    parser.process(application);

    Wish wish;
    if (parser.isSet(full))
        wish.plan.events = kFullEvents;
    else
        wish.plan.killEverySeconds = wish.plan.dropEverySeconds = 5; // as many of them in the shorter time
    if (parser.isSet(events))
        wish.plan.events = parser.value(events).toLongLong();
    if (parser.isSet(killEvery))
        wish.plan.killEverySeconds = parser.value(killEvery).toInt();
    if (parser.isSet(dropEvery))
        wish.plan.dropEverySeconds = parser.value(dropEvery).toInt();
    wish.plan.eventsPerSecond = parser.value(rate).toInt();
    wish.gapEvents = parser.value(gapEvents).toLongLong();
    wish.only = parser.value(only);
    wish.isChecking = parser.isSet(check);
    wish.plan.collector = parser.value(collector);
    const double times = parser.value(faults).toDouble();
    wish.plan.duplicateShare *= times;
    wish.plan.reorderedShare *= times;
    wish.plan.neverSentShare *= times;
    const auto all = gateways();
    const bool isKnown = wish.only.isEmpty() || std::any_of(all.cbegin(), all.cend(), [&wish](const auto &gateway) {
                             return plainName(gateway->name()) == plainName(wish.only);
                         });
    if (wish.plan.events <= 0 || wish.plan.eventsPerSecond <= 0 || !isKnown) {
        std::fprintf(stderr, "soak: wrong use, see --help\n");
        return WrongUse;
    }
    return run(wish);
}
