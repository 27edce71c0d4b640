// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/identityservice.h"
#include "review/reviewqueries.h"
#include "support/reviewfixture.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace atalaia;

TEST_CASE("A person separates two identities and joins them again", "[core]")
{
    ReviewFixture fixture;
    GatewayEvent hidden = messageEvent(u"line-01"_s, u"A2"_s, u"oi"_s, Author::Contact);
    std::get<MessageReceived>(hidden.body).chat = u"100000000000001@lid"_s;
    const GatewayEvent alias{u"line-01"_s, AliasFound{u"100000000000001@lid"_s, u"5511900000001@c.us"_s}};
    const auto written = answerOf(fixture.thread.submit([&](Database &database) {
        return fixture.writer.write(database, {EventBatch{fixture.gateway, {hidden, alias}, {}}});
    }));
    REQUIRE(written);
    CHECK(written->change.conversations.size() == 2);

    ReviewQueries queries(fixture.thread);
    const auto joined = answerOf(queries.thread(fixture.conversation, fixture.flag)).value();
    CHECK(joined.messages.size() == 2);
    REQUIRE(joined.merges.size() == 1);
    CHECK(joined.merges.first().kind == MergeKind::SamePerson);

    IdentityService service(fixture.thread, fixture.feed, fixture.clock, u"ana"_s);
    QSignalSpy regrouped(&service, &IdentityService::regrouped);
    QVector<ConversationId> told;
    QObject::connect(&fixture.feed, &ChangeFeed::changed, &service,
                     [&told](const StoreChange &change) { told += change.conversations; });
    const ContactMergeId merge = joined.merges.first().id;
    REQUIRE(answerOf(service.separate(merge)));
    CHECK(regrouped.size() == 1);
    CHECK(told.contains(fixture.conversation));
    const auto parted = answerOf(queries.thread(fixture.conversation, fixture.flag)).value();
    CHECK(parted.messages.size() == 1);
    REQUIRE(parted.merges.size() == 1);
    CHECK(parted.merges.first().undoneBy == u"ana"_s);
    CHECK(answerOf(service.separate(merge)).error().kind == Error::Kind::Conflict);

    REQUIRE(answerOf(service.joinAgain(merge)));
    CHECK(answerOf(queries.thread(fixture.conversation, fixture.flag)).value().messages.size() == 2);
}
