// SPDX-License-Identifier: GPL-3.0-or-later
// Published samples of Meta's webhooks; not part of these sources.
#include "cloudapiwords.h"
#include "gateway/webhook/signature.h"
#include "support/catch.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kReceivedAtMs = 1'767'614'400'000;

QString samplesFolder()
{
    return qEnvironmentVariable("ATALAIA_SAMPLES");
}

QByteArray sample(const QString &path)
{
    QFile file(samplesFolder() + u'/' + path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

} // namespace

TEST_CASE("each published sample of the Cloud API gives the events that it must", "[core]")
{
    if (samplesFolder().isEmpty()) {
        WARN("SKIPPED HERE: ATALAIA_SAMPLES is not set");
        return;
    }
    // Numbers after "status:": DeliveryStatus; after "alarm" and "account": LineAlarmChanged::Kind.
    const QHash<QString, QString> expected{
            {u"account_update.account_disabled"_s, u"account-2"_s},
            {u"account_update.account_offboarded"_s, u"account+1"_s},
            {u"account_update.account_reconnected"_s, u"account-1"_s},
            {u"account_update.account_restriction"_s, u"account+2"_s},
            {u"account_update.account_violation"_s, u"account+2"_s},
            {u"account_update.partner_removed"_s, u"account+1"_s},
            {u"account_update.partner_removed_wa_app_disconnection"_s, u"account+1"_s},
            {u"docs.history.chunk"_s, u"alarm-4 h-out:text h-out:unknown? h-in:text h-out:text"_s},
            {u"docs.history.declined-value"_s, u"error"_s},
            {u"docs.history.media-contents"_s, u"h-in:image"_s},
            {u"docs.smb_app_state_sync"_s, u"names:1"_s},
            {u"docs.smb_message_echoes.edit-image-caption"_s, u"out:edit"_s},
            {u"docs.smb_message_echoes.revoke"_s, u"out:revoke"_s},
            {u"docs.smb_message_echoes.text"_s, u"out:text"_s},
            {u"messages.animated_sticker"_s, u"alias in:sticker"_s},
            {u"messages.audio"_s, u"alias in:audio"_s},
            {u"messages.callback_button.button"_s, u"alias in:text"_s},
            {u"messages.callback_button.quick_reply"_s, u"alias in:text"_s},
            {u"messages.callback_button.quick_reply_without_context"_s, u"alias in:text"_s},
            {u"messages.callback_selection.callback"_s, u"alias in:text"_s},
            {u"messages.callback_selection.description"_s, u"alias in:text"_s},
            {u"messages.chosen_location"_s, u"alias in:location"_s},
            {u"messages.contacts"_s, u"alias in:cards"_s},
            {u"messages.current_location"_s, u"alias in:location"_s},
            {u"messages.document"_s, u"alias in:document"_s},
            {u"messages.edit.image"_s, u"alias in:edit"_s},
            {u"messages.forwarded"_s, u"alias in:text"_s},
            {u"messages.forwarded_many_times"_s, u"alias in:text"_s},
            {u"messages.image"_s, u"alias in:image"_s},
            {u"messages.interactive_message_with_err"_s, u"alias in:text!"_s},
            {u"messages.media_with_url"_s, u"alias in:image"_s},
            {u"messages.order"_s, u"alias in:text"_s},
            {u"messages.reaction"_s, u"alias in:reaction"_s},
            {u"messages.referral"_s, u"alias in:text"_s},
            {u"messages.reply"_s, u"alias in:text"_s},
            {u"messages.revoke"_s, u"alias in:revoke"_s},
            {u"messages.static_sticker"_s, u"alias in:sticker"_s},
            {u"messages.system.identity_change"_s, u"system:text"_s},
            {u"messages.system.phone_number_change"_s, u"newnumber system:text"_s},
            {u"messages.text"_s, u"alias in:text"_s},
            {u"messages.unreaction_empty"_s, u"alias in:unreaction"_s},
            {u"messages.unreaction_no_emoji"_s, u"alias in:unreaction"_s},
            {u"messages.unsupported"_s, u"alias in:unknown!"_s},
            {u"messages.unsupported_with_type"_s, u"alias in:unknown!"_s},
            {u"messages.video"_s, u"alias in:video"_s},
            {u"messages.voice"_s, u"alias in:audio"_s},
            {u"netflie.batch-two-messages"_s, u"in:text in:text"_s},
            {u"netflie.bsuid-only-no-from"_s, u"in:text"_s},
            {u"netflie.bsuid-with-wa_id"_s, u"alias in:text"_s},
            {u"netflie.contacts"_s, u"in:cards"_s},
            {u"netflie.forwarded"_s, u"in:text"_s},
            {u"netflie.interactive-button_reply"_s, u"in:text"_s},
            {u"netflie.interactive-list_reply"_s, u"in:text"_s},
            {u"netflie.interactive-nfm_reply"_s, u"in:text"_s},
            {u"netflie.location"_s, u"in:location"_s},
            {u"netflie.no-contact-profile"_s, u"in:text"_s},
            {u"netflie.order"_s, u"in:text"_s},
            {u"netflie.reaction-removed"_s, u"in:unreaction"_s},
            {u"netflie.status-errors"_s, u"status:1"_s},
            {u"netflie.status-sent-conversation"_s, u"status:5"_s},
            {u"netflie.system-user_changed_number"_s, u"newnumber system:text"_s},
            {u"netflie.unknown"_s, u"in:unknown!"_s},
            {u"smb_message_echoes.delete"_s, u"alias out:revoke"_s},
            {u"smb_message_echoes.edit"_s, u"alias out:edit"_s},
            {u"smb_message_echoes.text"_s, u"alias alias out:text"_s},
            {u"statuses.delivered"_s, u"alias status:4"_s},
            {u"statuses.failed"_s, u"alias status:1"_s},
            {u"statuses.group"_s, u"alias status:5"_s},
            {u"statuses.played"_s, u"alias status:6"_s},
            {u"statuses.read"_s, u"alias status:5"_s},
            {u"statuses.sent"_s, u"alias status:3"_s},
            {u"statuses.with_tracker"_s, u"alias status:3 marks:1"_s},
            {u"user_marketing_preferences.resume"_s, u"ignored:1"_s},
            {u"user_marketing_preferences.signup"_s, u"ignored:1"_s},
            {u"verification-handshake"_s, u"error"_s},
    };
    CloudApiParser parser;
    const QStringList names = QDir(samplesFolder() + u"/meta-cloud"_s).entryList({u"*.json"_s}, QDir::Files);
    CHECK(names.size() == expected.size());
    for (const QString &name : names) {
        INFO(name.toStdString());
        const auto reading = parser.notification(sample(u"meta-cloud/"_s + name), kReceivedAtMs);
        CHECK(readingWords(reading) == expected.value(name.chopped(5), u"no such sample is known"_s));
    }
}

TEST_CASE("values of published samples of the Cloud API are read", "[core]")
{
    if (samplesFolder().isEmpty()) {
        WARN("SKIPPED HERE: ATALAIA_SAMPLES is not set");
        return;
    }
    CloudApiParser parser;
    const auto read = [&parser](const QString &name) {
        const auto reading = parser.notification(sample(u"meta-cloud/"_s + name + u".json"_s), kReceivedAtMs);
        REQUIRE(reading.has_value());
        REQUIRE_FALSE(reading->events.isEmpty());
        return *reading;
    };
    const CloudReading text = read(u"messages.text"_s);
    CHECK(text.events.last().lineExternalId == u"1122334455667");
    CHECK(text.lines.first().number == u"972123456789");
    const auto message = std::get<MessageReceived>(text.events.last().body);
    CHECK(message.chat == u"972987654321");
    CHECK(message.contactName == u"Test Name");
    CHECK(message.text == u"Body Text");
    CHECK(message.sentAtMs == 1'697'043'223'000);
    const auto alias = std::get<AliasFound>(text.events.first().body);
    CHECK(alias.first == u"US.13491208655302741918");
    CHECK(alias.second == u"972987654321");

    const auto echo = std::get<MessageReceived>(read(u"docs.smb_message_echoes.text"_s).events.last().body);
    CHECK(echo.author == Author::Agent);
    CHECK(echo.chat == u"16505551234");
    CHECK_FALSE(echo.isAutomatic);
    // Written with sender and receiver the wrong way round.
    const auto swapped = std::get<MessageEdited>(read(u"smb_message_echoes.edit"_s).events.last().body);
    CHECK(swapped.chat == u"972987654321");
    CHECK(swapped.text == u"Text was edited");
    const auto caption =
            std::get<MessageEdited>(read(u"docs.smb_message_echoes.edit-image-caption"_s).events.last().body);
    CHECK(caption.text == u"Updated image caption");

    const auto hidden = std::get<MessageReceived>(read(u"netflie.bsuid-only-no-from"_s).events.last().body);
    CHECK(hidden.chat == u"BSUID_123");
    const auto media = std::get<MessageReceived>(read(u"docs.history.media-contents"_s).events.last().body);
    CHECK(media.mediaReference == u"24230790383178626");
    CHECK(media.mediaHash.toHex() == "3f9d94d399fa61c191bc1d4ca71375a035cd9b9f5b1128e1f0963a415c16b0cc");
    const auto sticker = std::get<MessageReceived>(read(u"messages.static_sticker"_s).events.last().body);
    CHECK(sticker.mediaHash.size() == 32);
    const auto flow = std::get<MessageReceived>(read(u"netflie.interactive-nfm_reply"_s).events.last().body);
    CHECK(flow.text.startsWith(u"Sent\n{\"screen_0"));
    const auto cards = std::get<MessageReceived>(read(u"messages.contacts"_s).events.last().body);
    CHECK(cards.text.contains(u"Chandler Bing\n+1 555-555-5555\nMonica"));
    const auto moved = std::get<AliasFound>(read(u"messages.system.phone_number_change"_s).events.first().body);
    CHECK(moved.first == u"972987654321");
    CHECK(moved.second == u"972912345678");
    CHECK(moved.kind == AliasFound::Kind::NumberChanged);
    const CloudReading left =
            parser.notification(sample(u"meta-cloud/account_update.partner_removed_wa_app_disconnection.json"_s),
                                kReceivedAtMs)
                    .value();
    CHECK(left.accountAlarms.first().businessAccount == u"980198427658004");
    CHECK(left.accountAlarms.first().alarm.detail == u"PARTNER_REMOVED PRIMARY_INACTIVITY SYSTEM");
    CHECK(left.accountAlarms.first().alarm.atMs == 1'748'477'359'000);
    CHECK(read(u"statuses.with_tracker"_s).marks.first().mark == u"some data");

    // Meta's documents show only the inner object of this one.
    const QByteArray declined =
            R"({"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"history","value":)"
            + sample(u"meta-cloud/docs.history.declined-value.json"_s) + "}]}]}";
    CHECK(readingWords(parser.notification(declined, kReceivedAtMs)) == u"alarm+4");
}

TEST_CASE("the published signature of a WAHA webhook is right", "[core]")
{
    if (samplesFolder().isEmpty()) {
        WARN("SKIPPED HERE: ATALAIA_SAMPLES is not set");
        return;
    }
    const QJsonObject vector = QJsonDocument::fromJson(sample(u"waha/webhook-hmac-vector.json"_s)).object();
    const auto bytesOf = [&vector](const QString &name) { return vector.value(name).toString().toUtf8(); };
    SignatureCheck check(SignatureCheck::Scheme::WahaSha512, bytesOf(u"key"_s));
    const QByteArray body = bytesOf(u"body"_s);
    const QHash<QByteArray, QByteArray> headers{{"x-webhook-hmac", bytesOf(u"X-Webhook-Hmac"_s)},
                                                {"x-webhook-hmac-algorithm", bytesOf(u"X-Webhook-Hmac-Algorithm"_s)}};
    CHECK(check.check(headers, body) == SignatureVerdict::Valid);
    CHECK(check.check(headers, body + '\n') == SignatureVerdict::Wrong);
}
