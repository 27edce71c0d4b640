// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/evolution/evolutionparser.h"
#include "gateway/evolutionfixtures.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

EvolutionReading read(const QByteArray &event, const QByteArray &data)
{
    EvolutionParser parser;
    return parser.event(evolutionEvent(event, data), kReceivedAtMs);
}

template <typename Body> Body only(const EvolutionReading &reading)
{
    INFO((reading.rejected.isEmpty() ? reading.ignored : reading.rejected.first().reason).toStdString());
    REQUIRE(reading.rejected.isEmpty());
    REQUIRE(reading.events.size() == 1);
    CHECK(reading.events.first().lineExternalId == u"vendas");
    REQUIRE(std::holds_alternative<Body>(reading.events.first().body));
    return std::get<Body>(reading.events.first().body);
}

const QByteArray kText(R"({"conversation":"bom dia"})");

} // namespace

TEST_CASE("an Evolution text message is read", "[core]")
{
    const auto message = only<MessageReceived>(read("messages.upsert", evolutionMessage("M1", kText)));
    CHECK(message.messageId == u"M1");
    CHECK(message.chat == u"5511990000002@s.whatsapp.net");
    CHECK(message.contactName == u"Ana");
    CHECK(message.author == Author::Contact);
    CHECK(message.kind == MessageKind::Text);
    CHECK(message.text == u"bom dia");
    CHECK(message.hasText);
    CHECK(message.sentAtMs == kSentAtS * 1000);
    CHECK(message.status == DeliveryStatus::Device);
    CHECK_FALSE(message.isAutomatic);
    CHECK_FALSE(message.isHistory);
    CHECK(message.content == ContentState::Present);
}

TEST_CASE("every spelling of an Evolution event's name is known", "[core]")
{
    for (const QByteArray name : {"messages.upsert", "MESSAGES_UPSERT", "messages-upsert", "Messages.Upsert"})
        only<MessageReceived>(read(name, evolutionMessage("M1", kText)));
    only<MessageReceived>(read("messages.upsert", '[' + evolutionMessage("M1", kText) + ']'));
}

TEST_CASE("what Evolution sent and what a phone sent is told apart", "[core]")
{
    const QByteArray own = evolutionMessage("M1", kText).replace("\"fromMe\":false", "\"fromMe\":true");
    const auto phone = only<MessageReceived>(read("messages.upsert", own));
    CHECK(phone.author == Author::Agent);
    CHECK_FALSE(phone.isAutomatic);
    CHECK(phone.contactName.isEmpty());
    const auto program = only<MessageReceived>(read("send.message", own));
    CHECK(program.author == Author::Agent);
    CHECK(program.isAutomatic);
    const auto history = only<MessageReceived>(read("messages.set", '[' + own + ']'));
    CHECK(history.isHistory);
}

TEST_CASE("a hidden id is read with the phone number beside it", "[core]")
{
    const QByteArray lid = evolutionMessage("M1", kText)
                                   .replace(R"("remoteJid":"5511990000002@s.whatsapp.net")",
                                            R"("remoteJid":"777@lid","remoteJidAlt":"5511990000002:3@s.whatsapp.net")");
    const EvolutionReading reading = read("messages.upsert", lid);
    REQUIRE(reading.events.size() == 2);
    CHECK(std::get<AliasFound>(reading.events.at(0).body)
          == AliasFound{u"777@lid"_s, u"5511990000002@s.whatsapp.net"_s, AliasFound::Kind::SamePerson,
                        kSentAtS * 1000});
    CHECK(std::get<MessageReceived>(reading.events.at(1).body).chat == u"5511990000002@s.whatsapp.net");

    const QByteArray swapped = evolutionMessage("M1", kText)
                                       .replace(R"("participant":"")", R"("participant":"","remoteJidAlt":"777@lid")");
    REQUIRE(read("messages.upsert", swapped).events.size() == 2);
    CHECK(std::get<AliasFound>(read("messages.upsert", swapped).events.at(0).body).first == u"777@lid");

    const QByteArray group =
            evolutionMessage("M1", kText)
                    .replace("5511990000002@s.whatsapp.net", "120@g.us")
                    .replace(R"("participant":"")",
                             R"("participant":"777@lid","participantAlt":"5511990000003@s.whatsapp.net")");
    const EvolutionReading inGroup = read("messages.upsert", group);
    REQUIRE(inGroup.events.size() == 2);
    CHECK(std::get<AliasFound>(inGroup.events.at(0).body).second == u"5511990000003@s.whatsapp.net");
    CHECK(std::get<MessageReceived>(inGroup.events.at(1).body).chat == u"120@g.us");
    CHECK(std::get<MessageReceived>(inGroup.events.at(1).body).contactName.isEmpty());

    // The same number twice tells nothing.
    const QByteArray same = evolutionMessage("M1", kText)
                                    .replace(R"("participant":"")",
                                             R"("remoteJidAlt":"5511990000002@s.whatsapp.net","addressingMode":"lid")");
    CHECK(read("messages.upsert", same).events.size() == 1);
}

TEST_CASE("the kind of an Evolution message does not depend on the order of its members", "[core]")
{
    struct Row
    {
        QByteArray message;
        MessageKind kind;
        QString text;
        ContentState content = ContentState::Present;
    };
    const QVector<Row> rows{
            {R"({"messageContextInfo":{"deviceListMetadataVersion":2},"conversation":"a"})", MessageKind::Text, u"a"_s},
            {R"({"extendedTextMessage":{"text":"b"}})", MessageKind::Text, u"b"_s},
            {R"({"imageMessage":{"mimetype":"image/jpeg","caption":"c"}})", MessageKind::Image, u"c"_s},
            {R"({"base64":"AAAA","mediaUrl":"https://x/y?z","imageMessage":{"mimetype":"image/jpeg"}})",
             MessageKind::Image,
             {}},
            {R"({"videoMessage":{"caption":"d"}})", MessageKind::Video, u"d"_s},
            {R"({"audioMessage":{"ptt":true},"speechToText":"x"})", MessageKind::Audio, {}},
            {R"({"documentWithCaptionMessage":{"message":{"documentMessage":{"caption":"e"}}}})", MessageKind::Document,
             u"e"_s},
            {R"({"ephemeralMessage":{"message":{"conversation":"f"}}})", MessageKind::Text, u"f"_s},
            {R"({"viewOnceMessageV2":{"message":{"imageMessage":{"caption":"g"}}}})", MessageKind::Image, u"g"_s},
            {R"({"viewOnceMessageV2":{}})", MessageKind::Unknown, {}, ContentState::Unavailable},
            {R"({"stickerMessage":{}})", MessageKind::Sticker, {}},
            {R"({"locationMessage":{"degreesLatitude":1}})", MessageKind::Location, {}},
            {R"({"contactMessage":{"displayName":"x"}})", MessageKind::ContactCard, {}},
            {R"({"contactsArrayMessage":{}})", MessageKind::ContactCard, {}},
            {R"({"listResponseMessage":{"title":"h"}})", MessageKind::Text, u"h"_s},
            {R"({"templateButtonReplyMessage":{"selectedDisplayText":"i"}})", MessageKind::Text, u"i"_s},
            {R"({"pollCreationMessageV3":{"name":"j"}})", MessageKind::Text, u"j"_s},
            {R"({"productMessage":{}})", MessageKind::Unknown, {}, ContentState::Unavailable},
            {R"({"messageContextInfo":{}})", MessageKind::Unknown, {}, ContentState::Pending},
            {R"({})", MessageKind::Unknown, {}, ContentState::Pending},
            {R"(null)", MessageKind::Unknown, {}, ContentState::Pending}};
    for (const Row &row : rows) {
        INFO(row.message.toStdString());
        const auto message = only<MessageReceived>(read("messages.upsert", evolutionMessage("M1", row.message)));
        CHECK(message.kind == row.kind);
        CHECK(message.text == row.text);
        CHECK(message.hasText == !row.text.isEmpty());
        CHECK(message.content == row.content);
    }
    for (const QByteArray silent :
         {R"({"pollUpdateMessage":{}})", R"({"senderKeyDistributionMessage":{}})", R"({"pinInChatMessage":{}})",
          R"({"protocolMessage":{"type":5,"key":{"id":"X"}}})"}) {
        const EvolutionReading reading = read("messages.upsert", evolutionMessage("M1", silent));
        CHECK(reading.events.isEmpty());
        CHECK(reading.rejected.isEmpty());
        CHECK_FALSE(reading.ignored.isEmpty());
    }
}

TEST_CASE("WhatsApp's placeholders are no empty messages", "[core]")
{
    const auto withStub = [](const QByteArray &stub) {
        return only<MessageReceived>(
                read("messages.upsert", evolutionMessage("M1", "null", ",\"messageStubType\":" + stub)));
    };
    CHECK(withStub("2").content == ContentState::Pending);
    CHECK(withStub(R"("CIPHERTEXT")").content == ContentState::Pending);
    CHECK(withStub("1").isRevoked);
    CHECK(withStub("1").content == ContentState::Present);
    CHECK(withStub("40").author == Author::System);
}

TEST_CASE("media is named by what fetches it and bytes are read in three spellings", "[core]")
{
    QByteArray raw;
    QByteArray map("{");
    QByteArray list("[");
    for (int i = 0; i < 32; ++i) {
        raw.append(char(i * 7));
        map += (i > 0 ? ",\"" : "\"") + QByteArray::number(i) + "\":" + QByteArray::number((i * 7) & 255);
        list += (i > 0 ? "," : "") + QByteArray::number((i * 7) & 255);
    }
    const QVector<QByteArray> spellings{'"' + raw.toBase64() + '"', map + '}', list + ']',
                                        R"({"type":"Buffer","data":)" + list + "]}"};
    for (const QByteArray &spelling : spellings) {
        for (const QByteArray length : {"439195", "\"439195\"", R"({"low":439195,"high":0,"unsigned":true})"}) {
            const QByteArray image =
                    R"({"imageMessage":{"url":"https://cdn/enc?ccb=1","mimetype":"image/png","fileSha256":)" + spelling
                    + ",\"fileLength\":" + length + "}}";
            const auto message = only<MessageReceived>(read("messages.upsert", evolutionMessage("M1", image)));
            CHECK(message.mediaHash == raw);
            CHECK(message.mediaSize == 439'195);
            CHECK(message.mediaType == u"image/png");
            CHECK(message.mediaReference == u"M1");
        }
    }
    const auto message = only<MessageReceived>(
            read("messages.upsert", evolutionMessage("M1", R"({"imageMessage":{"fileSha256":{"0":1,"2":3}}})")));
    CHECK(message.mediaHash.isEmpty());
    CHECK(message.mediaSize == 0);
}

TEST_CASE("Evolution's times are read in all spellings", "[core]")
{
    for (const QByteArray time : {"1767614400", "\"1767614400\"", R"({"low":1767614400,"high":0,"unsigned":true})",
                                  "1767614400.0", "1767614400000"}) {
        const auto message = only<MessageReceived>(
                read("messages.upsert", evolutionMessage("M1", kText).replace("1767614400", time)));
        CHECK(message.sentAtMs == kSentAtS * 1000);
    }
    const auto undated =
            only<MessageReceived>(read("messages.upsert", evolutionMessage("M1", kText).replace("1767614400", "null")));
    CHECK(undated.sentAtMs == kReceivedAtMs);
    CHECK(read("messages.set", '[' + evolutionMessage("M1", kText).replace("1767614400", "null") + ']').rejected.size()
          == 1);
}

TEST_CASE("the answered message is named beside the message or inside of it", "[core]")
{
    CHECK(only<MessageReceived>(
                  read("messages.upsert", evolutionMessage("M1", kText, R"(,"contextInfo":{"stanzaId":"M0"})")))
                  .replyToMessageId
          == u"M0");
    CHECK(only<MessageReceived>(
                  read("messages.upsert",
                       evolutionMessage("M1",
                                        R"({"extendedTextMessage":{"text":"x","contextInfo":{"stanzaId":"M0"}}})")))
                  .replyToMessageId
          == u"M0");
}

TEST_CASE("reactions come and go", "[core]")
{
    const auto reaction = [](const QByteArray &text) {
        return only<MessageReacted>(
                read("messages.upsert",
                     evolutionMessage("M2", R"({"reactionMessage":{"key":{"id":"M1","fromMe":true})" + text + "}}")));
    };
    CHECK(reaction(R"(,"text":"👍")").emoji == u"👍");
    CHECK(reaction(R"(,"text":"👍")").messageId == u"M1");
    CHECK(reaction(R"(,"text":"👍")").author == Author::Contact);
    CHECK(reaction(R"(,"text":"")").emoji.isEmpty());
    CHECK(reaction(R"(,"text":null)").emoji.isEmpty());
    CHECK(reaction("").emoji.isEmpty());
}

TEST_CASE("of an edited message only its id is believed", "[core]")
{
    // A contact edits: the key is seen from there, so it says that it is ours and in our own chat.
    const QByteArray byContact =
            R"({"key":{"remoteJid":")" + kOwnAccount
            + R"(","fromMe":true,"id":"M1"},"type":"MESSAGE_EDIT","editedMessage":{"conversation":"novo"},"timestampMs":"1767614460000"})";
    const auto edit = only<MessageEdited>(read("messages.edited", byContact));
    CHECK(edit.messageId == u"M1");
    CHECK(edit.chat.isEmpty());
    CHECK(edit.author == Author::Contact);
    CHECK(edit.text == u"novo");
    CHECK(edit.editedAtMs == 1'767'614'460'000);
    CHECK_FALSE(edit.isTextMissing);
    CHECK(only<MessageEdited>(read("messages.edited", QByteArray(byContact).replace(kOwnAccount, "777@lid")))
                  .chat.isEmpty());

    const auto own = only<MessageEdited>(
            read("messages.edited", QByteArray(byContact).replace(kOwnAccount, "5511990000002@s.whatsapp.net")));
    CHECK(own.chat == u"5511990000002@s.whatsapp.net");
    CHECK(own.author == Author::Agent);

    // The same edit inside of the message that carried it has the same name, so it is kept once.
    const auto carried = only<MessageEdited>(
            read("messages.upsert",
                 evolutionMessage("M9", R"({"editedMessage":{"message":{"protocolMessage":)" + byContact + "}}}")));
    CHECK(carried.editId == edit.editId);
    CHECK(carried.chat == u"5511990000002@s.whatsapp.net");
    CHECK(carried.author == Author::Contact);

    const auto caption = only<MessageEdited>(
            read("messages.edited", QByteArray(byContact).replace(R"({"conversation":"novo"})",
                                                                  R"({"imageMessage":{"caption":"legenda"}})")));
    CHECK(caption.text == u"legenda");
    const auto unreadable = only<MessageEdited>(
            read("messages.edited", QByteArray(byContact).replace(R"({"conversation":"novo"})", "null")));
    CHECK(unreadable.isTextMissing);
}

TEST_CASE("an edit has one name whichever way it comes", "[core]")
{
    // Some say when it was made in milliseconds and some cut that off to seconds.
    const QByteArray protocol =
            R"({"key":{"remoteJid":"5511990000002@s.whatsapp.net","fromMe":true,"id":"M1"},"type":"MESSAGE_EDIT",)"
            R"("editedMessage":{"conversation":"novo"},"timestampMs":"1767614460789"})";
    const QString name = only<MessageEdited>(read("messages.edited", protocol)).editId;
    CHECK(name.startsWith(u"M1~1767614460~"));
    const auto nameIn = [](const EvolutionReading &reading) { return only<MessageEdited>(reading).editId; };
    CHECK(nameIn(read("send.message.update", protocol)) == name);
    CHECK(nameIn(read("messages.edited", QByteArray(protocol).replace("\"1767614460789\"", "1767614460"))) == name);
    CHECK(nameIn(read("messages.upsert",
                      evolutionMessage("M9", R"({"editedMessage":{"message":{"protocolMessage":)" + protocol + "}}}")))
          == name);
    // The message that carried it says when, where it does not itself.
    CHECK(nameIn(read("messages.upsert", evolutionMessage("M9", R"({"protocolMessage":)"
                                                                        + QByteArray(protocol).replace(
                                                                                R"(,"timestampMs":"1767614460789")", "")
                                                                        + "}")
                                                 .replace("1767614400", "1767614460")))
          == name);
    const QByteArray update(R"({"message":{"editedMessage":{"message":{"conversation":"novo"}}},)"
                            R"("messageTimestamp":1767614460)");
    CHECK(nameIn(read("messages.update", update + R"(,"keyId":"M1","remoteJid":"5511990000002@s.whatsapp.net"})"))
          == name);
    const auto nested = only<MessageEdited>(
            read("messages.update", R"({"key":{"id":"M1","remoteJid":"5511990000002@s.whatsapp.net","fromMe":true},)"
                                    R"("update":)"
                                            + update + "}}"));
    CHECK(nested.editId == name);
    CHECK(nested.text == u"novo");
    CHECK(nested.editedAtMs == 1'767'614'460'000);

    // The history has the new text at the time of the edit in place of the message.
    EvolutionParser parser;
    const QByteArray record = evolutionMessage("M1", R"({"conversation":"novo"})").replace("1767614400", "1767614460");
    const QByteArray flagged = QByteArray(record).replace(
            "\"DELIVERY_ACK\"", "null,\"MessageUpdate\":[{\"status\":\"READ\"},{\"status\":\"EDITED\"}]");
    const auto page = parser.page(R"({"messages":{"total":2,"records":[)" + record + ',' + flagged + "]}}", u"vendas"_s,
                                  kReceivedAtMs);
    REQUIRE(page.has_value());
    const QVector<GatewayEvent> &events = page->reading.events;
    REQUIRE(events.size() == 3);
    CHECK(std::get<MessageReceived>(events.at(1).body).status == DeliveryStatus::Read);
    const auto &seen = std::get<MessageEdited>(events.at(2).body);
    CHECK(seen.editId == name);
    CHECK(seen.text == u"novo");
    CHECK(seen.chat == u"5511990000002@s.whatsapp.net");
    CHECK(seen.author == Author::Contact);
    CHECK(seen.editedAtMs == 1'767'614'460'000);
}

TEST_CASE("edits that differ have names that differ", "[core]")
{
    const auto nameOf = [](const QByteArray &text, const QByteArray &time, const QByteArray &said = {}) {
        const QByteArray data =
                R"({"key":{"remoteJid":"5511990000002@s.whatsapp.net","fromMe":true,"id":"M1"},"type":"MESSAGE_EDIT",)"
                R"("editedMessage":)"
                + (text.isEmpty() ? "null" : R"({"conversation":")" + text + R"("})")
                + (time.isEmpty() ? QByteArray() : ",\"timestampMs\":" + time) + '}';
        QByteArray event = evolutionEvent("messages.edited", data);
        if (!said.isEmpty())
            event.replace("2026-01-05T09:00:00.000Z", said);
        EvolutionParser parser;
        return only<MessageEdited>(parser.event(event, kReceivedAtMs)).editId;
    };
    const QString name = nameOf("novo", "1767614460789");
    CHECK(nameOf("outro", "1767614460790") != name); // a program is that fast
    CHECK(nameOf("novo", "1767614461000") != name);
    CHECK(nameOf({}, "1767614460789") != name);

    // Back to an earlier text, without a time: told by when the gateway sent it, which is the same in each copy.
    const QString undated = nameOf("novo", {}, "2026-01-05T09:00:00.100Z");
    CHECK(nameOf("novo", {}, "2026-01-05T09:00:00.100Z") == undated);
    CHECK(nameOf("novo", {}, "2026-01-05T09:02:00.000Z") != undated);
    CHECK(nameOf("outro", {}, "2026-01-05T09:00:00.100Z") != undated);
    CHECK(nameOf("novo", {}, "null") != nameOf("outro", {}, "null"));
}

TEST_CASE("protocol messages that are no edits are no edits", "[core]")
{
    const QByteArray revoke =
            R"({"key":{"remoteJid":"5511990000002@s.whatsapp.net","fromMe":true,"id":"M1"},"type":"REVOKE"})";
    CHECK(only<MessageRevoked>(read("messages.edited", revoke)).messageId == u"M1");
    CHECK(only<MessageRevoked>(read("messages.edited", QByteArray(revoke).replace("\"REVOKE\"", "0"))).messageId
          == u"M1");
    for (const QByteArray type : {"\"EPHEMERAL_SETTING\"", "3", "null"}) {
        const EvolutionReading reading = read("messages.edited", QByteArray(revoke).replace("\"REVOKE\"", type));
        CHECK(reading.events.isEmpty());
        CHECK(reading.rejected.isEmpty());
    }
}

TEST_CASE("an encrypted edit is told though its text is missing", "[core]")
{
    const auto edit = only<MessageEdited>(
            read("messages.upsert",
                 evolutionMessage("M2",
                                  R"({"secretEncryptedMessage":{"targetMessageKey":{"id":"M1"},"secretEncType":2}})")));
    CHECK(edit.messageId == u"M1");
    CHECK(edit.editId == u"M2");
    CHECK(edit.isTextMissing);
    CHECK(edit.author == Author::Contact);
}

TEST_CASE("both forms of a deletion are read", "[core]")
{
    const auto plain = only<MessageRevoked>(read(
            "messages.delete",
            R"({"remoteJid":"5511990000002@s.whatsapp.net","fromMe":false,"id":"M1","participant":"","status":"DELETED"})"));
    CHECK(plain.messageId == u"M1");
    CHECK(plain.author == Author::Contact);
    CHECK(plain.revokedAtMs == kReceivedAtMs);
    const auto byApi = only<MessageRevoked>(read(
            "messages.delete",
            R"({"id":"cm0row","key":{"remoteJid":"5511990000002@s.whatsapp.net","fromMe":true,"id":"M1"},"status":"SERVER_ACK"})"));
    CHECK(byApi.messageId == u"M1");
    CHECK(byApi.author == Author::Agent);
}

TEST_CASE("the status DELETED of an update is no deletion", "[core]")
{
    const QByteArray flat =
            R"({"keyId":"M1","remoteJid":"5511990000002@s.whatsapp.net","fromMe":true,"status":"READ","messageId":"cm0"})";
    CHECK(only<StatusChanged>(read("messages.update", flat)).status == DeliveryStatus::Read);
    CHECK(only<StatusChanged>(read("messages.update", flat)).messageId == u"M1");
    for (const QByteArray status : {"\"DELETED\"", "null", "\"EDITED\"", "99"}) {
        const EvolutionReading reading = read("messages.update", QByteArray(flat).replace("\"READ\"", status));
        CHECK(reading.events.isEmpty());
        CHECK(reading.rejected.isEmpty());
    }
    const QByteArray nested =
            R"({"key":{"id":"M1","remoteJid":"5511990000002@s.whatsapp.net","fromMe":true},"update":{"status":3}})";
    CHECK(only<StatusChanged>(read("messages.update", nested)).status == DeliveryStatus::Device);
    const auto edit = only<MessageEdited>(
            read("messages.update",
                 QByteArray(flat).replace(
                         R"("status":"READ")",
                         R"("status":"DELETED","message":{"editedMessage":{"message":{"conversation":"novo"}}})")));
    CHECK(edit.text == u"novo");
}

TEST_CASE("contacts tell which ids are one person", "[core]")
{
    const QByteArray both = R"({"remoteJid":"5511990000002@s.whatsapp.net","lid":"777@lid","pushName":"Ana"})";
    CHECK(only<AliasFound>(read("contacts.update", both)).first == u"777@lid");
    CHECK(only<AliasFound>(read("contacts.upsert", '[' + both + ']')).second == u"5511990000002@s.whatsapp.net");
    CHECK(read("contacts.update", R"({"remoteJid":"120@g.us","pushName":"x"})").events.isEmpty());
}

TEST_CASE("the state of an instance is a line's state", "[core]")
{
    using Kind = LineAlarmChanged::Kind;
    const EvolutionReading open = read(
            "connection.update",
            R"({"instance":"vendas","wuid":"5511900000001:7@s.whatsapp.net","profileName":"Loja","state":"open","statusReason":200})");
    REQUIRE(open.events.size() == 3);
    CHECK(std::get<LineChanged>(open.events.at(0).body)
          == LineChanged{LineState::Working, u"Loja"_s, u"5511900000001@s.whatsapp.net"_s, kReceivedAtMs});
    CHECK_FALSE(std::get<LineAlarmChanged>(open.events.at(1).body).isRaised);

    CHECK(only<LineChanged>(read("connection.update", R"({"state":"connecting"})")).state == LineState::Starting);
    CHECK(only<LineChanged>(read("connection.update", R"({"state":"refused"})")).state == LineState::NeedsPairing);
    CHECK(only<LineChanged>(read("qrcode.updated", R"({"qrcode":{"code":"x"}})")).state == LineState::NeedsPairing);

    const auto check = [](const EvolutionReading &reading, LineState state, Kind alarm) {
        REQUIRE(reading.events.size() == 2);
        CHECK(std::get<LineChanged>(reading.events.at(0).body).state == state);
        CHECK(std::get<LineAlarmChanged>(reading.events.at(1).body).kind == alarm);
        CHECK(std::get<LineAlarmChanged>(reading.events.at(1).body).isRaised);
    };
    check(read("connection.update", R"({"state":"close","statusReason":401})"), LineState::NeedsPairing,
          Kind::LoggedOut);
    check(read("connection.update", R"({"state":"close","statusReason":403})"), LineState::Failed, Kind::Restricted);
    check(read("status.instance", R"({"instance":"vendas","status":"closed","disconnectionReasonCode":401})"),
          LineState::NeedsPairing, Kind::LoggedOut);
    check(read("logout.instance", "null"), LineState::NeedsPairing, Kind::LoggedOut);
    check(read("remove.instance", "{}"), LineState::Stopped, Kind::LoggedOut);
}

TEST_CASE("what is no conversation is passed over", "[core]")
{
    for (const QByteArray event : {"groups.upsert", "group-participants.update", "presence.update", "chats.update",
                                   "call", "labels.edit", "application.startup", "something.new"}) {
        const EvolutionReading reading = read(event, "[{}]");
        CHECK(reading.events.isEmpty());
        CHECK(reading.rejected.isEmpty());
        CHECK_FALSE(reading.ignored.isEmpty());
    }
    const EvolutionReading post =
            read("messages.upsert",
                 evolutionMessage("M1", kText).replace("5511990000002@s.whatsapp.net", "status@broadcast"));
    CHECK(post.events.isEmpty());
    CHECK(post.rejected.isEmpty());
}

TEST_CASE("one bad item does not spoil the others and can be read again by itself", "[core]")
{
    const QByteArray bad = evolutionMessage("M2", kText).replace("\"fromMe\":false,", "");
    const EvolutionReading reading = read("messages.set", '[' + evolutionMessage("M1", kText) + ',' + bad + ",7,"
                                                                  + evolutionMessage("M3", kText) + ']');
    CHECK(reading.items == 4);
    CHECK(reading.events.size() == 2);
    REQUIRE(reading.rejected.size() == 2);
    const RejectedEvent &aside = reading.rejected.first();
    CHECK(aside.lineExternalId == u"vendas");
    CHECK(aside.reason == u"field key.fromMe is missing or has the wrong shape");
    CHECK(aside.receivedAtMs == kReceivedAtMs);
    CHECK_FALSE(aside.bytes.contains("K-1"));
    CHECK_FALSE(aside.bytes.contains("K-2"));
    CHECK_FALSE(aside.bytes.contains("M1"));

    // A later version that can read it finds the same message.
    EvolutionParser parser;
    const EvolutionReading again =
            parser.event(QByteArray(aside.bytes).replace("\"id\":", "\"fromMe\":false,\"id\":"), kReceivedAtMs);
    CHECK(only<MessageReceived>(again).messageId == u"M2");
    CHECK(only<MessageReceived>(again).isHistory);
    CHECK(parser.event(aside.bytes, kReceivedAtMs).rejected.first().bytes == aside.bytes);
}

TEST_CASE("what is put aside holds no keys", "[core]")
{
    EvolutionParser parser;
    const QByteArray whole = evolutionEvent("messages.upsert", "null");
    REQUIRE(whole.contains("K-1"));
    const EvolutionReading noData = parser.event(whole, kReceivedAtMs);
    REQUIRE(noData.rejected.size() == 1);
    CHECK_FALSE(noData.rejected.first().bytes.contains("K-1"));
    CHECK_FALSE(noData.rejected.first().bytes.contains("K-2"));
    const EvolutionReading broken = parser.event(whole.first(whole.size() - 3), kReceivedAtMs);
    REQUIRE(broken.rejected.size() == 1);
    CHECK_FALSE(broken.rejected.first().bytes.contains("K-2"));
    CHECK(broken.rejected.first().reason.startsWith(u"not JSON"));
}

TEST_CASE("Evolution's REST answers are read", "[core]")
{
    EvolutionParser parser;
    const auto page = parser.page(
            R"({"messages":{"total":5,"pages":1,"currentPage":1,"records":[)"
                    + evolutionMessage("M1", kText, R"(,"MessageUpdate":[{"status":"READ"},{"status":"DELETED"}])")
                    + ",{}]}}",
            u"vendas"_s, kReceivedAtMs);
    REQUIRE(page.has_value());
    CHECK(page->total == 5);
    CHECK(page->reading.items == 2);
    CHECK(page->reading.rejected.size() == 1);
    REQUIRE(page->reading.events.size() == 1);
    CHECK(std::get<MessageReceived>(page->reading.events.first().body).status == DeliveryStatus::Read);
    CHECK(std::get<MessageReceived>(page->reading.events.first().body).isHistory);
    CHECK_FALSE(parser.page(R"({"messages":7})", u"vendas"_s, kReceivedAtMs).has_value());

    const auto lines = parser.lines(
            R"([{"name":"vendas","connectionStatus":"open","ownerJid":"5511900000001@s.whatsapp.net","profileName":"Loja","integration":"WHATSAPP-BAILEYS","token":"K-1"},
                {"name":"oficial","connectionStatus":"close","ownerJid":null,"integration":"WHATSAPP-BUSINESS"},{}])");
    REQUIRE(lines.has_value());
    REQUIRE(lines->lines.size() == 2);
    CHECK(lines->rejected == 1);
    CHECK(lines->lines.at(0).state == LineState::Working);
    CHECK(lines->lines.at(0).displayName == u"Loja");
    CHECK(lines->lines.at(0).capabilities.suspendWay == SuspendWay::LogsOut);
    CHECK(lines->lines.at(0).capabilities.deletesForEveryone);
    CHECK(lines->lines.at(1).state == LineState::NeedsPairing);
    CHECK_FALSE(lines->lines.at(1).capabilities.deletesForEveryone);
    CHECK(lines->lines.at(1).capabilities.suspendWay == SuspendWay::None);

    CHECK(parser.version(R"({"status":200,"message":"Welcome to the Evolution API, it is working!","version":"2.3.7"})")
                  .value_or(QString())
          == u"2.3.7");
    CHECK_FALSE(parser.version(R"({"message":"hello","version":"2.3.7"})").has_value());
    CHECK(parser.complaint(R"({"status":400,"error":"Bad Request","response":{"message":["one","two"]}})") == u"one");
    CHECK(parser.complaint(R"({"status":400,"error":"Bad Request","response":{"message":[["deep"]]}})") == u"deep");
    CHECK(parser.complaint(R"({"response":{"message":[{"jid":"x","exists":false,"number":"55"}]}})")
          == u"the number is not on WhatsApp");
    CHECK(parser.complaint(R"({"status":401,"error":"Unauthorized"})") == u"Unauthorized");

    const auto media = EvolutionParser::media(R"({"mimetype":"image/png","base64":"data:image/png;base64,aGVsbG8="})");
    REQUIRE(media.has_value());
    CHECK(media->bytes == "hello");
    CHECK(media->mediaType == u"image/png");
    CHECK_FALSE(EvolutionParser::media(R"({"base64":"%%%"})").has_value());
}
