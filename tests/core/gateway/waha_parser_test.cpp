// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waha/wahaparser.h"
#include "support/catch.h"

#include <QFile>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kReceivedAtMs = 1'767'614'400'000;

QByteArray fixture(const QString &name)
{
    QFile file(QStringLiteral(ATALAIA_TEST_DATA "/waha/") + name);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

template <typename Body> Body bodyOf(const Result<WahaReading> &reading)
{
    REQUIRE(reading.has_value());
    REQUIRE(reading->events.size() == 1);
    REQUIRE(std::holds_alternative<Body>(reading->events.first().body));
    return std::get<Body>(reading->events.first().body);
}

Result<WahaReading> read(const QByteArray &frame)
{
    WahaParser parser;
    return parser.frame(frame, kReceivedAtMs);
}

/// A message.any frame whose payload has these members besides a good id and time.
QByteArray messageWith(const QByteArray &members)
{
    return R"({"event":"message.any","session":"s","payload":{"id":"false_5511990000002@c.us_AA","timestamp":1767610000)"
           + (members.isEmpty() ? QByteArray() : ',' + members) + "}}";
}

QByteArray messageAt(const QByteArray &timestamp)
{
    return R"({"event":"message.any","session":"s","payload":{"id":"false_5511990000002@c.us_AA","body":"x","timestamp":)"
           + timestamp + "}}";
}

} // namespace

TEST_CASE("a text from a hidden id is read", "[core]")
{
    const auto reading = read(fixture(u"noweb-lid-text.json"_s));
    const auto message = bodyOf<MessageReceived>(reading);
    CHECK(reading->events.first().lineExternalId == u"vendas");
    CHECK(message.messageId == u"3A0000000000000000A1");
    CHECK(message.chat == u"100000000000001@lid");
    CHECK(message.author == Author::Contact);
    CHECK(message.contactName == u"Cliente Um");
    CHECK(message.kind == MessageKind::Text);
    CHECK(message.sentAtMs == 1'767'610'000'000);
    CHECK(message.text == u"Bom dia, tem estoque?");
    CHECK(message.hasText);
    CHECK(message.status == DeliveryStatus::Device);
    CHECK_FALSE(message.isRevoked);
}

TEST_CASE("an own reply names its chat and not its sender", "[core]")
{
    const auto message = bodyOf<MessageReceived>(read(fixture(u"gows-own-reply.json"_s)));
    CHECK(message.chat == u"5511990000002@c.us");
    CHECK(message.author == Author::Agent);
    CHECK(message.contactName.isEmpty());
    CHECK(message.replyToMessageId == u"3A0000000000000000A1");
    CHECK(message.kind == MessageKind::Text);
    CHECK(message.status == DeliveryStatus::Server);
}

TEST_CASE("what a program sends through the gateway is told from what a person writes", "[core]")
{
    CHECK_FALSE(bodyOf<MessageReceived>(read(fixture(u"gows-own-reply.json"_s))).isAutomatic);
    QByteArray own = messageWith(R"("body":"x","fromMe":true,"source":"api")");
    own.replace("false_", "true_");
    CHECK(bodyOf<MessageReceived>(read(own)).isAutomatic);
    // Nobody else's program is ours.
    CHECK_FALSE(bodyOf<MessageReceived>(read(messageWith(R"("body":"x","source":"api")"))).isAutomatic);
}

TEST_CASE("an image keeps its caption type and name", "[core]")
{
    const auto message = bodyOf<MessageReceived>(read(fixture(u"webjs-image.json"_s)));
    CHECK(message.kind == MessageKind::Image);
    CHECK(message.text == u"olha esta foto");
    CHECK(message.mediaType == u"image/jpeg");
    CHECK(message.mediaName == u"foto.jpg");
    CHECK(message.contactName == u"Cliente Dois");
    CHECK(message.status == DeliveryStatus::Pending);
}

TEST_CASE("edits revocations reactions and acks name their target", "[core]")
{
    const auto edit = bodyOf<MessageEdited>(read(fixture(u"edited.json"_s)));
    CHECK(edit
          == MessageEdited{u"3EB0000000000000000B2"_s, u"BBBB0000000000000004"_s, u"5511990000002@c.us"_s,
                           Author::Agent, 1'767'610'300'000, u"Temos sim, dois"_s});
    const auto revocation = bodyOf<MessageRevoked>(read(fixture(u"revoked.json"_s)));
    CHECK(revocation
          == MessageRevoked{u"3EB0000000000000000B2"_s, u"5511990000002@c.us"_s, Author::Agent, 1'767'610'400'000});
    const auto reaction = bodyOf<MessageReacted>(read(fixture(u"reaction.json"_s)));
    CHECK(reaction
          == MessageReacted{u"3EB0000000000000000B2"_s, u"5511990000002@c.us"_s, Author::Contact, u"🙏"_s,
                            1'767'610'500'853});
    const auto status = bodyOf<StatusChanged>(read(fixture(u"ack.json"_s)));
    CHECK(status == StatusChanged{u"3EB0000000000000000B2"_s, u"5511990000002@c.us"_s, DeliveryStatus::Read});
}

TEST_CASE("a session status is a line's state", "[core]")
{
    const auto line = bodyOf<LineChanged>(read(fixture(u"session-status.json"_s)));
    CHECK(line == LineChanged{LineState::Working, u"Loja"_s, u"5511900000001@c.us"_s, 1'767'610'003'000});

    const auto pairing = bodyOf<LineChanged>(
            read(R"({"event":"session.status","session":"s","payload":{"status":"PASSKEY_REQUIRED"}})"));
    CHECK(pairing == LineChanged{LineState::NeedsPairing, {}, {}, kReceivedAtMs});
}

TEST_CASE("an encrypted edit is an edit whose text is missing", "[core]")
{
    const auto edit = bodyOf<MessageEdited>(read(fixture(u"encrypted-edit.json"_s)));
    CHECK(edit
          == MessageEdited{
                  u"AAAA01"_s, u"EEEE01"_s, u"5511990000002@c.us"_s, Author::Contact, 1'767'610'600'000, {}, true});
    // As whatsmeow spells it, with its number and an empty body.
    const auto gows = bodyOf<MessageEdited>(read(messageWith(
            R"("body":"","_data":{"Message":{"secretEncryptedMessage":{"secretEncType":2,"targetMessageKey":{"ID":"BB"}}}})")));
    CHECK(gows.messageId == u"BB");
    CHECK(gows.isTextMissing);
    // Without its target it is a message that cannot be read, not nothing.
    const auto orphan = bodyOf<MessageReceived>(
            read(messageWith(R"("body":null,"_data":{"message":{"secretEncryptedMessage":{}}})")));
    CHECK(orphan.content == ContentState::Unavailable);
    // Changes of events and polls are none of messages.
    const auto other = read(messageWith(
            R"("body":null,"_data":{"message":{"secretEncryptedMessage":{"secretEncType":"EVENT_EDIT","targetMessageKey":{"id":"BB"}}}})"));
    REQUIRE(other.has_value());
    CHECK(other->events.isEmpty());
}

TEST_CASE("a page of history keeps what can be read", "[core]")
{
    WahaParser parser;
    const auto page = parser.messages(fixture(u"page.json"_s), u"vendas"_s);
    REQUIRE(page.has_value());
    CHECK(page->items == 4);
    REQUIRE(page->rejected.size() == 1);
    CHECK(page->rejected.first().lineExternalId == u"vendas");
    const auto again =
            parser.frame(QByteArray(page->rejected.first().bytes).replace("no id at all", "true_1@c.us_AA"), 5);
    const auto mended = bodyOf<MessageReceived>(again);
    CHECK(mended.text == u"dois");
    CHECK(mended.isHistory);
    REQUIRE(page->events.size() == 3);
    const auto first = std::get<MessageReceived>(page->events.at(0).body);
    CHECK(first.text == u"um");
    CHECK_FALSE(first.isRevoked);
    CHECK(std::get<MessageReceived>(page->events.at(1).body).isRevoked);
    CHECK_FALSE(std::get<MessageReceived>(page->events.at(1).body).hasText);
    const auto last = std::get<MessageReceived>(page->events.at(2).body);
    CHECK(last.isRevoked);
    CHECK(last.sentAtMs == 1'767'610'003'000);
    CHECK(page->events.at(2).lineExternalId == u"vendas");

    const auto end = parser.messages("[]", u"vendas"_s);
    REQUIRE(end.has_value());
    CHECK(end->items == 0);
    CHECK_FALSE(parser.messages("{}", u"vendas"_s).has_value());
}

TEST_CASE("a time is read in every spelling", "[core]")
{
    struct Row
    {
        QByteArray json;
        qint64 ms;
    };
    const auto row = GENERATE(values<Row>({{"1767610000", 1'767'610'000'000},
                                           {"1767610000.25", 1'767'610'000'250},
                                           {"1767610000250", 1'767'610'000'250},
                                           {"\"1767610000\"", 1'767'610'000'000},
                                           {"\"1767610000250\"", 1'767'610'000'250},
                                           {"\"2026-01-05T10:46:40Z\"", 1'767'610'000'000},
                                           {"{\"low\":1767610000,\"high\":0}", 1'767'610'000'000},
                                           // Nothing usable: when the frame came.
                                           {"null", kReceivedAtMs},
                                           {"\"soon\"", kReceivedAtMs},
                                           {"-5", kReceivedAtMs},
                                           {"0", kReceivedAtMs},
                                           {"true", kReceivedAtMs},
                                           {"[]", kReceivedAtMs},
                                           {"9000000000", kReceivedAtMs},
                                           {"1e300", kReceivedAtMs}}));
    CAPTURE(row.json);
    CHECK(bodyOf<MessageReceived>(read(messageAt(row.json))).sentAtMs == row.ms);
}

TEST_CASE("ids are read from the left", "[core]")
{
    struct Row
    {
        QByteArray id;
        QString chat;
        QString bare;
    };
    const auto row = GENERATE(values<Row>(
            {{"true_5511990000002@c.us_AA", u"5511990000002@c.us"_s, u"AA"_s},
             {"false_120363000000000001@g.us_AA_5511990000002:4@s.whatsapp.net", u"120363000000000001@g.us"_s, u"AA"_s},
             {"false_5511990000002:12@s.whatsapp.net_AA", u"5511990000002@s.whatsapp.net"_s, u"AA"_s}}));
    const auto message = bodyOf<MessageReceived>(
            read(R"({"event":"message.any","session":"s","payload":{"body":"x","timestamp":1767610000,"id":")" + row.id
                 + R"("}})"));
    CHECK(message.chat == row.chat);
    CHECK(message.messageId == row.bare);
    CHECK(message.author == (row.id.startsWith("true") ? Author::Agent : Author::Contact));
}

TEST_CASE("the kind of a message comes from what it carries", "[core]")
{
    struct Row
    {
        QByteArray members;
        MessageKind kind;
    };
    const auto row = GENERATE(values<Row>({
            {R"("body":"x")", MessageKind::Text},
            {R"("body":null)", MessageKind::Unknown},
            {R"("hasMedia":true,"media":null)", MessageKind::Unknown},
            {R"("hasMedia":true,"media":{"mimetype":"image/webp"})", MessageKind::Sticker},
            {R"("hasMedia":true,"media":{"mimetype":"video/mp4"})", MessageKind::Video},
            {R"("hasMedia":true,"media":{"mimetype":"audio/ogg; codecs=opus"})", MessageKind::Audio},
            {R"("hasMedia":true,"media":{"mimetype":"application/pdf"})", MessageKind::Document},
            {R"("hasMedia":true,"_data":{"type":"ptt"})", MessageKind::Audio},
            {R"("hasMedia":true,"_data":{"message":{"imageMessage":{"mimetype":"image/jpeg"}}})", MessageKind::Image},
            {R"("hasMedia":true,"_data":{"Message":{"viewOnceMessageV2":{"message":{"videoMessage":{}}}}})",
             MessageKind::Video},
            {R"("body":"x","location":{"latitude":"1","longitude":"2"})", MessageKind::Location},
            {R"("vCards":["BEGIN:VCARD"])", MessageKind::ContactCard},
            {R"("body":"x","vCards":[])", MessageKind::Text},
            // Wrong types of members that only help are as good as missing ones.
            {R"("body":"x","media":7,"location":null,"vCards":"no","replyTo":[],"ack":"many","hasMedia":"yes","_data":"raw")",
             MessageKind::Text},
    }));
    CAPTURE(row.members);
    CHECK(bodyOf<MessageReceived>(read(messageWith(row.members))).kind == row.kind);
}

TEST_CASE("an engine's notice is nobody's message", "[core]")
{
    CHECK(bodyOf<MessageReceived>(read(messageWith(R"("body":"","_data":{"type":"e2e_notification"})"))).author
          == Author::System);
}

TEST_CASE("a revocation among the messages is a revocation", "[core]")
{
    const auto revocation = bodyOf<MessageRevoked>(read(
            messageWith(R"("body":null,"_data":{"message":{"protocolMessage":{"type":"REVOKE","key":{"id":"BB"}}}})")));
    CHECK(revocation.messageId == u"BB");
}

TEST_CASE("an edit among the messages is an edit", "[core]")
{
    const auto content = GENERATE(
            as<QByteArray>(),
            R"({"protocolMessage":{"type":"MESSAGE_EDIT","key":{"id":"BB"},"editedMessage":{"conversation":"new"}}})",
            R"({"editedMessage":{"message":{"protocolMessage":{"type":14,"key":{"id":"BB"},"editedMessage":{"extendedTextMessage":{"text":"new"}}}}}})");
    const auto edit = bodyOf<MessageEdited>(read(messageWith(R"("body":null,"_data":{"message":)" + content + "}")));
    CHECK(edit.messageId == u"BB");
    CHECK(edit.text == u"new");
}

TEST_CASE("a removed reaction has no emoji", "[core]")
{
    const auto text = GENERATE(as<QByteArray>(), R"("text":"",)", R"("text":null,)", "");
    const auto reaction = bodyOf<MessageReacted>(read(
            R"({"event":"message.reaction","session":"s","payload":{"id":"false_5511990000002@c.us_AA","reaction":{)"
            + text + R"("messageId":"true_5511990000002@c.us_BB"}}})"));
    CHECK(reaction.emoji.isEmpty());
    CHECK(reaction.messageId == u"BB");
}

TEST_CASE("what is sent to a broadcast list is a message like others", "[core]")
{
    WahaParser parser;
    const auto reading = parser.frame(
            R"({"event":"message.any","session":"s","payload":{"id":"true_1700000000@broadcast_AA","timestamp":1767610000,"body":"x"}})",
            0);
    REQUIRE(reading.has_value());
    REQUIRE(reading->events.size() == 1);
    CHECK(std::get<MessageReceived>(reading->events.first().body).chat == u"1700000000@broadcast");
}

TEST_CASE("events that are not used are no errors", "[core]")
{
    const auto frame = GENERATE(
            as<QByteArray>(), R"({"event":"presence.update","session":"s","payload":{}})", R"({"event":"poll.vote"})",
            R"({"event":"message.ack","session":"s","payload":{"id":"true_5511990000002@c.us_AA","ack":null,"ackName":"UNKNOWN"}})",
            R"({"event":"message.any","session":"s","payload":{"id":"false_status@broadcast_AA_1@c.us","body":"x"}})",
            R"({"event":"message.any","session":"s","payload":{"id":"false_120363000000000001@newsletter_AA","body":"x"}})",
            R"({"event":"group.v2.update","session":"s","payload":{"group":{"id":"1@g.us"}}})",
            R"({"event":"group.v2.leave","session":"s"})", R"({"event":"call.received","session":"s","payload":{}})",
            R"({"event":"call.accepted"})", R"({"event":"poll.vote.failed","payload":7})",
            R"({"event":"event.response","session":"s","payload":{}})", R"({"event":"chat.archive"})",
            R"({"event":"label.upsert"})", R"({"event":"engine.event","session":"s","payload":{"event":"x"}})");
    const auto reading = read(frame);
    REQUIRE(reading.has_value());
    CHECK(reading->events.isEmpty());
    CHECK_FALSE(reading->reason.isEmpty());
}

TEST_CASE("a wrong shape is an error that names the field and no value", "[core]")
{
    struct Row
    {
        QByteArray frame;
        QString field;
    };
    const auto row = GENERATE(values<Row>({
            {R"({"event":7})", u"event"_s},
            {R"({"event":"message.any","payload":{}})", u"session"_s},
            {R"({"event":"message.any","session":"s"})", u"payload"_s},
            {R"({"event":"message.any","session":"s","payload":[]})", u"payload"_s},
            {R"({"event":"message.any","session":"s","payload":{"id":"secretvalue","body":"x"}})", u"id"_s},
            {R"({"event":"message.any","session":"s","payload":{"id":"true_secretvalue","body":"x"}})", u"id"_s},
            {R"({"event":"message.any","session":"s","payload":{"id":"false_5511990000002@c.us_","body":"x"}})",
             u"id"_s},
            {R"({"event":"message.any","session":"s","payload":{"id":"false_5511990000002@c.us_AA","body":{"secretvalue":1}}})",
             u"body"_s},
            {R"({"event":"message.edited","session":"s","payload":{"id":"true_1@c.us_AA","body":"secretvalue"}})",
             u"payload.editedMessageId"_s},
            {R"({"event":"message.revoked","session":"s","payload":{"revokedMessageId":"secretvalue"}})",
             u"payload.after.id"_s},
            {R"({"event":"message.reaction","session":"s","payload":{"id":"true_1@c.us_AA","reaction":"secretvalue"}})",
             u"payload.reaction.messageId"_s},
            {R"({"event":"message.ack","session":"s","payload":{}})", u"payload.id"_s},
            {R"({"event":"session.status","session":"s","payload":{"status":3}})", u"payload.status"_s},
    }));
    CAPTURE(row.frame);
    const auto reading = read(row.frame);
    REQUIRE_FALSE(reading.has_value());
    CHECK(reading.error().kind == Error::Kind::InvalidInput);
    CHECK(reading.error().context == u"field %1 is missing or has the wrong shape"_s.arg(row.field));
}

TEST_CASE("garbage is an error and the parser goes on", "[core]")
{
    WahaParser parser;
    const QByteArray garbage = GENERATE(as<QByteArray>(), "", "null", "7", "[]", "{", "{\"event\":\"message.any\"",
                                        "not json", "{\"event\":\"message.any\xC3\x28\"}", "\xFF\xFE");
    CHECK_FALSE(parser.frame(garbage, kReceivedAtMs).has_value());
    CHECK(parser.frame(messageWith(R"("body":"x")"), kReceivedAtMs).has_value());
}

TEST_CASE("deep nesting and huge bodies are refused without harm", "[core]")
{
    WahaParser parser;
    const QByteArray deep =
            R"({"event":"message.any","session":"s","x":)" + QByteArray(200'000, '[') + QByteArray(200'000, ']') + '}';
    CHECK_FALSE(parser.frame(deep, kReceivedAtMs).has_value());
    CHECK_FALSE(parser.frame(messageWith("\"body\":\"" + QByteArray(6 * 1024 * 1024, 'a') + '"'), kReceivedAtMs)
                        .has_value());
    const auto large = bodyOf<MessageReceived>(
            parser.frame(messageWith("\"body\":\"" + QByteArray(1024 * 1024, 'a') + '"'), kReceivedAtMs));
    CHECK(large.text.size() == 1024 * 1024);
}

TEST_CASE("half an emoji does not hide its message", "[core]")
{
    CHECK(bodyOf<MessageReceived>(read(messageWith(R"("body":"antes \ud83d depois")"))).text == u"antes \uFFFD depois");
    CHECK(bodyOf<MessageReceived>(read(messageWith(R"("body":"a \ude4f b \ud83d\ude4f c \ud83d")"))).text
          == u"a \uFFFD b 🙏 c \uFFFD");
    // An escaped backslash before a "u" is no escape.
    CHECK(bodyOf<MessageReceived>(read(messageWith(R"("body":"\\ud83d \ud83d")"))).text == u"\\ud83d \uFFFD");
}

TEST_CASE("hostile text passes through unchanged", "[core]")
{
    CHECK(bodyOf<MessageReceived>(read(messageWith(R"("body":"<b>x</b> \u202E\u0000 %1 ; DROP")"))).text
          == u"<b>x</b> \u202E\0 %1 ; DROP"_s);
}

TEST_CASE("sessions chats and versions are read", "[core]")
{
    WahaParser parser;
    const auto sessions = parser.sessions(
            R"([{"name":"vendas","status":"WORKING","me":{"id":"5511900000001@c.us","pushName":"~"},"engine":{"engine":"GOWS"}},
            {"name":"caixa","status":"SCAN_QR_CODE","me":null}])");
    REQUIRE(sessions.has_value());
    REQUIRE(sessions->sessions.size() == 2);
    CHECK(sessions->sessions.at(0).engine == u"GOWS");
    CHECK(sessions->sessions.at(0).displayName.isEmpty());
    CHECK(sessions->sessions.at(1).state == LineState::NeedsPairing);
    CHECK_FALSE(parser.sessions(R"([{"status":"WORKING"}])").has_value());

    const auto chats = parser.chats(R"([{"id":"1@c.us","timestamp":1767610000},{"id":{"_serialized":"2@g.us"}}])");
    REQUIRE(chats.has_value());
    CHECK(chats->at(0).lastMessageMs == 1'767'610'000'000);
    CHECK(chats->at(1).address == u"2@g.us");

    CHECK(parser.version(R"({"version":"2026.7.1","engine":"GOWS"})")->version == u"2026.7.1");
    CHECK_FALSE(parser.version(R"({"server":"other"})").has_value());
    CHECK(parser.complaint(R"({"message":["first","second"]})") == u"first");
    CHECK(parser.complaint("<html>").isEmpty());
}

TEST_CASE("an edit without its text is still an edit", "[core]")
{
    const auto edit = bodyOf<MessageEdited>(read(
            R"({"event":"message.edited","session":"s","payload":{"id":"true_1@c.us_AA","editedMessageId":"BB","body":null,"timestamp":1767610000}})"));
    CHECK(edit.messageId == u"BB");
    CHECK(edit.isTextMissing);
}

TEST_CASE("a message that is not decrypted yet is pending and the same id brings its text", "[core]")
{
    const auto waiting = bodyOf<MessageReceived>(read(
            R"({"event":"message.waiting","session":"s","engine":"WEBJS","payload":{"id":"false_5511990000002@c.us_AA","timestamp":1767610000,"from":"5511990000002@c.us","fromMe":false,"_data":{}}})"));
    CHECK(waiting.content == ContentState::Pending);
    CHECK_FALSE(waiting.hasText);
    const auto text = bodyOf<MessageReceived>(read(messageWith(R"("body":"oi")")));
    CHECK(text.messageId == waiting.messageId);
    CHECK(text.content == ContentState::Present);
    CHECK(bodyOf<MessageReceived>(read(messageWith(R"("body":null,"_data":{"type":"ciphertext"})"))).content
          == ContentState::Pending);
    CHECK(bodyOf<MessageReceived>(read(messageWith(R"("body":null,"_data":{"messageStubType":2})"))).content
          == ContentState::Pending);
    CHECK(bodyOf<MessageReceived>(read(messageWith(R"("body":null,"_data":{"message":{"placeholderMessage":{}}})")))
                  .content
          == ContentState::Unavailable);
}

TEST_CASE("a revocation names its target whatever its halves carry", "[core]")
{
    struct Row
    {
        QByteArray payload;
        QString target;
    };
    const auto row = GENERATE(values<Row>({
            // The ids of both halves are the revocation's own.
            {R"({"after":{"id":"true_1@c.us_RR"},"before":{"id":"true_1@c.us_RR"},"revokedMessageId":"BB"})", u"BB"_s},
            {R"({"after":{"id":"true_1@c.us_RR","_data":{"protocolMessageKey":{"id":"BB"}}},"before":{"id":"true_1@c.us_RR"}})",
             u"BB"_s},
            {R"({"after":null,"before":{"id":"true_1@c.us_BB"}})", u"BB"_s},
            {R"({"after":{"id":"true_1@c.us_RR"},"before":null,"revokedMessageId":"true_1@c.us_BB"})", u"BB"_s},
    }));
    CAPTURE(row.payload);
    const auto revocation =
            bodyOf<MessageRevoked>(read(R"({"event":"message.revoked","session":"s","payload":)" + row.payload + '}'));
    CHECK(revocation.messageId == row.target);
}

TEST_CASE("a member's status in a group is the status of the message", "[core]")
{
    const auto event = GENERATE(as<QByteArray>(), "message.ack", "message.ack.group");
    const auto status = bodyOf<StatusChanged>(read(
            R"({"event":")" + event
            + R"(","session":"s","payload":{"id":"true_55-66@g.us_AA_9999@lid","participant":"9999@lid","fromMe":true,"ack":3}})"));
    CHECK(status == StatusChanged{u"AA"_s, u"55-66@g.us"_s, DeliveryStatus::Read});
}

TEST_CASE("media are named by their file and their message and never by address or key", "[core]")
{
    const auto image = bodyOf<MessageReceived>(read(messageWith(
            R"("hasMedia":true,"media":{"url":"http://localhost:3000/api/files/vendas/A%40A.jpeg?x-api-key=K","mimetype":"image/jpeg"},"_data":{"message":{"imageMessage":{"fileLength":"1234","fileSha256":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}}})")));
    CHECK(image.mediaReference == u"/api/files/vendas/A%40A.jpeg false_5511990000002@c.us_AA");
    CHECK(image.mediaSize == 1234);
    CHECK(image.mediaHash.size() == 32);
    CHECK(image.mediaHash.at(31) == 31);

    const auto inS3 = bodyOf<MessageReceived>(read(messageWith(
            R"("hasMedia":true,"media":{"url":"https://s3.example/bucket/AA.jpeg?X-Amz-Signature=SS","mimetype":"image/jpeg","s3":{"Bucket":"b","Key":"k"}})")));
    CHECK(inS3.mediaReference == u"false_5511990000002@c.us_AA");
    // Not downloaded: to be asked for by its message.
    CHECK(bodyOf<MessageReceived>(read(messageWith(R"("hasMedia":true,"media":null)"))).mediaReference
          == u"false_5511990000002@c.us_AA");
    CHECK(bodyOf<MessageReceived>(read(messageWith(R"("body":"x")"))).mediaReference.isEmpty());
    CHECK(bodyOf<MessageReceived>(
                  read(messageWith(R"("hasMedia":true,"media":{"url":"http://h/api/files/../../etc/passwd"})")))
                  .mediaReference
          == u"false_5511990000002@c.us_AA");
    const QByteArray bytes = [] {
        QByteArray list;
        for (int i = 0; i < 32; ++i)
            list += (i > 0 ? "," : "") + QByteArray::number(i);
        return list;
    }();
    CHECK(bodyOf<MessageReceived>(
                  read(messageWith(
                          R"("hasMedia":true,"_data":{"message":{"videoMessage":{"fileLength":{"low":9,"high":0},"fileSha256":{"type":"Buffer","data":[)"
                          + bytes + "]}}}}")))
                  .mediaHash
          == image.mediaHash);
}

TEST_CASE("hidden ids and numbers of one person are told beside their message", "[core]")
{
    struct Row
    {
        QByteArray members;
        int aliases;
    };
    const auto row = GENERATE(values<Row>({
            {R"("body":"x","_data":{"key":{"remoteJid":"7@lid","remoteJidAlt":"5511990000002@s.whatsapp.net"}})", 1},
            {R"("body":"x","_data":{"key":{"remoteJid":"7@lid","senderPn":"5511990000002@s.whatsapp.net"}})", 1},
            {R"("body":"x","_data":{"key":{"fromMe":true,"remoteJid":"7@lid","senderPn":"5511990000002@s.whatsapp.net"}})",
             0},
            {R"("body":"x","_data":{"key":{"participant":"7:3@lid","participantAlt":"5511990000002:3@s.whatsapp.net"}})",
             1},
            {R"("body":"x","_data":{"Info":{"Chat":"7@lid","Sender":"7:1@lid","SenderAlt":"5511990000002@s.whatsapp.net"}})",
             1},
            {R"("body":"x","_data":{"key":{"remoteJid":"7@lid","remoteJidAlt":"8@lid"}})", 0},
            {R"("body":"x","_data":{"key":{"remoteJid":"7@lid","remoteJidAlt":{}}})", 0},
    }));
    CAPTURE(row.members);
    const auto reading = read(messageWith(row.members));
    REQUIRE(reading.has_value());
    REQUIRE(reading->events.size() == 1 + row.aliases);
    for (int i = 1; i <= row.aliases; ++i) {
        const auto alias = std::get<AliasFound>(reading->events.at(i).body);
        CHECK(alias.first == u"7@lid");
        CHECK(alias.second == u"5511990000002@s.whatsapp.net");
    }
}

TEST_CASE("a line's own hidden id and those of a group's members are told", "[core]")
{
    const auto line = read(
            R"({"event":"session.status","session":"s","engine":"NOWEB","me":{"id":"5511900000001@c.us","lid":"9@lid"},"payload":{"status":"WORKING"}})");
    REQUIRE(line.has_value());
    REQUIRE(line->events.size() == 2);
    CHECK(std::get<AliasFound>(line->events.at(1).body).first == u"9@lid");
    const auto capabilities = std::get<LineChanged>(line->events.at(0).body).capabilities;
    REQUIRE(capabilities.has_value());
    CHECK_FALSE(capabilities->blocksContacts);
    CHECK(capabilities->suspendWay == SuspendWay::KeepsLogin);

    const auto group = read(
            R"({"event":"group.v2.participants","session":"s","payload":{"type":"join","participants":[{"id":"7@lid","pn":"5511990000002@c.us"},{"id":"8@lid"}]}})");
    REQUIRE(group.has_value());
    REQUIRE(group->events.size() == 1);
    CHECK(std::get<AliasFound>(group->events.first().body).second == u"5511990000002@c.us");
}

TEST_CASE("every word for a session's state is known", "[core]")
{
    struct Row
    {
        QByteArray status;
        LineState state;
    };
    const auto row = GENERATE(values<Row>({{"STOPPED", LineState::Stopped},
                                           {"STARTING", LineState::Starting},
                                           {"SCAN_QR_CODE", LineState::NeedsPairing},
                                           {"PASSKEY_REQUIRED", LineState::NeedsPairing},
                                           {"PASSKEY_CONFIRMATION_REQUIRED", LineState::NeedsPairing},
                                           {"WORKING", LineState::Working},
                                           {"FAILED", LineState::Failed},
                                           {"SOMETHING_NEW", LineState::Unknown}}));
    CAPTURE(row.status);
    const auto reading = read(R"({"event":"session.status","session":"s","payload":{"status":")" + row.status
                              + R"(","statuses":[],"data":{"code":"1"}}})");
    REQUIRE(reading.has_value());
    CHECK(std::get<LineChanged>(reading->events.first().body).state == row.state);
}

TEST_CASE("limits that WhatsApp sets on a number are an alarm", "[core]")
{
    const auto limited = read(
            R"({"event":"session.status","session":"s","payload":{"status":"WORKING","data":{"reachoutTimelock":{"isActive":true}}}})");
    REQUIRE(limited.has_value());
    REQUIRE(limited->events.size() == 2);
    CHECK(std::get<LineAlarmChanged>(limited->events.at(1).body).isRaised);
    const auto free = read(
            R"({"event":"session.status","session":"s","payload":{"status":"WORKING","data":{"reachoutTimelock":null}}})");
    REQUIRE(free->events.size() == 2);
    CHECK_FALSE(std::get<LineAlarmChanged>(free->events.at(1).body).isRaised);
}
