// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplestream.h"
#include "support/catch.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QSet>
#include <QTcpSocket>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

QStringList load(const QString &rate, const QString &count, const QStringList &faults)
{
    return QStringList{u"--rate"_s, rate, u"--count"_s, count, u"--wait-for-client"_s, u"--seed"_s, u"1"_s} + faults;
}

QSet<QString> unique(const QStringList &ids)
{
    return {ids.begin(), ids.end()};
}

/// How the bytes of a stream ended.
struct StreamEnd
{
    int frameCount = 0;
    bool hasCloseFrame = false;
    bool isInsideFrame = false;
};

StreamEnd endOf(const QByteArray &frames)
{
    StreamEnd end;
    qsizetype at = 0;
    while (at + 4 <= frames.size()) {
        const auto byte = [&frames, at](int i) { return qsizetype(quint8(frames[at + i])); };
        const qsizetype size = byte(1) < 126 ? 2 + byte(1) : 4 + byte(2) * 256 + byte(3);
        if (at + size > frames.size())
            break;
        end.hasCloseFrame = end.hasCloseFrame || (byte(0) & 15) == 8;
        ++end.frameCount;
        at += size;
    }
    end.isInsideFrame = at < frames.size();
    return end;
}

StreamEnd readUntilDropped(const SampleGateway &gateway)
{
    QTcpSocket socket;
    QByteArray all;
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&socket, &all] { all += socket.readAll(); });
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), gateway.port());
    socket.write("GET /ws?session=*&events=message.any&x-api-key=" + gateway.apiKey().toLatin1()
                 + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Key: c2FtcGxlIG5vbmNlIDEyMw==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    REQUIRE(SampleStream::until(
            [&socket, &all] { return !all.isEmpty() && socket.state() == QAbstractSocket::UnconnectedState; }));
    return endOf(all.sliced(all.indexOf("\r\n\r\n") + 4));
}

} // namespace

TEST_CASE("The load mode delivers exactly what was asked for at the rate asked for", "[core]")
{
    SampleGateway gateway(load(u"1000"_s, u"1500"_s, {}));
    REQUIRE(gateway.start());
    SampleStream stream;
    QElapsedTimer since;
    since.start();
    REQUIRE(stream.open(gateway));
    REQUIRE(SampleStream::until([&stream] { return stream.messageIds().size() >= 1500; }));
    const qint64 tookMs = since.elapsed();
    CHECK(tookMs >= 1400);
    CHECK(gateway.messageCount() == 1500);
    CHECK(stream.messageIds().size() == 1500);
    CHECK(unique(stream.messageIds()) == unique(gateway.ids()));
}

TEST_CASE("Lost events are missing from the stream and present in the history", "[core]")
{
    SampleGateway gateway(load(u"1000"_s, u"500"_s, {u"--lose"_s, u"0.3"_s}));
    REQUIRE(gateway.start());
    SampleStream stream;
    REQUIRE(stream.open(gateway));
    REQUIRE(SampleStream::until([&gateway] { return gateway.messageCount() == 500; }));
    // What comes now comes after all the others on the same stream, and is never lost.
    CHECK(gateway.post(u"/api/sessions/plai-02/stop"_s, "{}").status == 201);
    REQUIRE(SampleStream::until([&stream] { return !stream.events(u"session.status"_s).isEmpty(); }));
    const QStringList received = stream.messageIds(); // a copy, more may come
    CHECK(received.size() > 250);
    CHECK(received.size() < 450);
    CHECK(unique(gateway.ids()).contains(unique(received)));
    CHECK(gateway.ids().size() == 500);
}

TEST_CASE("Duplicated events come twice under different event ids", "[core]")
{
    SampleGateway gateway(load(u"1000"_s, u"300"_s, {u"--duplicate"_s, u"1"_s}));
    REQUIRE(gateway.start());
    SampleStream stream;
    REQUIRE(stream.open(gateway));
    REQUIRE(SampleStream::until([&stream] { return stream.messageIds().size() >= 600; }));
    CHECK(stream.messageIds().size() == 600);
    CHECK(unique(stream.messageIds()).size() == 300);
    CHECK(gateway.ids().size() == 300);
    QStringList eventIds;
    for (const QJsonObject &event : stream.events())
        eventIds.append(event[u"id"].toString());
    CHECK(unique(eventIds).size() == eventIds.size());
}

TEST_CASE("Reordered events all arrive but not in the order of their making", "[core]")
{
    SampleGateway gateway(load(u"1000"_s, u"300"_s, {u"--reorder"_s, u"16"_s}));
    REQUIRE(gateway.start());
    SampleStream stream;
    REQUIRE(stream.open(gateway, u"session=quiriri-01&events=message.any"_s));
    REQUIRE(SampleStream::until([&gateway, &stream] {
        return gateway.messageCount() == 300 && stream.messageIds().size() == gateway.ids(u"quiriri-01"_s).size();
    }));
    CHECK(unique(stream.messageIds()) == unique(gateway.ids(u"quiriri-01"_s)));
    CHECK(stream.messageIds() != gateway.ids(u"quiriri-01"_s));
}

TEST_CASE("Garbage comes beside the good events and takes none of them away", "[core]")
{
    SampleGateway gateway(load(u"200"_s, u"1000"_s, {u"--garbage"_s, u"0.03"_s}));
    REQUIRE(gateway.start());
    SampleStream stream;
    REQUIRE(stream.open(gateway, u"session=*&events=message.any"_s));
    // The eighth kind is invalid UTF-8, on which a proper client hangs up.
    REQUIRE(SampleStream::until([&stream] { return stream.disconnectCount() > 0; }));
    CHECK(int(stream.socket().closeCode()) == 1007);
    CHECK(stream.unreadableCount() == 7);
    const QStringList received = stream.messageIds(); // a copy, more may come
    CHECK(received.size() > 20);
    CHECK(unique(gateway.ids()).contains(unique(received)));
    CHECK(unique(received).size() == received.size());
    CHECK(stream.open(gateway));
    REQUIRE(SampleStream::until([&stream, &received] { return stream.messageIds().size() > received.size(); }));
}

TEST_CASE("Sockets are dropped and can be opened again", "[core]")
{
    SampleGateway gateway({u"--rate"_s, u"500"_s, u"--drop-every"_s, u"0.4"_s});
    REQUIRE(gateway.start());
    SampleStream stream;
    for (int drop = 1; drop <= 3; ++drop) {
        REQUIRE(stream.open(gateway));
        REQUIRE(SampleStream::until([&stream, drop] { return stream.disconnectCount() == drop; }));
    }
    CHECK(!stream.events().isEmpty());
}

TEST_CASE("Each second drop cuts a frame in two and none says goodbye", "[core]")
{
    SampleGateway gateway({u"--rate"_s, u"100"_s, u"--drop-every"_s, u"0.3"_s});
    REQUIRE(gateway.start());
    int cutCount = 0;
    for (int drop = 1; drop <= 4; ++drop) {
        const StreamEnd end = readUntilDropped(gateway);
        CHECK(end.frameCount > 0);
        CHECK_FALSE(end.hasCloseFrame);
        cutCount += end.isInsideFrame ? 1 : 0;
    }
    CHECK(cutCount >= 2);
}

TEST_CASE("Slow answers come late but come", "[core]")
{
    SampleGateway gateway({u"--slow"_s, u"300"_s});
    REQUIRE(gateway.start());
    QElapsedTimer since;
    since.start();
    CHECK(gateway.get(u"/ping"_s).status == 200);
    CHECK(since.elapsed() >= 300);
}
