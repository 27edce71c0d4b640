// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "detection/conduct/conductstate.h"
#include "domain/rulehit.h"
#include "ingest/observedevents.h"
#include "store/conversationrepository.h"

#include <QVector>

#include <map>
#include <utility>

namespace atalaia {

class Database;
class PolicyScanner;

/// A hit with where the store puts it.
struct FoundHit
{
    ConversationId conversation;
    MessageId message; ///< at which it was found; invalid = in a silence
    int version = 0; ///< of that message
    qint64 atMs = 0;
    qint64 knownAtMs = 0; ///< of that message; 0 = in a silence
    bool isOld = false; ///< to the policy: opens no flag
    RuleHit hit;
};

/// Everything said with one person, on all lines, read in the order of places: events go in, hits come out,
/// and the states move on. Silences are looked at on the way, at times that the messages alone decide, so
/// that it does not matter when somebody came to look.
class ContactReading
{
public:
    /// A silence is looked at when it closes the window, and then each day for what has a term of days,
    /// so long after the last event.
    static constexpr qint64 kLongestTermMs = 45LL * 24 * 60 * 60 * 1000;

    /// With what is remembered. References must outlive it.
    [[nodiscard]] static Result<ContactReading> open(Database &database, ContactId contact, PolicyScanner &scanner,
                                                     const CompanyProfile &company);

    /// As facts and agents name the contact.
    [[nodiscard]] static QString keyOf(ContactId contact) { return QString::number(contact.value); }

    /// Nothing was ever read.
    [[nodiscard]] bool isBlank() const { return m_readUntil == ReadingPlace(); }
    /// Whether the states have seen something that comes after the place.
    [[nodiscard]] bool isBehind(const ReadingPlace &place) const;
    /// Behind by nothing but the ids of what was sent in the same second.
    [[nodiscard]] bool isTie(const ReadingPlace &place) const;
    /// restart() was called.
    [[nodiscard]] bool isReadAnew() const { return m_isReadAnew; }
    [[nodiscard]] qint64 messageCount() const; ///< in the store
    /// Forgets all, so that events can come from the first on.
    void restart();
    /// Events come in the order of their places. `agent`: of the event's line.
    void read(const ObservedEvent &event, AgentState &agent);
    /// Looks at the silences that are over by then on lines that are complete until then. How many
    /// conversations that were.
    int lookAtSilences(qint64 nowMs);
    /// The hits since the last call, in the order in which they were found.
    [[nodiscard]] QVector<FoundHit> takeHits() { return std::exchange(m_hits, {}); }
    /// What is remembered now; only what has moved.
    [[nodiscard]] Result<> save(Database &database) const;

    [[nodiscard]] QVector<ConversationId> conversations() const;
    [[nodiscard]] AgentId agentOf(ConversationId conversation) const;
    [[nodiscard]] QString lineOf(ConversationId conversation) const;

private:
    struct Conversation
    {
        ConversationHead head;
        ConversationFacts facts;
        ConversationState state;
        qint64 lastAtMs = 0; ///< of the newest event; 0 = nothing is remembered yet
        qint64 closeAtMs = 0; ///< of the next look at the silence; 0 = none
        bool hasMoved = false;
    };

    ContactReading(ContactId contact, PolicyScanner &scanner) : m_contact(contact), m_scanner(&scanner) {}

    [[nodiscard]] qint64 lookedUntilMs() const;
    template <typename Limit> [[nodiscard]] Conversation *nextDue(Limit limitOf);
    void look(Conversation &conversation);

    ContactId m_contact;
    PolicyScanner *m_scanner;
    std::map<ConversationId, Conversation> m_conversations;
    ContactState m_state;
    ReadingPlace m_readUntil;
    bool m_isReadAnew = false;
    QVector<FoundHit> m_hits;
};

} // namespace atalaia
