// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/messagerepository.h"
#include "support/catch.h"
#include "support/teststore.h"

#include <QSet>

#include <algorithm>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNoon = 1'767'614'400'000;

/// A line with one conversation, and short ways to write to it.
struct Thread
{
    TestStore store;
    LineId line = store.addLine(store.addGateway());
    ConversationId conversation = store.addConversation(line);
    MessageRepository messages{store.database()};

    MessageChange insert(const Message &message, bool isHistory = false)
    {
        const auto change = messages.insert(line, message, isHistory);
        REQUIRE(change);
        return *change;
    }
    MessageChange edit(const QString &id, const QString &editId, const QString &text, qint64 atMs = kNoon + 60'000)
    {
        const auto change = messages.addVersion(line, conversation, id, Author::Agent, editId, atMs, text);
        REQUIRE(change);
        return *change;
    }
    MessageChange revoke(const QString &id)
    {
        const auto change = messages.revoke(line, conversation, id, Author::Agent, kNoon + 90'000);
        REQUIRE(change);
        return *change;
    }
    MessageChange react(const QString &id, const QString &emoji, qint64 atMs)
    {
        const auto change = messages.react(line, conversation, id, Author::Contact, emoji, atMs);
        REQUIRE(change);
        return *change;
    }
    Message stored(const QString &id)
    {
        const auto found = messages.find(line, id);
        REQUIRE(found);
        REQUIRE(found->has_value());
        return **found;
    }
    QStringList texts(const QString &id)
    {
        QStringList all;
        for (const MessageVersion &version : stored(id).versions)
            all.append(u"%1 %2"_s.arg(version.version).arg(version.text));
        return all;
    }
    ConversationHead head() { return *ConversationRepository(store.database()).head(conversation); }
};

} // namespace

TEST_CASE("A message comes back as it was stored", "[core]")
{
    Thread thread;
    Message message = textMessage(thread.conversation, u"m1"_s, u"olá <b>🌻</b>"_s, kNoon);
    message.kind = MessageKind::Document;
    message.mediaType = u"application/pdf"_s;
    message.mediaName = u"nota.pdf"_s;
    message.replyToExternalId = u"m0"_s;
    const MessageChange change = thread.insert(message);
    CHECK(change.isNewMessage);
    CHECK(change.hasChanged);
    CHECK(change.author == Author::Agent);
    CHECK(change.newVersion == message.versions.first());
    message.id = change.message;
    CHECK(thread.stored(u"m1"_s) == message);
    CHECK(*thread.messages.find(change.message) == message);
    CHECK(thread.messages.find(MessageId{99}).error().kind == Error::Kind::NotFound);
    CHECK_FALSE(thread.messages.find(thread.line, u"m2"_s)->has_value());
}

TEST_CASE("The same message twice changes nothing", "[core]")
{
    Thread thread;
    const Message message = textMessage(thread.conversation, u"m1"_s, u"one"_s);
    const bool isFirstHistory = GENERATE(false, true);
    const bool isSecondHistory = GENERATE(false, true);
    const auto id = thread.insert(message, isFirstHistory).message;
    const MessageChange again = thread.insert(message, isSecondHistory);
    CHECK(again.message == id);
    CHECK_FALSE(again.hasChanged);
    CHECK_FALSE(again.isNewMessage);
    CHECK_FALSE(again.newVersion);
    CHECK(thread.texts(u"m1"_s) == QStringList{u"0 one"_s});
    CHECK(thread.head().messageCount == 1);
}

TEST_CASE("The same id on another line is another message", "[core]")
{
    Thread thread;
    const LineId other = thread.store.addLine(GatewayId{1}, u"sales-2"_s);
    const auto first = thread.insert(textMessage(thread.conversation, u"m1"_s, u"one"_s)).message;
    const auto second =
            thread.messages.insert(other, textMessage(thread.store.addConversation(other), u"m1"_s, u"two"_s), false);
    REQUIRE(second);
    CHECK(second->message != first);
}

TEST_CASE("An edit adds a version and keeps the first", "[core]")
{
    Thread thread;
    thread.insert(textMessage(thread.conversation, u"m1"_s, u"first"_s));
    const MessageChange change = thread.edit(u"m1"_s, u"e1"_s, u"second"_s);
    REQUIRE(change.newVersion);
    CHECK(change.newVersion->version == 1);
    CHECK_FALSE(change.isNewMessage);
    CHECK_FALSE(thread.edit(u"m1"_s, u"e1"_s, u"second"_s).hasChanged);
    CHECK_FALSE(thread.edit(u"m1"_s, u"e2"_s, u"second"_s).newVersion);
    thread.edit(u"m1"_s, u"e3"_s, u"third"_s, kNoon + 70'000);
    CHECK_FALSE(thread.edit(u"m1"_s, u"e1"_s, u"second"_s).hasChanged);
    CHECK(thread.texts(u"m1"_s) == QStringList{u"0 first"_s, u"1 second"_s, u"2 third"_s});
}

TEST_CASE("Edits that come in the wrong order are shown in the right one", "[core]")
{
    Thread thread;
    thread.insert(textMessage(thread.conversation, u"m1"_s, u"first"_s));
    thread.edit(u"m1"_s, u"e2"_s, u"third"_s, kNoon + 20'000);
    thread.edit(u"m1"_s, u"e1"_s, u"second"_s, kNoon + 10'000);
    CHECK(thread.texts(u"m1"_s) == QStringList{u"0 first"_s, u"2 second"_s, u"1 third"_s});
}

TEST_CASE("History shows an edit that the stream did not bring", "[core]")
{
    Thread thread;
    thread.insert(textMessage(thread.conversation, u"m1"_s, u"first"_s));
    Message edited = textMessage(thread.conversation, u"m1"_s, u"second"_s);
    CHECK_FALSE(thread.insert(edited, false).hasChanged);
    const MessageChange change = thread.insert(edited, true);
    REQUIRE(change.newVersion);
    CHECK(change.newVersion->version == 1);
    CHECK_FALSE(thread.insert(edited, true).hasChanged);

    // The stream brings the same edit late, and once more after another one.
    CHECK_FALSE(thread.edit(u"m1"_s, u"e1"_s, u"second"_s).newVersion);
    thread.edit(u"m1"_s, u"e2"_s, u"third"_s);
    CHECK_FALSE(thread.edit(u"m1"_s, u"e1"_s, u"second"_s).newVersion);
    // A page of history fetched before the edits.
    CHECK_FALSE(thread.insert(textMessage(thread.conversation, u"m1"_s, u"first"_s), true).hasChanged);
    CHECK(thread.texts(u"m1"_s) == QStringList{u"0 first"_s, u"1 second"_s, u"2 third"_s});
}

TEST_CASE("An edit before its message waits for it", "[core]")
{
    Thread thread;
    const MessageChange early = thread.edit(u"m1"_s, u"e1"_s, u"second"_s);
    CHECK(early.isNewMessage);
    REQUIRE(early.newVersion);
    CHECK(early.newVersion->version == 1);
    CHECK(thread.stored(u"m1"_s).isFirstVersionMissing);

    SECTION("and the message fills it in")
    {
        Message message = textMessage(thread.conversation, u"m1"_s, u"first"_s, kNoon);
        message.author = Author::Contact;
        message.mediaType = u"image/png"_s;
        message.kind = MessageKind::Image;
        const MessageChange change = thread.insert(message);
        CHECK(change.message == early.message);
        CHECK_FALSE(change.isNewMessage);
        CHECK(change.author == Author::Contact);
        REQUIRE(change.newVersion);
        CHECK(change.newVersion->version == 0);
        const Message stored = thread.stored(u"m1"_s);
        CHECK_FALSE(stored.isFirstVersionMissing);
        CHECK(stored.kind == MessageKind::Image);
        CHECK(stored.sentAtMs == kNoon);
        CHECK(stored.receivedAtMs == kNoon + 250);
        CHECK(thread.texts(u"m1"_s) == QStringList{u"0 first"_s, u"1 second"_s});
        CHECK_FALSE(thread.insert(message).hasChanged);
        CHECK(thread.head().firstAtMs == kNoon);
        CHECK(thread.head().lastAtMs == kNoon);
    }
    SECTION("and history that knows only the edited text leaves the first one missing")
    {
        Message message = textMessage(thread.conversation, u"m1"_s, u"second"_s, kNoon);
        const MessageChange change = thread.insert(message, true);
        CHECK(change.hasChanged);
        CHECK_FALSE(change.newVersion);
        CHECK(thread.stored(u"m1"_s).isFirstVersionMissing);
        CHECK(thread.stored(u"m1"_s).sentAtMs == kNoon);
        message.receivedAtMs += 5000;
        CHECK_FALSE(thread.insert(message, true).hasChanged);
        CHECK(thread.texts(u"m1"_s) == QStringList{u"1 second"_s});
        CHECK(thread.insert(textMessage(thread.conversation, u"m1"_s, u"first"_s), false).newVersion->version == 0);
        CHECK_FALSE(thread.stored(u"m1"_s).isFirstVersionMissing);
    }
    CHECK(thread.head().messageCount == 1);
}

TEST_CASE("A revocation keeps the text and happens once", "[core]")
{
    Thread thread;
    thread.insert(textMessage(thread.conversation, u"m1"_s, u"said"_s));
    CHECK(thread.revoke(u"m1"_s).hasChanged);
    CHECK_FALSE(thread.revoke(u"m1"_s).hasChanged);
    CHECK(thread.stored(u"m1"_s).revokedAtMs == kNoon + 90'000);
    CHECK(thread.texts(u"m1"_s) == QStringList{u"0 said"_s});
    // Late copies of the message itself do not bring it back.
    CHECK_FALSE(thread.insert(textMessage(thread.conversation, u"m1"_s, u"said"_s), true).hasChanged);
    CHECK(thread.stored(u"m1"_s).revokedAtMs == kNoon + 90'000);
}

TEST_CASE("A revocation before its message stays when the message comes", "[core]")
{
    Thread thread;
    CHECK(thread.revoke(u"m1"_s).isNewMessage);
    CHECK(thread.stored(u"m1"_s).isFirstVersionMissing);
    const MessageChange change = thread.insert(textMessage(thread.conversation, u"m1"_s, u"said"_s));
    REQUIRE(change.newVersion);
    CHECK(thread.stored(u"m1"_s).revokedAtMs == kNoon + 90'000);
    CHECK(thread.texts(u"m1"_s) == QStringList{u"0 said"_s});
    CHECK_FALSE(thread.stored(u"m1"_s).isFirstVersionMissing);
}

TEST_CASE("A message that history knows only as deleted is a tombstone until its text comes", "[core]")
{
    Thread thread;
    Message tombstone = textMessage(thread.conversation, u"m1"_s, {});
    tombstone.versions.clear();
    tombstone.revokedAtMs = kNoon + 1000;
    CHECK(thread.insert(tombstone, true).isNewMessage);
    CHECK_FALSE(thread.insert(tombstone, true).hasChanged);
    CHECK(thread.stored(u"m1"_s).isFirstVersionMissing);
    CHECK(thread.insert(textMessage(thread.conversation, u"m1"_s, u"said"_s), false).newVersion);
    CHECK_FALSE(thread.insert(tombstone, true).hasChanged);
    CHECK_FALSE(thread.stored(u"m1"_s).isFirstVersionMissing);
    CHECK(thread.stored(u"m1"_s).revokedAtMs == kNoon + 1000);
}

TEST_CASE("History that says deleted adds a tombstone to a stored message", "[core]")
{
    Thread thread;
    thread.insert(textMessage(thread.conversation, u"m1"_s, u"said"_s));
    Message gone = textMessage(thread.conversation, u"m1"_s, {});
    gone.versions.clear();
    gone.revokedAtMs = kNoon + 1000;
    CHECK(thread.insert(gone, true).hasChanged);
    CHECK_FALSE(thread.insert(gone, true).hasChanged);
    CHECK(thread.texts(u"m1"_s) == QStringList{u"0 said"_s});
    CHECK(thread.stored(u"m1"_s).revokedAtMs == kNoon + 1000);
}

TEST_CASE("The latest reaction of each author counts", "[core]")
{
    Thread thread;
    thread.insert(textMessage(thread.conversation, u"m1"_s, u"said"_s));
    CHECK(thread.react(u"m1"_s, u"👍"_s, 1000).hasChanged);
    CHECK_FALSE(thread.react(u"m1"_s, u"👍"_s, 1000).hasChanged);
    CHECK(thread.react(u"m1"_s, u"❤"_s, 3000).hasChanged);
    CHECK_FALSE(thread.react(u"m1"_s, u"👍"_s, 2000).hasChanged);
    CHECK(thread.stored(u"m1"_s).reactions == QVector<Reaction>{{Author::Contact, u"❤"_s, 3000}});
    REQUIRE(thread.messages.react(thread.line, thread.conversation, u"m1"_s, Author::Agent, u"🙏"_s, 1));
    CHECK(thread.stored(u"m1"_s).reactions.size() == 2);
    CHECK(thread.react(u"m1"_s, {}, 4000).hasChanged);
    CHECK_FALSE(thread.react(u"m1"_s, {}, 4000).hasChanged);
    CHECK_FALSE(thread.react(u"m1"_s, u"❤"_s, 3000).hasChanged);
    CHECK(thread.stored(u"m1"_s).reactions.size() == 1);

    CHECK(thread.react(u"m2"_s, u"👍"_s, 1000).isNewMessage);
    CHECK(thread.stored(u"m2"_s).isFirstVersionMissing);
    CHECK(thread.insert(textMessage(thread.conversation, u"m2"_s, u"late"_s)).newVersion);
    CHECK(thread.stored(u"m2"_s).reactions.size() == 1);
}

TEST_CASE("The status of a message never goes back", "[core]")
{
    Thread thread;
    Message message = textMessage(thread.conversation, u"m1"_s, u"said"_s);
    message.status = DeliveryStatus::Server;
    thread.insert(message);
    auto set = [&thread](DeliveryStatus status) {
        const auto change = thread.messages.setStatus(thread.line, u"m1"_s, status);
        REQUIRE(change);
        return change->hasChanged;
    };
    CHECK(set(DeliveryStatus::Read));
    CHECK_FALSE(set(DeliveryStatus::Read));
    CHECK_FALSE(set(DeliveryStatus::Device));
    CHECK_FALSE(set(DeliveryStatus::Error));
    CHECK_FALSE(thread.insert(message, true).hasChanged);
    CHECK(thread.stored(u"m1"_s).status == DeliveryStatus::Read);
    message.status = DeliveryStatus::Played;
    CHECK(thread.insert(message, true).hasChanged);
    CHECK(thread.stored(u"m1"_s).status == DeliveryStatus::Played);

    const auto unknown = thread.messages.setStatus(thread.line, u"m9"_s, DeliveryStatus::Read);
    REQUIRE(unknown);
    CHECK_FALSE(unknown->hasChanged);
    CHECK_FALSE(unknown->message.isValid());
}

TEST_CASE("A message that could not be sent says so unless it had arrived", "[core]")
{
    using Status = DeliveryStatus;
    struct Row
    {
        Status before;
        Status after;
        Status stored;
    };
    const auto row = GENERATE(values<Row>({
            {Status::Unknown, Status::Error, Status::Error},
            {Status::Pending, Status::Error, Status::Error},
            {Status::Server, Status::Error, Status::Error},
            {Status::Device, Status::Error, Status::Device},
            {Status::Read, Status::Error, Status::Read},
            {Status::Played, Status::Error, Status::Played},
            {Status::Error, Status::Unknown, Status::Error},
            {Status::Error, Status::Pending, Status::Error}, // delivered late
            {Status::Error, Status::Server, Status::Server}, // sent again
            {Status::Error, Status::Read, Status::Read},
    }));
    const bool isFromHistory = GENERATE(false, true);
    CAPTURE(int(row.before), int(row.after), isFromHistory);
    Thread thread;
    Message message = textMessage(thread.conversation, u"m1"_s, u"said"_s);
    message.status = row.before;
    thread.insert(message);
    message.status = row.after;
    const bool hasChanged = isFromHistory ? thread.insert(message, true).hasChanged
                                          : thread.messages.setStatus(thread.line, u"m1"_s, row.after)->hasChanged;
    CHECK(hasChanged == (row.stored != row.before));
    CHECK(thread.stored(u"m1"_s).status == row.stored);
}

TEST_CASE("A thread is read in pages from the end", "[core]")
{
    Thread thread;
    for (int i = 0; i < 25; ++i) // two messages a second, inserted backwards
        thread.insert(textMessage(thread.conversation, u"m%1"_s.arg(24 - i), u"t%1"_s.arg(24 - i),
                                  kNoon + ((24 - i) / 2) * 1000));
    QStringList seen;
    qint64 beforeAt = 0;
    MessageId before;
    for (;;) {
        const auto page = thread.messages.page(thread.conversation, beforeAt, before, 10);
        REQUIRE(page);
        if (page->isEmpty())
            break;
        CHECK(std::is_sorted(page->cbegin(), page->cend(), [](const Message &a, const Message &b) {
            return std::pair(a.sentAtMs, a.id) < std::pair(b.sentAtMs, b.id);
        }));
        for (const Message &message : *page)
            seen.append(message.externalId);
        beforeAt = page->first().sentAtMs;
        before = page->first().id;
    }
    CHECK(seen.size() == 25);
    CHECK(QSet<QString>(seen.cbegin(), seen.cend()).size() == 25);
    CHECK(thread.head().messageCount == 25);
    CHECK(thread.head().firstAtMs == kNoon);
    CHECK(thread.head().lastAtMs == kNoon + 12'000);
}
