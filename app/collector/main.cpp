// SPDX-License-Identifier: GPL-3.0-or-later
// atalaia-collector: ingest without a screen.
#include "base/continuation.h"
#include "base/endsignals.h"
#include "base/processhardening.h"
#include "base/storepaths.h"
#include "base/systemuser.h"
#include "collector/webhookplace.h"
#include "engine/engine.h"
#include "engine/gatewayfile.h"
#include "gateway/webhook/webhookserver.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTimer>

#include <cstdio>
#include <limits>
#include <optional>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

enum ExitStatus { Worked = 0, WrongUse = 2, SomethingMissing = 3 };

constexpr int kMostSeconds = std::numeric_limits<int>::max() / 1000; // what a timer takes

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

/// Takes webhooks from here on and says where each gateway's are taken. False where the port is not ours.
bool takeWebhooks(Engine &engine, WebhookServer &server, const WebhookPlace &place)
{
    const auto port = server.listen(place.address, place.port);
    if (!port) {
        reportAndChoose(port.error());
        return false;
    }
    const QString at = u"%1 port %2"_s.arg(place.address.toString(), QString::number(*port));
    std::fprintf(stderr, "atalaia-collector: takes webhooks at %s\n", qPrintable(at));
    continueOn(&engine, engine.gateways().gateways(), [](const Result<QVector<GatewayConfig>> &configs) {
        for (const GatewayConfig &config : configs.value_or(QVector<GatewayConfig>())) {
            if (config.kind == GatewayKind::CloudApi)
                std::fprintf(stderr, "atalaia-collector: path of the Cloud API of account %s: /webhooks/%lld\n",
                             qPrintable(config.businessAccount), static_cast<long long>(config.id.value));
        }
    });
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    hardenProcess();
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
    const QCommandLineOption company(u"company"_s, u"The company's profile (default: company.json beside the store)."_s,
                                     u"FILE"_s);
    const QCommandLineOption gateways(
            u"gateways"_s,
            u"More gateways with their keys, for a server without a keychain: a JSON file that "
            "only its owner can read."_s,
            u"FILE"_s);
    const QCommandLineOption webhooks(
            u"webhooks"_s,
            u"Take webhooks here, behind a reverse proxy that does TLS: 127.0.0.1:8900 or the like (default: nowhere)."_s,
            u"ADDRESS:PORT"_s);
    const QCommandLineOption beyondLoopback(
            u"webhooks-beyond-loopback"_s,
            u"Let --webhooks name an address that other machines reach. What they send is not encrypted: only where "
            "the reverse proxy is another machine and the network in between is the company's own."_s);
    parser.addOptions({store, profile, company, gateways, webhooks, beyondLoopback, seconds, summary});
    parser.process(application);

    bool isNumber = false;
    const int runSeconds = parser.value(seconds).toInt(&isNumber);
    if (!isNumber || runSeconds < 0 || runSeconds > kMostSeconds || !parser.positionalArguments().isEmpty()) {
        std::fprintf(stderr,
                     "atalaia-collector: --seconds takes a whole number up to %d; there are no other arguments\n",
                     kMostSeconds);
        return WrongUse;
    }
    const auto path = chosenStorePath(parser.value(store), parser.value(profile));
    if (!path) {
        reportAndChoose(path.error());
        return WrongUse;
    }

    std::optional<WebhookPlace> place;
    if (parser.isSet(webhooks)) {
        const auto given = webhookPlaceOf(parser.value(webhooks));
        if (!given) {
            reportAndChoose(given.error());
            return WrongUse;
        }
        if (!given->address.isLoopback() && !parser.isSet(beyondLoopback)) {
            std::fprintf(
                    stderr,
                    "atalaia-collector: other machines reach %s, and webhooks are plain http there: put the reverse "
                    "proxy on this machine and take 127.0.0.1, or add --webhooks-beyond-loopback\n",
                    qPrintable(given->address.toString()));
            return WrongUse;
        }
        place = *given;
    }

    const bool printsSummary = parser.isSet(summary);
    const EndSignals endSignals; // before the threads, and until the last of them has stored what it had
    Engine engine(*path, operatingSystemUser(), {}, nullptr, parser.value(company));
    if (const auto read = engine.readCompany(); !read) {
        reportAndChoose(read.error());
        return WrongUse; // nobody is watched by rules that know nothing of the company by mistake
    }
    if (parser.isSet(gateways)) {
        const auto given = readGatewayFile(parser.value(gateways));
        if (!given) {
            reportAndChoose(given.error());
            return WrongUse;
        }
        engine.give(*given);
    }
    WebhookServer webhookServer( // gone before the engine that it asks
            [&engine](GatewayId gateway, const WebhookPost &post) { return engine.gateways().post(gateway, post); });
    bool isStarted = false;
    QObject::connect(&endSignals, &EndSignals::endRequested, &engine, [&engine, &isStarted, printsSummary] {
        if (isStarted)
            finish(engine, printsSummary);
        else
            QCoreApplication::exit(Worked); // nothing has been received
    });
    QTimer::singleShot(0, &engine, [&engine, &isStarted, &webhookServer, place, runSeconds, printsSummary] {
        continueOn(&engine, engine.start(),
                   [&engine, &isStarted, &webhookServer, place, runSeconds, printsSummary](const Result<> &started) {
                       if (!started) {
                           QCoreApplication::exit(reportAndChoose(started.error()));
                           return;
                       }
                       if (place && !takeWebhooks(engine, webhookServer, *place)) {
                           QCoreApplication::exit(SomethingMissing);
                           return;
                       }
                       isStarted = true;
                       if (runSeconds > 0)
                           QTimer::singleShot(runSeconds * 1000, &engine,
                                              [&engine, printsSummary] { finish(engine, printsSummary); });
                   });
    });
    return QCoreApplication::exec();
}
