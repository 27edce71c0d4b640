// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/connection.h"
#include "store/flagrepository.h"
#include "store/messagerepository.h"
#include "store/statistics.h"
#include "support/catch.h"
#include "support/teststore.h"

#include <algorithm>
#include <tuple>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

struct Review
{
    TestStore store;
    LineId line = store.addLine(store.addGateway());
    ConversationId conversation = store.addConversation(line);
    FlagRepository flags{store.database()};
    int messageCount = 0;

    MessageId say(ConversationId where, const QString &text)
    {
        const auto change = MessageRepository(store.database())
                                    .insert(line, textMessage(where, u"m%1"_s.arg(messageCount++), text), false);
        REQUIRE(change);
        return change->message;
    }
    QVector<FlagChange> hit(ConversationId where, const QString &category, int severity, qint64 atMs)
    {
        const MessageId message = say(where, u"text of this message"_s);
        const auto changes =
                flags.recordHits(where, message, 0, {ruleHit(message, category, severity)}, atMs, atMs);
        REQUIRE(changes);
        return *changes;
    }
    FlagId open(const QString &category = u"harassment"_s, int severity = 3, qint64 atMs = 1000)
    {
        const auto changes = hit(conversation, category, severity, atMs);
        REQUIRE(changes.size() == 1);
        return changes.first().flag;
    }
    Result<Decision> decide(FlagId flag, DecisionKind kind, DecisionId expectedLast, DecisionId undoes = {})
    {
        return flags.decide({{}, flag, kind, u"ana"_s, 5000, u"because"_s, undoes}, expectedLast);
    }
    FlagRow row(FlagId flag)
    {
        const auto rows = flags.rows(QVector<FlagId>{flag});
        REQUIRE(rows);
        REQUIRE(rows->size() == 1);
        return rows->first();
    }
};

} // namespace

TEST_CASE("Hits of weight open a flag and later ones join it", "[core]")
{
    Review review;
    const MessageId message = review.say(review.conversation, u"some text"_s);
    const RuleHit strong = ruleHit(message, u"harassment"_s, 3);
    const RuleHit weak = ruleHit(message, u"harassment"_s, 2, 5, 9);
    const RuleHit alone = ruleHit(message, u"greeting"_s, 1);
    auto changes = review.flags.recordHits(review.conversation, message, 0, {weak, strong, alone}, 1000, 1000);
    REQUIRE(changes);
    REQUIRE(changes->size() == 1);
    CHECK(changes->first().isNew);
    const FlagId flag = changes->first().flag;

    changes = review.flags.recordHits(review.conversation, message, 0, {weak, strong, alone}, 2000, 2000);
    REQUIRE(changes);
    CHECK(changes->isEmpty());
    CHECK(review.row(flag).hitCount == 2);

    const auto more = review.hit(review.conversation, u"harassment"_s, 5, 3000);
    REQUIRE(more.size() == 1);
    CHECK(more.first().flag == flag);
    CHECK_FALSE(more.first().isNew);
    const FlagRow row = review.row(flag);
    CHECK(row.hitCount == 3);
    CHECK(row.severity == 5);
    CHECK(row.openedAtMs == 1000);
    CHECK(row.lastHitAtMs == 3000);

    const auto hits = review.flags.hitsOf(review.conversation);
    REQUIRE(hits);
    REQUIRE(hits->size() == 4);
    CHECK(hits->at(0).what == strong);
    CHECK(hits->at(0).flag == flag);
    CHECK(hits->at(1).what == weak);
    CHECK(hits->at(2).what == alone);
    CHECK_FALSE(hits->at(2).flag.isValid());
    CHECK(storeTotals(review.store.database(), 0)->hits == 4);
    CHECK(storeTotals(review.store.database(), 0)->flags == 1);
}

TEST_CASE("A hit says everything that is needed to reproduce it", "[core]")
{
    Review review;
    const MessageId before = review.say(review.conversation, u"a bubble"_s);
    const MessageId message = review.say(review.conversation, u"and one more"_s);
    RuleHit hit = ruleHit(message, u"secrets"_s, 4);
    hit.rule = u"secret-requested"_s;
    hit.variant = u"code"_s;
    hit.policy = u"house"_s;
    hit.policyVersion = 3;
    hit.confidence = 0.45;
    hit.author = Author::Contact;
    hit.level = 2;
    hit.isEditedAway = true;
    hit.spans = {{before.value, {2, 8}}, {message.value, {0, 3}}, {message.value, {4, 7}}};
    using Kind = ExplanationStep::Kind;
    hit.explanation = {{Kind::Matched, u"@secrets"_s, u"code"_s, 2, hit.spans},
                       {Kind::Joined, u"BEFORE/4"_s, {}, 0, {}},
                       {Kind::Excluded, u"@others"_s, {}, 0, {}},
                       {Kind::Condition, u"said objection"_s, u"since 3"_s, 0, {}},
                       {Kind::Conduct, u"repeated"_s, u"3 of 3"_s, 0, {}},
                       {Kind::Raised, u"severity 4"_s, u"contact minor"_s, 0, {}}};
    REQUIRE(review.flags.recordHits(review.conversation, message, 0, {hit}, 1000, 1000));
    const auto hits = review.flags.hitsOf(review.conversation);
    REQUIRE(hits);
    REQUIRE(hits->size() == 1);
    CHECK(hits->first().what == hit);
    CHECK(spansIn(hits->first().what, message) == QVector<Span>{{0, 3}, {4, 7}});
    CHECK(spansIn(hits->first().what, before) == QVector<Span>{{2, 8}});
}

TEST_CASE("A rule hits one version of a message once whatever version of the rule it is", "[core]")
{
    Review review;
    const MessageId message = review.say(review.conversation, u"text"_s);
    const RuleHit hit = ruleHit(message, u"insult"_s, 4);
    const auto first = review.flags.recordHits(review.conversation, message, 0, {hit}, 1000, 1000);
    REQUIRE(first);
    RuleHit next = hit;
    next.policyVersion = 2;
    next.variant = u"other"_s;
    CHECK(review.flags.recordHits(review.conversation, message, 0, {next}, 2000, 2000)->isEmpty());
    CHECK(review.flags.hitsOf(review.conversation)->size() == 1);
    CHECK(review.flags.hitsOf(review.conversation)->first().what == hit);
    CHECK(review.row(first->first().flag).hitCount == 1);

    // What an edit brought is another hit.
    const auto edited = MessageRepository(review.store.database())
                                .addVersion(review.line, review.conversation, u"m0"_s, Author::Agent, u"e1"_s, 2000,
                                            u"text again"_s);
    REQUIRE(edited);
    REQUIRE(review.flags.recordHits(review.conversation, message, 1, {hit}, 2000, 2000));
    CHECK(review.row(first->first().flag).hitCount == 2);
}

TEST_CASE("A hit may belong to an earlier message or to one without text", "[core]")
{
    Review review;
    const MessageId earlier = review.say(review.conversation, u"text"_s);
    const MessageId now = review.say(review.conversation, u"text of now"_s);
    const RuleHit late = ruleHit(earlier, u"notice"_s, 3);
    const RuleHit deleted = ruleHit(now, u"tampering"_s, 3);
    REQUIRE(review.flags.recordHits(review.conversation, now, -1, {late, deleted}, 1000, 1000));
    // Found again at another event: the same place, not one more hit.
    CHECK(review.flags.recordHits(review.conversation, now, 0, {late}, 2000, 2000)->isEmpty());
    const auto hits = review.flags.hitsOf(review.conversation);
    REQUIRE(hits->size() == 2);
    CHECK(hits->at(0).message == earlier);
    CHECK(hits->at(0).messageVersion == 0);
    CHECK(hits->at(1).message == now);
    CHECK(hits->at(1).messageVersion == -1);
}

TEST_CASE("Hits of background policies open and join no flag and count nowhere", "[core]")
{
    Review review;
    const FlagId flag = review.open(u"notice"_s);
    const auto before = storeTotals(review.store.database(), 0);
    const MessageId message = review.say(review.conversation, u"text"_s);
    for (const int severity : {5, 1}) {
        for (const QString &category : {u"notice"_s, u"greeting"_s}) {
            RuleHit hit = ruleHit(message, category, severity);
            hit.isBackground = true;
            CHECK(review.flags.recordHits(review.conversation, message, 0, {hit}, 2000, 2000)->isEmpty());
        }
    }
    CHECK(review.row(flag).hitCount == 1);
    CHECK(review.row(flag).severity == 3);
    CHECK(review.flags.counts()->inbox == 1);
    const auto hits = review.flags.hitsOf(review.conversation);
    REQUIRE(hits->size() == 5);
    CHECK(hits->last().what.isBackground);
    CHECK_FALSE(hits->last().flag.isValid());
    CHECK(storeTotals(review.store.database(), 0)->hits == before->hits);
}

TEST_CASE("The hits of a long thread are bounded and those of the flag stay among them", "[core]")
{
    Review review;
    const auto opened = review.hit(review.conversation, u"insult"_s, 4, 1000);
    REQUIRE(opened.size() == 1);
    for (int i = 1; i <= 8; ++i)
        review.hit(review.conversation, u"other"_s, 1, 1000 + i);
    CHECK(review.flags.hitsOf(review.conversation)->size() == 9);

    const auto bounded = review.flags.hitsOf(review.conversation, opened.first().flag, 4);
    REQUIRE(bounded);
    REQUIRE(bounded->size() == 4);
    CHECK(bounded->first().flag == opened.first().flag);
    CHECK(bounded->last().foundAtMs == 1008);
    CHECK(bounded->at(1).foundAtMs == 1006);
}

TEST_CASE("A row shows pseudonyms and the text around its latest hit", "[core]")
{
    Review review;
    const FlagId flag = review.open();
    const MessageId message = review.say(review.conversation, u"erste Zeile\nund the latest"_s);
    REQUIRE(review.flags.recordHits(review.conversation, message, 0, {ruleHit(message, u"harassment"_s, 2, 12, 15)},
                                    2000, 2000));
    const FlagRow row = review.row(flag);
    CHECK(row.snippet == u"erste Zeile und the latest"_s);
    CHECK(row.agentPseudonym == u"A-01"_s);
    CHECK(row.contactPseudonym.startsWith(u"C-"_s));
    CHECK(row.lineName == u"sales-1"_s);
    CHECK(row.line == review.line);
    CHECK(row.conversation == review.conversation);
    CHECK(row.status == FlagStatus{});
}

TEST_CASE("Rows are sorted by severity then age and paged by key", "[core]")
{
    Review review;
    QVector<FlagId> expected;
    // Severities 3, 4, 5 in turn, opened in pairs at the same time.
    QVector<std::tuple<int, qint64, FlagId>> keys;
    for (int i = 0; i < 30; ++i) {
        const ConversationId where = review.store.addConversation(review.line, 100 + i);
        const int severity = 3 + i % 3;
        const qint64 openedAt = 1000 + (i / 6) * 10;
        keys.append({-severity, openedAt, review.hit(where, u"insult"_s, severity, openedAt).first().flag});
    }
    std::sort(keys.begin(), keys.end());
    for (const auto &key : keys)
        expected.append(std::get<FlagId>(key));

    QVector<FlagId> seen;
    FlagPageKey after;
    for (;;) {
        const auto rows = review.flags.rows(FlagList::Inbox, after, 7);
        REQUIRE(rows);
        if (rows->isEmpty())
            break;
        for (const FlagRow &row : *rows)
            seen.append(row.id);
        after = {rows->last().severity, rows->last().openedAtMs, rows->last().id};
    }
    CHECK(seen == expected);
}

TEST_CASE("Decisions move a flag between the lists", "[core]")
{
    Review review;
    const FlagId flag = review.open();
    auto inList = [&review, flag](FlagList list) {
        const auto rows = review.flags.rows(list, {}, 10);
        REQUIRE(rows);
        return rows->size() == 1 && rows->first().id == flag;
    };
    CHECK(inList(FlagList::Inbox));
    const auto taken = review.decide(flag, DecisionKind::Taken, {});
    REQUIRE(taken);
    CHECK(review.row(flag).status == FlagStatus{FlagState::Open, u"ana"_s});
    const auto escalated = review.decide(flag, DecisionKind::Escalated, taken->id);
    REQUIRE(escalated);
    CHECK(inList(FlagList::Escalated));
    CHECK_FALSE(inList(FlagList::Inbox));
    const auto confirmed = review.decide(flag, DecisionKind::Confirmed, escalated->id);
    REQUIRE(confirmed);
    CHECK(inList(FlagList::Decided));
    CHECK_FALSE(inList(FlagList::Escalated));
    const auto counts = review.flags.counts();
    REQUIRE(counts);
    CHECK(counts->inbox == 0);
    CHECK(counts->escalated == 0);
    CHECK(counts->decided == 1);
    const auto undone = review.decide(flag, DecisionKind::Undone, confirmed->id, confirmed->id);
    REQUIRE(undone);
    CHECK(inList(FlagList::Escalated));
    CHECK(*review.flags.decisionsOf(flag) == QVector<Decision>{*taken, *escalated, *confirmed, *undone});
    CHECK(undone->reason == u"because"_s);
}

TEST_CASE("A decision on what somebody else has decided is a conflict", "[core]")
{
    Review review;
    const FlagId flag = review.open();
    const auto first = review.decide(flag, DecisionKind::Dismissed, {});
    REQUIRE(first);
    const auto late = review.decide(flag, DecisionKind::Confirmed, {});
    REQUIRE_FALSE(late);
    CHECK(late.error().kind == Error::Kind::Conflict);
    CHECK(late.error().context.contains(u"ana"_s));
    CHECK(review.row(flag).status.state == FlagState::Dismissed);
    CHECK(review.decide(FlagId{99}, DecisionKind::Taken, {}).error().kind == Error::Kind::NotFound);
}

TEST_CASE("Only a decision of the same flag can be undone and only once", "[core]")
{
    Review review;
    const FlagId flag = review.open();
    const FlagId other = review.open(u"insult"_s);
    const auto first = review.decide(flag, DecisionKind::Taken, {});
    REQUIRE(first);
    CHECK(review.decide(other, DecisionKind::Undone, {}, first->id).error().kind == Error::Kind::Conflict);
    const auto undone = review.decide(flag, DecisionKind::Undone, first->id, first->id);
    REQUIRE(undone);
    CHECK(review.decide(flag, DecisionKind::Undone, undone->id, first->id).error().kind == Error::Kind::Conflict);
    CHECK(review.decide(flag, DecisionKind::Undone, undone->id, undone->id).error().kind == Error::Kind::Conflict);
    CHECK(review.row(flag).status == FlagStatus{});
}

TEST_CASE("After a decision the next hit opens a new flag", "[core]")
{
    Review review;
    const FlagId first = review.open();
    const auto dismissed = review.decide(first, DecisionKind::Dismissed, {});
    REQUIRE(dismissed);
    const FlagId second = review.open();
    CHECK(second != first);

    // The undo reopens the first beside the second; hits go to the second as long as it is undecided.
    REQUIRE(review.decide(first, DecisionKind::Undone, dismissed->id, dismissed->id));
    CHECK(review.row(first).status.state == FlagState::Open);
    CHECK(review.row(first).hitCount == 1);
    CHECK(review.row(second).hitCount == 1);
    CHECK(review.open() == second);
    REQUIRE(review.decide(second, DecisionKind::Confirmed, {}));
    CHECK(review.open() == first);
    REQUIRE(review.decide(first, DecisionKind::Dismissed, review.flags.decisionsOf(first)->last().id));
    CHECK(review.open() != first);
}

TEST_CASE("Decisions cannot be changed or removed", "[core]")
{
    Review review;
    REQUIRE(review.decide(review.open(), DecisionKind::Dismissed, {}));
    auto &connection = review.store.database().connection();
    CHECK_FALSE(connection.execute(u"UPDATE decisions SET actor = 'bob'"_s));
    CHECK_FALSE(connection.execute(u"DELETE FROM decisions"_s));
    CHECK_FALSE(connection.execute(u"INSERT OR REPLACE INTO decisions (id, flag_id, kind, actor, at, reason) "
                                   "VALUES (1, 1, 'taken', 'bob', 1, x'')"_s));
    CHECK(review.flags.decisionsOf(FlagId{1})->first().actor == u"ana"_s);
}

TEST_CASE("Hits on a version that is not stored are refused", "[core]")
{
    Review review;
    const MessageId message = review.say(review.conversation, u"text"_s);
    CHECK_FALSE(review.flags.recordHits(review.conversation, message, 1, {ruleHit(message, u"insult"_s, 3)}, 1000,
                                          1000));
    CHECK(review.flags.rows(FlagList::Inbox, {}, 10)->isEmpty());
    CHECK(storeTotals(review.store.database(), 0)->flags == 0);
}
