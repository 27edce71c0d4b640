// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/reviewqueries.h"

#include "review/interventiontarget.h"
#include "store/linehealthquery.h"
#include "store/identityrepository.h"
#include "store/linerepository.h"
#include "store/mediarepository.h"
#include "store/outboxrepository.h"
#include "store/storethread.h"

namespace atalaia {

namespace {

constexpr int kInterventionsShown = 20;

/// `shown` may be shown in another thread by now.
Result<ThreadView> readThread(Database &database, ConversationId shown, FlagId flag)
{
    ThreadView view;
    auto head = ConversationRepository(database).head(shown);
    if (!head)
        return head.error();
    view.head = std::move(head).value();
    const ConversationId conversation = view.head.id;

    auto merges = IdentityRepository(database).mergesOf(conversation);
    if (!merges)
        return merges.error();
    view.merges = std::move(merges).value();
    auto media = MediaRepository(database).ofThread(conversation);
    if (!media)
        return media.error();
    view.media = std::move(media).value();

    auto messages = MessageRepository(database).page(conversation, 0, {}, ReviewQueries::kThreadPage + 1);
    if (!messages)
        return messages.error();
    view.messages = std::move(messages).value();
    view.hasEarlier = view.messages.size() > ReviewQueries::kThreadPage;
    if (view.hasEarlier)
        view.messages.removeFirst();

    FlagRepository flags(database);
    auto hits = flags.hitsOf(conversation, flag);
    if (!hits)
        return hits.error();
    view.hits = std::move(hits).value();

    if (flag.isValid()) {
        auto decisions = flags.decisionsOf(flag);
        if (!decisions)
            return decisions.error();
        view.decisions = std::move(decisions).value();
    }

    auto interventions = OutboxRepository(database).forConversation(conversation, kInterventionsShown);
    if (!interventions)
        return interventions.error();
    view.interventions = std::move(interventions).value();

    auto target = readTarget(database, view.head);
    if (!target)
        return target.error();
    view.target = std::move(target).value();
    return view;
}

} // namespace

QFuture<Result<QVector<FlagRow>>> ReviewQueries::rows(FlagList list, const FlagPageKey &after, int limit)
{
    return m_reader.submit(
            [list, after, limit](Database &database) { return FlagRepository(database).rows(list, after, limit); });
}

QFuture<Result<QVector<FlagRow>>> ReviewQueries::rows(const QVector<FlagId> &ids)
{
    return m_reader.submit([ids](Database &database) { return FlagRepository(database).rows(ids); });
}

QFuture<Result<FlagCounts>> ReviewQueries::counts()
{
    return m_reader.submit([](Database &database) { return FlagRepository(database).counts(); });
}

QFuture<Result<ThreadView>> ReviewQueries::thread(ConversationId conversation, FlagId flag)
{
    return m_reader.submit(
            [conversation, flag](Database &database) { return readThread(database, conversation, flag); });
}

QFuture<Result<QVector<Message>>> ReviewQueries::earlier(ConversationId conversation, qint64 beforeAtMs,
                                                         MessageId beforeId)
{
    return m_reader.submit([conversation, beforeAtMs, beforeId](Database &database) {
        return MessageRepository(database).page(conversation, beforeAtMs, beforeId, kThreadPage);
    });
}

QFuture<Result<StoreTotals>> ReviewQueries::totals(qint64 sinceMs)
{
    return m_reader.submit([sinceMs](Database &database) { return storeTotals(database, sinceMs); });
}

QFuture<Result<QVector<Line>>> ReviewQueries::lines()
{
    return m_reader.submit([](Database &database) { return LineRepository(database).all(); });
}

QFuture<Result<QVector<LineHealth>>> ReviewQueries::lineHealth(qint64 nowMs)
{
    return m_reader.submit([nowMs](Database &database) { return atalaia::lineHealth(database, nowMs); });
}

QFuture<Result<LineLedgerView>> ReviewQueries::lineLedger(LineId line)
{
    return m_reader.submit([line](Database &database) { return atalaia::lineLedger(database, line, kMostGaps); });
}

} // namespace atalaia
