// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/evolutionparser.h"
#include "gateway/evolutionfixtures.h"
#include "support/catch.h"

#include <QJsonArray>

#include <functional>

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

/// Calls `visit` with the document in which one value, each in turn, is replaced by `replacement` (Undefined: removed).
void eachReplaced(const QJsonValue &root, const QJsonValue &replacement, const std::function<void(QJsonValue)> &visit)
{
    if (root.isObject()) {
        const QJsonObject object = root.toObject();
        for (const QString &name : object.keys()) {
            QJsonObject changed = object;
            if (replacement.isUndefined())
                changed.remove(name);
            else
                changed.insert(name, replacement);
            visit(changed);
            eachReplaced(object.value(name), replacement, [&object, &name, &visit](const QJsonValue &inner) {
                QJsonObject outer = object;
                outer.insert(name, inner);
                visit(outer);
            });
        }
    } else if (root.isArray()) {
        const QJsonArray array = root.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            eachReplaced(array.at(i), replacement, [&array, i, &visit](const QJsonValue &inner) {
                QJsonArray outer = array;
                outer[i] = inner;
                visit(outer);
            });
        }
    }
}

QVector<QByteArray> fixtures()
{
    const QByteArray message = evolutionMessage(
            "M1",
            R"({"imageMessage":{"mimetype":"image/jpeg","caption":"x","fileLength":{"low":1,"high":0},"fileSha256":{"0":1}}})",
            R"(,"contextInfo":{"stanzaId":"M0"},"messageStubType":0)");
    const QByteArray key =
            R"({"remoteJid":"777@lid","remoteJidAlt":"5511990000002@s.whatsapp.net","fromMe":true,"id":"M1"})";
    return {evolutionEvent("messages.upsert", message),
            evolutionEvent("messages.set", '[' + message + ',' + message + ']'),
            evolutionEvent("messages.upsert",
                           evolutionMessage("M2", R"({"reactionMessage":{"key":{"id":"M1"},"text":"x"}})")),
            evolutionEvent("messages.upsert",
                           evolutionMessage("M2", R"({"secretEncryptedMessage":{"targetMessageKey":{"id":"M1"}}})")),
            evolutionEvent("messages.edited",
                           R"({"key":)" + key
                                   + R"(,"type":14,"editedMessage":{"conversation":"x"},"timestampMs":1767614460000})"),
            evolutionEvent("messages.delete", R"({"id":"cm0","key":)" + key + R"(,"status":"DELETED"})"),
            evolutionEvent("messages.update",
                           R"([{"keyId":"M1","remoteJid":"777@lid","fromMe":true,"status":"READ"}])"),
            evolutionEvent("contacts.update", R"({"remoteJid":"5511990000002@s.whatsapp.net","lid":"777@lid"})"),
            evolutionEvent("connection.update", R"({"state":"close","statusReason":401,"wuid":"1@s.whatsapp.net"})"),
            evolutionEvent("status.instance", R"({"status":"closed","disconnectionReasonCode":403})"),
            evolutionEvent("qrcode.updated", R"({"qrcode":{"code":"K-3"}})")};
}

/// Whatever comes: an event, a reason to pass it over, or put aside; never nothing. And no key is kept.
void checkAccounted(EvolutionParser &parser, const QByteArray &bytes)
{
    INFO(bytes.left(2000).toStdString());
    const EvolutionReading reading = parser.event(bytes, kReceivedAtMs);
    const bool isEmptyList = reading.items == 0;
    CHECK((isEmptyList || !reading.events.isEmpty() || !reading.rejected.isEmpty() || !reading.ignored.isEmpty()));
    for (const GatewayEvent &event : reading.events)
        CHECK_FALSE(event.lineExternalId.isEmpty());
    for (const RejectedEvent &rejected : reading.rejected) {
        CHECK_FALSE(rejected.reason.isEmpty());
        CHECK(rejected.bytes.size() <= RejectedEvent::kLargestBytes);
        CHECK_FALSE(rejected.bytes.contains("K-2"));
    }
}

} // namespace

TEST_CASE("an Evolution event with any field missing or wrong is accounted for", "[core]")
{
    EvolutionParser parser;
    QJsonObject deep;
    for (int i = 0; i < 900; ++i)
        deep = QJsonObject{{u"a"_s, deep}};
    const QVector<QJsonValue> replacements{QJsonValue(QJsonValue::Undefined),
                                           QJsonValue(QJsonValue::Null),
                                           QJsonValue(true),
                                           QJsonValue(-7),
                                           QJsonValue(1e300),
                                           QJsonValue(QString()),
                                           QJsonValue(u"x"_s),
                                           QJsonValue(QString(5000, u'9')),
                                           QJsonValue(QJsonArray{1, QJsonArray{}, QJsonObject{}}),
                                           QJsonValue(QJsonObject{{u"low"_s, -1}, {u"high"_s, -1}}),
                                           QJsonValue(QJsonObject{}),
                                           QJsonValue(QJsonArray{}),
                                           QJsonValue(deep)};
    for (const QByteArray &fixture : fixtures()) {
        const QJsonDocument document = QJsonDocument::fromJson(fixture);
        REQUIRE(document.isObject());
        checkAccounted(parser, fixture);
        for (const QJsonValue &replacement : replacements) {
            eachReplaced(document.object(), replacement, [&parser](const QJsonValue &changed) {
                checkAccounted(parser, QJsonDocument(changed.toObject()).toJson(QJsonDocument::Compact));
            });
        }
    }
}

TEST_CASE("an Evolution event that breaks off anywhere is put aside", "[core]")
{
    EvolutionParser parser;
    for (const QByteArray &fixture : fixtures()) {
        for (qsizetype size = 0; size < fixture.size(); ++size) {
            const EvolutionReading reading = parser.event(fixture.first(size), kReceivedAtMs);
            REQUIRE(reading.rejected.size() == 1);
            REQUIRE_FALSE(reading.rejected.first().bytes.contains("K-2"));
        }
    }
}

TEST_CASE("huge and deep Evolution events are put aside", "[core]")
{
    EvolutionParser parser;
    const auto nested = [](int depth) {
        return evolutionEvent("messages.upsert", QByteArray("{\"a\":").repeated(depth) + "1" + QByteArray(depth, '}'));
    };
    CHECK(parser.event(nested(10'000), kReceivedAtMs).rejected.size() == 1);
    CHECK(parser.event(QByteArray(10'000, '['), kReceivedAtMs).rejected.size() == 1);
    CHECK(parser.event({}, kReceivedAtMs).rejected.size() == 1);
    CHECK(parser.event("\xff\xfe\x00", kReceivedAtMs).rejected.size() == 1);

    const QByteArray large = evolutionEvent(
            "messages.upsert", evolutionMessage("M1", R"({"conversation":")" + QByteArray(6'000'000, 'x') + "\"}"));
    const EvolutionReading reading = parser.event(large, kReceivedAtMs);
    REQUIRE(reading.rejected.size() == 1);
    CHECK(reading.rejected.first().bytes.size() == RejectedEvent::kLargestBytes);
    // What follows is read as before.
    CHECK(parser.event(fixtures().first(), kReceivedAtMs).events.size() == 1);
}
