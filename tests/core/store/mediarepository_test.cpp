// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/linehealthquery.h"
#include "store/mediarepository.h"
#include "store/messagerepository.h"
#include "support/teststore.h"

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

const QByteArray kHash(32, 'h');

struct MediaStore
{
    MessageId add(const QString &id)
    {
        const auto change =
                MessageRepository(store.database()).insert(line, textMessage(conversation, id, u"text"_s), false);
        REQUIRE(change);
        return change->message;
    }
    bool want(MessageId message, const QString &reference, qint64 size = 0)
    {
        const auto wanted = media.want(line, message, {reference, size, kHash, u"image/png"_s}, 1);
        REQUIRE(wanted);
        return *wanted;
    }
    MediaState stateOf(MessageId message)
    {
        const auto found = media.find(message);
        REQUIRE(found);
        REQUIRE(found->has_value());
        return (*found)->state;
    }

    TestStore store;
    GatewayId gateway = store.addGateway();
    LineId line = store.addLine(gateway);
    ConversationId conversation = store.addConversation(line);
    MediaRepository media{store.database()};
};

} // namespace

TEST_CASE("What is wanted is due until it is kept and stays over a restart", "[core]")
{
    MediaStore store;
    const MessageId first = store.add(u"m1"_s);
    const MessageId second = store.add(u"m2"_s);
    CHECK(store.want(first, u"ref-1"_s));
    CHECK(store.want(second, u"ref-2"_s));
    CHECK_FALSE(store.want(first, u"ref-1"_s)); // told again
    auto due = store.media.due(store.gateway, 10, 10);
    REQUIRE(due);
    REQUIRE(due->size() == 2);
    CHECK(due->first().message == second); // the newest first
    CHECK(due->first().reference == u"ref-2"_s);
    CHECK(due->first().chat == u"5511900000001@c.us"_s);
    CHECK(due->first().messageExternalId == u"m2"_s);
    CHECK(store.media.due(GatewayId{99}, 10, 10)->isEmpty());

    REQUIRE(store.media.postpone(second, 500));
    CHECK(store.media.due(store.gateway, 10, 10)->size() == 1);
    CHECK(**store.media.nextDueAt(store.gateway, 10) == 500);
    REQUIRE(store.media.noteKept(first, 7, kHash, u"image/jpeg"_s, 20));
    CHECK(store.media.due(store.gateway, 10, 10)->isEmpty());
    CHECK(store.media.due(store.gateway, 500, 10)->size() == 1);
    const auto kept = store.media.find(first).value();
    CHECK(*kept == MessageMedia{first, MediaState::Kept, 7, kHash, u"image/jpeg"_s, false});
    CHECK(store.media.ofThread(store.conversation)->size() == 2);
}

TEST_CASE("Another content than the gateway told of is kept and marked", "[core]")
{
    MediaStore store;
    const MessageId message = store.add(u"m1"_s);
    store.want(message, u"ref"_s);
    REQUIRE(store.media.noteKept(message, 7, QByteArray(32, 'o'), {}, 20));
    CHECK(store.media.find(message).value()->isOtherContent);
    CHECK(store.media.find(message).value()->mediaType == u"image/png"_s);
}

TEST_CASE("Expired media is wanted again by a new reference or when somebody asks", "[core]")
{
    MediaStore store;
    const MessageId message = store.add(u"m1"_s);
    store.want(message, u"old"_s);
    REQUIRE(store.media.noteEnded(message, MediaState::Expired, 5));
    CHECK(store.stateOf(message) == MediaState::Expired);
    CHECK_FALSE(store.want(message, u"old"_s));
    CHECK(store.stateOf(message) == MediaState::Expired);
    CHECK(store.want(message, u"new"_s));
    CHECK(store.stateOf(message) == MediaState::Wanted);
    CHECK(store.media.due(store.gateway, 10, 10)->first().reference == u"new"_s);

    CHECK(store.media.askAgain(message, 6).error().kind == Error::Kind::Conflict);
    REQUIRE(store.media.noteEnded(message, MediaState::Expired, 7));
    REQUIRE(store.media.askAgain(message, 8));
    CHECK(store.stateOf(message) == MediaState::Wanted);
    REQUIRE(store.media.noteKept(message, 7, kHash, {}, 9));
    CHECK_FALSE(store.want(message, u"newer"_s));
    CHECK(store.stateOf(message) == MediaState::Kept);
    CHECK(store.media.askAgain(MessageId{99}, 8).error().kind == Error::Kind::NotFound);
}

TEST_CASE("What is too large is not asked for", "[core]")
{
    MediaStore store;
    const MessageId message = store.add(u"m1"_s);
    CHECK_FALSE(store.want(message, u"ref"_s, MediaRepository::kLargestBytes + 1));
    CHECK(store.stateOf(message) == MediaState::TooLarge);
    CHECK(store.media.due(store.gateway, 10, 10)->isEmpty());
}

TEST_CASE("The ledger of a line counts what is not there and what came late", "[core]")
{
    MediaStore store;
    const auto insert = [&store](const QString &id, ContentState content) {
        Message message = textMessage(store.conversation, id, u"text"_s);
        message.content = content;
        const auto change = MessageRepository(store.store.database()).insert(store.line, message, false);
        REQUIRE(change);
        return change->message;
    };
    std::ignore = insert(u"p1"_s, ContentState::Pending);
    std::ignore = insert(u"p2"_s, ContentState::Pending);
    std::ignore = insert(u"u1"_s, ContentState::Unavailable);
    const MessageId late = store.add(u"m1"_s);
    const MessageId soon = store.add(u"m2"_s);
    const MessageId gone = store.add(u"m3"_s);
    const MessageId waits = store.add(u"m4"_s);
    for (const MessageId message : {late, soon, gone, waits})
        REQUIRE(store.want(message, u"ref"_s));
    REQUIRE(store.media.postpone(late, 10));
    REQUIRE(store.media.noteKept(late, 3, kHash, {}, 20));
    REQUIRE(store.media.noteKept(soon, 3, kHash, {}, 20));
    REQUIRE(store.media.noteEnded(gone, MediaState::Expired, 20));
    const auto ledger = lineLedger(store.store.database(), store.line, 10);
    REQUIRE(ledger);
    CHECK(ledger->contents == LineContents{2, 1, 0, 1, 1, 1, 0, 0});
    const LineId other = store.store.addLine(store.gateway, u"sales-2"_s);
    CHECK(lineLedger(store.store.database(), other, 10)->contents == LineContents());
}
