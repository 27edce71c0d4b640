// SPDX-License-Identifier: GPL-3.0-or-later
// Beside the Socket.IO server of the protocol's authors.
#include "gateway/evolution/socketioclient.h"
#include "gateway/sourcewatch.h"
#include "support/catch.h"
#include "support/peerprocess.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <memory>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kKey = "k3y & more";

/// Null where there is no node or no packages.
std::unique_ptr<PeerProcess> startedServer(QJsonObject options = {})
{
    if (!PeerProcess::isInstalled()) {
        WARN("SKIPPED HERE: node or the packages of tests/peers are not installed");
        return nullptr;
    }
    auto server = std::make_unique<PeerProcess>(u"socketio_server.js"_s);
    options.insert(u"key"_s, QString::fromLatin1(kKey));
    REQUIRE(server->start(options));
    return server;
}

SocketIoPlace placeAt(const PeerProcess &server, const QString &instance = {})
{
    return {QUrl(u"http://127.0.0.1:%1"_s.arg(server.port())), instance, {}};
}

struct Client
{
    explicit Client(const SocketIoPlace &place, const QByteArray &key = kKey) : source(place, key), watch(source) {}

    SocketIoClient source;
    SourceWatch watch;
};

QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

QJsonObject emitOrder(const QByteArray &argument, const QString &nameSpace = u"/"_s)
{
    return {{u"do"_s, u"emit"_s},
            {u"namespace"_s, nameSpace},
            {u"event"_s, u"messages.upsert"_s},
            {u"argument"_s, json(argument)}};
}

qsizetype countOf(const PeerProcess &server, const QString &what)
{
    return std::count_if(server.said().cbegin(), server.said().cend(),
                         [&what](const QJsonObject &line) { return line[u"say"].toString() == what; });
}

} // namespace

TEST_CASE("socket.io events come with their argument as it was sent", "[core]")
{
    const QString instance = GENERATE(QString(), u"loja centro"_s);
    const QString nameSpace = u'/' + instance;
    CAPTURE(nameSpace);
    const auto server = startedServer({{u"namespaces"_s, QJsonArray{u"/loja centro"_s, u"/other"_s}}});
    if (!server)
        return;
    Client client(placeAt(*server, instance));
    client.source.open();
    REQUIRE(client.watch.waitForOpening());
    REQUIRE(client.watch.waitFor([&server] { return server->hasSaid(u"joined"_s); }));
    CHECK(server->said().last()[u"namespace"].toString() == nameSpace);
    CHECK_FALSE(server->said().first()[u"inQuery"].toBool()); // proxies log addresses
    CHECK(server->said().first()[u"inHeader"].toBool());

    const QByteArray envelope = R"({"data":{"key":{"id":"A]1,\"}"},"pushName":"Zoé"},"event":"messages.upsert"})";
    server->order(emitOrder(envelope, u"/other"_s));
    server->order(emitOrder(envelope, nameSpace));
    REQUIRE(client.watch.waitForEvents(1));
    CHECK(client.watch.payloads == QVector<QByteArray>{envelope});
    CHECK(client.watch.tags == QVector<quint64>{0});
    client.source.acknowledge(0);
    client.source.close();
    REQUIRE(client.watch.waitFor([&server] { return server->hasSaid(u"left"_s); }));
    CHECK(client.watch.problems.isEmpty());
    CHECK_FALSE(server->hasSaid(u"heard"_s)); // never sends one
}

TEST_CASE("socket.io refusals are told apart", "[core]")
{
    const auto server = startedServer();
    if (!server)
        return;
    const auto refusalOf = [](const SocketIoPlace &place, const QByteArray &key = kKey) {
        Client client(place, key);
        client.source.open();
        const QString problem = client.watch.nextProblem();
        CHECK_FALSE(problem.contains(QString::fromLatin1(key)));
        return client.watch.wasRefused ? problem + u" [refused]"_s : problem;
    };
    CHECK(refusalOf(placeAt(*server), "wrong") == u"upgrade answered with 400 [refused]");
    CHECK(refusalOf(placeAt(*server, u"locked"_s)) == u"namespace refused, it is about the key [refused]");
    CHECK(refusalOf(placeAt(*server, u"broken"_s)) == u"namespace refused");
    CHECK(refusalOf(placeAt(*server, u"nobody"_s)) == u"the server has no such namespace, or not yet");
    SocketIoPlace elsewhere = placeAt(*server);
    elsewhere.address.setPath(u"/behind/proxy/"_s);
    CHECK_FALSE(refusalOf(elsewhere).isEmpty());
    server->stop();
    CHECK(refusalOf(placeAt(*server)) == u"ConnectionRefusedError, close code 1000");
}

TEST_CASE("socket.io pings are answered and a silent server is left", "[core]")
{
    const auto server = startedServer({{u"pingInterval"_s, 100}, {u"pingTimeout"_s, 200}});
    if (!server)
        return;
    Client client(placeAt(*server));
    client.source.open();
    REQUIRE(client.watch.waitForOpening());
    REQUIRE(client.watch.waitFor([&server] { return countOf(*server, u"pong"_s) >= 6; }));
    CHECK(client.watch.problems.isEmpty());
    CHECK_FALSE(server->hasSaid(u"left"_s));

    server->order({{u"do"_s, u"freeze"_s}, {u"ms"_s, 2000}});
    CHECK(client.watch.nextProblem() == u"no ping of the server in time");
    client.source.open();
    CHECK(client.watch.waitForOpening(2));
}

TEST_CASE("socket.io connections that the server ends can be opened again", "[core]")
{
    const auto server = startedServer();
    if (!server)
        return;
    Client client(placeAt(*server));
    client.source.open();
    REQUIRE(client.watch.waitForOpening());
    server->order({{u"do"_s, u"expel"_s}});
    CHECK(client.watch.nextProblem() == u"put out of the namespace by the server");
    client.source.open();
    REQUIRE(client.watch.waitFor([&client] { return client.watch.openings == 2; }));
    server->order({{u"do"_s, u"hangUp"_s}});
    CHECK_FALSE(client.watch.nextProblem().isEmpty());
    server->stop();
    client.source.open();
    CHECK(client.watch.nextProblem() == u"ConnectionRefusedError, close code 1000");
    REQUIRE(server->start({{u"key"_s, QString::fromLatin1(kKey)}}));
    client.source.open();
    REQUIRE(client.watch.waitFor([&client] { return client.watch.openings == 3; }));
    server->order(emitOrder(R"({"event":"after"})"));
    REQUIRE(client.watch.waitForEvents(1));
    CHECK_FALSE(client.watch.wasRefused);
    CHECK(client.watch.problems.size() == 3);
}

TEST_CASE("socket.io binary parts are put back as base64", "[core]")
{
    const auto server = startedServer();
    if (!server)
        return;
    Client client(placeAt(*server));
    client.source.open();
    REQUIRE(client.watch.waitForOpening());
    server->order(emitOrder(R"({"hash":{"bytes":32},"text":"{\"_placeholder\":true,\"num\":0}","small":{"bytes":1},)"
                            R"("nothing":{"bytes":0}})"));
    server->order(emitOrder(R"({"event":"next"})"));
    REQUIRE(client.watch.waitForEvents(2));
    QByteArray hash;
    for (char i = 0; i < 32; ++i)
        hash.append(i);
    const QJsonObject event = json(client.watch.payloads.at(0));
    CHECK(event[u"hash"].toString() == QString::fromLatin1(hash.toBase64()));
    CHECK(event[u"text"].toString() == u"{\"_placeholder\":true,\"num\":0}");
    CHECK(event[u"small"].toString() == u"AA==");
    CHECK(event[u"nothing"].toString(u"missing"_s).isEmpty());
    CHECK(client.watch.payloads.at(1) == R"({"event":"next"})");
    CHECK(client.watch.problems.isEmpty());
}

TEST_CASE("socket.io events that are too large come without their content", "[core]")
{
    const auto server = startedServer();
    if (!server)
        return;
    Client client(placeAt(*server));
    client.source.open();
    REQUIRE(client.watch.waitForOpening());
    server->order(emitOrder(R"({"a":{"text":4000000}})"));
    server->order(emitOrder(R"({"a":{"text":6000000}})"));
    server->order(emitOrder(R"({"a":{"bytes":3000000},"b":{"bytes":3000000}})"));
    server->order(emitOrder(R"({"event":"next"})"));
    REQUIRE(client.watch.waitForEvents(4));
    CHECK(client.watch.payloads.at(0).size() > 4'000'000);
    CHECK(client.watch.payloads.at(1).isEmpty());
    CHECK(client.watch.payloads.at(2).isEmpty());
    CHECK(client.watch.payloads.at(3) == R"({"event":"next"})");
    CHECK(client.watch.problems.isEmpty());
}

TEST_CASE("socket.io events without an envelope are handed on as they are", "[core]")
{
    const auto server = startedServer();
    if (!server)
        return;
    Client client(placeAt(*server));
    client.source.open();
    REQUIRE(client.watch.waitForOpening());
    const auto emitWith = [&server](const QJsonArray &arguments) {
        server->order({{u"do"_s, u"emitWith"_s}, {u"event"_s, u"e\"]"_s}, {u"arguments"_s, arguments}});
    };
    emitWith({});
    emitWith({7});
    emitWith({u"te]xt"_s, u"more"_s});
    emitWith({QJsonArray{1, QJsonArray{2}}, 3});
    REQUIRE(client.watch.waitForEvents(4));
    CHECK(client.watch.payloads == QVector<QByteArray>{R"(["e\"]"])", "7", R"("te]xt")", "[1,[2]]"});
}

TEST_CASE("a socket.io client in a pause holds a little and then gives up", "[core]")
{
    const auto server = startedServer();
    if (!server)
        return;
    Client client(placeAt(*server));
    client.source.open();
    REQUIRE(client.watch.waitForOpening());
    QObject::connect(&client.source, &EventSource::received, &client.source, [&client] {
        if (client.watch.payloads.size() == 5)
            client.source.setPaused(true);
    });
    client.source.setPaused(true);
    QJsonObject many = emitOrder(R"({"event":"x"})");
    many.insert(u"times"_s, 10);
    server->order(many);
    CHECK_FALSE(QTest::qWaitFor([&client] { return !client.watch.payloads.isEmpty(); }, 100));
    client.source.setPaused(false);
    REQUIRE(client.watch.waitForEvents(5));
    CHECK_FALSE(QTest::qWaitFor([&client] { return client.watch.payloads.size() > 5; }, 50));
    client.source.setPaused(false);
    REQUIRE(client.watch.waitForEvents(10));
    for (int i = 0; i < 10; ++i)
        CHECK(json(client.watch.payloads.at(i))[u"n"].toInt() == i);

    client.source.setPaused(true);
    many.insert(u"argument"_s, json(R"({"a":{"text":4000000}})"));
    server->order(many);
    CHECK(client.watch.nextProblem() == u"more came in a pause than can be held");
    // What was received is not lost by it, the one that was too much included.
    REQUIRE(client.watch.payloads.size() == 13);
    for (int i = 10; i < 13; ++i)
        CHECK(json(client.watch.payloads.at(i))[u"n"].toInt() == i - 10);
    client.source.setPaused(false);
    client.source.open();
    REQUIRE(client.watch.waitForOpening(2));
    CHECK(client.watch.payloads.size() == 13);
}

TEST_CASE("a socket.io client hands out what it held in a pause when the connection ends", "[core]")
{
    const auto server = startedServer();
    if (!server)
        return;
    Client client(placeAt(*server));
    client.source.open();
    REQUIRE(client.watch.waitForOpening());
    client.source.setPaused(true);
    QJsonObject many = emitOrder(R"({"event":"x"})");
    many.insert(u"times"_s, 10);
    server->order(many);
    SECTION("by us")
    {
        bool isClosing = false;
        QObject::connect(&client.source, &EventSource::received, &client.source, [&client, &isClosing] {
            if (!std::exchange(isClosing, true))
                client.source.close(); // once more, from a slot
        });
        REQUIRE_FALSE(QTest::qWaitFor([&client] { return !client.watch.payloads.isEmpty(); }, 300));
        client.source.close();
        CHECK(client.watch.problems.isEmpty());
    }
    SECTION("by the server")
    {
        server->order({{u"do"_s, u"hangUp"_s}});
        CHECK_FALSE(client.watch.nextProblem().isEmpty());
    }
    REQUIRE(client.watch.payloads.size() == 10);
    for (int i = 0; i < 10; ++i)
        CHECK(json(client.watch.payloads.at(i))[u"n"].toInt() == i);
    client.source.setPaused(false);
    client.source.open();
    REQUIRE(client.watch.waitForOpening(2));
    CHECK(client.watch.payloads.size() == 10);
}

TEST_CASE("a socket.io client says nothing after a close", "[core]")
{
    const auto server = startedServer();
    if (!server)
        return;
    Client client(placeAt(*server));
    QObject::connect(&client.source, &EventSource::received, &client.source, &EventSource::close);
    client.source.open();
    REQUIRE(client.watch.waitForOpening());
    QJsonObject many = emitOrder(R"({"event":"x"})");
    many.insert(u"times"_s, 10);
    server->order(many);
    REQUIRE(client.watch.waitForEvents(1));
    REQUIRE(client.watch.waitFor([&server] { return server->hasSaid(u"left"_s); }));
    CHECK(client.watch.payloads.size() == 1);
    CHECK(client.watch.problems.isEmpty());
}
