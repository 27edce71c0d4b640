// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/outboxrunner.h"

#include "base/continuation.h"
#include "base/logging.h"
#include "review/changefeed.h"
#include "review/interventionservice.h"
#include "store/conversationrepository.h"
#include "store/linerepository.h"
#include "store/messagerepository.h"
#include "store/outboxrepository.h"
#include "store/storethread.h"
#include "store/transaction.h"

#include <QFutureWatcher>

#include <algorithm>

namespace atalaia {

namespace {

constexpr qint64 kFirstRetryMs = 5'000;
constexpr qint64 kLastRetryMs = 5 * 60 * 1000;
constexpr int kStoreRetryMs = 5'000;

StoreChange outboxChange(const Intervention &intervention)
{
    StoreChange change;
    change.hasOutboxChanged = true;
    if (intervention.conversation.isValid())
        change.conversations = {intervention.conversation};
    return change;
}

qint64 retryDelayMs(int attempts)
{
    return std::min(kLastRetryMs, kFirstRetryMs << std::clamp(attempts - 1, 0, 6));
}

} // namespace

/// An intervention that is ours to carry out, resolved to the gateway's names.
struct OutboxRunner::Claim
{
    Intervention intervention;
    GatewayId gateway;
    GatewayOrder order;
};

OutboxRunner::OutboxRunner(StoreThread &writer, ChangeFeed &feed, const Clock &clock, FindConnector findConnector,
                           QObject *parent)
    : QObject(parent),
      m_writer(writer),
      m_feed(feed),
      m_clock(clock),
      m_findConnector(std::move(findConnector)),
      m_dueTimer(this)
{
    m_dueTimer.setSingleShot(true);
    connect(&m_dueTimer, &QTimer::timeout, this, &OutboxRunner::claimNext);
    connect(&m_feed, &ChangeFeed::changed, this, [this](const StoreChange &change) {
        if (change.hasOutboxChanged)
            wake();
    });
}

/// Moves the next due intervention to Sending and resolves it. One whose target is gone fails at once,
/// so that it does not stand in the way of the others.
Result<std::optional<OutboxRunner::Claim>> OutboxRunner::claimDue(Database &database, qint64 nowMs)
{
    OutboxRepository outbox(database);
    auto claimed = outbox.claimDue(nowMs);
    if (!claimed)
        return claimed.error();
    if (!claimed->has_value())
        return std::optional<Claim>();

    Claim claim;
    claim.intervention = **claimed;
    const Result<> resolved = resolve(database, claim);
    if (resolved)
        return std::optional<Claim>(std::move(claim));
    if (resolved.error().kind != Error::Kind::NotFound)
        return resolved.error();
    const auto failed = outbox.finish(claim.intervention.id, InterventionState::Failed,
                                      QStringLiteral("its target does not exist any more"), nowMs);
    if (!failed)
        return failed.error();
    return std::optional<Claim>();
}

Result<> OutboxRunner::resolve(Database &database, Claim &claim)
{
    const Intervention &intervention = claim.intervention;
    const auto line = LineRepository(database).find(intervention.line);
    if (!line)
        return line.error();
    claim.gateway = line->gateway;
    claim.order.kind = intervention.kind;
    claim.order.lineExternalId = line->externalId;
    claim.order.text = intervention.text;
    claim.order.messageId = intervention.externalId;
    claim.order.notBeforeMs = intervention.orderedAtMs;
    claim.order.mayHaveRun = intervention.attempts > 1;
    if (intervention.conversation.isValid()) {
        const auto head = ConversationRepository(database).head(intervention.conversation);
        if (!head)
            return head.error();
        claim.order.chat = head->chatAddress;
    }
    if (intervention.kind == InterventionKind::DeleteForEveryone) {
        const auto message = MessageRepository(database).find(intervention.message);
        if (!message)
            return message.error();
        const auto chat = ConversationRepository(database).addressOf(intervention.message);
        if (!chat)
            return chat.error();
        claim.order.chat = *chat;
        claim.order.messageId = message->externalId;
        claim.order.notBeforeMs = message->sentAtMs;
    }
    return {};
}

void OutboxRunner::start()
{
    continueOn(this, m_writer.submit([nowMs = m_clock.nowMs()](Database &database) {
        return transacted(database, [&database, nowMs] {
            return OutboxRepository(database).returnUnfinished(nowMs, InterventionService::kTakeBackMs);
        });
    }),
               [this](const Result<int> &returned) {
                   if (!returned) {
                       qCWarning(lcReview) << "outbox not readable:" << returned.error().context;
                       QTimer::singleShot(kStoreRetryMs, this, &OutboxRunner::start);
                       return;
                   }
                   m_hasStarted = true;
                   schedule();
               });
}

void OutboxRunner::wake()
{
    if (!m_hasStarted)
        return;
    if (m_isClaiming)
        m_isWokenMeanwhile = true;
    else
        schedule();
}

void OutboxRunner::schedule(int overdueMs)
{
    continueOn(this, m_writer.submit([](Database &database) { return OutboxRepository(database).nextDueAt(); }),
               [this, overdueMs](const Result<std::optional<qint64>> &nextDueAt) {
                   if (!nextDueAt) {
                       m_dueTimer.start(kStoreRetryMs);
                   } else if (nextDueAt->has_value()) {
                       // The clock may be wrong by hours after a suspend: look again at least once a minute.
                       const qint64 waitMs = **nextDueAt - m_clock.nowMs();
                       m_dueTimer.start(waitMs > 0 ? int(std::min<qint64>(waitMs, 60'000)) : overdueMs);
                   }
               });
}

void OutboxRunner::claimNext()
{
    if (m_isClaiming) {
        m_isWokenMeanwhile = true;
        return;
    }
    m_isClaiming = true;

    continueOn(this, m_writer.submit([nowMs = m_clock.nowMs()](Database &database) {
        return transacted(database, [&database, nowMs] { return claimDue(database, nowMs); });
    }),
               [this](const Result<std::optional<Claim>> &claim) {
                   m_isClaiming = false;
                   if (!claim) {
                       qCWarning(lcReview) << "outbox claim failed:" << claim.error().context;
                       m_dueTimer.start(kStoreRetryMs);
                       return;
                   }
                   if (claim->has_value()) {
                       m_feed.announce(outboxChange((*claim)->intervention));
                       carryOut(**claim);
                       claimNext(); // another conversation may have something due as well
                   } else if (std::exchange(m_isWokenMeanwhile, false)) {
                       claimNext();
                   } else {
                       // What is due may have to wait for another order: do not spin on it; the end of
                       // that order wakes this.
                       schedule(kStoreRetryMs);
                   }
               });
}

void OutboxRunner::carryOut(const Claim &claim)
{
    Connector *const connector = m_findConnector(claim.gateway);
    if (!connector) {
        finish(claim, Error{Error::Kind::Unreachable, QStringLiteral("gateway not connected")});
        return;
    }
    // A connector that is replaced meanwhile leaves the future without an answer: the same as none.
    auto *watcher = new QFutureWatcher<Result<GatewayAnswer>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, claim] {
        watcher->deleteLater();
        finish(claim,
               watcher->future().resultCount() > 0
                       ? watcher->result()
                       : Result<GatewayAnswer>(Error{Error::Kind::Unreachable, QStringLiteral("connection replaced")}));
    });
    watcher->setFuture(connector->perform(claim.order));
}

void OutboxRunner::finish(const Claim &claim, const Result<GatewayAnswer> &answer)
{
    const qint64 nowMs = m_clock.nowMs();
    const Intervention intervention = claim.intervention;
    const bool isUnanswered = !answer && answer.error().kind == Error::Kind::Unreachable;
    const bool triesAgain = isUnanswered && nowMs - intervention.orderedAtMs < kGiveUpAfterMs;
    const QString summary = answer ? answer->summary : answer.error().context;
    const auto state = answer ? InterventionState::Done : InterventionState::Failed;

    continueOn(this, m_writer.submit([=](Database &database) {
        return transacted(database, [&]() -> Result<> {
            OutboxRepository outbox(database);
            if (triesAgain)
                return outbox.postpone(intervention.id, nowMs + retryDelayMs(intervention.attempts), summary);
            const auto finished = outbox.finish(intervention.id, state, summary, nowMs);
            return finished ? Result<>() : Result<>(finished.error());
        });
    }),
               [this, claim, answer](const Result<> &recorded) {
                   if (!recorded) {
                       // The gateway has acted; only our record is missing. Record it later, never act again.
                       qCWarning(lcReview) << "outbox result not recorded yet:" << recorded.error().context;
                       QTimer::singleShot(kStoreRetryMs, this, [this, claim, answer] { finish(claim, answer); });
                       return;
                   }
                   m_feed.announce(outboxChange(claim.intervention));
               });
}

} // namespace atalaia
