// SPDX-License-Identifier: GPL-3.0-or-later
// One person writes on two lines; whatever order the events arrive in, the same is remembered in the end.
#include "housestory.h"
#include "store/statistics.h"

#include <random>

using namespace Qt::StringLiterals;
using namespace atalaia;

TEST_CASE("A story that arrives in order has the hits that its rules ask for", "[core]")
{
    Company company;
    for (const GatewayEvent &event : story())
        REQUIRE(company.write({event}));
    INFO(company.hits().join(u'\n').toStdString());
    CHECK(company.hits()
          == QStringList{u"A2 v-1 meddled"_s, u"A2 v0 anonymous"_s, u"A3 v0 advance"_s, u"A3 v1 meddled"_s,
                         u"A4 v0 pushed"_s, u"A5 v0 pushed"_s, u"A6 v0 pushed"_s, u"A6 v1 advance"_s,
                         u"A6 v1 meddled"_s, u"A7 v0 pushed"_s, u"B2 v-1 pushed"_s, u"B3 v0 pushed"_s,
                         u"B4 v-1 meddled"_s, u"B4 v0 pushed"_s, u"C2 v0 unheard"_s});
}

TEST_CASE("The order of arrival shows neither in what is remembered nor in the hits", "[core]")
{
    Company inOrder;
    for (const GatewayEvent &event : story())
        REQUIRE(inOrder.write({event}));
    const QString expected = inOrder.remembered();
    const QStringList expectedHits = inOrder.hits();
    REQUIRE_FALSE(expectedHits.isEmpty());

    for (unsigned seed = 0; seed < 12; ++seed) {
        std::mt19937 random(seed);
        QVector<GatewayEvent> events = story();
        if (seed == 1)
            std::reverse(events.begin(), events.end());
        else if (seed > 1)
            std::shuffle(events.begin(), events.end(), random);
        Company company;
        for (qsizetype at = 0; at < events.size();) {
            const qsizetype count = seed == 0 ? events.size() : 1 + qsizetype(random() % 5);
            REQUIRE(company.write(events.mid(at, count)));
            if (random() % 4 == 0) // once more, as after a reconnect
                REQUIRE(company.write(events.mid(at, count)));
            at += count;
        }
        INFO("seed " << seed);
        CHECK(company.remembered() == expected);
        const QStringList hits = company.hits();
        INFO(hits.join(u'\n').toStdString());
        CHECK(hits == expectedHits);
        CHECK(company.inbox().size() == inOrder.inbox().size());
    }
}

TEST_CASE("Redelivery changes neither hits nor states", "[core]")
{
    Company company;
    REQUIRE(company.write(story()));
    const QString remembered = company.remembered();
    const QStringList hits = company.hits();
    REQUIRE(company.write(story()));
    CHECK(company.remembered() == remembered);
    CHECK(company.hits() == hits);
}

TEST_CASE("A transaction that fails leaves neither hits nor states", "[core]")
{
    Company company;
    auto &connection = company.store.database().connection();
    REQUIRE(connection.execute(u"CREATE TRIGGER failing BEFORE INSERT ON agent_states "
                               "BEGIN SELECT abs(-9223372036854775807 - 1); END"_s));
    CHECK_FALSE(company.write(story()));
    CHECK(company.hits().isEmpty());
    CHECK(company.stateCount() == 0);
    CHECK(storeTotals(company.store.database(), 0)->messages == 0);
    CHECK(storeTotals(company.store.database(), 0)->hits == 0);

    REQUIRE(connection.execute(u"DROP TRIGGER failing"_s));
    REQUIRE(company.write(story()));
    Company other;
    REQUIRE(other.write(story()));
    CHECK(company.remembered() == other.remembered());
    CHECK(company.hits() == other.hits());
}

TEST_CASE("Without policies nothing is found and nothing remembered", "[core]")
{
    Company company;
    company.detector.setEngine(nullptr);
    const auto written = company.write(story());
    REQUIRE(written);
    CHECK(written->hits == 0);
    CHECK(company.hits().isEmpty());
    CHECK(company.stateCount() == 0);
    CHECK(company.closeSilent(kStartMs + 100 * kHourMs).closed == 0);
}

TEST_CASE("A message of the agent without text counts", "[core]")
{
    Company company;
    REQUIRE(company.write({said(u"line-1"_s, u"A1"_s, Author::Agent, 0, u"oi"_s)}));
    CHECK(company.hits().isEmpty());
    REQUIRE(company.write({said(u"line-1"_s, u"A2"_s, Author::Agent, 1, {})}));
    CHECK(company.hits() == QStringList{u"A2 v-1 anonymous"_s});
}

TEST_CASE("A deletion is tampering only where there is something to hide", "[core]")
{
    Company company;
    const QString line = u"line-1"_s;
    REQUIRE(company.write({said(line, u"A1"_s, Author::Agent, 0, u"sou a Ana, bm dia"_s)}));
    REQUIRE(company.write({deleted(line, u"A1"_s, Author::Agent, 1)}));
    CHECK(company.hits().isEmpty()); // its text is in the store: everybody sees that it was harmless
    REQUIRE(company.write({deleted(line, u"A2"_s, Author::Agent, 2)}));
    CHECK(company.hits() == QStringList{u"A2 v-1 meddled"_s}); // nobody saw it
}

TEST_CASE("An edit of an old message is not counted as one more", "[core]")
{
    Company company;
    QVector<GatewayEvent> events;
    for (int i = 0; i < 30; ++i)
        events.append(said(u"line-1"_s, u"A%1"_s.arg(i), Author::Agent, i, u"sou a Ana"_s));
    REQUIRE(company.write(events));
    REQUIRE(company.write({edited(u"line-1"_s, u"A0"_s, Author::Agent, 40, u"aqui é a Ana"_s)}));
    const auto entry = StateRepository(company.store.database()).conversation(company.conversations[0]).value();
    CHECK(conversationStateFromCbor(entry->state).messageCount == 30);
}

TEST_CASE("A silence is closed once its line is complete and terms are asked about later", "[core]")
{
    Company company;
    REQUIRE(company.write({said(u"line-1"_s, u"C1"_s, Author::Contact, 0, u"quero apagar meus dados"_s)}));
    const qint64 overMs = kStartMs + kWindowSilenceMs;
    CHECK(company.closeSilent(overMs + kHourMs).closed == 0); // the answer may be on its way
    company.completeUntil(overMs + kHourMs);
    CHECK(company.closeSilent(overMs - 1).closed == 0);
    const auto first = company.closeSilent(overMs + kHourMs);
    CHECK(first.closed == 1);
    CHECK(first.outcome.conversations == QVector<ConversationId>{company.conversations[0]});
    REQUIRE(first.outcome.flags.size() == 1);
    CHECK(first.outcome.flags.first().isNew);
    CHECK(company.hits() == QStringList{u"C1 v0 unheard"_s});
    CHECK(company.closeSilent(overMs + kHourMs).closed == 0);

    // A day later, and after the term.
    company.completeUntil(overMs + 25 * kHourMs);
    CHECK(company.closeSilent(overMs + 25 * kHourMs).closed == 1);
    CHECK(company.hits().size() == 1);
    company.completeUntil(overMs + 400 * kHourMs);
    CHECK(company.closeSilent(overMs + 400 * kHourMs).closed == 1);
    CHECK(company.hits() == QStringList{u"C1 v0 late-request"_s, u"C1 v0 unheard"_s});

    // In the end nobody asks any more, until something is said.
    company.completeUntil(overMs + 5000 * kHourMs);
    CHECK(company.closeSilent(overMs + 5000 * kHourMs).closed == 1);
    company.completeUntil(overMs + 9000 * kHourMs);
    CHECK(company.closeSilent(overMs + 9000 * kHourMs).closed == 0);
    CHECK(company.hits().size() == 2);
}

TEST_CASE("A silence closed early changes nothing for what comes after it", "[core]")
{
    Company quiet;
    for (const GatewayEvent &event : story())
        REQUIRE(quiet.write({event}));
    Company company;
    for (const GatewayEvent &event : story()) {
        if (const auto *message = std::get_if<MessageReceived>(&event.body)) {
            company.completeUntil(message->sentAtMs - 1);
            company.closeSilent(message->sentAtMs - 1);
        }
        REQUIRE(company.write({event}));
    }
    CHECK(company.hits() == quiet.hits());
}

TEST_CASE("Silences are closed in portions of the oldest", "[core]")
{
    Company company;
    auto other = said(u"line-2"_s, u"B1"_s, Author::Contact, 0, u"quero apagar meus dados"_s);
    std::get<MessageReceived>(other.body).chat = u"5511900000002@c.us"_s;
    REQUIRE(company.write({said(u"line-1"_s, u"C1"_s, Author::Contact, 5, u"quero apagar meus dados"_s), other}));
    const qint64 nowMs = kStartMs + 20 * kHourMs;
    company.completeUntil(nowMs);
    const auto first = company.closeSilent(nowMs, 1);
    REQUIRE(first.outcome.conversations.size() == 1);
    CHECK_FALSE(company.conversations.contains(first.outcome.conversations.first()));
    CHECK(company.closeSilent(nowMs, 1).outcome.conversations == QVector<ConversationId>{company.conversations[0]});
    CHECK(company.closeSilent(nowMs, 1).closed == 0);
}
