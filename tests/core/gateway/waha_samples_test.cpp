// SPDX-License-Identifier: GPL-3.0-or-later
// Published samples of the gateway's vendor and users; not part of these sources.
#include "gateway/waha/wahaparser.h"
#include "support/catch.h"

#include <QDir>
#include <QFile>
#include <QHash>

#include <utility>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kReceivedAtMs = 1'767'614'400'000;

QString samplesFolder()
{
    return qEnvironmentVariable("ATALAIA_SAMPLES");
}

QByteArray sample(const QString &name)
{
    QFile file(samplesFolder() + u"/waha/"_s + name);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

/// What the parser makes of a sample: how many events, or that it is put aside.
struct Expected
{
    bool isRejected = false;
    int events = 0;
};

QHash<QString, Expected> expectations()
{
    const auto events = [](int count) { return Expected{false, count}; };
    const Expected rejected{true, 0};
    return {
            {u"call.received.json"_s, events(0)},
            {u"call.rejected.json"_s, events(0)},
            {u"captured-1073-noweb-lid-direct.json"_s, events(1)},
            {u"captured-1418-noweb-lid-payload.json"_s, rejected}, // a payload without its envelope
            {u"captured-1849-webjs-lid.json"_s, rejected}, // shortened by who reported it: no session, no id
            {u"captured-1995-gows-message.any-status-reply.json"_s, events(1)},
            {u"captured-gows-2026.4.1-message.any-reply-s3.json"_s, events(1)},
            {u"chat.archive.json"_s, events(0)},
            {u"engine.event.json"_s, events(0)},
            {u"envelope.json"_s, rejected}, // its payload is empty
            {u"event.response.json"_s, events(0)},
            {u"group.v2.join.json"_s, events(0)},
            {u"group.v2.leave.json"_s, events(0)},
            {u"group.v2.participants.json"_s, events(0)},
            {u"group.v2.update.json"_s, events(0)},
            {u"message-media-document.json"_s, events(1)},
            {u"message-media-image-caption.json"_s, events(1)},
            {u"message-reply.json"_s, events(1)},
            {u"message-text.json"_s, events(1)},
            {u"message.ack.group.json"_s, events(1)},
            {u"message.ack.json"_s, events(1)},
            {u"message.edited.json"_s, events(1)},
            {u"message.reaction.json"_s, events(1)},
            {u"message.revoked-before-after-old.json"_s, rejected}, // "some-id-here" is no id
            {u"message.revoked.json"_s, events(1)},
            {u"message.waiting.json"_s, events(1)},
            {u"noweb-store-config.json"_s, rejected}, // settings, no event
            {u"openapi-excerpt.json"_s, rejected},
            {u"poll.vote.failed.json"_s, events(0)},
            {u"poll.vote.json"_s, events(0)},
            {u"presence.update.json"_s, events(0)},
            {u"session-config-webhook-full.json"_s, rejected},
            {u"session.status-passkey-confirmation.json"_s, events(1)},
            {u"session.status-passkey-required.json"_s, events(1)},
            {u"session.status-working.json"_s, events(1)},
            {u"webhook-hmac-vector.json"_s, rejected},
    };
}

template <typename Body> Body bodyOf(const QString &name)
{
    WahaParser parser;
    const auto reading = parser.frame(sample(name), kReceivedAtMs);
    REQUIRE(reading.has_value());
    REQUIRE(reading->events.size() == 1);
    return std::get<Body>(reading->events.first().body);
}

} // namespace

TEST_CASE("published samples are read", "[core]")
{
    if (samplesFolder().isEmpty()) {
        WARN("SKIPPED HERE: ATALAIA_SAMPLES is not set");
        return;
    }
    WahaParser parser;
    const QHash<QString, Expected> expected = expectations();
    const QStringList names = QDir(samplesFolder() + u"/waha"_s).entryList({u"*.json"_s}, QDir::Files);
    REQUIRE_FALSE(names.isEmpty());
    for (const QString &name : names) {
        INFO(name.toStdString());
        const auto reading = parser.frame(sample(name), kReceivedAtMs);
        static_cast<void>(parser.messages(sample(name), u"default"_s)); // must only not crash
        const Expected want = expected.value(name, Expected{false, -1});
        REQUIRE(want.events >= 0); // a sample that nobody has looked at
        CHECK(reading.has_value() == !want.isRejected);
        if (reading)
            CHECK(reading->events.size() == want.events);
    }
    CHECK(expected.size() == names.size());

    const auto text = bodyOf<MessageReceived>(u"message-text.json"_s);
    CHECK(text.author == Author::Agent);
    CHECK(text.chat == u"11111111111@c.us");
    CHECK(text.text == u"Hi there!");
    CHECK(text.sentAtMs == 1'667'561'485'000);
    CHECK(text.status == DeliveryStatus::Server);

    const auto edit = bodyOf<MessageEdited>(u"message.edited.json"_s);
    CHECK(edit.messageId == u"AAAAAAAAAAAAAAAA");
    CHECK(edit.chat == u"1231243123@c.us");
    CHECK(edit.text == u"New body");

    const auto revocation = bodyOf<MessageRevoked>(u"message.revoked.json"_s);
    CHECK(revocation.messageId == u"AAAAAAAAAAAAAAAA");
    CHECK(revocation.author == Author::Contact);

    const auto reaction = bodyOf<MessageReacted>(u"message.reaction.json"_s);
    CHECK(reaction.messageId == u"11111111111111111111111111111111");
    CHECK(reaction.emoji == u"🙏");
    CHECK(reaction.reactedAtMs == 1'710'481'111'853);

    const auto status = bodyOf<StatusChanged>(u"message.ack.json"_s);
    CHECK(status.messageId == u"4CC5EDD64BC22EBA6D639F2AF571346C");
    CHECK(status.status == DeliveryStatus::Read);
}

TEST_CASE("published answers are read", "[core]")
{
    if (samplesFolder().isEmpty()) {
        WARN("SKIPPED HERE: ATALAIA_SAMPLES is not set");
        return;
    }
    WahaParser parser;
    for (const auto &[name, count] :
         {std::pair(u"rest/chat-messages.response.json"_s, 1), std::pair(u"rest/noweb-message-user-receipt.json"_s, 1),
          std::pair(u"rest/noweb-message-with-reactions.json"_s, 1)}) {
        INFO(name.toStdString());
        const auto page = parser.messages(sample(name), u"default"_s);
        REQUIRE(page.has_value());
        CHECK(page->items == count);
        CHECK(page->rejected.isEmpty());
        CHECK(page->events.size() == count);
    }
    CHECK(parser.chats(sample(u"rest/chats-overview.response.json"_s))->size() == 1);
    CHECK(parser.sessions(sample(u"rest/sessions-list.response.json"_s))->sessions.first().engine == u"NOWEB");
    CHECK(parser.session(sample(u"rest/session-get.response.json"_s))->state == LineState::Working);

    const auto ids = parser.hiddenIds(sample(u"rest/lids.response.json"_s));
    REQUIRE(ids.has_value());
    REQUIRE(ids->ids.size() == 1);
    CHECK(ids->ids.first().phone == u"123456789@c.us");
    CHECK(parser.hiddenId(sample(u"rest/lid-not-found.response.json"_s))->phone.isEmpty());
}

TEST_CASE("published samples say who and what", "[core]")
{
    if (samplesFolder().isEmpty()) {
        WARN("SKIPPED HERE: ATALAIA_SAMPLES is not set");
        return;
    }
    const auto waiting = bodyOf<MessageReceived>(u"message.waiting.json"_s);
    CHECK(waiting.content == ContentState::Pending);
    const auto image = bodyOf<MessageReceived>(u"message-media-image-caption.json"_s);
    CHECK(image.mediaReference
          == u"/api/files/true_11111111111@c.us_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.jpg "
             "true_11111111111@c.us_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    const auto member = bodyOf<StatusChanged>(u"message.ack.group.json"_s);
    CHECK(member.chat == u"11111111111@g.us");
    CHECK(member.messageId == u"4CC5EDD64BC22EBA6D639F2AF571346C");
    const auto hidden = bodyOf<MessageReceived>(u"captured-1073-noweb-lid-direct.json"_s);
    CHECK(hidden.chat == u"1000000000001@lid");
    CHECK(hidden.contactName == u"contato1");
    const auto reply = bodyOf<MessageReceived>(u"captured-gows-2026.4.1-message.any-reply-s3.json"_s);
    CHECK(reply.replyToMessageId == u"AC77C28A96045A41DA52D5DAF48AABE0");
    CHECK(reply.mediaReference.isEmpty()); // the quoted message's media are not this one's
    CHECK(bodyOf<LineChanged>(u"session.status-passkey-required.json"_s).state == LineState::NeedsPairing);
}
