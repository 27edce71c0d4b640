// SPDX-License-Identifier: GPL-3.0-or-later
// One person writes on two lines; whatever order the events arrive in, the same is remembered in the end.
#include "detection/conduct/countmessage.h"
#include "detection/detector.h"
#include "detection/policyengine.h"
#include "domain/identity.h"
#include "ingest/conversationwatch.h"
#include "ingest/ingestwriter.h"
#include "policy/policyreader.h"
#include "review/changefeed.h"
#include "store/connection.h"
#include "store/staterepository.h"
#include "store/statistics.h"
#include "support/catch.h"
#include "support/manualclock.h"
#include "support/teststore.h"

#include <QCborArray>
#include <QCborMap>
#include <QSet>

#include <algorithm>
#include <random>

using namespace Qt::StringLiterals;
using namespace atalaia;

namespace {

constexpr qint64 kStartMs = 1'767'600'000'000;
constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kHourMs = 60 * kMinuteMs;
const QString kChat = u"5511900000001@c.us"_s;

const QByteArray kPolicy = R"(
policy: house
version: 4
title: House
purpose: Test
legal_basis: none
owner: Nobody
lists:
  pretty: {pt: [linda, gata]}
  hello: {pt: ["sou a Ana", "aqui é a Ana"]}
  stop: {pt: ["me tira da lista", "não quero"]}
  offer: {pt: [oferta, promoção]}
  ask: {pt: ["apagar meus dados"]}
  told: {pt: ["vou apagar"]}
signals:
  - id: identification
    by: agent
    title: Says who it is
    when: "@hello"
  - id: objection
    by: customer
    title: Objects
    when: "@stop"
  - id: request
    by: customer
    title: Asks
    when: "@ask"
  - id: answer
    by: agent
    title: Answers
    when: "@told"
rules:
  - id: advance
    category: harassment
    title: Advance
    severity: 4
    by: agent
    when: '("muito" AND @pretty) UNLESS "vitrine linda"'
  - id: anonymous
    category: identification
    title: Nameless
    severity: 2
    flag: true
    by: agent
    conduct: absent
    parameters: {signal: identification, N: 2, at_close: true, per_agent: true}
  - id: pushed
    category: objection
    title: Pushed
    severity: 4
    by: agent
    conduct: after-objection
    parameters: {objection: objection, grace_messages: 1, grace_minutes: 30}
  - id: unheard
    category: rights
    title: Unheard
    severity: 3
    by: agent
    conduct: unanswered
    parameters: {request: request, answer: answer, within_minutes: 600, by: agent}
  - id: late-request
    category: rights
    title: Overdue
    severity: 3
    by: agent
    conduct: overdue
    parameters: {request: request, answer: answer, days: 15}
  - id: meddled
    category: tampering
    title: Meddled
    severity: 3
    by: agent
    conduct: tampering
    parameters: {window_h: 24, after: [objection], on: [advance], del_n: 50}
)";

std::shared_ptr<const PolicyEngine> houseEngine()
{
    static const auto engine = [] {
        const PolicyReading reading = readPolicy(kPolicy, u"house.yaml"_s);
        for (const PolicyProblem &problem : reading.problems)
            UNSCOPED_INFO(problem.line << ": " << problem.reason.toStdString());
        REQUIRE(reading.policy);
        const PolicyEngine::Compiled compiled = PolicyEngine::compile({*reading.policy}, {});
        for (const PolicyProblem &problem : compiled.problems)
            UNSCOPED_INFO(problem.rule.toStdString() << ": " << problem.reason.toStdString());
        REQUIRE(compiled.problems.isEmpty());
        return compiled.engine;
    }();
    return engine;
}

GatewayEvent said(const QString &line, const QString &id, Author author, qint64 minute, const QString &text)
{
    MessageReceived message;
    message.messageId = id;
    message.chat = kChat;
    message.author = author;
    message.sentAtMs = kStartMs + minute * kMinuteMs;
    message.text = text;
    message.hasText = !text.isEmpty();
    message.kind = text.isEmpty() ? MessageKind::Image : MessageKind::Text;
    return {line, message};
}

GatewayEvent edited(const QString &line, const QString &id, Author author, qint64 minute, const QString &text)
{
    return {line, MessageEdited{id, id + u'e' + QString::number(minute), kChat, author,
                                kStartMs + minute * kMinuteMs, text}};
}

GatewayEvent deleted(const QString &line, const QString &id, Author author, qint64 minute)
{
    return {line, MessageRevoked{id, kChat, author, kStartMs + minute * kMinuteMs}};
}

/// In the order of time, over two lines of different agents, with what there is: turns, an objection on one
/// line that counts on the other, pictures, edits, deletions, a night in between.
QVector<GatewayEvent> story()
{
    const QString one = u"line-1"_s;
    const QString two = u"line-2"_s;
    return {
            said(one, u"A1"_s, Author::Agent, 0, u"oi, tudo bem?"_s),
            said(one, u"A2"_s, Author::Agent, 1, u"você é muito"_s),
            said(one, u"A3"_s, Author::Agent, 2, u"linda hoje"_s),
            said(one, u"C1"_s, Author::Contact, 5, u"não quero conversa"_s),
            said(two, u"B1"_s, Author::Agent, 9, u"aqui é a Ana, temos oferta"_s),
            said(two, u"B2"_s, Author::Agent, 12, {}),
            said(two, u"B3"_s, Author::Agent, 13, u"responde"_s),
            edited(one, u"A3"_s, Author::Agent, 20, u"linda vitrine"_s),
            said(one, u"C2"_s, Author::Contact, 30, u"quero apagar meus dados"_s),
            deleted(one, u"A2"_s, Author::Agent, 40),
            said(one, u"A4"_s, Author::Agent, 50, u"vou ver"_s),
            {one, MessageReacted{u"A4"_s, kChat, Author::Contact, u"👍"_s, kStartMs + 55 * kMinuteMs}},
            said(two, u"C3"_s, Author::Contact, 60, u"e na outra linha também não quero"_s),
            // the window of line-1 closes
            said(one, u"A5"_s, Author::Agent, 900, u"vou apagar tudo, sou a Ana"_s),
            said(one, u"A6"_s, Author::Agent, 901, u"muito obrigada"_s),
            edited(one, u"A6"_s, Author::Agent, 903, u"muito obrigada, linda"_s),
            said(two, u"B4"_s, Author::Agent, 910, u"promoção"_s),
            deleted(two, u"B4"_s, Author::Agent, 911),
            said(one, u"C4"_s, Author::Contact, 920, u"quero apagar meus dados"_s),
            said(one, u"A7"_s, Author::Agent, 921, u"um momento"_s),
    };
}

struct Company
{
    Company()
    {
        for (const QString &name : {u"line-1"_s, u"line-2"_s}) {
            lines.append(store.addLine(gateway, name));
            conversations.append(ConversationRepository(store.database())
                                         .ensure(lines.last(), identityKey(kChat), kChat, u"Clara Exemplo"_s)
                                         .value());
        }
    }

    Result<IngestOutcome> write(const QVector<GatewayEvent> &events)
    {
        return writer.write(store.database(), {EventBatch{gateway, events, {}}});
    }

    QVector<QVariantList> rows(const QString &sql)
    {
        QSqlQuery query(store.database().connection().database);
        REQUIRE(query.exec(sql));
        QVector<QVariantList> all;
        while (query.next()) {
            QVariantList row;
            for (int column = 0; query.value(column).isValid(); ++column)
                row.append(query.value(column));
            all.append(row);
        }
        return all;
    }

    /// "A3 v0 advance", sorted; one that is there twice is there twice.
    QStringList hits()
    {
        QStringList all;
        for (const QVariantList &row : rows(u"SELECT m.external_id, h.version, h.rule FROM hits h "
                                            "JOIN messages m ON m.id = h.message_id"_s))
            all.append(u"%1 v%2 %3"_s.arg(row[0].toString(), row[1].toString(), row[2].toString()));
        all.sort();
        return all;
    }

    /// The states with the gateway's ids in place of the store's numbers.
    QString remembered()
    {
        QHash<qint64, QString> names;
        for (const QVariantList &row : rows(u"SELECT id, external_id FROM messages"_s))
            names.insert(row[0].toLongLong(), row[1].toString());
        StateRepository states(store.database());
        QStringList all;
        for (const ConversationId conversation : std::as_const(conversations)) {
            const auto entry = states.conversation(conversation).value();
            if (!entry)
                continue;
            const ConversationState state = conversationStateFromCbor(entry->state);
            all << u"conversation %1: %2 messages, %3 by agent, %4 by contact, window %5 by %6, last %7 %8 %9 %10 %11"_s
                            .arg(conversation.value)
                            .arg(state.messageCount)
                            .arg(state.agentCount)
                            .arg(state.contactCount)
                            .arg(state.windowStartedAtMs)
                            .arg(int(state.windowStartedBy))
                            .arg(state.lastAtMs)
                            .arg(state.lastAgentAtMs)
                            .arg(state.lastContactAtMs)
                            .arg(names.value(state.lastAgentMessage))
                            .arg(entry->lastAtMs);
            for (const RecentMessage &recent : state.recent)
                all << u"  recent %1 #%2 %3 %4"_s.arg(names.value(recent.number))
                                .arg(recent.ordinal)
                                .arg(recent.atMs)
                                .arg(recent.text);
            all << told(state.said, names) << told(state.memory, names);
        }
        const ContactState contact = contactStateFromCbor(states.contact(ContactId{1}).value());
        all << u"contact: %1 %2"_s.arg(contact.firstSeenAtMs).arg(contact.lastWroteAtMs);
        all << told(contact.said, names) << told(contact.memory, names);
        return all.join(u'\n');
    }

    static QStringList told(const SignalTraces &traces, const QHash<qint64, QString> &names)
    {
        QStringList all;
        for (auto trace = traces.cbegin(); trace != traces.cend(); ++trace) {
            QStringList places;
            for (const SignalTrace::Occurrence &place : trace->latest)
                places << u"%1 #%2 %3"_s.arg(names.value(place.message)).arg(place.ordinal).arg(place.atMs);
            all << u"  said %1: %2 (%3)"_s.arg(trace.key(), places.join(u", "_s)).arg(trace->count);
        }
        all.sort();
        return all;
    }
    static QStringList told(const ConductMemory &memory, const QHash<qint64, QString> &names)
    {
        QStringList all;
        for (auto entry = memory.cbegin(); entry != memory.cend(); ++entry) {
            const bool isMessage = entry.key().endsWith(u" request"_s);
            all << u"  memory %1: %2"_s.arg(entry.key(), isMessage ? names.value(*entry) : QString::number(*entry));
        }
        all.sort();
        return all;
    }

    int stateCount() { return int(rows(u"SELECT conversation_id FROM conversation_states"_s).size()); }
    /// So that the line says that nothing is still to come until then.
    void completeUntil(qint64 atMs)
    {
        for (const LineId line : std::as_const(lines))
            REQUIRE(LineRepository(store.database()).setCompleteUntil(line, atMs));
    }
    ConversationWatch::Silence closeSilent(qint64 nowMs, int limit = 100)
    {
        ConversationWatch watch(detector, store.database(), nowMs);
        ConversationWatch::Silence silence;
        REQUIRE(store.database().inTransaction([&watch, &silence, limit]() -> Result<> {
            auto done = watch.closeSilent(limit);
            if (!done)
                return done.error();
            silence = *done;
            return {};
        }));
        return silence;
    }

    TestStore store;
    GatewayId gateway = store.addGateway();
    QVector<LineId> lines;
    QVector<ConversationId> conversations;
    ManualClock clock;
    Detector detector{houseEngine()};
    IngestWriter writer{detector, clock};
};

bool containsAll(const QStringList &all, const QStringList &some)
{
    return std::all_of(some.cbegin(), some.cend(), [&all](const QString &one) { return all.contains(one); });
}

} // namespace

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

TEST_CASE("The order of arrival does not show in what is remembered", "[core]")
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
        CHECK(containsAll(hits, expectedHits));
        CHECK(QSet<QString>(hits.cbegin(), hits.cend()).size() == hits.size());
        if (seed == 0)
            CHECK(hits == expectedHits); // all at once is in order
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
    CHECK(first.conversations == QVector<ConversationId>{company.conversations[0]});
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
    REQUIRE(company.write({said(u"line-2"_s, u"B1"_s, Author::Contact, 0, u"quero apagar meus dados"_s)}));
    REQUIRE(company.write({said(u"line-1"_s, u"C1"_s, Author::Contact, 5, u"quero apagar meus dados"_s)}));
    const qint64 nowMs = kStartMs + 20 * kHourMs;
    company.completeUntil(nowMs);
    CHECK(company.closeSilent(nowMs, 1).conversations == QVector<ConversationId>{company.conversations[1]});
    CHECK(company.closeSilent(nowMs, 1).conversations == QVector<ConversationId>{company.conversations[0]});
    CHECK(company.closeSilent(nowMs, 1).closed == 0);
}
