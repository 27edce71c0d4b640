// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplestream.h"
#include "support/catch.h"

#include <QDateTime>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSet>
#include <QTcpSocket>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

QJsonArray arrayAt(const SampleGateway &gateway, const QString &path)
{
    const SampleGateway::Answer answer = gateway.get(path);
    REQUIRE(answer.status == 200);
    return QJsonDocument::fromJson(answer.body).array();
}

QJsonObject objectOf(const SampleGateway::Answer &answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

SampleGateway::Answer sendText(const SampleGateway &gateway, const QString &id = {})
{
    QJsonObject order{{u"session"_s, u"quiriri-01"_s}, {u"chatId"_s, u"5511900007777@c.us"_s}, {u"text"_s, u"olá"_s}};
    if (!id.isEmpty())
        order.insert(u"id"_s, id);
    return gateway.post(u"/api/sendText"_s, QJsonDocument(order).toJson());
}

const QString kMessages = u"/api/quiriri-01/chats/all/messages?downloadMedia=false&"_s;

/// A gateway that has said all it will say.
void fill(SampleGateway &gateway, qint64 count)
{
    REQUIRE(gateway.start());
    REQUIRE(SampleStream::until([&gateway, count] { return gateway.messageCount() == count; }));
}

} // namespace

TEST_CASE("REST refuses a wrong key and takes the right one from header or query", "[core]")
{
    SampleGateway gateway;
    REQUIRE(gateway.start());
    QNetworkAccessManager network;
    const auto statusOf = [&network, &gateway](const QString &path, const QByteArray &key) {
        QNetworkRequest request(QUrl(gateway.baseUrl() + path));
        if (!key.isEmpty())
            request.setRawHeader("X-Api-Key", key);
        const std::unique_ptr<QNetworkReply> reply(network.get(request));
        REQUIRE(SampleStream::until([&reply] { return reply->isFinished(); }));
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status == 401) {
            const QJsonObject body = QJsonDocument::fromJson(reply->readAll()).object();
            CHECK(body == QJsonObject{{u"message"_s, u"Unauthorized"_s}, {u"statusCode"_s, 401}});
        }
        return status;
    };
    CHECK(statusOf(u"/api/sessions"_s, "") == 401);
    CHECK(statusOf(u"/api/sessions"_s, "wrong") == 401);
    CHECK(statusOf(u"/api/sessions?x-api-key=wrong"_s, "") == 401);
    CHECK(statusOf(u"/api/sessions"_s, gateway.apiKey().toLatin1()) == 200);
    CHECK(statusOf(u"/api/sessions?x-api-key="_s + gateway.apiKey(), "") == 200);
    CHECK(statusOf(u"/api/nothing/here"_s, gateway.apiKey().toLatin1()) == 404);
}

TEST_CASE("REST pages forward by offset until a page is empty and gives each message once", "[core]")
{
    SampleGateway gateway({u"--rate"_s, u"5000"_s, u"--count"_s, u"1500"_s});
    fill(gateway, 1500);
    const QString order = GENERATE(u"asc"_s, u"desc"_s);
    QStringList seen;
    QVector<double> times;
    int emptyPages = 0;
    for (int offset = 0; emptyPages == 0; offset += 100) {
        REQUIRE(offset < 3000);
        const QJsonArray page = arrayAt(
                gateway, kMessages + u"limit=100&sortBy=timestamp&sortOrder=%1&offset=%2"_s.arg(order).arg(offset));
        REQUIRE(page.size() <= 100);
        emptyPages += page.isEmpty() ? 1 : 0;
        for (const QJsonValue &message : page) {
            seen.append(SampleStream::bareId(message[u"id"].toString()));
            times.append(message[u"timestamp"].toDouble());
        }
    }
    QStringList expected = gateway.ids(u"quiriri-01"_s);
    CHECK(expected.size() > 200);
    CHECK(seen.size() == expected.size());
    CHECK(QSet<QString>(seen.begin(), seen.end()) == QSet<QString>(expected.begin(), expected.end()));
    CHECK((order == u"asc" ? std::is_sorted(times.begin(), times.end())
                           : std::is_sorted(times.rbegin(), times.rend())));
    CHECK(arrayAt(gateway, u"/api/quiriri-01/chats/all/messages?downloadMedia=false"_s).size() == 10);
}

TEST_CASE("REST filters messages by time and direction", "[core]")
{
    SampleGateway gateway({u"--speed"_s, u"0.01"_s, u"--wait-for-client"_s}); // only the history
    REQUIRE(gateway.start());
    const QString all = u"limit=100000&sortOrder=asc"_s;
    const QJsonArray everything = arrayAt(gateway, kMessages + all);
    REQUIRE(everything.size() > 100);
    const qint64 from = everything[20][u"timestamp"].toInteger();
    const qint64 until = everything[60][u"timestamp"].toInteger();
    qsizetype expected = 0;
    qsizetype own = 0;
    for (const QJsonValue &message : everything) {
        expected += message[u"timestamp"].toInteger() >= from && message[u"timestamp"].toInteger() <= until ? 1 : 0;
        own += message[u"fromMe"].toBool() ? 1 : 0;
    }
    const QString window = u"&filter.timestamp.gte=%1&filter.timestamp.lte=%2"_s.arg(from).arg(until);
    const QJsonArray found = arrayAt(gateway, kMessages + all + window);
    CHECK(found.size() == expected);
    CHECK(found.first()[u"timestamp"].toInteger() == from);
    CHECK(found.last()[u"timestamp"].toInteger() == until);
    CHECK(arrayAt(gateway, kMessages + all + u"&filter.fromMe=true"_s).size() == own);
    CHECK(arrayAt(gateway, kMessages + all + u"&filter.fromMe=false"_s).size() == everything.size() - own);
    CHECK(arrayAt(gateway, kMessages + u"limit=5&filter.fromMe=true&offset=%1"_s.arg(own - 2)).size() == 2);
    const qint64 future = QDateTime::currentSecsSinceEpoch() + 1000;
    CHECK(arrayAt(gateway, kMessages + all + u"&filter.timestamp.gte=%1"_s.arg(future)).isEmpty());
}

TEST_CASE("Sending a text twice under one id sends it once", "[core]")
{
    SampleGateway gateway({u"--speed"_s, u"0.01"_s});
    REQUIRE(gateway.start());
    SampleStream stream;
    REQUIRE(stream.open(gateway));
    const SampleGateway::Answer first = sendText(gateway, u"3EB0AAAA"_s);
    const SampleGateway::Answer second = sendText(gateway, u"3EB0AAAA"_s);
    CHECK(first.status == 201);
    CHECK(second.status == 201);
    CHECK(objectOf(first)[u"id"].toString() == u"true_5511900007777@c.us_3EB0AAAA"_s);
    CHECK(objectOf(second)[u"id"] == objectOf(first)[u"id"]);
    CHECK(gateway.sends() == QStringList{u"3EB0AAAA"_s});
    CHECK(sendText(gateway).status == 201);
    CHECK(gateway.sends().size() == 2);
    CHECK(sendText(gateway, u"3EB0_AAAA"_s).status == 400);

    const auto isFromApi = [](const QJsonObject &event) { return event[u"payload"][u"source"].toString() == u"api"; };
    REQUIRE(SampleStream::until([&stream, isFromApi] {
        const QVector<QJsonObject> events = stream.events(u"message.any"_s);
        return std::count_if(events.begin(), events.end(), isFromApi) >= 2;
    }));
    CHECK(stream.messageIds().count(u"3EB0AAAA"_s) == 1);
    const QJsonObject stored = objectOf(gateway.get(u"/api/quiriri-01/chats/5511900007777%40c.us/messages/3EB0AAAA"_s));
    CHECK(stored[u"body"].toString() == u"olá"_s);
    CHECK(objectOf(gateway.get(u"/api/quiriri-01/chats/all/messages/true_5511900007777@c.us_3EB0AAAA"_s)) == stored);
}

TEST_CASE("A stopped session refuses to send and is silent until it is started", "[core]")
{
    SampleGateway gateway({u"--rate"_s, u"200"_s});
    REQUIRE(gateway.start());
    SampleStream stream;
    REQUIRE(stream.open(gateway));
    CHECK(gateway.post(u"/api/sessions/quiriri-01/stop"_s, "{}").status == 201);
    const SampleGateway::Answer refused = sendText(gateway);
    CHECK(refused.status == 422);
    CHECK(objectOf(refused)[u"status"].toString() == u"STOPPED"_s);
    CHECK(gateway.get(kMessages + u"limit=5"_s).status == 422);
    CHECK(gateway.sends().isEmpty());
    const auto states = [&stream] {
        QStringList names;
        for (const QJsonObject &event : stream.events(u"session.status"_s))
            names.append(event[u"payload"][u"status"].toString());
        return names;
    };
    REQUIRE(SampleStream::until([&states] { return states() == QStringList{u"STOPPED"_s}; }));

    const qsizetype kept = gateway.ids(u"quiriri-01"_s).size();
    const qint64 others = gateway.messageCount();
    REQUIRE(SampleStream::until([&gateway, others] { return gateway.messageCount() > others + 50; }));
    CHECK(gateway.ids(u"quiriri-01"_s).size() == kept);
    CHECK(arrayAt(gateway, u"/api/sessions"_s).size() + 1 == arrayAt(gateway, u"/api/sessions?all=true"_s).size());
    CHECK(objectOf(gateway.get(u"/api/sessions/quiriri-01"_s))[u"status"].toString() == u"STOPPED"_s);

    CHECK(gateway.post(u"/api/sessions/quiriri-01/start"_s, "{}").status == 201);
    CHECK(SampleStream::until([&states] {
        return states() == QStringList{u"STOPPED"_s, u"STARTING"_s, u"WORKING"_s};
    }));
    CHECK(sendText(gateway).status == 201);
    CHECK(SampleStream::until([&gateway, kept] { return gateway.ids(u"quiriri-01"_s).size() > kept + 3; }));
}

TEST_CASE("Deleting for everyone is told to the stream and leaves a shell in the history", "[core]")
{
    SampleGateway gateway({u"--speed"_s, u"0.01"_s});
    REQUIRE(gateway.start());
    SampleStream stream;
    REQUIRE(stream.open(gateway));
    REQUIRE(sendText(gateway, u"3EB0BBBB"_s).status == 201);
    const QString path = u"/api/quiriri-01/chats/5511900007777%40c.us/messages/true_5511900007777%40c.us_3EB0BBBB"_s;
    CHECK(gateway.call("PUT", path, R"({"text":"olá de novo"})").status == 200);
    CHECK(objectOf(gateway.get(path))[u"body"].toString() == u"olá de novo"_s);
    CHECK(gateway.call("DELETE", path).status == 200);
    REQUIRE(SampleStream::until([&stream] { return stream.events(u"message.revoked"_s).size() == 1; }));
    const QJsonObject payload = stream.events(u"message.revoked"_s).constFirst()[u"payload"].toObject();
    CHECK(payload[u"revokedMessageId"].toString() == u"3EB0BBBB"_s);
    CHECK(payload[u"after"][u"id"].toString().startsWith(u"true_5511900007777@c.us_"_s));
    REQUIRE(stream.events(u"message.edited"_s).size() == 1);
    CHECK(stream.events(u"message.edited"_s).constFirst()[u"payload"][u"body"].toString() == u"olá de novo"_s);
    const QJsonObject shell = objectOf(gateway.get(path));
    CHECK(shell[u"body"].isNull());
    CHECK(shell[u"_data"][u"type"].toString() == u"revoked"_s);

    QString foreign;
    for (const QJsonValue &message : arrayAt(gateway, kMessages + u"limit=100&filter.fromMe=false"_s))
        foreign = message[u"id"].toString();
    CHECK(gateway.call("DELETE", u"/api/quiriri-01/chats/all/messages/"_s + foreign).status == 422);
    CHECK(gateway.call("DELETE", u"/api/quiriri-01/chats/all/messages/3EB0CCCC"_s).status == 404);
}

TEST_CASE("Hidden ids lead to phone numbers and numbers are found with and without the ninth digit", "[core]")
{
    SampleGateway gateway({u"--speed"_s, u"0.01"_s});
    REQUIRE(gateway.start());
    const QJsonArray pairs = arrayAt(gateway, u"/api/quiriri-01/lids?limit=1000"_s);
    REQUIRE(!pairs.isEmpty());
    const QString lid = pairs[0][u"lid"].toString();
    const QString phone = pairs[0][u"pn"].toString();
    CHECK(objectOf(gateway.get(u"/api/quiriri-01/lids/"_s + lid.section(u'@', 0, 0)))[u"pn"].toString() == phone);
    CHECK(objectOf(gateway.get(u"/api/quiriri-01/lids/pn/"_s + phone.section(u'@', 0, 0)))[u"lid"].toString() == lid);
    CHECK(objectOf(gateway.get(u"/api/quiriri-01/lids/count"_s))[u"count"].toInteger() == pairs.size());
    CHECK(objectOf(gateway.get(u"/api/quiriri-01/lids/123"_s))[u"pn"].isNull());
    CHECK(arrayAt(gateway, u"/api/quiriri-01/chats/%1/messages?limit=5"_s.arg(phone))
          == arrayAt(gateway, u"/api/quiriri-01/chats/%1/messages?limit=5"_s.arg(lid)));

    QString shortNumber;
    for (const QJsonValue &chat : arrayAt(gateway, u"/api/quiriri-01/chats?limit=1000"_s)) {
        const QString digits = chat[u"id"].toString().section(u'@', 0, 0);
        if (digits.size() == 12 && digits.startsWith(u"55"_s))
            shortNumber = digits;
    }
    REQUIRE(!shortNumber.isEmpty());
    const QString full = QString(shortNumber).insert(4, u'9');
    const QString check = u"/api/contacts/check-exists?session=quiriri-01&phone="_s;
    CHECK(objectOf(gateway.get(check + full))[u"chatId"].toString() == shortNumber + u"@c.us"_s);
    CHECK_FALSE(objectOf(gateway.get(check + u"5511900009876"_s))[u"numberExists"].toBool());
    CHECK(gateway.post(u"/api/contacts/block"_s, "{}").status == 501);
}

TEST_CASE("Media files expire and come back when the message is asked for again", "[core]")
{
    SampleGateway gateway({u"--rate"_s, u"5000"_s, u"--count"_s, u"1500"_s, u"--media-lifetime"_s, u"1"_s});
    fill(gateway, 1500);
    QString id;
    for (const QJsonValue &message : arrayAt(gateway, kMessages + u"limit=100000"_s)) {
        CHECK(message[u"media"].isNull());
        if (message[u"hasMedia"].toBool())
            id = message[u"id"].toString();
    }
    REQUIRE(!id.isEmpty());
    const QJsonObject again =
            objectOf(gateway.get(u"/api/quiriri-01/chats/all/messages/"_s + id + u"?downloadMedia=true"_s));
    const QString path = QUrl(again[u"media"][u"url"].toString()).path();
    CHECK(path.startsWith(u"/api/files/quiriri-01/"_s));
    const SampleGateway::Answer file = gateway.get(path);
    CHECK(file.status == 200);
    CHECK(!file.body.isEmpty());
    CHECK(SampleStream::until([&gateway, path] { return gateway.get(path).status == 404; }));
}

TEST_CASE("The overview lists chats with their last message newest first", "[core]")
{
    SampleGateway gateway({u"--speed"_s, u"0.01"_s, u"--wait-for-client"_s});
    REQUIRE(gateway.start());
    const QJsonArray chats = arrayAt(gateway, u"/api/quiriri-01/chats/overview?limit=5&offset=0"_s);
    REQUIRE(chats.size() == 5);
    qint64 last = QDateTime::currentSecsSinceEpoch();
    for (const QJsonValue &chat : chats) {
        CHECK(!chat[u"name"].toString().isEmpty());
        CHECK(chat[u"lastMessage"][u"timestamp"].toInteger() <= last);
        last = chat[u"lastMessage"][u"timestamp"].toInteger();
    }
}

TEST_CASE("The server takes requests in pieces and refuses what is too large", "[core]")
{
    SampleGateway gateway({u"--speed"_s, u"0.01"_s});
    REQUIRE(gateway.start());
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), gateway.port());
    QByteArray answers;
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&socket, &answers] { answers += socket.readAll(); });
    REQUIRE(SampleStream::until([&socket] { return socket.state() == QAbstractSocket::ConnectedState; }));
    SECTION("in pieces, twice on one connection")
    {
        for (int turn = 1; turn <= 2; ++turn) {
            socket.write("GET /pi");
            socket.flush();
            REQUIRE(gateway.get(u"/ping"_s).status == 200); // the first piece has been seen by now
            socket.write("ng HTTP/1.1\r\nHost: x\r\n\r\n");
            REQUIRE(SampleStream::until([&answers, turn] { return answers.count("pong") == turn; }));
        }
    }
    SECTION("header too large")
    {
        socket.write("GET /ping HTTP/1.1\r\nX: " + QByteArray(20'000, 'x'));
        REQUIRE(SampleStream::until([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; }));
        CHECK(answers.startsWith("HTTP/1.1 431 "));
    }
    SECTION("body too large")
    {
        socket.write("POST /api/sendText HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n");
        REQUIRE(SampleStream::until([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; }));
        CHECK(answers.startsWith("HTTP/1.1 413 "));
    }
    SECTION("not HTTP at all")
    {
        socket.write("hello\r\n\r\n");
        REQUIRE(SampleStream::until([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; }));
        CHECK(answers.startsWith("HTTP/1.1 400 "));
    }
}
