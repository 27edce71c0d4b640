// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/conversationwatch.h"

#include "detection/conduct/countmessage.h"
#include "detection/detector.h"
#include "detection/policyengine.h"
#include "domain/identity.h"
#include "store/conversationrepository.h"
#include "store/database.h"
#include "store/staterepository.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

// Of a contact with more, the newest are played; what older ones said is forgotten at a rebuild.
constexpr int kMostReplayed = 20'000;
constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;

/// "+5511900000001" of the address that a gateway gives; empty for anything that is no number.
QString phoneOf(const QString &chatAddress)
{
    const QString user = chatAddress.section(u'@', 0, 0);
    const bool isPhone = !isGroupAddress(chatAddress) && !chatAddress.endsWith(u"@lid"_s) && user.size() >= 8
                         && std::all_of(user.begin(), user.end(), [](QChar c) { return c.isDigit(); });
    return isPhone ? u'+' + user : QString();
}

} // namespace

/// A bubble, a later version of it, or its deletion, at its time.
struct ConversationWatch::Event
{
    ConversationId conversation;
    Message message;
    qint64 atMs = 0;
    int version = -1; ///< of the text; -1 = none
    bool isDeletion = false;
    bool isFirst = false; ///< nothing of the message comes before it
    bool isNew = false; ///< written by this transaction

    [[nodiscard]] bool isSameAs(const Event &other) const
    {
        return message.id == other.message.id && version == other.version && isDeletion == other.isDeletion;
    }
    friend bool operator<(const Event &a, const Event &b)
    {
        return std::tie(a.atMs, a.message.id.value, a.isDeletion, a.version)
               < std::tie(b.atMs, b.message.id.value, b.isDeletion, b.version);
    }
};

/// One conversation while it is played.
struct ConversationWatch::Playing
{
    ConversationHead head;
    ConversationFacts facts;
    ConversationState state;
    qint64 lastAtMs = 0; ///< 0 = nothing is remembered yet
    qint64 closeAtMs = 0;
};

ConversationWatch::ConversationWatch(Detector &detector, Database &database, qint64 nowMs)
    : m_detector(detector), m_database(database), m_nowMs(nowMs)
{}

ConversationWatch::~ConversationWatch() = default;

void ConversationWatch::note(const MessageChange &change)
{
    m_noted[change.conversation].append(change);
}

Result<ConversationWatch::Outcome> ConversationWatch::finish()
{
    if (m_noted.isEmpty() || m_detector.scanner() == nullptr)
        return m_outcome;
    QHash<ContactId, Events> ofContacts;
    QVector<ContactId> contacts;
    QVector<ConversationId> conversations(m_noted.keyBegin(), m_noted.keyEnd());
    std::sort(conversations.begin(), conversations.end());
    for (const ConversationId conversation : std::as_const(conversations)) {
        auto events = notedEvents(conversation);
        if (!events)
            return events.error();
        if (events->isEmpty())
            continue;
        if (auto done = open(conversation); !done)
            return done.error();
        const ContactId contact = m_playing[conversation].head.contact;
        if (!ofContacts.contains(contact))
            contacts.append(contact);
        ofContacts[contact] += *events;
    }

    Events onward;
    for (const ContactId contact : std::as_const(contacts)) {
        const Events &noted = ofContacts[contact];
        const auto isLate = isBehind(contact, noted);
        if (!isLate)
            return isLate.error();
        if (!*isLate)
            onward += noted;
        else if (auto done = rebuild(contact, noted); !done)
            return done.error();
    }
    // Of all contacts in the order of time: an agent writes to several.
    std::sort(onward.begin(), onward.end());
    for (const Event &event : std::as_const(onward)) {
        if (auto done = play(event, m_agents[m_playing[event.conversation].head.line.agent]); !done)
            return done.error();
    }
    if (auto done = save(); !done)
        return done.error();
    return m_outcome;
}

/// Reads what is remembered, once.
Result<> ConversationWatch::open(ConversationId conversation)
{
    if (m_playing.contains(conversation))
        return {};
    auto head = ConversationRepository(m_database).head(conversation);
    if (!head)
        return head.error();
    StateRepository states(m_database);
    auto entry = states.conversation(conversation);
    if (!entry)
        return entry.error();
    if (!m_contacts.contains(head->contact)) {
        auto contact = states.contact(head->contact);
        if (!contact)
            return contact.error();
        m_contacts.insert(head->contact, contactStateFromCbor(*contact));
    }
    if (!m_agents.contains(head->line.agent)) {
        auto agent = states.agent(head->line.agent);
        if (!agent)
            return agent.error();
        m_agents.insert(head->line.agent, agentStateFromCbor(*agent));
    }

    Playing playing;
    playing.head = *head;
    if (*entry) {
        playing.lastAtMs = (*entry)->lastAtMs;
        playing.closeAtMs = (*entry)->closeAtMs;
        playing.state = conversationStateFromCbor((*entry)->state);
    }
    ConversationFacts &facts = playing.facts;
    // A line's display name is mostly the company's: who writes is not on record yet.
    facts.agentId = QString::number(head->line.agent.value);
    facts.contactName = head->contactName;
    facts.contactKey = QString::number(head->contact.value);
    facts.contactPhone = phoneOf(head->chatAddress);
    facts.company = &m_detector.company();
    m_playing.insert(conversation, playing);
    return {};
}

/// What is known of a message, as what happened one after the other. Of one that only a reaction named
/// there is nothing.
ConversationWatch::Events ConversationWatch::eventsOf(const Message &message)
{
    Events events;
    const auto add = [&events, &message](qint64 atMs, int version, bool isDeletion) {
        const qint64 notBefore = events.isEmpty() ? atMs : events.constLast().atMs;
        events.append(Event{message.conversation, message, std::max(atMs, notBefore), version, isDeletion,
                            events.isEmpty(), false});
    };
    if (message.versions.isEmpty() && !message.isFirstVersionMissing)
        add(message.sentAtMs, -1, false); // a picture and the like
    // Versions are numbered as they arrived.
    QVector<MessageVersion> versions = message.versions;
    std::sort(versions.begin(), versions.end(), [](const MessageVersion &a, const MessageVersion &b) {
        return std::tuple(a.version > 0, a.atMs, a.version) < std::tuple(b.version > 0, b.atMs, b.version);
    });
    for (const MessageVersion &version : std::as_const(versions))
        add(version.version == 0 ? message.sentAtMs : version.atMs, version.version, false);
    if (message.revokedAtMs != 0)
        add(message.revokedAtMs, -1, true);
    return events;
}

/// Of each message what this transaction added.
Result<ConversationWatch::Events> ConversationWatch::notedEvents(ConversationId conversation)
{
    MessageRepository messages(m_database);
    Events events;
    QHash<MessageId, QVector<MessageChange>> changes;
    for (const MessageChange &change : m_noted.value(conversation))
        changes[change.message].append(change);
    for (auto it = changes.cbegin(); it != changes.cend(); ++it) {
        const auto message = messages.find(it.key());
        if (!message)
            return message.error();
        for (Event event : eventsOf(*message)) {
            event.isNew = std::any_of(it->cbegin(), it->cend(), [&event](const MessageChange &change) {
                if (change.isNewMessage || (event.isDeletion && change.isRevocation))
                    return true;
                if (event.version >= 0)
                    return change.newVersion && change.newVersion->version == event.version;
                return change.isFilled && !event.isDeletion;
            });
            if (event.isNew)
                events.append(event);
        }
    }
    return events;
}

Result<ConversationWatch::Events> ConversationWatch::storedEvents(ConversationId conversation)
{
    auto messages = MessageRepository(m_database)
                            .page(conversation, std::numeric_limits<qint64>::max(), MessageId(), kMostReplayed);
    if (!messages)
        return messages.error();
    Events events;
    for (const Message &message : std::as_const(*messages))
        events += eventsOf(message);
    return events;
}

/// Whether the states of the contact have seen what came after one of the events.
Result<bool> ConversationWatch::isBehind(ContactId contact, const Events &events)
{
    const auto last = StateRepository(m_database).lastEventOf(contact);
    if (!last)
        return last.error();
    if (!*last)
        return false;
    return std::any_of(events.cbegin(), events.cend(), [this, last](const Event &event) {
        const QVector<MessageChange> &changes = m_noted[event.conversation];
        const bool isFilled = std::any_of(changes.cbegin(), changes.cend(), [&event](const MessageChange &change) {
            return change.message == event.message.id && change.isFilled;
        });
        return isFilled || event.atMs < **last;
    });
}

/// All conversations of the contact, played from nothing in the order of time. What was played before
/// meets agents who are remembered for this contact alone, so that nothing counts twice.
Result<> ConversationWatch::rebuild(ContactId contact, const Events &noted)
{
    const auto conversations = StateRepository(m_database).conversationsOf(contact);
    if (!conversations)
        return conversations.error();
    Events events;
    for (const ConversationId conversation : *conversations) {
        if (auto done = open(conversation); !done)
            return done;
        m_playing[conversation].state = {};
        m_playing[conversation].lastAtMs = 0;
        auto stored = storedEvents(conversation);
        if (!stored)
            return stored.error();
        events += *stored;
    }
    m_contacts[contact] = {};
    std::sort(events.begin(), events.end());
    QHash<AgentId, AgentState> remembered;
    for (Event &event : events) {
        event.isNew = std::any_of(noted.cbegin(), noted.cend(),
                                  [&event](const Event &other) { return other.isSameAs(event); });
        const AgentId agent = m_playing[event.conversation].head.line.agent;
        if (auto done = play(event, event.isNew ? m_agents[agent] : remembered[agent]); !done)
            return done;
    }
    return {};
}

Result<> ConversationWatch::play(const Event &event, AgentState &agent)
{
    Playing &playing = m_playing[event.conversation];
    ObservedMessage observed;
    observed.number = event.message.id.value;
    observed.author = event.message.author;
    observed.kind = event.message.kind;
    observed.atMs = event.atMs;
    observed.isUpdate = !event.isFirst;
    observed.isEdited = event.version > 0;
    observed.isRevoked = event.isDeletion;
    observed.changedAtMs = observed.isEdited || observed.isRevoked ? event.atMs : 0;
    for (const MessageVersion &version : event.message.versions) {
        if (version.version == event.version)
            observed.text = version.text; // none of a deletion: what it said was observed when it was said
    }
    const QVector<RuleHit> hits = m_detector.scanner()->observe(observed, playing.facts, playing.state,
                                                                m_contacts[playing.head.contact], agent);
    playing.lastAtMs = std::max(playing.lastAtMs, event.atMs);
    playing.closeAtMs = playing.lastAtMs + kWindowSilenceMs;
    return record(event.conversation, event.message.id, event.version, event.atMs, hits);
}

Result<> ConversationWatch::record(ConversationId conversation, MessageId message, int version, qint64 atMs,
                                   const QVector<RuleHit> &hits)
{
    if (hits.isEmpty())
        return {};
    m_outcome.hits += hits.size();
    auto flags = FlagRepository(m_database).recordHits(conversation, message, version, hits, atMs, m_nowMs);
    if (!flags)
        return flags.error();
    m_outcome.flags += *flags;
    return {};
}

Result<> ConversationWatch::save()
{
    StateRepository states(m_database);
    for (const Playing &playing : std::as_const(m_playing)) {
        if (playing.lastAtMs == 0)
            continue;
        if (auto done = states.save(playing.head.id, {toCbor(playing.state), playing.lastAtMs, playing.closeAtMs});
            !done)
            return done;
    }
    for (auto contact = m_contacts.cbegin(); contact != m_contacts.cend(); ++contact) {
        if (auto done = states.save(contact.key(), toCbor(*contact)); !done)
            return done;
    }
    for (auto agent = m_agents.cbegin(); agent != m_agents.cend(); ++agent) {
        if (auto done = states.save(agent.key(), toCbor(*agent)); !done)
            return done;
    }
    return {};
}

Result<ConversationWatch::Silence> ConversationWatch::closeSilent(int limit)
{
    PolicyScanner *const scanner = m_detector.scanner();
    if (scanner == nullptr)
        return Silence{};
    const auto silent = StateRepository(m_database).toClose(m_nowMs, limit);
    if (!silent)
        return silent.error();
    QVector<ConversationId> hit;
    for (const ConversationId conversation : *silent) {
        if (auto done = open(conversation); !done)
            return done.error();
        Playing &playing = m_playing[conversation];
        // The first close is that of the window, whenever somebody comes to it; later ones ask for terms.
        const bool isOfWindow = playing.closeAtMs <= playing.lastAtMs + kWindowSilenceMs;
        const qint64 closedAtMs =
                isOfWindow ? playing.closeAtMs : std::min(m_nowMs, playing.head.line.completeUntilMs);
        const QVector<RuleHit> hits =
                scanner->close(closedAtMs, playing.facts, playing.state, m_contacts[playing.head.contact],
                               m_agents[playing.head.line.agent]);
        const bool isOver = closedAtMs - playing.lastAtMs > kLongestTermMs;
        playing.closeAtMs = isOver ? 0 : closedAtMs + kDayMs;
        if (auto done = record(conversation, MessageId(), 0, closedAtMs, hits); !done)
            return done.error();
        if (!hits.isEmpty())
            hit.append(conversation);
    }
    if (auto done = save(); !done)
        return done.error();
    return Silence{m_outcome, int(silent->size()), hit};
}

} // namespace atalaia
