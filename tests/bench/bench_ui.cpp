// SPDX-License-Identifier: GPL-3.0-or-later
// bench_ui: the console under load: lost messages, latency to the screen, GUI stretches, memory, start.
#include "consolerun.h"
#include "figures.h"
#include "parts.h"
#include "startrun.h"

#include <QCommandLineParser>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace atalaia;
using namespace atalaia::bench;

namespace {

constexpr int kMissing = 3;

void printJson(const QJsonObject &figures)
{
    std::printf("%s\n", QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
}

int runConsole(TimedApplication &application, QSettings &settings, const RunOptions &options)
{
    ConsoleRun run(application, settings, options);
    if (!run.start()) {
        std::fputs("bench_ui: the sample gateway did not start\n", stderr);
        return kMissing;
    }
    QApplication::exec();
    printJson(run.figures());
    return 0;
}

/// What a process of its own measures; `main` of the children.
int runPart(int &argc, char **argv, double msBeforeMain)
{
    TimedApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    QCommandLineParser parser;
    const QCommandLineOption startOnly(u"start-only"_s, {}, u"STORE"_s);
    const QCommandLineOption load(u"load"_s, {}, u"STORE"_s);
    const QCommandLineOption rate(u"rate"_s, {}, u"N"_s, u"1000"_s);
    const QCommandLineOption count(u"count"_s, {}, u"N"_s, u"60000"_s);
    const QCommandLineOption reading(u"reading"_s);
    const QCommandLineOption untapped(u"untapped"_s);
    parser.addOptions({startOnly, load, rate, count, reading, untapped});
    parser.process(application);

    QTemporaryDir folder; // for the window's settings
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    if (parser.isSet(startOnly)) {
        const QJsonObject figures = measureStart(application, settings, parser.value(startOnly), msBeforeMain);
        printJson(figures);
        return figures.isEmpty() ? kMissing : 0;
    }
    return runConsole(application, settings,
                      {parser.value(load), parser.value(rate).toInt(), parser.value(count).toLongLong(),
                       parser.isSet(reading), !parser.isSet(untapped)});
}

} // namespace

int main(int argc, char **argv)
{
    const double msBeforeMain = secondsSinceExec() * 1e3;
    const QByteArrayView first(argc > 1 ? argv[1] : "");
    if (first == "--start-only" || first == "--load")
        return runPart(argc, argv, msBeforeMain);
    return runAll(argc, argv);
}
