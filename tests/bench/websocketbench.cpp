// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "figures.h"
#include "framesource.h"
#include "gateway/waha/wahaconnector.h"
#include "ingestbench.h"

#include <QEventLoop>
#include <QWebSocket>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace atalaia::bench {

namespace {

constexpr double kGoal = 0.7;

qint64 receiveBare(quint16 port, qint64 expected)
{
    QEventLoop loop;
    QWebSocket socket;
    qint64 received = 0;
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &loop, [&](const QString &) {
        if (++received == expected)
            loop.quit();
    });
    QObject::connect(&socket, &QWebSocket::disconnected, &loop, &QEventLoop::quit);
    socket.open(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(port)));
    loop.exec();
    return received;
}

qint64 receiveEvents(quint16 port, qint64 expected)
{
    QEventLoop loop;
    SystemClock clock;
    GatewayConfig config;
    config.id = GatewayId{1};
    config.address = QUrl(u"http://127.0.0.1:%1"_s.arg(port));
    WahaConnector connector(config, GatewaySecrets{"key"}, clock);
    qint64 received = 0;
    QObject::connect(&connector, &Connector::batchReady, &loop, [&](const EventBatch &batch) {
        received += batch.events.size();
        if (received >= expected)
            loop.quit();
    });
    connector.start({});
    loop.exec();
    connector.stop();
    return received;
}

} // namespace

void benchWebSocket(IngestBench &bench)
{
    const FrameSource source(wahaFrames(bench.events));
    if (source.port() == 0) {
        std::printf("WebSocket: no port to listen on\n");
        bench.hasFailed = true;
        return;
    }
    Rounds rounds(Rounds::Time::Wall);
    const auto add = [&](const char *name, qint64 (*receive)(quint16, qint64)) {
        rounds.add(name, bench.events, [&bench, &source, receive] {
            if (receive(source.port(), bench.events) != bench.events)
                bench.hasFailed = true;
        });
    };
    add("bare QWebSocket", receiveBare);
    add("WAHA connector", receiveEvents);
    rounds.run(bench.rounds);
    rounds.print("WebSocket to events, 1.66 KB each", "bare QWebSocket");
    printGoal("P16", rounds.speedOf("WAHA connector", "bare QWebSocket"), kGoal, false);
}

} // namespace atalaia::bench
