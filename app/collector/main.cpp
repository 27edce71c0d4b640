// SPDX-License-Identifier: GPL-3.0-or-later
// atalaia-collector: ingest without a screen.
#include "base/continuation.h"
#include "base/storepaths.h"
#include "base/systemuser.h"
#include "engine/engine.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

enum ExitStatus { Worked = 0, WrongUse = 2, SomethingMissing = 3 };

int reportAndChoose(const Error &error)
{
    std::fprintf(stderr, "atalaia-collector: %s\n", qPrintable(error.context));
    return SomethingMissing;
}

void printSummary(const StoreTotals &totals)
{
    std::printf("{\"messages\":%lld,\"conversations\":%lld,\"hits\":%lld,\"flags\":%lld}\n",
                static_cast<long long>(totals.messages), static_cast<long long>(totals.conversations),
                static_cast<long long>(totals.hits), static_cast<long long>(totals.flags));
    std::fflush(stdout);
}

/// Counts what is in the store, prints it when asked for, and ends the program.
void finish(Engine &engine, bool printsSummary)
{
    continueOn(&engine, engine.queries().totals(0), [printsSummary](const Result<StoreTotals> &totals) {
        if (!totals) {
            QCoreApplication::exit(reportAndChoose(totals.error()));
            return;
        }
        if (printsSummary)
            printSummary(*totals);
        QCoreApplication::exit(Worked);
    });
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"atalaia-collector"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(ATALAIA_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(u"Streams the conversations of the configured gateways into the store."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption store(u"store"_s, u"Store to write to (a file path)."_s, u"path"_s);
    const QCommandLineOption profile(u"profile"_s, u"Profile whose store is used."_s, u"name"_s);
    const QCommandLineOption seconds(u"seconds"_s, u"End after this many seconds (0 = never)."_s, u"n"_s, u"0"_s);
    const QCommandLineOption summary(u"summary"_s, u"Print one JSON line with the store's totals at the end."_s);
    parser.addOptions({store, profile, seconds, summary});
    parser.process(application);

    bool isNumber = false;
    const int runSeconds = parser.value(seconds).toInt(&isNumber);
    if (!isNumber || runSeconds < 0 || !parser.positionalArguments().isEmpty()) {
        std::fputs("atalaia-collector: --seconds takes a whole number; there are no other arguments\n", stderr);
        return WrongUse;
    }

    const QString path = parser.isSet(store) ? parser.value(store) : defaultStorePath(parser.value(profile));
    Engine engine(path, operatingSystemUser());
    const bool printsSummary = parser.isSet(summary);
    QTimer::singleShot(0, &engine, [&engine, runSeconds, printsSummary] {
        continueOn(&engine, engine.start(), [&engine, runSeconds, printsSummary](const Result<> &started) {
            if (!started) {
                QCoreApplication::exit(reportAndChoose(started.error()));
                return;
            }
            if (runSeconds > 0)
                QTimer::singleShot(runSeconds * 1000, &engine,
                                   [&engine, printsSummary] { finish(engine, printsSummary); });
        });
    });
    return QCoreApplication::exec();
}
