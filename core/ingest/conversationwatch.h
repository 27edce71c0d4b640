// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "detection/conduct/conductstate.h"
#include "ingest/contactreading.h"
#include "ingest/hitrecording.h"
#include "store/messagerepository.h"
#include "store/threadregrouping.h"

#include <QHash>
#include <QSet>
#include <QVector>

#include <map>
#include <memory>

namespace atalaia {

class Database;
class Detector;

/// Plays what a transaction wrote through the policies and keeps hits and states in the same transaction.
/// A contact goes on from the stored states; where something came too late for its place, all that was said
/// with the contact is read anew, and what was found by the wrong order is withdrawn. So any order of
/// arrival ends in the same hits and states.
///
/// That reading waits where it would be repeated for each page of history: what history brings too late is
/// put down as to be read, and readWaiting() reads it once, after the pages.
///
/// What an agent is remembered for goes over many contacts and is not built anew: it follows the order
/// of arrival.
class ConversationWatch
{
public:
    struct Outcome
    {
        QVector<FlagChange> flags;
        QVector<ConversationId> conversations; ///< with other hits than before
        qint64 hits = 0; ///< found, before the store's own dedupe
        qint64 readAgain = 0; ///< events that were played from stored history
    };

    /// Of a contact with more messages, what comes too late live waits as well, but what was only sent in the
    /// same second is played at once where it came.
    static constexpr int kMostReadAtOnce = 1000;

    /// References must outlive this; one transaction, and one of finish(), readWaiting() and closeSilent().
    ConversationWatch(Detector &detector, Database &database, qint64 nowMs);
    Q_DISABLE_COPY_MOVE(ConversationWatch)

    /// A message, version or deletion that was just written. `isHistory`: a page of backfill brought it.
    void note(const MessageChange &change, bool isHistory = false);

    /// Contacts that became one person, or are two again: what was said with them is read anew, at once where it
    /// is short.
    void noteRegrouped(const Regrouping &regrouping);

    /// Evaluates everything that was noted.
    [[nodiscard]] Result<Outcome> finish();

    struct Waiting
    {
        Outcome outcome;
        int contacts = 0; ///< that were read
        bool hasMore = false;
    };
    /// Reads contacts whose history waits, until about so many events were played.
    [[nodiscard]] Result<Waiting> readWaiting(qint64 mostEvents);

    struct Silence
    {
        Outcome outcome;
        int closed = 0; ///< conversations that were looked at
    };
    /// Looks at the silences of contacts with at least one conversation that is due, see ContactReading;
    /// the oldest first, at most so many contacts.
    [[nodiscard]] Result<Silence> closeSilent(int limit);

private:
    struct Noted
    {
        QVector<MessageChange> changes;
        bool isHistory = false;
    };
    using Events = QVector<ObservedEvent>;
    struct Late
    {
        QVector<MessageId> messages;
        Events ties; ///< events of some of them that are behind by the second of the last event only
        QVector<MessageId> tied;
        bool isHistory = false;
    };

    [[nodiscard]] Result<QSet<ContactId>> readRegrouped();
    [[nodiscard]] Result<ContactReading *> open(ContactId contact);
    [[nodiscard]] Result<AgentState *> stateOf(AgentId agent);
    [[nodiscard]] bool isNew(const ObservedEvent &event) const;
    [[nodiscard]] Result<> putAside(ContactId contact, const QVector<MessageId> &messages);
    [[nodiscard]] Result<Events> takeIn(ContactId contact, const QVector<MessageId> &messages);
    [[nodiscard]] Result<Events> takeLate(ContactId contact, const ContactReading &reading, Late late, bool isWaiting);
    [[nodiscard]] Result<> play(const Events &events);
    [[nodiscard]] Result<Events> storedEvents(const ContactReading &reading) const;
    template <typename IsNew> [[nodiscard]] Result<> readAnew(ContactId contact, IsNew isNewEvent);
    [[nodiscard]] Result<> save();
    [[nodiscard]] Outcome outcome() const;

    Detector &m_detector;
    Database &m_database;
    const qint64 m_nowMs;
    const std::shared_ptr<const CompanyProfile> m_company; // readings refer to it
    HitRecording m_recording;
    std::map<MessageId, Noted> m_noted;
    QSet<ContactId> m_regrouped;
    QVector<FlagChange> m_regroupedFlags;
    std::map<ContactId, ContactReading> m_readings;
    std::map<AgentId, AgentState> m_agents;
    qint64 m_readAgain = 0;
};

} // namespace atalaia
