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

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

// Of a contact with more, the newest are played; what older ones said is forgotten at a rebuild.
constexpr int kMostReplayed = 20'000;

/// "+5511900000001" of the address that a gateway gives; empty for anything that is no number.
QString phoneOf(const QString &chatAddress)
{
    const QString user = chatAddress.section(u'@', 0, 0);
    const bool isPhone = !isGroupAddress(chatAddress) && !chatAddress.endsWith(u"@lid"_s) && user.size() >= 8
                         && std::all_of(user.begin(), user.end(), [](QChar c) { return c.isDigit(); });
    return isPhone ? u'+' + user : QString();
}

} // namespace

/// One conversation while it is played.
struct ConversationWatch::Playing
{
    ConversationHead head;
    ConversationFacts facts;
    ConversationState state;
    ContactState contact;
    AgentState agent;
    qint64 lastAtMs = 0;
    bool isNew = true; ///< nothing is remembered yet
};

ConversationWatch::ConversationWatch(Detector &detector, Database &database, qint64 nowMs)
    : m_detector(detector), m_database(database), m_nowMs(nowMs)
{}

void ConversationWatch::note(const MessageChange &change)
{
    Event event;
    event.conversation = change.conversation;
    event.message.id = change.message;
    event.version = change.newVersion ? change.newVersion->version : -1;
    event.isDeletion = change.isRevocation;
    m_noted[change.conversation].append(event);
}

Result<ConversationWatch::Outcome> ConversationWatch::finish()
{
    if (m_detector.scanner() == nullptr)
        return m_outcome;
    MessageRepository messages(m_database);
    QVector<ConversationId> conversations(m_noted.keyBegin(), m_noted.keyEnd());
    std::sort(conversations.begin(), conversations.end());
    for (const ConversationId conversation : std::as_const(conversations)) {
        QVector<Event> events = m_noted.value(conversation);
        for (Event &event : events) {
            auto message = messages.find(event.message.id);
            if (!message)
                return message.error();
            event.message = std::move(*message);
            event.atMs = event.isDeletion   ? event.message.revokedAtMs
                         : event.version > 0 ? event.message.versions.value(event.version).atMs
                                             : event.message.sentAtMs;
        }
        std::sort(events.begin(), events.end());
        if (auto done = goOn(conversation, std::move(events)); !done)
            return done.error();
    }
    return m_outcome;
}

Result<> ConversationWatch::goOn(ConversationId conversation, QVector<Event> events)
{
    auto playing = open(conversation);
    if (!playing)
        return playing.error();
    if (!playing->isNew && events.first().atMs < playing->lastAtMs)
        return rebuild(*playing);
    for (const Event &event : std::as_const(events)) {
        if (auto done = play(*playing, event); !done)
            return done;
    }
    return save(*playing);
}

Result<ConversationWatch::Playing> ConversationWatch::open(ConversationId conversation)
{
    auto head = ConversationRepository(m_database).head(conversation);
    if (!head)
        return head.error();
    StateRepository states(m_database);
    auto entry = states.conversation(conversation);
    if (!entry)
        return entry.error();
    auto contact = states.contact(head->contact);
    if (!contact)
        return contact.error();
    auto agent = states.agent(head->line.agent);
    if (!agent)
        return agent.error();

    Playing playing;
    playing.head = *head;
    if (*entry) {
        playing.isNew = false;
        playing.lastAtMs = (*entry)->lastAtMs;
        playing.state = conversationStateFromCbor((*entry)->state);
    }
    playing.contact = contactStateFromCbor(*contact);
    playing.agent = agentStateFromCbor(*agent);
    ConversationFacts &facts = playing.facts;
    // A line's display name is mostly the company's: who writes is not on record yet.
    facts.agentId = QString::number(head->line.agent.value);
    facts.contactName = head->contactName;
    facts.contactKey = QString::number(head->contact.value);
    facts.contactPhone = phoneOf(head->chatAddress);
    facts.company = &m_detector.company();
    return playing;
}

Result<> ConversationWatch::play(Playing &playing, const Event &event)
{
    ObservedMessage observed;
    observed.number = event.message.id.value;
    observed.author = event.message.author;
    observed.kind = event.message.kind;
    observed.atMs = event.atMs;
    observed.isUpdate = event.isDeletion || event.version > 0;
    observed.isEdited = event.version > 0;
    observed.isRevoked = event.isDeletion;
    observed.changedAtMs = observed.isUpdate ? event.atMs : 0;
    if (event.isDeletion) // what it said was observed when it was said
        observed.isRevoked = true;
    else if (event.version >= 0 && event.version < event.message.versions.size())
        observed.text = event.message.versions.at(event.version).text;
    const QVector<RuleHit> hits = m_detector.scanner()->observe(observed, playing.facts, playing.state,
                                                                playing.contact, playing.agent);
    playing.lastAtMs = std::max(playing.lastAtMs, event.atMs);
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

Result<> ConversationWatch::save(const Playing &playing)
{
    StateRepository states(m_database);
    const StateRepository::ConversationEntry entry{toCbor(playing.state), playing.lastAtMs, true};
    if (auto done = states.save(playing.head.id, entry); !done)
        return done;
    if (auto done = states.save(playing.head.contact, toCbor(playing.contact)); !done)
        return done;
    return states.save(playing.head.line.agent, toCbor(playing.agent));
}

Result<QVector<ConversationWatch::Event>> ConversationWatch::eventsOf(ConversationId conversation)
{
    auto messages = MessageRepository(m_database)
                            .page(conversation, std::numeric_limits<qint64>::max(), MessageId(), kMostReplayed);
    if (!messages)
        return messages.error();
    QVector<Event> events;
    for (const Message &message : *messages) {
        Event event{conversation, message, message.sentAtMs, message.versions.isEmpty() ? -1 : 0, false};
        events.append(event);
        for (int version = 1; version < message.versions.size(); ++version) {
            event.version = version;
            event.atMs = message.versions.at(version).atMs;
            events.append(event);
        }
        if (message.revokedAtMs > message.sentAtMs) {
            event.version = -1;
            event.atMs = message.revokedAtMs;
            event.isDeletion = true;
            events.append(event);
        }
    }
    return events;
}

/// All conversations of the contact, played from nothing in the order of time. What the agents are
/// remembered for goes over many contacts and stays.
Result<> ConversationWatch::rebuild(const Playing &of)
{
    auto conversations = StateRepository(m_database).conversationsOf(of.head.contact);
    if (!conversations)
        return conversations.error();
    QVector<Event> events;
    QHash<ConversationId, Playing> all;
    for (const ConversationId conversation : *conversations) {
        auto playing = open(conversation);
        if (!playing)
            return playing.error();
        playing->state = {};
        playing->lastAtMs = 0;
        all.insert(conversation, *playing);
        auto own = eventsOf(conversation);
        if (!own)
            return own.error();
        events += *own;
    }
    std::sort(events.begin(), events.end());
    ContactState contact;
    for (const Event &event : std::as_const(events)) {
        Playing &playing = all[event.conversation];
        const AgentState agent = playing.agent;
        std::swap(playing.contact, contact);
        const Result<> done = play(playing, event);
        std::swap(playing.contact, contact);
        playing.agent = agent;
        if (!done)
            return done;
    }
    for (Playing &playing : all) {
        playing.contact = contact;
        if (auto done = save(playing); !done)
            return done;
    }
    return {};
}

Result<ConversationWatch::Outcome> ConversationWatch::closeSilent(int limit)
{
    PolicyScanner *const scanner = m_detector.scanner();
    if (scanner == nullptr)
        return m_outcome;
    StateRepository states(m_database);
    auto silent = states.silentSince(m_nowMs - kWindowSilenceMs, limit);
    if (!silent)
        return silent.error();
    for (const ConversationId conversation : *silent) {
        auto playing = open(conversation);
        if (!playing)
            return playing.error();
        const qint64 closedAtMs = playing->lastAtMs + kWindowSilenceMs;
        const QVector<RuleHit> hits = scanner->close(closedAtMs, playing->facts, playing->state, playing->contact,
                                                     playing->agent);
        if (auto done = record(conversation, MessageId(), 0, playing->lastAtMs, hits); !done)
            return done.error();
        const StateRepository::ConversationEntry entry{toCbor(playing->state), playing->lastAtMs, false};
        if (auto done = states.save(conversation, entry); !done)
            return done.error();
        if (auto done = states.save(playing->head.contact, toCbor(playing->contact)); !done)
            return done.error();
    }
    return m_outcome;
}

} // namespace atalaia
