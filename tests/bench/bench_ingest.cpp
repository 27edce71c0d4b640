// SPDX-License-Identifier: GPL-3.0-or-later
// How fast what gateways send becomes events, beside what the same bytes cost in the barest program.
#include "brokerbench.h"
#include "figures.h"
#include "ingestbench.h"
#include "webhookbench.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace atalaia::bench;
using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Prints how fast events of gateways are taken in, beside peers."_s);
    parser.addOption({u"full"_s, u"50 000 events and more rounds."_s});
    parser.addOption({u"smoke"_s, u"500 events: whether everybody does the same work, no times."_s});
    parser.addOption({u"only"_s, u"One part: parse, websocket, webhooks, http, broker; for a profiler own-webhooks."_s,
                      u"part"_s});
    parser.addHelpOption();
    parser.process(application);

    IngestBench bench;
    bench.isFull = parser.isSet(u"full"_s);
    if (bench.isFull) {
        bench.rounds = 9;
        bench.events = 50'000;
    }
    if (parser.isSet(u"smoke"_s)) {
        bench.rounds = 1;
        bench.events = 500;
    }
    const QString only = parser.value(u"only"_s);
    const auto isAsked = [&only](const char *part) { return only.isEmpty() || only == QLatin1String(part); };
    if (isAsked("parse"))
        benchParse(bench);
    if (isAsked("websocket"))
        benchWebSocket(bench);
    const bool isSmoke = parser.isSet(u"smoke"_s);
    if (isAsked("webhooks"))
        bench.hasFailed = !benchWebhookAccept(bench.rounds, isSmoke) || bench.hasFailed;
    if (isAsked("http"))
        bench.hasFailed = !benchWebhookHttp(bench.rounds, isSmoke) || bench.hasFailed;
    if (isAsked("broker")) {
        BrokerBench broker;
        broker.rounds = bench.rounds;
        broker.messages = bench.events * 5;
        runBrokerBench(broker);
        bench.hasFailed = broker.hasFailed || bench.hasFailed;
        if (broker.speed > 0)
            printGoal("rabbitmq-consume", broker.speed, 0.7, false);
    }
    if (only == u"own-webhooks")
        benchOwnWebhookAccept(bench.rounds * 400);
    if (bench.hasFailed)
        std::printf("\nFAILED: not everybody did the same work\n");
    return bench.hasFailed ? 1 : 0;
}
