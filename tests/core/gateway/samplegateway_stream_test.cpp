// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplestream.h"
#include "support/catch.h"

#include <QDateTime>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace atalaia;

TEST_CASE("A stream with a wrong key is accepted and then closed as unauthorized", "[core]")
{
    SampleGateway gateway({u"--rate"_s, u"50"_s});
    REQUIRE(gateway.start());
    const QString url = gateway.baseUrl().replace(u"http"_s, u"ws"_s)
                        + GENERATE(as<QString>(), u"/ws?session=*&x-api-key=wrong"_s, u"/ws?session=*"_s);
    SampleStream stream;
    bool wasConnected = false;
    QObject::connect(&stream.socket(), &QWebSocket::connected, &stream.socket(),
                     [&wasConnected] { wasConnected = true; });
    stream.socket().open(QUrl(url));
    REQUIRE(SampleStream::until([&stream] { return stream.disconnectCount() > 0; }));
    CHECK(wasConnected);
    CHECK(int(stream.socket().closeCode()) == 1008);
    CHECK(stream.socket().closeReason() == u"Unauthorized"_s);
    CHECK(stream.events().isEmpty());
}

TEST_CASE("A stream accepts the key in a header too", "[core]")
{
    SampleGateway gateway({u"--rate"_s, u"50"_s});
    REQUIRE(gateway.start());
    SampleStream stream;
    QNetworkRequest request(QUrl(u"ws://127.0.0.1:%1/ws?session=*"_s.arg(gateway.port())));
    request.setRawHeader("X-Api-Key", gateway.apiKey().toLatin1());
    stream.socket().open(request);
    CHECK(SampleStream::until([&stream] { return !stream.events().isEmpty(); }));
}

TEST_CASE("Events carry the fields of the gateway they stand in for", "[core]")
{
    SampleGateway gateway({u"--rate"_s, u"400"_s, u"--count"_s, u"400"_s, u"--wait-for-client"_s});
    REQUIRE(gateway.start());
    SampleStream stream;
    REQUIRE(stream.open(gateway));
    REQUIRE(SampleStream::until([&stream] { return stream.events(u"message.any"_s).size() == 400; }));

    static const QRegularExpression eventId(u"^evt_[0-9a-hjkmnp-tv-z]{26}$"_s);
    static const QRegularExpression messageId(u"^(true|false)_[0-9]+@(c\\.us|lid)_[0-9A-F]{32}$"_s);
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    QSet<QString> eventIds;
    QSet<QString> suffixes;
    bool hasMedia = false;
    for (const QJsonObject &event : stream.events(u"message.any"_s)) {
        const QJsonObject payload = event[u"payload"].toObject();
        REQUIRE(eventId.match(event[u"id"].toString()).hasMatch());
        REQUIRE(std::abs(event[u"timestamp"].toDouble() - double(nowMs)) < 60'000);
        REQUIRE(event[u"engine"].toString() == u"GOWS"_s);
        REQUIRE(event[u"me"][u"id"].toString().endsWith(u"@c.us"_s));
        REQUIRE(!event[u"me"][u"pushName"].toString().isEmpty());
        REQUIRE(event[u"metadata"].isObject());
        REQUIRE(event[u"environment"][u"version"].isString());
        REQUIRE(messageId.match(payload[u"id"].toString()).hasMatch());
        REQUIRE(payload[u"fromMe"].toBool() == payload[u"id"].toString().startsWith(u"true_"_s));
        REQUIRE(payload[u"from"].toString() == payload[u"id"].toString().split(u'_').value(1));
        REQUIRE(std::abs(payload[u"timestamp"].toDouble() - double(nowMs) / 1000) < 60);
        REQUIRE((payload[u"body"].isString() || payload[u"body"].isNull()));
        REQUIRE((payload[u"hasMedia"].toBool() == payload[u"media"].isObject()));
        REQUIRE(payload[u"_data"][u"Info"][u"ID"].toString() == SampleStream::bareId(payload[u"id"].toString()));
        eventIds.insert(event[u"id"].toString());
        suffixes.insert(payload[u"from"].toString().section(u'@', 1));
        hasMedia = hasMedia || payload[u"media"][u"url"].toString().startsWith(gateway.baseUrl() + u"/api/files/"_s);
    }
    CHECK(eventIds.size() == 400);
    CHECK(suffixes == QSet<QString>{u"c.us"_s, u"lid"_s});
    CHECK(hasMedia);
}

TEST_CASE("A stream gets only the session and the events that it asked for", "[core]")
{
    SampleGateway gateway({u"--rate"_s, u"300"_s, u"--count"_s, u"300"_s, u"--wait-for-client"_s});
    REQUIRE(gateway.start());
    SampleStream one;
    REQUIRE(one.open(gateway, u"session=quiriri-01&events=session.status,message.any&events=message.ack"_s));
    REQUIRE(SampleStream::until([&gateway] { return gateway.messageCount() == 300; }));
    const qsizetype expected = gateway.ids(u"quiriri-01"_s).size();
    REQUIRE(expected > 0);
    REQUIRE(SampleStream::until([&one, expected] { return one.messageIds().size() == expected; }));
    for (const QJsonObject &event : one.events()) {
        CHECK(event[u"session"].toString() == u"quiriri-01"_s);
        CHECK(event[u"event"].toString() == u"message.any"_s);
    }
}

TEST_CASE("Playing the script edits deletes reacts and acknowledges", "[core]")
{
    SampleGateway gateway({u"--speed"_s, u"3000"_s, u"--wait-for-client"_s});
    REQUIRE(gateway.start());
    SampleStream stream;
    REQUIRE(stream.open(gateway));
    const auto hasAll = [&stream] {
        return !stream.events(u"message.edited"_s).isEmpty() && !stream.events(u"message.revoked"_s).isEmpty()
               && !stream.events(u"message.reaction"_s).isEmpty() && !stream.events(u"message.ack"_s).isEmpty();
    };
    REQUIRE(SampleStream::until(hasAll));

    const QSet<QString> known = [&stream] {
        const QStringList ids = stream.messageIds();
        return QSet<QString>(ids.begin(), ids.end());
    }();
    for (const QJsonObject &event : stream.events(u"message.edited"_s)) {
        CHECK(known.contains(event[u"payload"][u"editedMessageId"].toString()));
        CHECK(!event[u"payload"][u"body"].toString().isEmpty());
        CHECK(!known.contains(SampleStream::bareId(event[u"payload"][u"id"].toString())));
    }
    for (const QJsonObject &event : stream.events(u"message.revoked"_s)) {
        CHECK(known.contains(event[u"payload"][u"revokedMessageId"].toString()));
        CHECK(event[u"payload"][u"before"].isNull());
        CHECK(event[u"payload"][u"after"][u"body"].isNull());
    }
    for (const QJsonObject &event : stream.events(u"message.reaction"_s))
        CHECK(known.contains(SampleStream::bareId(event[u"payload"][u"reaction"][u"messageId"].toString())));
    for (const QJsonObject &event : stream.events(u"message.ack"_s))
        CHECK((event[u"payload"][u"ack"].toInt() == 2 || event[u"payload"][u"ack"].toInt() == 3));
}

TEST_CASE("Something happens within seconds of the start beside what is history already", "[core]")
{
    SampleGateway gateway;
    REQUIRE(gateway.start());
    CHECK(gateway.messageCount() > 300);
    SampleStream stream;
    REQUIRE(stream.open(gateway));
    CHECK(SampleStream::until([&stream] { return stream.messageIds().size() >= 3; }));
}
