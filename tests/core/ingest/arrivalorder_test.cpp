// SPDX-License-Identifier: GPL-3.0-or-later
// Messages come late, twice, at the same second and in pages of history: the same hits stand in the end.
#include "housestory.h"
#include "store/policyrepository.h"
#include "store/statistics.h"

#include <random>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

const QString kLine = u"line-1"_s;

/// The story with all that happens within five minutes at one moment of it.
QVector<GatewayEvent> storyInTies()
{
    QVector<GatewayEvent> events = story();
    const auto tied = [](qint64 atMs) { return atMs - atMs % (5 * kMinuteMs); };
    for (GatewayEvent &event : events) {
        if (auto *message = std::get_if<MessageReceived>(&event.body))
            message->sentAtMs = tied(message->sentAtMs);
        else if (auto *edit = std::get_if<MessageEdited>(&event.body))
            edit->editedAtMs = tied(edit->editedAtMs);
        else if (auto *revocation = std::get_if<MessageRevoked>(&event.body))
            revocation->revokedAtMs = tied(revocation->revokedAtMs);
    }
    return events;
}

/// Writes the events as the seed shuffles them, some of them as history.
void writeShuffled(Company &company, QVector<GatewayEvent> events, unsigned seed)
{
    std::mt19937 random(seed);
    std::shuffle(events.begin(), events.end(), random);
    for (qsizetype at = 0; at < events.size();) {
        const qsizetype count = 1 + qsizetype(random() % 4);
        const auto portion = events.mid(at, count);
        REQUIRE((random() % 2 == 0 ? company.writeHistory(portion) : company.write(portion)));
        if (random() % 5 == 0)
            company.readWaiting(1);
        at += count;
    }
    while (company.readWaiting(1).hasMore) {
    }
}

GatewayEvent greeting(qint64 minute)
{
    return said(kLine, u"A0"_s, Author::Agent, minute, u"oi, aqui é a Ana"_s);
}

/// Nameless, as long as the greeting is missing.
QVector<GatewayEvent> withoutGreeting()
{
    return {said(kLine, u"A1"_s, Author::Agent, 10, u"oi, tudo bem?"_s),
            said(kLine, u"A2"_s, Author::Agent, 11, u"posso ajudar?"_s)};
}

} // namespace

TEST_CASE("Events of the same second end in the same hits whatever comes first", "[core]")
{
    Company first;
    for (const GatewayEvent &event : storyInTies())
        REQUIRE(first.write({event}));
    const QStringList hits = first.hitTexts();
    const QString remembered = first.remembered();
    REQUIRE_FALSE(hits.isEmpty());
    for (unsigned seed = 0; seed < 12; ++seed) {
        Company company;
        writeShuffled(company, storyInTies(), seed);
        INFO("seed " << seed << "\n" << company.hitTexts().join(u'\n').toStdString());
        CHECK(company.hitTexts() == hits);
        CHECK(company.remembered() == remembered);
    }
}

TEST_CASE("Pages of history among live messages end in the same hits", "[core]")
{
    Company inOrder;
    for (const GatewayEvent &event : story())
        REQUIRE(inOrder.write({event}));
    for (unsigned seed = 0; seed < 12; ++seed) {
        Company company;
        writeShuffled(company, story(), seed);
        INFO("seed " << seed << "\n" << company.hitTexts().join(u'\n').toStdString());
        CHECK(company.hitTexts() == inOrder.hitTexts());
        CHECK(company.remembered() == inOrder.remembered());
        CHECK(company.inbox().size() == inOrder.inbox().size());
    }
}

TEST_CASE("Two edits end in the same hits whichever arrives first", "[core]")
{
    const QVector<GatewayEvent> events{said(kLine, u"A1"_s, Author::Agent, 0, u"sou a Ana"_s),
                                       edited(kLine, u"A1"_s, Author::Agent, 1, u"você é muito linda"_s),
                                       edited(kLine, u"A1"_s, Author::Agent, 2, u"sou a Ana, bom dia"_s),
                                       said(kLine, u"A2"_s, Author::Agent, 3, u"posso ajudar?"_s)};
    QVector<int> order{0, 1, 2, 3};
    QStringList expected;
    do {
        Company company;
        for (const int at : std::as_const(order))
            REQUIRE(company.write({events[at]}));
        if (expected.isEmpty())
            expected = company.hitTexts();
        CHECK(company.hitTexts() == expected);
    } while (std::next_permutation(order.begin(), order.end()));
    CHECK(expected.join(u'\n').contains(u"advance"_s));
}

TEST_CASE("A hit that does not hold any more is withdrawn with its flag", "[core]")
{
    Company company;
    REQUIRE(company.write(withoutGreeting()));
    REQUIRE(company.hits() == QStringList{u"A2 v0 anonymous"_s});
    REQUIRE(company.inbox().size() == 1);
    const FlagId flag = company.inbox().first().id;

    const auto late = company.write({greeting(9)});
    REQUIRE(late);
    CHECK(company.hits().isEmpty());
    CHECK(company.inbox().isEmpty());
    CHECK(late->change.changedFlags == QVector<FlagId>{flag});
    CHECK(late->change.newFlags.isEmpty());
    CHECK(storeTotals(company.store.database(), 0)->hits == 0);
    CHECK(storeTotals(company.store.database(), 0)->flags == 0);

    // Nobody mistakes a later flag for the one that is gone.
    REQUIRE(company.write({said(kLine, u"A3"_s, Author::Agent, 20, u"você é muito linda"_s)}));
    REQUIRE(company.inbox().size() == 1);
    CHECK(company.inbox().first().id.value > flag.value);
}

TEST_CASE("An unanswered request is none when its answer comes late", "[core]")
{
    Company company;
    REQUIRE(company.write({greeting(0), said(kLine, u"C1"_s, Author::Contact, 1, u"quero apagar meus dados"_s)}));
    company.completeUntil(kStartMs + 20 * kHourMs);
    CHECK(company.closeSilent(kStartMs + 20 * kHourMs).closed == 1);
    REQUIRE(company.hits() == QStringList{u"C1 v0 unheard"_s});
    REQUIRE(company.write({said(kLine, u"A1"_s, Author::Agent, 5, u"vou apagar tudo"_s)}));
    CHECK(company.hits().isEmpty());
    CHECK(company.inbox().isEmpty());
}

TEST_CASE("A hit of a flag that somebody has touched stays as it was decided", "[core]")
{
    const auto kind = GENERATE(DecisionKind::Taken, DecisionKind::Dismissed, DecisionKind::Confirmed);
    Company company;
    REQUIRE(company.write(withoutGreeting()));
    FlagRepository flags(company.store.database());
    const FlagId flag = company.inbox().first().id;
    REQUIRE(flags.decide({{}, flag, kind, u"ana"_s, 1, {}, {}}, {}));
    REQUIRE(company.write({greeting(9)}));
    CHECK(company.hits() == QStringList{u"A2 v0 anonymous"_s});
    CHECK(flags.decisionsOf(flag)->size() == 1);
    CHECK(flags.rows(QVector<FlagId>{flag})->first().hitCount == 1);
}

TEST_CASE("A flag that keeps a hit of weight stays with what is left", "[core]")
{
    Company company;
    // An objection that comes late makes a second message one too many.
    REQUIRE(company.write({greeting(0), said(kLine, u"A1"_s, Author::Agent, 100, u"promoção"_s),
                           said(kLine, u"A2"_s, Author::Agent, 101, u"promoção"_s)}));
    CHECK(company.hits().isEmpty());
    REQUIRE(company.write({said(kLine, u"C1"_s, Author::Contact, 1, u"me tira da lista"_s)}));
    const QStringList pushed = company.hits();
    REQUIRE(pushed.size() == 2);
    REQUIRE(company.inbox().size() == 1);
    CHECK(company.inbox().first().hitCount == 2);
    // It was said between the two.
    REQUIRE(company.write({edited(kLine, u"C1"_s, Author::Contact, 2, u"me tira da lista já"_s)}));
    CHECK(company.hits() == pushed);
    CHECK(company.inbox().first().hitCount == 2);
}

TEST_CASE("Hits of a policy that is not live any more are left alone", "[core]")
{
    Company company;
    REQUIRE(company.write(withoutGreeting()));
    const PolicyReading other = readPolicy(QByteArray(kPolicy).replace("version: 4", "version: 5"), u"house.yaml"_s);
    REQUIRE(other.policy);
    company.clock.advance(1000);
    company.detector.setEngine(PolicyEngine::compile({*other.policy}, {}).engine);
    REQUIRE(company.write({greeting(9)}));
    CHECK(company.hits() == QStringList{u"A2 v0 anonymous"_s});
}

TEST_CASE("Pages of history are read once when they are all there", "[core]")
{
    constexpr int kPages = 20;
    constexpr int kPerPage = 30;
    Company company;
    qint64 readAgain = 0;
    for (int page = kPages; page-- > 0;) { // the newest comes first
        QVector<GatewayEvent> events;
        for (int i = 0; i < kPerPage; ++i) {
            const int n = page * kPerPage + i;
            events.append(said(kLine, u"A%1"_s.arg(n, 4, 10, QChar(u'0')), Author::Agent, n,
                               n == 0 ? u"aqui é a Ana"_s : u"bom dia"_s));
        }
        const auto written = company.writeHistory(events);
        REQUIRE(written);
        readAgain += written->readAgain;
    }
    CHECK(readAgain == 0);
    const auto waiting = company.readWaiting();
    CHECK(waiting.contacts == 1);
    CHECK_FALSE(waiting.hasMore);
    CHECK(waiting.outcome.readAgain == kPages * kPerPage);
    CHECK(company.readWaiting().contacts == 0);
    CHECK(company.hits().isEmpty()); // the greeting was on the oldest page
    const auto entry = StateRepository(company.store.database()).conversation(company.conversations[0]).value();
    CHECK(conversationStateFromCbor(entry->state).messageCount == kPages * kPerPage);
}

TEST_CASE("What is said live is judged while history waits", "[core]")
{
    Company company;
    REQUIRE(company.write({greeting(10)}));
    REQUIRE(company.writeHistory({said(kLine, u"A1"_s, Author::Agent, 0, u"sou a Ana"_s)}));
    REQUIRE(company.write({said(kLine, u"A2"_s, Author::Agent, 11, u"você é muito linda"_s)}));
    CHECK(company.hits() == QStringList{u"A2 v0 advance"_s});
    CHECK(company.readWaiting().contacts == 1);
    CHECK(company.hits() == QStringList{u"A2 v0 advance"_s});
}

TEST_CASE("In a long conversation what comes late waits and what ties is judged at once", "[core]")
{
    Company company;
    QVector<GatewayEvent> events{greeting(0)};
    for (int n = 1; n <= ConversationWatch::kMostReadAtOnce; ++n)
        events.append(said(kLine, u"C%1"_s.arg(n, 4, 10, QChar(u'0')), Author::Contact, n, u"oi"_s));
    REQUIRE(company.write(events));
    const qint64 last = ConversationWatch::kMostReadAtOnce;
    const auto tied = company.write({said(kLine, u"A1"_s, Author::Agent, last, u"você é muito linda"_s)});
    REQUIRE(tied);
    CHECK(tied->readAgain == 0);
    CHECK(company.hits() == QStringList{u"A1 v0 advance"_s});
    const auto late = company.write({said(kLine, u"A2"_s, Author::Agent, 5, u"você é muito linda"_s)});
    REQUIRE(late);
    CHECK(late->readAgain == 0);
    CHECK(company.hits().size() == 1);
    CHECK(company.readWaiting().contacts == 1);
    CHECK(company.hits() == QStringList{u"A1 v0 advance"_s, u"A2 v0 advance"_s});
    CHECK(company.inbox().size() == 1);
}

TEST_CASE("What arrives while no policy is live is read when there is one", "[core]")
{
    Company company;
    company.detector.setEngine(nullptr);
    REQUIRE(company.write({greeting(0), said(kLine, u"A1"_s, Author::Agent, 1, u"bom dia"_s)}));
    company.clock.advance(1000);
    company.detector.setEngine(houseEngine());
    CHECK(company.readWaiting().contacts == 1);
    const auto entry = StateRepository(company.store.database()).conversation(company.conversations[0]).value();
    REQUIRE(entry);
    CHECK(conversationStateFromCbor(entry->state).messageCount == 2);
}

TEST_CASE("Each policy version is written down before its hits and never again", "[core]")
{
    Company company;
    REQUIRE(company.write(withoutGreeting()));
    PolicyRepository policies(company.store.database());
    const auto used = policies.used(u"house"_s, 4);
    REQUIRE(used);
    REQUIRE(used->size() == 1);
    CHECK(used->first().text == QString::fromUtf8(kPolicy));
    CHECK(used->first().digest.size() == 64);
    REQUIRE(company.write({greeting(30)}));
    CHECK(policies.used(u"house"_s, 4)->size() == 1);
    CHECK(company.rows(u"SELECT DISTINCT h.policy FROM hits h WHERE NOT EXISTS (SELECT 1 FROM policy_versions p "
                       "WHERE p.name = h.policy AND p.version = h.policy_version)"_s)
                  .isEmpty());
    auto &connection = company.store.database().connection();
    CHECK_FALSE(connection.execute(u"UPDATE policy_versions SET text = ''"_s));
    CHECK_FALSE(connection.execute(u"DELETE FROM policy_versions"_s));
    CHECK_FALSE(connection.execute(u"INSERT OR REPLACE INTO policy_versions SELECT * FROM policy_versions"_s));
}

TEST_CASE("A policy version of a transaction that failed is written by the next one", "[core]")
{
    Company company;
    auto &connection = company.store.database().connection();
    REQUIRE(connection.execute(u"CREATE TRIGGER failing BEFORE INSERT ON agent_states "
                               "BEGIN SELECT abs(-9223372036854775807 - 1); END"_s));
    CHECK_FALSE(company.write(withoutGreeting()));
    REQUIRE(connection.execute(u"DROP TRIGGER failing"_s));
    REQUIRE(company.write(withoutGreeting()));
    CHECK(PolicyRepository(company.store.database()).used(u"house"_s, 4)->size() == 1);
}

TEST_CASE("An older store is read without flags for what was seen before its policies", "[core]")
{
    Company company;
    company.detector.setEngine(nullptr);
    REQUIRE(company.write(withoutGreeting()));
    REQUIRE(company.write({said(kLine, u"A3"_s, Author::Agent, 12, u"você é muito linda"_s)}));
    company.clock.advance(kHourMs);
    company.detector.setEngine(houseEngine());
    company.readWaiting();
    CHECK(company.hits() == QStringList{u"A2 v0 anonymous"_s, u"A3 v0 advance"_s}); // marked in the thread
    CHECK(company.inbox().isEmpty());

    // Read again because of a late message: still no flag. What comes now opens one.
    REQUIRE(company.write({said(kLine, u"C1"_s, Author::Contact, 1, u"oi"_s)}));
    CHECK(company.inbox().isEmpty());
    REQUIRE(company.write({said(kLine, u"A4"_s, Author::Agent, 14, u"muito linda"_s)}));
    REQUIRE(company.inbox().size() == 1);
    CHECK(company.inbox().first().hitCount == 1);
}

TEST_CASE("What a program sends counts as no conduct of an agent", "[core]")
{
    const bool hasProgramsOnly = GENERATE(true, false); // else somebody may write through a shared inbox
    Company company;
    CompanyProfile profile;
    profile.hasProgramsOnly = hasProgramsOnly;
    company.detector.setCompany(profile);
    QVector<GatewayEvent> events = withoutGreeting();
    for (GatewayEvent &event : events)
        std::get<MessageReceived>(event.body).isAutomatic = true;
    REQUIRE(company.write(events));
    CHECK(company.hits().isEmpty() == hasProgramsOnly);
    const auto stored = MessageRepository(company.store.database()).find(company.lines[0], u"A1"_s);
    REQUIRE(*stored);
    CHECK((*stored)->isAutomatic);
}

TEST_CASE("A new version of a policy loses no flag of what waits", "[core]")
{
    const bool isReplaced = GENERATE(false, true);
    Company company;
    REQUIRE(company.write({said(kLine, u"C1"_s, Author::Contact, 0, u"quero apagar meus dados"_s)}));
    company.clock.advance(kHourMs);
    if (isReplaced)
        company.detector.setEngine(houseEngineOf(5));
    const qint64 overMs = kStartMs + kWindowSilenceMs;
    company.completeUntil(overMs + kHourMs);
    company.closeSilent(overMs + kHourMs);
    CHECK(company.hits() == QStringList{u"C1 v0 unheard"_s});
    CHECK(company.inbox().size() == 1);
}

TEST_CASE("A long history is read from its beginning", "[core][slow]")
{
    constexpr int kMessages = 10'100; // three pages of reading anew
    constexpr int kPortion = 500;
    Company company;
    for (int end = kMessages; end > 0; end -= kPortion) {
        QVector<GatewayEvent> events;
        for (int n = std::max(0, end - kPortion); n < end; ++n) {
            const QString text = n == 3 ? u"sou a Ana, você é muito linda"_s : u"bom dia"_s;
            events.append(said(kLine, u"A%1"_s.arg(n, 6, 10, QChar(u'0')), Author::Agent, n, text));
        }
        REQUIRE(company.writeHistory(events));
    }
    while (company.readWaiting().hasMore) {
    }
    CHECK(company.hits().contains(u"A000003 v0 advance"_s));
}

TEST_CASE("A message of the far future is one of tomorrow at most", "[core]")
{
    Company company;
    GatewayEvent future = said(kLine, u"F1"_s, Author::Contact, 0, u"oi"_s);
    std::get<MessageReceived>(future.body).sentAtMs = 4'000'000'000'000LL;
    REQUIRE(company.write({future}));
    const auto stored = MessageRepository(company.store.database()).find(company.lines[0], u"F1"_s);
    REQUIRE(*stored);
    CHECK((*stored)->sentAtMs == (*stored)->receivedAtMs + 24 * kHourMs);
}

TEST_CASE("What is written into a group counts as said to many", "[core]")
{
    const PolicyReading reading =
            readPolicy("policy: spread\nversion: 1\ntitle: t\nrules:\n"
                       "  - {id: spread, category: c, when: '\"ola\"', given: [{contact: group}]}\n",
                       u"spread.yaml"_s);
    REQUIRE(reading.policy);
    Company company;
    company.detector.setEngine(PolicyEngine::compile({*reading.policy}, {}).engine);
    GatewayEvent toGroup = said(kLine, u"G1"_s, Author::Agent, 1, u"olá"_s);
    std::get<MessageReceived>(toGroup.body).chat = u"120363000000000001@g.us"_s;
    REQUIRE(company.write({said(kLine, u"A1"_s, Author::Agent, 0, u"olá"_s), toGroup}));
    CHECK(company.hits() == QStringList{u"G1 v0 spread"_s});
}
