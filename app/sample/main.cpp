// SPDX-License-Identifier: GPL-3.0-or-later
#include "broadcast.h"
#include "casting.h"
#include "exchange.h"
#include "httpserver.h"
#include "loadproducer.h"
#include "options.h"
#include "restapi.h"
#include "script.h"
#include "scriptplayer.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

constexpr int kWrongUse = 2;
constexpr int kCannotServe = 3;

int complain(int status, const QString &sentence)
{
    std::fprintf(stderr, "atalaia-sample-gateway: %s\n", qPrintable(sentence));
    return status;
}

atalaia::Result<atalaia::Script> loadScript(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return atalaia::Error{atalaia::Error::Kind::NotFound, file.errorString()};
    return atalaia::readScript(file);
}

/// Puts the parts together and runs until somebody ends the program.
int serve(const atalaia::SampleOptions &options, const atalaia::Script &script)
{
    using namespace atalaia;
    const SystemClock clock;
    IdSource ids(options.seed);
    History history;
    MediaShelf shelf(options.mediaLifetimeSeconds);
    Broadcast broadcast(options.apiKey, options.faults, ids, clock);
    Exchange exchange(history, shelf, broadcast, ids, clock);
    Casting casting(script, exchange);
    ScriptPlayer player(casting, exchange, options.speed);
    LoadProducer load(casting, exchange, options.rate, options.count);
    RestApi api(options.apiKey, exchange);
    HttpServer server(options.faults.slowMs);
    server.setHandler([&api](const HttpRequest &request) { return api.answer(request); });
    QObject::connect(&server, &HttpServer::upgradeRequested, &broadcast, &Broadcast::adopt);

    if (!server.listen(options.host, options.port))
        return complain(kCannotServe,
                        u"cannot listen on %1:%2: %3"_s.arg(options.host).arg(options.port).arg(server.errorText()));
    exchange.setBaseUrl(u"http://%1:%2"_s.arg(options.host).arg(server.port()));

    const bool isLoad = options.rate > 0;
    if (!isLoad)
        player.writeHistory();
    const auto begin = [isLoad, &player, &load] { isLoad ? load.start() : player.start(); };
    if (options.isWaitingForClient) {
        QObject::connect(&broadcast, &Broadcast::clientAccepted, &broadcast, begin,
                         Qt::ConnectionType(Qt::AutoConnection | Qt::SingleShotConnection));
    } else {
        begin();
    }
    std::printf("{\"port\":%u}\n", unsigned(server.port()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"atalaia-sample-gateway"_s);
    const auto options = atalaia::readOptions(QCoreApplication::arguments(), qgetenv("ATALAIA_SAMPLE_KEY"));
    if (!options)
        return complain(kWrongUse, options.error().context);
    if (options->isHelpWanted) {
        std::fputs(qPrintable(options->helpText), stdout);
        return 0;
    }
    const auto script = loadScript(options->scriptFile);
    if (!script)
        return complain(kWrongUse, u"%1: %2"_s.arg(options->scriptFile, script.error().context));
    return serve(*options, *script);
}
