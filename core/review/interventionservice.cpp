// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/interventionservice.h"

#include "base/continuation.h"
#include "base/futures.h"
#include "review/changefeed.h"
#include "review/interventiontarget.h"
#include "review/ordermark.h"
#include "store/conversationrepository.h"
#include "store/linerepository.h"
#include "store/messagerepository.h"
#include "store/outboxrepository.h"
#include "store/storethread.h"
#include "store/transaction.h"

namespace atalaia {

namespace {

QFuture<Result<Intervention>> refused(const QString &context)
{
    return finishedFuture(Result<Intervention>(Error{Error::Kind::InvalidInput, context}));
}

void announce(ChangeFeed &feed, const Result<Intervention> &intervention)
{
    if (!intervention)
        return;
    StoreChange change;
    change.hasOutboxChanged = true;
    if (intervention->conversation.isValid())
        change.conversations = {intervention->conversation};
    feed.announce(change);
}

Result<> allowed(const Intervention &intervention, const Result<InterventionTarget> &target, qint64 nowMs)
{
    if (!target)
        return target.error();
    const InterventionLimit limit = limitOf(intervention.kind, *target, nowMs);
    if (isRefusal(limit))
        return Error{Error::Kind::Unsupported, QStringLiteral("the line's gateway cannot, limit %1").arg(int(limit))};
    return {};
}

/// Fills in what follows from the target, and checks that the target and its gateway allow it.
Result<> resolve(Database &database, Intervention &intervention)
{
    const qint64 nowMs = intervention.orderedAtMs;
    if (intervention.kind == InterventionKind::DeleteForEveryone) {
        const auto message = MessageRepository(database).find(intervention.message);
        if (!message)
            return message.error();
        if (message->author != Author::Agent)
            return Error{Error::Kind::InvalidInput, QStringLiteral("not the company's own message")};
        if (message->revokedAtMs > 0)
            return Error{Error::Kind::InvalidInput, QStringLiteral("already deleted")};
        intervention.conversation = message->conversation;
    }
    if (intervention.conversation.isValid()) {
        const auto head = ConversationRepository(database).head(intervention.conversation);
        if (!head)
            return head.error();
        intervention.line = head->line.id;
        return allowed(intervention, readTarget(database, *head), nowMs);
    }
    const auto line = LineRepository(database).find(intervention.line);
    return line ? allowed(intervention, readTarget(database, *line), nowMs) : Result<>(line.error());
}

} // namespace

InterventionService::InterventionService(StoreThread &writer, ChangeFeed &feed, const Clock &clock, QString actor,
                                         QObject *parent)
    : QObject(parent), m_writer(writer), m_feed(feed), m_clock(clock), m_actor(std::move(actor))
{}

QFuture<Result<Intervention>> InterventionService::messageContact(ConversationId conversation, const QString &text)
{
    if (text.trimmed().isEmpty())
        return refused(QStringLiteral("empty text"));
    if (text.size() > kMaxTextLength)
        return refused(QStringLiteral("text of %1 characters, at most %2").arg(text.size()).arg(kMaxTextLength));
    Intervention intervention;
    intervention.kind = InterventionKind::MessageToContact;
    intervention.conversation = conversation;
    intervention.text = text;
    intervention.dueAtMs = kTakeBackMs;
    return order(std::move(intervention));
}

QFuture<Result<Intervention>> InterventionService::deleteForEveryone(MessageId message)
{
    Intervention intervention;
    intervention.kind = InterventionKind::DeleteForEveryone;
    intervention.message = message;
    return order(std::move(intervention));
}

QFuture<Result<Intervention>> InterventionService::suspendLine(LineId line)
{
    Intervention intervention;
    intervention.kind = InterventionKind::SuspendLine;
    intervention.line = line;
    return order(std::move(intervention));
}

QFuture<Result<Intervention>> InterventionService::resumeLine(LineId line)
{
    Intervention intervention;
    intervention.kind = InterventionKind::ResumeLine;
    intervention.line = line;
    return order(std::move(intervention));
}

QFuture<Result<Intervention>> InterventionService::blockContact(ConversationId conversation)
{
    Intervention intervention;
    intervention.kind = InterventionKind::BlockContact;
    intervention.conversation = conversation;
    return order(std::move(intervention));
}

QFuture<Result<Intervention>> InterventionService::unblockContact(ConversationId conversation)
{
    Intervention intervention;
    intervention.kind = InterventionKind::UnblockContact;
    intervention.conversation = conversation;
    return order(std::move(intervention));
}

QFuture<Result<Intervention>> InterventionService::takeBack(InterventionId id)
{
    return m_writer.submit([id, nowMs = m_clock.nowMs(), &feed = m_feed](Database &database) {
        auto cancelled =
                transacted(database, [&database, id, nowMs] { return OutboxRepository(database).cancel(id, nowMs); });
        announce(feed, cancelled);
        return cancelled;
    });
}

QFuture<Result<Intervention>> InterventionService::order(Intervention intervention)
{
    intervention.state = InterventionState::Pending;
    intervention.actor = m_actor;
    intervention.orderedAtMs = m_clock.nowMs();
    intervention.dueAtMs += intervention.orderedAtMs;
    intervention.externalId = freshOrderMark();
    const auto stored = m_writer.submit([intervention = std::move(intervention), &feed = m_feed](Database &database) {
        auto added = transacted(database, [&database, wanted = intervention]() mutable -> Result<Intervention> {
            if (const Result<> resolved = resolve(database, wanted); !resolved)
                return resolved.error();
            return OutboxRepository(database).add(wanted);
        });
        announce(feed, added);
        return added;
    });
    return continueOn(this, stored, [this](const Result<Intervention> &added) {
        // A message waits and can be taken back; a block is undone by its opposite. The others are at the
        // gateway already.
        if (added
            && (added->kind == InterventionKind::MessageToContact || added->kind == InterventionKind::BlockContact))
            emit undoableOrdered(*added);
        return added;
    });
}

} // namespace atalaia
