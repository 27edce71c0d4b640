// SPDX-License-Identifier: GPL-3.0-or-later
// Every statement that the live views run must use an index for finding and for sorting.
#include "store/connection.h"
#include "store/conversationrepository.h"
#include "store/flagrepository.h"
#include "store/gaprepository.h"
#include "store/importedfiles.h"
#include "store/lexiconrepository.h"
#include "store/lineactivity.h"
#include "store/linealarmrepository.h"
#include "store/linehealthquery.h"
#include "store/messagerepository.h"
#include "store/outboxrepository.h"
#include "store/policyrepository.h"
#include "store/putasiderepository.h"
#include "store/staterepository.h"
#include "store/statistics.h"
#include "store/waitingchanges.h"
#include "support/catch.h"
#include "support/teststore.h"

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

QStringList planOf(Database::Connection &connection, const QString &sql)
{
    QSqlQuery query(connection.database);
    REQUIRE(query.prepare(u"EXPLAIN QUERY PLAN "_s + sql));
    for (qsizetype i = 0; i < sql.count(u'?'); ++i)
        query.addBindValue(1);
    REQUIRE(query.exec());
    QStringList steps;
    while (query.next())
        steps.append(query.value(3).toString());
    return steps;
}

} // namespace

TEST_CASE("The queries of the live views use indexes", "[core]")
{
    TestStore store;
    const LineId line = store.addLine(store.addGateway());
    const ConversationId conversation = store.addConversation(line);
    Database &database = store.database();
    MessageRepository messages(database);
    const auto message = messages.insert(line, textMessage(conversation, u"m1"_s, u"text"_s), false);
    REQUIRE(message);
    FlagRepository flags(database);
    OutboxRepository outbox(database);
    database.connection().statements.clear();

    REQUIRE(flags.rows(FlagList::Inbox, {}, 200));
    REQUIRE(flags.rows(QVector<FlagId>{FlagId{1}}));
    REQUIRE(flags.hitsOf(conversation, FlagId{1}));
    REQUIRE(flags.decisionsOf(FlagId{1}));
    REQUIRE(flags.counts());
    REQUIRE(messages.page(conversation, 0, {}, 200));
    REQUIRE(messages.insert(line, textMessage(conversation, u"m1"_s, u"other"_s), true));
    REQUIRE(messages.addVersion(line, conversation, u"m2"_s, Author::Agent, u"e1"_s, 1, u"x"_s));
    REQUIRE(messages.insert(line, textMessage(conversation, u"m2"_s, u"text"_s), false));
    REQUIRE(messages.revoke(line, conversation, u"m2"_s, Author::Agent, 2));
    REQUIRE(messages.react(line, conversation, u"m2"_s, Author::Agent, u"x"_s, 2));
    REQUIRE(messages.setStatus(line, u"m2"_s, DeliveryStatus::Read));
    REQUIRE(ConversationRepository(database).head(conversation));
    REQUIRE(ConversationRepository(database).ensure(line, u"phone:9"_s, u"9@c.us"_s, {}));
    REQUIRE(LineRepository(database).ensure(GatewayId{1}, u"sales-1"_s));
    const auto opened = flags.recordHits(conversation, message->message, 0, {ruleHit(message->message, u"insult"_s, 4)},
                                         1000, 1000);
    REQUIRE(opened);
    REQUIRE(flags.decide({{}, opened->first().flag, DecisionKind::Dismissed, u"ana"_s, 1, {}, {}}, {}));
    REQUIRE(outbox.claimDue(1000));
    REQUIRE(outbox.nextDueAt());
    REQUIRE(ConversationRepository(database).lastContactAt(conversation));
    REQUIRE(outbox.returnUnfinished(1000, 10'000));
    REQUIRE(outbox.forConversation(conversation, 20));
    REQUIRE(storeTotals(database, 0));
    WaitingChanges waiting(database);
    const auto aside = PutAsideRepository(database).add({0, GatewayId{1}, u"sales-1"_s, 1, u"x"_s, {}, u"w"_s}, {});
    REQUIRE(aside);
    REQUIRE(waiting.add(line, {u"w"_s, true, {}, Author::Agent, 1, {}, false, 0}, *aside));
    REQUIRE(waiting.take(line, u"w"_s));
    REQUIRE(ImportedFiles(database).of(QByteArray(32, 'x')));
    REQUIRE(ImportedFiles(database).named(u"x"_s));
    StateRepository states(database);
    REQUIRE(states.conversation(conversation));
    REQUIRE(states.contact(ContactId{1}));
    REQUIRE(states.agent(AgentId{1}));
    REQUIRE(states.conversationsOf(ContactId{1}));
    REQUIRE(states.contactOf(conversation));
    REQUIRE(states.setToRead(ContactId{1}));
    REQUIRE(states.setToRead(message->message));
    REQUIRE(states.isToRead(ContactId{1}));
    REQUIRE(states.contactsToRead(10));
    REQUIRE(states.setRead(ContactId{1}));
    PolicyRepository policies(database);
    REQUIRE(policies.noteUse({u"house"_s, 1, u"00"_s, u"text"_s}, 1000));
    REQUIRE(policies.used(u"house"_s, 1));
    const auto hits = flags.hitsOf(conversation);
    REQUIRE(flags.withdrawHits({hits->first().id}));
    REQUIRE(flags.settle({{opened->first().flag, 1000}}));
    REQUIRE(states.toClose(1000, 10));
    REQUIRE(states.save(conversation, {{}, 1, 1}));
    GapRepository gaps(database);
    REQUIRE(gaps.note(line, {1000, 0, GapOutcome::Open, u"disconnected"_s, 0}, 1000));
    REQUIRE(gaps.addRecovered(line, 1000, 2));
    REQUIRE(gaps.open(line));
    LineAlarmRepository alarms(database);
    REQUIRE(alarms.raise(line, {LineAlarmKind::Silent, 1000, 0, {}, 0, 0}));
    REQUIRE(alarms.clear(line, LineAlarmKind::Silent, 2000));
    LineActivity activity(database);
    REQUIRE(activity.note(line, {1000, 1000}));
    REQUIRE(activity.add(line, {1, 5}, 1000));
    REQUIRE(activity.hours(line, 0));
    PutAsideRepository putAside(database, {1, 1000});
    for (const QByteArray bytes : {"one", "two"})
        REQUIRE(putAside.add({0, GatewayId{1}, u"sales-1"_s, 1000, u"no id"_s, bytes, {}}, u"1.0"_s));
    const auto readable = putAside.readable(GatewayId{1}, 0, 10, 1000);
    REQUIRE(readable);
    REQUIRE(putAside.noteTried(readable->first().id, u"1.1"_s, u"no id"_s));
    REQUIRE(putAside.setSolved(readable->first().id, 2000));
    REQUIRE(lineHealth(database, 5000));
    REQUIRE(lineLedger(database, line, 10));

    CHECK(database.connection().statements.size() > 50);
    for (const auto &[sql, query] : database.connection().statements) {
        const QStringList steps = planOf(database.connection(), sql);
        for (const QString &step : steps) {
            INFO(sql.toStdString() << "\n" << step.toStdString());
            // Counting the lists walks one small index; lines are few and all are shown.
            CHECK((!step.startsWith(u"SCAN"_s) || step == u"SCAN flags USING INDEX flags_list"_s
                   || step == u"SCAN CONSTANT ROW"_s || step == u"SCAN l"_s));
            CHECK_FALSE(step.contains(u"TEMP B-TREE"_s));
        }
    }
}

TEST_CASE("Every foreign key has an index", "[core]")
{
    TestStore store;
    QSqlQuery query(store.database().connection().database);
    REQUIRE(query.exec(
            u"SELECT t.name, f.\"from\" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f "
            "WHERE t.type = 'table' AND f.seq = 0 AND NOT EXISTS ("
            "SELECT 1 FROM pragma_table_info(t.name) k WHERE k.name = f.\"from\" AND k.pk = 1 "
            "AND k.type = 'INTEGER' AND (SELECT max(pk) FROM pragma_table_info(t.name)) = 1) AND NOT EXISTS ("
            "SELECT 1 FROM pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c "
            "WHERE c.seqno = 0 AND c.name = f.\"from\" AND (i.partial = 0 OR t.name = 'hits'))"_s));
    QStringList missing;
    while (query.next())
        missing.append(query.value(0).toString() + u"."_s + query.value(1).toString());
    CHECK(missing.join(u' ') == QString());
}
