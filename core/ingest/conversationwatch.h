// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "detection/conduct/conductstate.h"
#include "domain/message.h"
#include "store/flagrepository.h"
#include "store/messagerepository.h"

#include <QHash>
#include <QVector>

namespace atalaia {

class Database;
class Detector;

/// Plays what a transaction wrote through the policies and keeps hits and states in the same
/// transaction. A conversation goes on from its stored state; where something older arrived than the
/// states of its contact have seen, these are built anew from the stored history of all conversations of
/// the contact, so that they are those of messages that came in order. Hits are recorded once each
/// whatever is played again, and none is taken back.
///
/// What an agent is remembered for goes over many contacts and is not built anew: it follows the order
/// of arrival.
class ConversationWatch
{
public:
    struct Outcome
    {
        QVector<FlagChange> flags;
        qint64 hits = 0; ///< found, before the store's own dedupe
    };

    /// References must outlive this; one transaction, and finish() or closeSilent() once.
    ConversationWatch(Detector &detector, Database &database, qint64 nowMs);
    ~ConversationWatch();
    Q_DISABLE_COPY_MOVE(ConversationWatch)

    /// A message, version or deletion that was just written.
    void note(const MessageChange &change);

    /// Evaluates everything that was noted.
    [[nodiscard]] Result<Outcome> finish();

    struct Silence
    {
        Outcome outcome;
        int closed = 0;
        QVector<ConversationId> conversations; ///< those with hits
    };
    /// Closes the windows of conversations that have been silent for 12 h as far as their lines are
    /// complete, the oldest first; at most so many. What has a term of days is asked about each day
    /// again, kLongestTermMs long.
    [[nodiscard]] Result<Silence> closeSilent(int limit);

    /// After the last event of a conversation.
    static constexpr qint64 kLongestTermMs = 45LL * 24 * 60 * 60 * 1000;

private:
    struct Event;
    struct Playing;
    using Events = QVector<Event>;

    [[nodiscard]] static Events eventsOf(const Message &message);
    [[nodiscard]] Result<> open(ConversationId conversation);
    [[nodiscard]] Result<Events> notedEvents(ConversationId conversation);
    [[nodiscard]] Result<Events> storedEvents(ConversationId conversation);
    [[nodiscard]] Result<bool> isBehind(ContactId contact, const Events &events);
    [[nodiscard]] Result<> rebuild(ContactId contact, const Events &noted);
    [[nodiscard]] Result<> play(const Event &event, AgentState &agent);
    [[nodiscard]] Result<> record(ConversationId conversation, MessageId message, int version, qint64 atMs,
                                  const QVector<RuleHit> &hits);
    [[nodiscard]] Result<> save();

    Detector &m_detector;
    Database &m_database;
    const qint64 m_nowMs;
    QHash<ConversationId, QVector<MessageChange>> m_noted;
    QHash<ConversationId, Playing> m_playing;
    QHash<ContactId, ContactState> m_contacts;
    QHash<AgentId, AgentState> m_agents;
    Outcome m_outcome;
};

} // namespace atalaia
