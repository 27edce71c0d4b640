// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/ingestqueue.h"
#include "ingest/mediafetcher.h"
#include "support/fakeconnector.h"
#include "support/reviewfixture.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

struct MediaFixture : ReviewFixture
{
    std::unique_ptr<MediaFetcher> startFetcher()
    {
        auto fetcher = std::make_unique<MediaFetcher>(thread, feed, clock, path,
                                                      [this](GatewayId) { return isConnected ? &connector : nullptr; });
        fetcher->addGateway(gateway);
        return fetcher;
    }

    /// A photo arrives; its id in the store.
    MessageId photo(const QString &id, const QByteArray &hash = {}, const QString &reference = u"files/1"_s)
    {
        GatewayEvent event = messageEvent(u"line-01"_s, id, {}, Author::Contact);
        auto &body = std::get<MessageReceived>(event.body);
        body.hasText = false;
        body.kind = MessageKind::Image;
        body.mediaType = u"image/jpeg"_s;
        body.mediaReference = reference;
        body.mediaHash = hash;
        return answerOf(thread.submit([this, event, id](Database &database) -> Result<MessageId> {
                   const auto outcome = writer.write(database, {EventBatch{gateway, {event}, {}}});
                   if (!outcome)
                       return outcome.error();
                   isWanted = outcome->isMediaWanted;
                   const auto found = MessageRepository(database).find(line, id);
                   return found ? Result<MessageId>((*found)->id) : Result<MessageId>(found.error());
               }))
                .value();
    }

    MessageMedia media(MessageId id)
    {
        return answerOf(thread.submit([id](Database &database) { return MediaRepository(database).find(id); }))
                .value()
                .value();
    }
    [[nodiscard]] bool waitForState(MessageId id, MediaState state)
    {
        return QTest::qWaitFor([this, id, state] { return media(id).state == state; }, 10'000);
    }
    [[nodiscard]] bool waitForRequests(qsizetype count)
    {
        return QTest::qWaitFor([this, count] { return connector.mediaRequests.size() >= count; }, 10'000);
    }
    /// All that was queued, on the store thread and back, has run.
    void settle()
    {
        for (int i = 0; i < 5; ++i) {
            (void)answerOf(thread.submit([](Database &) { return Result<>(); }));
            QTest::qWait(0);
        }
    }

    QString path = folder.filePath(u"a.db.media"_s);
    FakeConnector connector;
    bool isConnected = true;
    bool isWanted = false;
};

} // namespace

TEST_CASE("Media is asked for at once and kept beside the store", "[core]")
{
    MediaFixture fixture;
    const auto fetcher = fixture.startFetcher();
    QSignalSpy changes(&fixture.feed, &ChangeFeed::changed);
    const MessageId photo = fixture.photo(u"P1"_s, sha256("picture"));
    CHECK(fixture.isWanted);
    fetcher->wake();
    REQUIRE(fixture.waitForState(photo, MediaState::Kept));
    const MediaRequest request = fixture.connector.mediaRequests.value(0);
    CHECK(request.lineExternalId == u"line-01"_s);
    CHECK(request.chat == u"5511900000001@c.us"_s);
    CHECK(request.messageId == u"P1"_s);
    CHECK(request.reference == u"files/1"_s);
    CHECK(request.largestBytes == MediaRepository::kLargestBytes);
    const MessageMedia kept = fixture.media(photo);
    CHECK(kept.sha256 == sha256("picture"));
    CHECK(kept.sizeBytes == 7);
    CHECK(kept.mediaType == u"image/png"_s);
    CHECK_FALSE(kept.isOtherContent);
    CHECK(MediaFolder(fixture.path).read(kept.sha256).value() == "picture");
    REQUIRE(QTest::qWaitFor([&changes] { return !changes.isEmpty(); }, 5'000));
    // The same photo of another message costs no second file, and the first is asked for no more.
    const MessageId copy = fixture.photo(u"P2"_s, sha256("other"));
    fetcher->wake();
    REQUIRE(fixture.waitForState(copy, MediaState::Kept));
    CHECK(fixture.media(copy).isOtherContent); // kept, and noted
    CHECK(fixture.connector.mediaRequests.size() == 2);
}

TEST_CASE("At most two questions are under way at a gateway", "[core]")
{
    MediaFixture fixture;
    fixture.connector.holdsMedia = true;
    const auto fetcher = fixture.startFetcher();
    for (int i = 0; i < 5; ++i)
        fixture.photo(u"P%1"_s.arg(i));
    fetcher->wake();
    REQUIRE(fixture.waitForRequests(2));
    fetcher->wake();
    fixture.settle();
    CHECK(fixture.connector.mediaRequests.size() == 2);
    fixture.connector.releaseMedia();
    REQUIRE(fixture.waitForRequests(3));
    fixture.settle();
    CHECK(fixture.connector.mediaRequests.size() == 3);
    while (!fixture.connector.heldMedia.isEmpty() || fixture.connector.mediaRequests.size() < 5) {
        if (!fixture.connector.heldMedia.isEmpty())
            fixture.connector.releaseMedia();
        fixture.settle();
    }
    QStringList asked;
    for (const MediaRequest &request : fixture.connector.mediaRequests)
        asked.append(request.messageId);
    asked.sort();
    CHECK(asked == QStringList{u"P0"_s, u"P1"_s, u"P2"_s, u"P3"_s, u"P4"_s}); // each once
}

TEST_CASE("Expired media stays known and can be asked for again", "[core]")
{
    MediaFixture fixture;
    fixture.connector.media = Error{Error::Kind::NotFound, u"404"_s};
    const auto fetcher = fixture.startFetcher();
    const MessageId photo = fixture.photo(u"P1"_s);
    fetcher->wake();
    REQUIRE(fixture.waitForState(photo, MediaState::Expired));
    fetcher->wake();
    fixture.settle();
    CHECK(fixture.connector.mediaRequests.size() == 1);
    fixture.connector.media = MediaContent{"picture", {}};
    REQUIRE(answerOf(fetcher->askAgain(photo)));
    REQUIRE(fixture.waitForState(photo, MediaState::Kept));
    CHECK(fixture.connector.mediaRequests.last().reference == u"files/1"_s);
    CHECK(fixture.media(photo).mediaType == u"image/jpeg"_s);
}

TEST_CASE("What a gateway refuses is not asked for again", "[core]")
{
    struct Row
    {
        Error::Kind error;
        MediaState state;
    };
    const auto row = GENERATE(Row{Error::Kind::Unsupported, MediaState::Refused},
                              Row{Error::Kind::Rejected, MediaState::TooLarge});
    MediaFixture fixture;
    fixture.connector.media = Error{row.error, u"no"_s};
    const auto fetcher = fixture.startFetcher();
    const MessageId photo = fixture.photo(u"P1"_s);
    fetcher->wake();
    REQUIRE(fixture.waitForState(photo, row.state));
    fixture.clock.advance(MediaFetcher::kLastRetryMs);
    fetcher->wake();
    fixture.settle();
    CHECK(fixture.connector.mediaRequests.size() == 1);
}

TEST_CASE("An unreachable gateway is asked again with growing patience", "[core]")
{
    MediaFixture fixture;
    fixture.connector.media = Error{Error::Kind::Unreachable, u"down"_s};
    const auto fetcher = fixture.startFetcher();
    QSignalSpy settled(fetcher.get(), &MediaFetcher::settled);
    const MessageId photo = fixture.photo(u"P1"_s);
    qint64 waitMs = 0;
    for (int attempt = 0; attempt < 4; ++attempt) {
        fixture.clock.advance(waitMs);
        fetcher->wake();
        REQUIRE(QTest::qWaitFor([&settled, attempt] { return settled.size() == attempt + 1; }, 10'000));
        fetcher->wake();
        fixture.settle();
        CHECK(fixture.connector.mediaRequests.size() == attempt + 1);
        waitMs = MediaFetcher::kFirstRetryMs << attempt;
    }
    fixture.connector.media = MediaContent{"picture", {}};
    fixture.clock.advance(waitMs);
    fetcher->wake();
    CHECK(fixture.waitForState(photo, MediaState::Kept));
}

TEST_CASE("What was wanted before a restart is fetched after it", "[core]")
{
    MediaFixture fixture;
    fixture.connector.holdsMedia = true;
    auto fetcher = fixture.startFetcher();
    const MessageId photo = fixture.photo(u"P1"_s);
    fetcher->wake();
    REQUIRE(fixture.waitForRequests(1));
    fetcher.reset(); // ends in the middle of it
    fixture.connector.heldMedia.clear();
    fixture.connector.holdsMedia = false;
    fetcher = fixture.startFetcher();
    CHECK(fixture.waitForState(photo, MediaState::Kept));
}

TEST_CASE("A folder that cannot be written pauses media and is told once", "[core]")
{
    MediaFixture fixture;
    QFile inTheWay(fixture.path);
    REQUIRE(inTheWay.open(QIODevice::WriteOnly));
    const auto fetcher = fixture.startFetcher();
    QSignalSpy failed(fetcher.get(), &MediaFetcher::failed);
    QSignalSpy recovered(fetcher.get(), &MediaFetcher::recovered);
    QSignalSpy settled(fetcher.get(), &MediaFetcher::settled);
    const MessageId photo = fixture.photo(u"P1"_s);
    fetcher->wake();
    REQUIRE(QTest::qWaitFor([&failed] { return failed.size() == 1; }, 10'000));
    fetcher->wake();
    fixture.settle();
    CHECK(fixture.connector.mediaRequests.size() == 1); // paused
    CHECK(fixture.media(photo).state == MediaState::Wanted);
    fixture.clock.advance(MediaFetcher::kPauseMs);
    fetcher->wake();
    REQUIRE(QTest::qWaitFor([&settled] { return settled.size() == 2; }, 10'000));
    CHECK(failed.size() == 1);
    REQUIRE(inTheWay.remove());
    fixture.clock.advance(MediaFetcher::kPauseMs);
    fetcher->wake();
    REQUIRE(fixture.waitForState(photo, MediaState::Kept));
    CHECK(recovered.size() == 1);
}

TEST_CASE("Without a folder or a connection nothing is asked for", "[core]")
{
    MediaFixture fixture;
    MediaFetcher unused(fixture.thread, fixture.feed, fixture.clock, {},
                        [&fixture](GatewayId) { return &fixture.connector; });
    unused.addGateway(fixture.gateway);
    fixture.photo(u"P1"_s);
    unused.wake();
    fixture.isConnected = false;
    const auto fetcher = fixture.startFetcher();
    fixture.settle();
    CHECK(fixture.connector.mediaRequests.isEmpty());
    fetcher->removeGateway(fixture.gateway);
    fixture.isConnected = true;
    fetcher->wake();
    fixture.settle();
    CHECK(fixture.connector.mediaRequests.isEmpty());
    fetcher->addGateway(fixture.gateway);
    CHECK(fixture.waitForRequests(1));
}
