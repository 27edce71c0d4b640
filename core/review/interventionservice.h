// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/intervention.h"

#include <QFuture>
#include <QObject>

namespace atalaia {

class ChangeFeed;
class StoreThread;

/// Orders interventions into the outbox; the outbox runner carries them out. Lives on the thread of
/// the screens; nothing here waits.
///
/// What the line's gateway is known not to be able to do is Unsupported and not stored.
class InterventionService final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InterventionService)

public:
    /// How long an order can be taken back before it leaves.
    static constexpr qint64 kTakeBackMs = 10'000;
    static constexpr int kMaxTextLength = 4'096;

    InterventionService(StoreThread &writer, ChangeFeed &feed, const Clock &clock, QString actor,
                        QObject *parent = nullptr);

    /// InvalidInput: empty or too long text.
    [[nodiscard]] QFuture<Result<Intervention>> messageContact(ConversationId conversation, const QString &text);
    /// InvalidInput: not the agent's message, or deleted already.
    [[nodiscard]] QFuture<Result<Intervention>> deleteForEveryone(MessageId message);
    [[nodiscard]] QFuture<Result<Intervention>> suspendLine(LineId line);
    [[nodiscard]] QFuture<Result<Intervention>> resumeLine(LineId line);
    [[nodiscard]] QFuture<Result<Intervention>> blockContact(ConversationId conversation);
    [[nodiscard]] QFuture<Result<Intervention>> unblockContact(ConversationId conversation);
    /// Conflict: it has left already.
    [[nodiscard]] QFuture<Result<Intervention>> takeBack(InterventionId id);

signals:
    /// A message that waits its time, or a block, was stored; said by the service, so that it is heard
    /// whichever screen ordered it and whether or not that screen is still there.
    void undoableOrdered(const atalaia::Intervention &intervention);

private:
    [[nodiscard]] QFuture<Result<Intervention>> order(Intervention intervention);

    StoreThread &m_writer;
    ChangeFeed &m_feed;
    const Clock &m_clock;
    const QString m_actor;
};

} // namespace atalaia
