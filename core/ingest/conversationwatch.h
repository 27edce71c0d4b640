// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "detection/conduct/conductstate.h"
#include "store/flagrepository.h"
#include "store/messagerepository.h"
#include "domain/message.h"

#include <QHash>
#include <QVector>

#include <tuple>

namespace atalaia {

class Database;
class Detector;

/// Plays what a transaction wrote through the policies and keeps hits and states in the same
/// transaction. A conversation goes on from its stored state; where something older arrived than that
/// state has seen, the states of its contact are built anew from the stored history, so that they are
/// those of messages that came in order. Hits are recorded once each whatever is played again.
class ConversationWatch
{
public:
    struct Outcome
    {
        QVector<FlagChange> flags;
        qint64 hits = 0; ///< found, before the store's own dedupe
    };

    /// References must outlive this; one transaction.
    ConversationWatch(Detector &detector, Database &database, qint64 nowMs);
    Q_DISABLE_COPY_MOVE(ConversationWatch)

    /// A message, version or deletion that was just written.
    void note(const MessageChange &change);

    /// Evaluates everything that was noted.
    [[nodiscard]] Result<Outcome> finish();

    /// Closes the windows of conversations that have been silent for 12 h; at most so many.
    [[nodiscard]] Result<Outcome> closeSilent(int limit);

private:
    /// A bubble, a later version of it, or its deletion, at its time.
    struct Event
    {
        ConversationId conversation;
        Message message;
        qint64 atMs = 0;
        int version = -1; ///< of the text; -1 = none
        bool isDeletion = false;

        friend bool operator<(const Event &a, const Event &b)
        {
            return std::tie(a.atMs, a.message.id.value, a.version, a.isDeletion)
                   < std::tie(b.atMs, b.message.id.value, b.version, b.isDeletion);
        }
    };
    struct Playing;

    [[nodiscard]] Result<Playing> open(ConversationId conversation);
    [[nodiscard]] Result<QVector<Event>> eventsOf(ConversationId conversation);
    [[nodiscard]] Result<> play(Playing &playing, const Event &event);
    [[nodiscard]] Result<> save(const Playing &playing);
    [[nodiscard]] Result<> goOn(ConversationId conversation, QVector<Event> events);
    [[nodiscard]] Result<> rebuild(const Playing &of);
    [[nodiscard]] Result<> record(ConversationId conversation, MessageId message, int version, qint64 atMs,
                                  const QVector<RuleHit> &hits);

    Detector &m_detector;
    Database &m_database;
    const qint64 m_nowMs;
    QHash<ConversationId, QVector<Event>> m_noted;
    Outcome m_outcome;
};

} // namespace atalaia
