// SPDX-License-Identifier: GPL-3.0-or-later
// Messages whose content comes later, or never; edits whose new text could not be read.
#include "housestory.h"
#include "store/statistics.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

const QString kLine = u"line-1"_s;

GatewayEvent withContent(ContentState content, const QString &id = u"A1"_s)
{
    GatewayEvent event = said(kLine, id, Author::Agent, 0, {});
    auto &message = std::get<MessageReceived>(event.body);
    message.kind = MessageKind::Unknown;
    message.content = content;
    return event;
}

GatewayEvent unreadableEdit(qint64 minute)
{
    GatewayEvent event = edited(kLine, u"A1"_s, Author::Agent, minute, {});
    std::get<MessageEdited>(event.body).isTextMissing = true;
    return event;
}

Message stored(Company &company, const QString &id = u"A1"_s)
{
    const auto found = MessageRepository(company.store.database()).find(company.lines[0], id);
    REQUIRE(found);
    REQUIRE(found->has_value());
    return **found;
}

StoreTotals totals(Company &company)
{
    return storeTotals(company.store.database(), 0).value();
}

} // namespace

TEST_CASE("A message that waited for its content gets it with its hits", "[core]")
{
    Company company;
    REQUIRE(company.write({withContent(ContentState::Pending)}));
    CHECK(stored(company).content == ContentState::Pending);
    CHECK(totals(company).pendingContents == 1);
    CHECK(company.hits().isEmpty());
    REQUIRE(company.write({said(kLine, u"A1"_s, Author::Agent, 0, u"você é muito linda"_s)}));
    const Message message = stored(company);
    CHECK(message.content == ContentState::Present);
    CHECK(message.kind == MessageKind::Text);
    REQUIRE(message.versions.size() == 1);
    CHECK(message.versions.first().version == 0);
    CHECK(company.hits() == QStringList{u"A1 v0 advance"_s});
    CHECK(totals(company).pendingContents == 0);
    // The placeholder once more, late: nothing is taken back.
    const auto late = company.write({withContent(ContentState::Pending), withContent(ContentState::Unavailable)});
    REQUIRE(late);
    CHECK(late->duplicates == 2);
    CHECK(stored(company) == message);
}

TEST_CASE("What is not handed on is counted and may still come", "[core]")
{
    Company company;
    REQUIRE(company.write({withContent(ContentState::Pending), withContent(ContentState::Unavailable)}));
    CHECK(stored(company).content == ContentState::Unavailable);
    CHECK(totals(company).unavailableContents == 1);
    REQUIRE(company.write({withContent(ContentState::Pending)}));
    CHECK(stored(company).content == ContentState::Unavailable);
    REQUIRE(company.write({said(kLine, u"A1"_s, Author::Agent, 0, u"oi"_s)}));
    CHECK(stored(company).content == ContentState::Present);
    CHECK(totals(company).unavailableContents == 0);
}

TEST_CASE("Placeholder message and edit end in the same hits in any order", "[core]")
{
    const QVector<GatewayEvent> events{withContent(ContentState::Pending),
                                       said(kLine, u"A1"_s, Author::Agent, 0, u"você é muito linda"_s),
                                       edited(kLine, u"A1"_s, Author::Agent, 1, u"bom dia"_s),
                                       said(kLine, u"A2"_s, Author::Agent, 3, u"sou a Ana"_s)};
    QVector<int> order{0, 1, 2, 3};
    QStringList expected;
    do {
        Company company;
        for (const int at : std::as_const(order))
            REQUIRE(company.write({events[at]}));
        company.readWaiting();
        if (expected.isEmpty())
            expected = company.hitTexts();
        CHECK(company.hitTexts() == expected);
        CHECK(stored(company).content == ContentState::Present);
        CHECK(stored(company).versions.size() == 2);
    } while (std::next_permutation(order.begin(), order.end()));
    CHECK(expected.join(u'\n').contains(u"advance"_s));
}

TEST_CASE("An edit whose text cannot be read is there and counted", "[core]")
{
    Company company;
    REQUIRE(company.write({said(kLine, u"A1"_s, Author::Agent, 0, u"você é muito linda"_s), unreadableEdit(2)}));
    Message message = stored(company);
    REQUIRE(message.versions.size() == 2);
    CHECK(message.versions.last().isTextMissing);
    CHECK(message.versions.last().atMs == kStartMs + 2 * kMinuteMs);
    CHECK(totals(company).unreadableEdits == 1);
    CHECK(company.hits() == QStringList{u"A1 v0 advance"_s});
    CHECK(company.write({unreadableEdit(2)})->duplicates == 1);

    // The gateway can read it after all.
    REQUIRE(company.write({edited(kLine, u"A1"_s, Author::Agent, 2, u"muito gata"_s)}));
    message = stored(company);
    REQUIRE(message.versions.size() == 2);
    CHECK_FALSE(message.versions.last().isTextMissing);
    CHECK(message.versions.last().text == u"muito gata"_s);
    CHECK(company.hits().contains(u"A1 v1 advance"_s));
    CHECK(totals(company).unreadableEdits == 0);
    CHECK(company.write({unreadableEdit(2)})->duplicates == 1);
    CHECK(stored(company) == message);
}

TEST_CASE("History gives an unreadable edit its text whichever comes first", "[core]")
{
    const bool isHistoryFirst = GENERATE(false, true);
    Company company;
    REQUIRE(company.write({said(kLine, u"A1"_s, Author::Agent, 0, u"bom dia"_s)}));
    const GatewayEvent history = said(kLine, u"A1"_s, Author::Agent, 0, u"você é muito linda"_s);
    if (isHistoryFirst) {
        REQUIRE(company.writeHistory({history}));
        REQUIRE(company.write({unreadableEdit(2)}));
    } else {
        REQUIRE(company.write({unreadableEdit(2)}));
        REQUIRE(company.writeHistory({history}));
    }
    company.readWaiting();
    const Message message = stored(company);
    REQUIRE(message.versions.size() == 2);
    CHECK_FALSE(message.versions.last().isTextMissing);
    CHECK(company.hits() == QStringList{u"A1 v1 advance"_s, u"A1 v1 meddled"_s});
}

TEST_CASE("An unreadable edit before its message waits for it", "[core]")
{
    Company company;
    REQUIRE(company.write({unreadableEdit(2)}));
    CHECK(stored(company).isFirstVersionMissing);
    CHECK(company.hits().isEmpty());
    REQUIRE(company.write({said(kLine, u"A1"_s, Author::Agent, 0, u"você é muito linda"_s)}));
    const Message message = stored(company);
    CHECK_FALSE(message.isFirstVersionMissing);
    REQUIRE(message.versions.size() == 2);
    CHECK(company.hits() == QStringList{u"A1 v0 advance"_s});
}
