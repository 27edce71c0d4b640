// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloudapiwords.h"
#include "support/catch.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kReceivedAtMs = 1'767'614'400'000;

const QByteArray kMetadata =
        R"("messaging_product":"whatsapp","metadata":{"display_phone_number":"551140000001","phone_number_id":"900000000000001"})"_ba;
const QByteArray kContact =
        R"("contacts":[{"profile":{"name":"Cliente Um"},"wa_id":"5511990000002","user_id":"BR.70000000000002"}])"_ba;

QByteArray notification(const QByteArray &members, const QByteArray &field = "messages")
{
    return R"({"object":"whatsapp_business_account","entry":[{"id":"800000000000001","time":1767610000,"changes":[{"value":{)"
           + kMetadata + (members.isEmpty() ? QByteArray() : ',' + members) + R"(},"field":")" + field + "\"}]}]}";
}

/// A message of the contact with these members besides from, id and timestamp.
QByteArray messageWith(const QByteArray &members)
{
    return notification(kContact + R"(,"messages":[{"from":"5511990000002","id":"wamid.A1","timestamp":"1767610000",)"
                        + members + "}]");
}

Result<CloudReading> read(const QByteArray &bytes)
{
    CloudApiParser parser;
    return parser.notification(bytes, kReceivedAtMs);
}

template <typename Body> Body lastOf(const QByteArray &bytes)
{
    const auto reading = read(bytes);
    REQUIRE(reading.has_value());
    REQUIRE_FALSE(reading->events.isEmpty());
    REQUIRE(std::holds_alternative<Body>(reading->events.last().body));
    return std::get<Body>(reading->events.last().body);
}

} // namespace

TEST_CASE("a text of a customer of the Cloud API is read", "[core]")
{
    const QByteArray bytes = messageWith(
            R"("type":"text","text":{"body":"Ol\u00e1, \ud83d\ude00"},"context":{"from":"551140000001","id":"wamid.A0"})");
    const auto reading = read(bytes);
    REQUIRE(reading.has_value());
    CHECK(readingWords(reading) == u"alias in:text");
    CHECK(reading->lines.first().number == u"551140000001");
    CHECK(reading->events.last().lineExternalId == u"900000000000001");
    const auto message = lastOf<MessageReceived>(bytes);
    CHECK(message.messageId == u"wamid.A1");
    CHECK(message.chat == u"5511990000002");
    CHECK(message.contactName == u"Cliente Um");
    CHECK(message.text == u"Olá, 😀");
    CHECK(message.hasText);
    CHECK(message.sentAtMs == 1'767'610'000'000);
    CHECK(message.replyToMessageId == u"wamid.A0");
    CHECK_FALSE(message.isAutomatic);
    CHECK_FALSE(message.isHistory);
}

TEST_CASE("times of the Cloud API may be text or number or missing", "[core]")
{
    for (const auto &[written, expected] :
         std::initializer_list<std::pair<QByteArray, qint64>>{{R"("1767610000")", 1'767'610'000'000},
                                                              {"1767610000", 1'767'610'000'000},
                                                              {"1767610000123", 1'767'610'000'123},
                                                              {"1767610000.5", 1'767'610'000'500},
                                                              {"null", kReceivedAtMs},
                                                              {R"("soon")", kReceivedAtMs},
                                                              {"-5", kReceivedAtMs},
                                                              {"1e300", kReceivedAtMs},
                                                              {"[]", kReceivedAtMs}}) {
        CAPTURE(written);
        const auto message = lastOf<MessageReceived>(notification(
                R"("messages":[{"from":"5511990000002","id":"wamid.A1","type":"text","text":{"body":"x"},"timestamp":)"
                + written + "}]"));
        CHECK(message.sentAtMs == expected);
    }
}

TEST_CASE("media of the Cloud API keep what is needed to fetch and prove them", "[core]")
{
    const auto image = lastOf<MessageReceived>(messageWith(
            R"("type":"image","image":{"id":"4400000000000001","mime_type":"image/jpeg","caption":"foto","file_size":70123,)"
            R"("sha256":"LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=","url":"https://lookaside.fbsbx.com/x?hash=secret"})"));
    CHECK(image.kind == MessageKind::Image);
    CHECK(image.text == u"foto");
    CHECK(image.mediaReference == u"4400000000000001");
    CHECK(image.mediaType == u"image/jpeg");
    CHECK(image.mediaSize == 70'123);
    CHECK(image.mediaHash.toHex() == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    const auto document = lastOf<MessageReceived>(messageWith(
            R"("type":"document","document":{"id":4400000000000002,"mime_type":"application/pdf","filename":"a.pdf",)"
            R"("sha256":"2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824"})"));
    CHECK(document.mediaName == u"a.pdf");
    CHECK(document.mediaReference == u"4400000000000002");
    CHECK(document.mediaHash == image.mediaHash);
    CHECK_FALSE(document.hasText);
    const auto odd = lastOf<MessageReceived>(
            messageWith(R"("type":"audio","audio":{"id":"1","mime_type":"audio/ogg","sha256":"short","voice":true})"));
    CHECK(odd.mediaHash.isEmpty());
    CHECK(odd.kind == MessageKind::Audio);
}

TEST_CASE("a customer of the Cloud API without a number is known by the hidden id", "[core]")
{
    const auto alone = read(notification(
            R"("contacts":[{"profile":{"name":"N"},"user_id":"BR.70000000000002"}],"messages":[{"from":"","from_user_id":"BR.70000000000002",)"
            R"("id":"wamid.A1","timestamp":"1767610000","type":"text","text":{"body":"x"}}])"));
    CHECK(readingWords(alone) == u"in:text");
    CHECK(std::get<MessageReceived>(alone->events.last().body).chat == u"BR.70000000000002");
    const auto both =
            read(notification(R"("messages":[{"from":"5511990000002","from_user_id":"BR.70000000000002",)"
                              R"("id":"wamid.A1","timestamp":"1767610000","type":"text","text":{"body":"x"}}])"));
    CHECK(readingWords(both) == u"alias in:text");
    const auto alias = std::get<AliasFound>(both->events.first().body);
    CHECK(alias.first == u"BR.70000000000002");
    CHECK(alias.second == u"5511990000002");
    CHECK(alias.kind == AliasFound::Kind::SamePerson);
    const auto nobody = read(notification(
            R"("messages":[{"id":"wamid.A1","timestamp":"1767610000","type":"text","text":{"body":"x"}}])"));
    CHECK(readingWords(nobody) == u"rejected(messages: field from is missing or has the wrong shape)");
}

TEST_CASE("groups of the Cloud API are one conversation each", "[core]")
{
    const auto message =
            lastOf<MessageReceived>(messageWith(R"("group_id":"GROUPID1","type":"text","text":{"body":"x"})"));
    CHECK(message.chat == u"GROUPID1@g.us");
    const auto status = lastOf<StatusChanged>(notification(
            R"("statuses":[{"id":"wamid.A1","status":"read","recipient_id":"GROUPID1","recipient_type":"group"}])"));
    CHECK(status.chat == u"GROUPID1@g.us");
}

TEST_CASE("what employees do on the phone comes as theirs", "[core]")
{
    const auto echo = [](const QByteArray &members,
                         const QByteArray &people = R"("from":"551140000001","to":"5511990000002")"_ba) {
        return notification(R"("message_echoes":[{)" + people + R"(,"id":"wamid.E1","timestamp":"1767610000",)"
                                    + members + "}]",
                            "smb_message_echoes");
    };
    const auto text = lastOf<MessageReceived>(echo(R"("type":"text","text":{"body":"x"})"));
    CHECK(text.author == Author::Agent);
    CHECK(text.chat == u"5511990000002");
    CHECK_FALSE(text.isAutomatic);
    const auto edit = lastOf<MessageEdited>(echo(
            R"("type":"edit","edit":{"original_message_id":"wamid.E0","message":{"type":"text","text":{"body":"y"}}})"));
    CHECK(edit.author == Author::Agent);
    CHECK(edit.messageId == u"wamid.E0");
    CHECK(edit.editId == u"wamid.E1");
    CHECK(edit.text == u"y");
    CHECK_FALSE(edit.isTextMissing);
    const auto revocation =
            lastOf<MessageRevoked>(echo(R"("type":"revoke","revoke":{"original_message_id":"wamid.E0"})"));
    CHECK(revocation.author == Author::Agent);
    CHECK(revocation.messageId == u"wamid.E0");
    CHECK(revocation.chat == u"5511990000002");
    // Somebody's fixtures have sender and receiver the wrong way round; somebody may send it so.
    CHECK(lastOf<MessageReceived>(
                  echo(R"("type":"text","text":{"body":"x"})", R"("from":"5511990000002","to":"+55 11 4000-0001")"))
                  .chat
          == u"5511990000002");
    CHECK(lastOf<MessageReceived>(
                  echo(R"("type":"text","text":{"body":"x"})", R"("from":"551140000001","to_user_id":"BR.7")"))
                  .chat
          == u"BR.7");
}

TEST_CASE("an edit of the Cloud API without its new text is still an edit", "[core]")
{
    for (const QByteArray &message : {R"("x":1)"_ba, R"("message":null)"_ba, R"("message":{"type":"unsupported"})"_ba,
                                      R"("message":{"type":"text"})"_ba, R"("message":5)"_ba}) {
        CAPTURE(message);
        const auto edit = lastOf<MessageEdited>(
                messageWith(R"("type":"edit","edit":{"original_message_id":"wamid.A0",)" + message + "}"));
        CHECK(edit.isTextMissing);
        CHECK(edit.text.isEmpty());
    }
}

TEST_CASE("reactions of the Cloud API are taken back in three spellings", "[core]")
{
    const auto reaction = lastOf<MessageReacted>(
            messageWith(R"("type":"reaction","reaction":{"message_id":"wamid.A0","emoji":"👍"})"));
    CHECK(reaction.messageId == u"wamid.A0");
    CHECK(reaction.emoji == u"👍");
    for (const QByteArray &emoji : {R"(,"emoji":"")"_ba, R"(,"emoji":null)"_ba, ""_ba}) {
        CAPTURE(emoji);
        CHECK(lastOf<MessageReacted>(
                      messageWith(R"("type":"reaction","reaction":{"message_id":"wamid.A0")" + emoji + "}"))
                      .emoji.isEmpty());
    }
}

TEST_CASE("history of the Cloud API is told from what happens now", "[core]")
{
    const QByteArray bytes = notification(
            R"("history":[{"metadata":{"phase":0,"chunk_order":1,"progress":55},"threads":[{"id":"5511990000002","messages":[)"
            R"({"from":"551140000001","id":"wamid.H1","timestamp":"1757610000","type":"text","text":{"body":"a"},"history_context":{"status":"READ"}},)"
            R"({"from":"551140000001","id":"wamid.H2","timestamp":"1757610001","type":"media_placeholder","history_context":{"status":"PLAYED"}},)"
            R"({"from":"5511990000002","id":"wamid.H3","timestamp":"1757610002","type":"text","text":{"body":"b"},"history_context":{"status":"PENDING"}},)"
            R"({"from":"5511990000002","id":"wamid.H4","type":"text","text":{"body":"no time"}}]}]}])",
            "history");
    const auto reading = read(bytes);
    CHECK(readingWords(reading)
          == u"alarm-4 h-out:text h-out:unknown? h-in:text rejected(messages: field timestamp is missing or has the "
             u"wrong shape)");
    const auto first = std::get<MessageReceived>(reading->events.at(1).body);
    CHECK(first.chat == u"5511990000002");
    CHECK(first.status == DeliveryStatus::Read);
    CHECK(first.isHistory);

    const auto media = lastOf<MessageReceived>(notification(
            R"("messages":[{"from":"551140000001","to":"5511990000002","id":"wamid.H2","timestamp":"1757610001","type":"image",)"
            R"("image":{"id":"4400000000000001","mime_type":"image/jpeg"}}])",
            "history"));
    CHECK(media.author == Author::Agent);
    CHECK(media.chat == u"5511990000002");
    CHECK(media.content == ContentState::Present);
    CHECK(media.messageId == u"wamid.H2");
    // Without a receiver, the number inside of the id has to do.
    const QByteArray id = "wamid." + (QByteArray("\x1c\x18\x0d") + "5511990000002" + "\x15\x02\x00").toBase64();
    CHECK(lastOf<MessageReceived>(
                  notification(
                          R"("messages":[{"from":"551140000001","id":")" + id
                                  + R"(","timestamp":"1757610001","type":"image","image":{"id":"4400000000000001"}}])",
                          "history"))
                  .chat
          == u"5511990000002");

    const auto declined = lastOf<LineAlarmChanged>(
            notification(R"("history":[{"errors":[{"code":2593109,"title":"t","message":"m"}]}])", "history"));
    CHECK(declined.kind == LineAlarmChanged::Kind::HistoryRefused);
    CHECK(declined.isRaised);
    CHECK(declined.detail.contains(u"2593109"));
}

TEST_CASE("names of the employee's address book are read", "[core]")
{
    const auto reading = read(notification(
            R"("state_sync":[{"type":"contact","contact":{"full_name":"Cliente Um","first_name":"Cliente","phone_number":"5511990000002"},"action":"add"},)"
            R"({"type":"contact","contact":{"first_name":"Dois","phone_number":"+55 11 99000-0003"},"action":"add"},)"
            R"({"type":"contact","contact":{"phone_number":"5511990000004"},"action":"remove"},{"type":"contact"}])",
            "smb_app_state_sync"));
    CHECK(readingWords(reading) == u"names:3 ignored:1");
    CHECK(reading->names.value(u"5511990000002"_s) == u"Cliente Um");
    CHECK(reading->names.value(u"5511990000003"_s) == u"Dois");
    CHECK(reading->names.value(u"5511990000004"_s, u"x"_s).isEmpty());
}

TEST_CASE("account news of the Cloud API are alarms or none", "[core]")
{
    const auto words = [](const QByteArray &members) {
        return readingWords(read(
                R"({"object":"whatsapp_business_account","entry":[{"id":"8","time":1767610000,"changes":[{"field":"account_update","value":{)"
                + members + "}}]}]}"));
    };
    CHECK(words(R"("event":"ACCOUNT_OFFBOARDED")") == u"account+1");
    CHECK(words(R"("event":"PARTNER_REMOVED","disconnection_info":{"reason":"PRIMARY_INACTIVITY"})") == u"account+1");
    CHECK(words(R"("event":"ACCOUNT_RECONNECTED")") == u"account-1");
    CHECK(words(R"("event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"SCHEDULE_FOR_DISABLE"})") == u"account+2");
    CHECK(words(R"("event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"REINSTATE"})") == u"account-2");
    CHECK(words(R"("event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"R"}])") == u"account+2");
    CHECK(words(R"("event":"ACCOUNT_RESTRICTION","restriction_info":[])") == u"account-2");
    CHECK(words(R"("event":"VERIFIED_ACCOUNT")") == u"ignored:1");
    CHECK(words(R"("event":5)") == u"ignored:1");
    CHECK(words("") == u"ignored:1");
    const auto reading = read(
            R"({"object":"whatsapp_business_account","entry":[{"id":"8","time":1767610000,"changes":[{"field":"account_update","value":{"event":"ACCOUNT_VIOLATION","violation_info":{"violation_type":"Somebody said: 5511990000002"}}}]}]})");
    CHECK(reading->accountAlarms.first().alarm.detail == u"ACCOUNT_VIOLATION");
    CHECK(reading->accountAlarms.first().alarm.atMs == 1'767'610'000'000);
    CHECK(reading->accountAlarms.first().businessAccount == u"8");
}

TEST_CASE("statuses of the Cloud API are those of the common order", "[core]")
{
    for (const auto &[word, expected] :
         std::initializer_list<std::pair<QByteArray, DeliveryStatus>>{{"sent", DeliveryStatus::Server},
                                                                      {"delivered", DeliveryStatus::Device},
                                                                      {"read", DeliveryStatus::Read},
                                                                      {"played", DeliveryStatus::Played},
                                                                      {"failed", DeliveryStatus::Error},
                                                                      {"READ", DeliveryStatus::Read}}) {
        CAPTURE(word);
        const auto status =
                lastOf<StatusChanged>(notification(R"("statuses":[{"id":"wamid.A1","status":")" + word
                                                   + R"(","timestamp":"1767610000","recipient_id":"5511990000002"}])"));
        CHECK(status.status == expected);
        CHECK(status.messageId == u"wamid.A1");
        CHECK(status.chat == u"5511990000002");
    }
    CHECK(readingWords(read(notification(R"("statuses":[{"id":"wamid.A1","status":"deleted"}])"))) == u"ignored:1");
    const auto marked = read(notification(
            R"("statuses":[{"id":"wamid.A1","status":"sent","recipient_id":"1","biz_opaque_callback_data":"order-7"}])"));
    CHECK(marked->marks.first().mark == u"order-7");
    CHECK(marked->marks.first().messageId == u"wamid.A1");
}

TEST_CASE("one bad item of a notification of the Cloud API does not spoil the others", "[core]")
{
    const QByteArray good =
            R"({"from":"5511990000002","id":"wamid.A1","timestamp":"1","type":"text","text":{"body":"x"}})";
    const auto reading = read(notification(
            "\"messages\":[" + good + R"(,5,null,{"id":"wamid.A2"},)"
            + R"({"from":"5511990000002","id":"wamid.A3","type":"image","image":{"id":"7","caption":5,"url":"https://lookaside.fbsbx.com/?hash=secret"}},)"
            + good + R"(],"statuses":[{"status":"read"},{"id":"wamid.A1","status":"read"}])"));
    REQUIRE(reading.has_value());
    CHECK(reading->events.size() == 3);
    REQUIRE(reading->rejected.size() == 5);
    CHECK(reading->rejected.at(3).reason == u"messages: field media.caption is missing or has the wrong shape");
    CHECK(reading->rejected.at(3).lineExternalId == u"900000000000001");
    CHECK(reading->rejected.at(3).receivedAtMs == kReceivedAtMs);
    // What is put aside is a notification again, without what opens the media.
    CHECK(reading->rejected.at(3).bytes.contains("wamid.A3"));
    CHECK_FALSE(reading->rejected.at(3).bytes.contains("secret"));
    for (const RejectedEvent &event : reading->rejected) {
        const auto again = read(event.bytes);
        REQUIRE(again.has_value());
        CHECK(again->events.isEmpty());
        REQUIRE(again->rejected.size() == 1);
        CHECK(again->rejected.first().bytes == event.bytes);
        CHECK(again->rejected.first().reason == event.reason);
    }
}

TEST_CASE("one wrong byte in a notification of the Cloud API hides nothing", "[core]")
{
    QByteArray bytes = messageWith(R"("type":"text","text":{"body":"oi X tudo"})");
    bytes.replace('X', '\xff');
    const auto message = lastOf<MessageReceived>(bytes);
    CHECK(message.messageId == u"wamid.A1");
    CHECK(message.text.startsWith(u"oi "));
    CHECK(message.text.endsWith(u" tudo"));
}

TEST_CASE("a change of the Cloud API of a shape that is not known is put aside", "[core]")
{
    const QByteArray entry = R"({"object":"whatsapp_business_account","entry":[{"id":"800000000000001",)";
    const auto bytes = GENERATE_COPY(as<QByteArray>(), notification(R"("messages_v2":[{"id":"wamid.A1"}])"),
                                     notification(R"("messages":null)"), entry + R"("changes":{"value":{}}}]})",
                                     entry + R"("changes":[{"field":"messages","value":"x"}]}]})");
    CAPTURE(bytes);
    const auto reading = read(bytes);
    REQUIRE(reading.has_value());
    CHECK(reading->events.isEmpty());
    REQUIRE(reading->rejected.size() == 1);
    CHECK_FALSE(reading->rejected.first().bytes.isEmpty());
}

TEST_CASE("a notification of the Cloud API with a hundred changes is read whole", "[core]")
{
    QByteArray bytes = R"({"object":"whatsapp_business_account","entry":[)";
    for (int i = 0; i < 100; ++i) {
        const QByteArray n = QByteArray::number(i);
        bytes += (i > 0 ? "," : "")
                 + QByteArray(R"({"id":"8","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"9)")
                 + QByteArray::number(i % 3) + R"("},"messages":[)";
        for (int k = 0; k < 10; ++k)
            bytes += (k > 0 ? "," : "") + QByteArray(R"({"from":"5511990000002","id":"wamid.)") + n + '-'
                     + QByteArray::number(k) + R"(","timestamp":"1767610000","type":"text","text":{"body":"x"}})";
        bytes += "]}}]}";
    }
    bytes += "]}";
    const auto reading = read(bytes);
    REQUIRE(reading.has_value());
    CHECK(reading->events.size() == 1'000);
    CHECK(reading->lines.size() == 3);
    CHECK(reading->rejected.isEmpty());
}

TEST_CASE("fields of the Cloud API that are not used are counted", "[core]")
{
    for (const QByteArray &field : {"message_template_status_update"_ba, "phone_number_quality_update"_ba, "calls"_ba,
                                    "user_preferences"_ba, "something_new"_ba}) {
        CAPTURE(field);
        CHECK(readingWords(read(notification("\"messages\":[{}]", field))) == u"ignored:1");
    }
}

TEST_CASE("what is no notification of the Cloud API is an error", "[core]")
{
    const QByteArray deep = QByteArray(10'000, '[') + QByteArray(10'000, ']');
    const QByteArray deepObjects = QByteArray(R"({"a":)").repeated(10'000) + '1' + QByteArray(10'000, '}');
    for (const QByteArray &bytes :
         {QByteArray(), "null"_ba, "5"_ba, "[]"_ba, "{}"_ba, "\"x\""_ba, "{"_ba, "nonsense"_ba, "\0\0"_ba,
          "\xff\xfe"_ba, R"({"object":"page","entry":[]})"_ba, R"({"object":"whatsapp_business_account"})"_ba,
          R"({"object":"whatsapp_business_account","entry":{}})"_ba, deep, deepObjects,
          QByteArray(CloudApiParser::kLargestBytes + 1, ' ')}) {
        CAPTURE(bytes.left(60));
        const auto reading = read(bytes);
        REQUIRE_FALSE(reading.has_value());
        CHECK(reading.error().kind == Error::Kind::InvalidInput);
    }
}

TEST_CASE("no member of a notification of the Cloud API may be of a kind that breaks the reader", "[core]")
{
    const QVector<QByteArray> templates{
            messageWith(R"("type":"text","text":{"body":"x"},"context":{"id":"wamid.A0"},"errors":[{"code":1}])"),
            messageWith(
                    R"("type":"image","image":{"id":"1","caption":"c","mime_type":"m","sha256":"s","file_size":1})"),
            messageWith(R"("type":"contacts","contacts":[{"name":{"formatted_name":"n"},"phones":[{"phone":"p"}]}])"),
            messageWith(R"("type":"interactive","interactive":{"type":"list_reply","list_reply":{"title":"t"}})"),
            messageWith(R"("type":"order","order":{"text":"t","product_items":[{"quantity":1,"item_price":2}]})"),
            messageWith(R"("type":"location","location":{"latitude":1,"name":"n","address":"a"})"),
            messageWith(R"("type":"button","button":{"text":"t"})"),
            messageWith(
                    R"("type":"system","system":{"type":"user_changed_number","wa_id":"5511990000009","body":"b"})"),
            messageWith(
                    R"("type":"edit","edit":{"original_message_id":"o","message":{"type":"text","text":{"body":"x"}}})"),
            messageWith(R"("type":"revoke","revoke":{"original_message_id":"o"})"),
            messageWith(R"("type":"reaction","reaction":{"message_id":"o","emoji":"e"})"),
            messageWith(R"("type":"unsupported","unsupported":{"type":"poll"})"),
            notification(R"("message_echoes":[{"from":"1","to":"2","id":"i","type":"text","text":{"body":"x"}}])"),
            notification(
                    R"("statuses":[{"id":"i","status":"read","recipient_id":"r","recipient_type":"group","errors":[{"code":5}]}])"),
            notification(
                    R"("history":[{"threads":[{"id":"t","messages":[{"from":"f","id":"i","timestamp":"1","type":"text","text":{"body":"x"}}]}],"errors":[{"code":1}]}])",
                    "history"),
            notification(R"("state_sync":[{"contact":{"full_name":"n","phone_number":"1"},"action":"add"}])",
                         "smb_app_state_sync"),
            notification(R"("event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"X"},"waba_info":{"waba_id":"1"})",
                         "account_update")};
    const QByteArray huge = '"' + QByteArray(1'000'000, 'x') + '"';
    const QByteArray deep = QByteArray(900, '[') + QByteArray(900, ']');
    const QVector<QByteArray> values{"null"_ba,  "true"_ba, "5"_ba,  "-1.5e300"_ba,     "\"\""_ba,
                                     "\"w\""_ba, "[]"_ba,   "{}"_ba, "[[],{},null]"_ba, R"({"id":{"id":[]}})"_ba,
                                     deep,       huge};
    CloudApiParser parser;
    for (const QByteArray &bytes : templates) {
        REQUIRE(parser.notification(bytes, kReceivedAtMs).has_value());
        // Each value of the notification in turn: what follows a colon up to its end.
        for (qsizetype at = bytes.indexOf("\":"); at >= 0; at = bytes.indexOf("\":", at + 1)) {
            const qsizetype begin = at + 2;
            int depth = 0;
            bool isInText = false;
            qsizetype end = begin;
            for (; end < bytes.size(); ++end) {
                const char c = bytes.at(end);
                if (c == '"')
                    isInText = !isInText;
                if (isInText)
                    continue;
                if (depth == 0 && (c == ',' || c == '}' || c == ']'))
                    break;
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            }
            for (const QByteArray &value : values) {
                const QByteArray changed = bytes.first(begin) + value + bytes.sliced(end);
                const auto reading = parser.notification(changed, kReceivedAtMs);
                if (!reading)
                    continue; // the object's or entry's own shape
                for (const RejectedEvent &event : reading->rejected) {
                    CHECK(event.bytes.size() <= RejectedEvent::kLargestBytes);
                    CHECK_FALSE(event.reason.isEmpty());
                }
                for (const GatewayEvent &event : reading->events) {
                    if (const auto *message = std::get_if<MessageReceived>(&event.body)) {
                        CHECK_FALSE(message->messageId.isEmpty());
                        CHECK_FALSE(message->chat.isEmpty());
                        CHECK(message->sentAtMs > 0);
                    }
                }
            }
            // And without it.
            const qsizetype nameBegin = bytes.lastIndexOf('"', at - 1);
            const QByteArray without = bytes.first(nameBegin) + "\"other\":1" + bytes.sliced(end);
            static_cast<void>(parser.notification(without, kReceivedAtMs));
        }
    }
}

TEST_CASE("answers of the Graph API are read", "[core]")
{
    CloudApiParser parser;
    const auto numbers = parser.numbers(
            R"({"data":[{"id":"900000000000001","display_phone_number":"+55 11 4000-0001","verified_name":"Loja","status":"CONNECTED"},)"
            R"({"id":"900000000000002","display_phone_number":"+55 11 4000-0002","status":"BANNED"},{"verified_name":"no id"}],)"
            R"("paging":{"cursors":{"before":"b","after":"a"},"next":"https://x"}})");
    REQUIRE(numbers.has_value());
    REQUIRE(numbers->numbers.size() == 2);
    CHECK(numbers->rejected == 1);
    CHECK(numbers->after == u"a");
    CHECK(numbers->numbers.at(0).number == u"551140000001");
    CHECK(numbers->numbers.at(0).state == LineState::Working);
    CHECK(numbers->numbers.at(1).state == LineState::Failed);
    CHECK_FALSE(parser.numbers("{}").has_value());
    CHECK(parser.numbers(R"({"data":[],"paging":{"cursors":{"after":"a"}}})")->after.isEmpty());

    CHECK(*parser.sentMessage(R"({"messages":[{"id":"wamid.S1"}]})") == u"wamid.S1");
    CHECK_FALSE(parser.sentMessage(R"({"messages":[]})").has_value());
    CHECK_FALSE(parser.sentMessage("[]").has_value());
    const CloudError problem = parser.problem(
            R"({"error":{"message":"m","code":131047,"error_subcode":5,"error_data":{"details":"more than 24 hours"}}})");
    CHECK(problem.code == 131'047);
    CHECK(problem.subcode == 5);
    CHECK(problem.message == u"more than 24 hours");
    CHECK(parser.problem("<html>").code == 0);

    CHECK_FALSE(parser.blocked(R"({"block_users":{"added_users":[{"input":"1"}]}})")->has_value());
    const auto failed = parser.blocked(
            R"({"block_users":{"added_users":[],"failed_users":[{"input":"1","errors":[{"code":139100,"message":"m"}]}]}})");
    REQUIRE(failed->has_value());
    CHECK((*failed)->code == 139'100);
    const auto media = parser.media(
            R"({"url":"https://lookaside.fbsbx.com/x?y=1","mime_type":"image/jpeg","file_size":"12","id":"4"})");
    CHECK(media->address == "https://lookaside.fbsbx.com/x?y=1");
    CHECK(media->size == 12);
    CHECK_FALSE(parser.media("{}").has_value());
}
