// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/conversationwatch.h"

#include "detection/detector.h"
#include "detection/policyengine.h"
#include "store/database.h"
#include "store/identityrepository.h"
#include "store/staterepository.h"

#include <algorithm>
#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPageMessages = 5'000;
constexpr int kMostContacts = 200;
constexpr qint64 kMostReadOfRegrouped = 5'000; // events; a gateway may tell thousands of aliases at once

bool isBefore(const ObservedEvent &a, const ObservedEvent &b)
{
    return a.place < b.place;
}

void forgetOpenings(AgentState &agent, const QString &contactKey)
{
    std::erase_if(agent.openings, [&contactKey](const auto &opening) { return opening.contactKey == contactKey; });
}

/// Puts the openings towards one person, as they were read anew, among those of the agent.
void mergeOpenings(AgentState &agent, const AgentState &readAnew, const QString &contactKey)
{
    for (const AgentState::Opening &opening : readAnew.openings) {
        if (opening.contactKey != contactKey)
            continue;
        const auto same = std::find_if(agent.openings.begin(), agent.openings.end(),
                                       [&contactKey](const auto &other) { return other.contactKey == contactKey; });
        if (same == agent.openings.end())
            agent.openings.push_back(opening);
        else if (same->atMs < opening.atMs)
            *same = opening;
    }
    std::stable_sort(agent.openings.begin(), agent.openings.end(),
                     [](const auto &a, const auto &b) { return a.atMs < b.atMs; });
}

} // namespace

ConversationWatch::ConversationWatch(Detector &detector, Database &database, qint64 nowMs)
    : m_detector(detector),
      m_database(database),
      m_nowMs(nowMs),
      m_company(detector.company()),
      m_recording(database, detector, nowMs)
{}

void ConversationWatch::note(const MessageChange &change, bool isHistory)
{
    Noted &noted = m_noted[change.message];
    noted.isHistory = noted.isHistory || isHistory;
    noted.changes.append(change);
}

void ConversationWatch::noteRegrouped(const Regrouping &regrouping)
{
    for (const ContactId person : regrouping.persons)
        m_regrouped.insert(person);
    m_regroupedFlags += regrouping.flags;
}

/// Those that were read; the others wait.
Result<QSet<ContactId>> ConversationWatch::readRegrouped()
{
    QSet<ContactId> read;
    StateRepository states(m_database);
    for (const ContactId person : std::as_const(m_regrouped)) {
        const auto isWaiting = states.isToRead(person);
        if (!isWaiting)
            return isWaiting.error();
        if (!*isWaiting)
            continue; // joined to somebody else since
        const auto reading = open(person);
        if (!reading)
            return reading.error();
        if ((*reading)->messageCount() > kMostReadAtOnce || m_readAgain > kMostReadOfRegrouped)
            continue;
        const auto unread = states.messagesToRead(person);
        if (!unread)
            return unread.error();
        const QSet<MessageId> news(unread->cbegin(), unread->cend());
        const auto done = readAnew(person, [this, &news](const ObservedEvent &event) {
            return isNew(event) || news.contains(MessageId{event.message.number});
        });
        if (!done)
            return done.error();
        read.insert(person);
    }
    return read;
}

Result<ConversationWatch::Outcome> ConversationWatch::finish()
{
    if (m_noted.empty() && m_regrouped.isEmpty())
        return outcome();
    const bool canRead = m_detector.scanner() != nullptr;
    if (canRead) {
        if (auto begun = m_recording.begin(); !begun)
            return begun.error();
    }
    std::map<ConversationId, ContactId> contactOf;
    std::map<ContactId, QVector<MessageId>> messagesOf;
    for (const auto &[message, noted] : m_noted) {
        const ConversationId conversation = noted.changes.constFirst().conversation;
        if (!contactOf.contains(conversation)) {
            const auto contact = StateRepository(m_database).contactOf(conversation);
            if (!contact)
                return contact.error();
            contactOf.emplace(conversation, *contact);
        }
        messagesOf[contactOf.at(conversation)].append(message);
    }

    const auto alreadyRead = canRead ? readRegrouped() : Result<QSet<ContactId>>(QSet<ContactId>());
    if (!alreadyRead)
        return alreadyRead.error();
    Events onward;
    for (const auto &[contact, messages] : messagesOf) {
        if (alreadyRead->contains(contact))
            continue;
        const auto events = canRead ? takeIn(contact, messages) : Result<Events>(Events());
        if (!events)
            return events.error();
        if (!canRead) {
            if (auto done = putAside(contact, messages); !done)
                return done.error();
        }
        onward += *events;
    }
    if (auto done = play(onward); !done)
        return done.error();
    if (auto done = save(); !done)
        return done.error();
    return outcome();
}

/// What of the messages follows on all that was read of the contact. The others lead to a new reading, now
/// or later.
Result<ConversationWatch::Events> ConversationWatch::takeIn(ContactId contact, const QVector<MessageId> &messages)
{
    const auto reading = open(contact);
    if (!reading)
        return reading.error();
    Events following;
    Late late;
    for (const MessageId id : messages) {
        const auto message = MessageRepository(m_database).find(id);
        if (!message)
            return message.error();
        const Noted &noted = m_noted.at(id);
        Events events = eventsOf(*message, (*reading)->lineOf(message->conversation));
        events.removeIf([this](const ObservedEvent &event) { return !isNew(event); });
        const bool isFilled = std::any_of(noted.changes.cbegin(), noted.changes.cend(),
                                          [](const MessageChange &change) { return change.isFilled; });
        const auto isLate = [&reading](const ObservedEvent &event) { return (*reading)->isBehind(event.place); };
        const auto isTie = [&reading](const ObservedEvent &event) { return (*reading)->isTie(event.place); };
        if (!isFilled && std::none_of(events.cbegin(), events.cend(), isLate)) {
            following += events;
            continue;
        }
        late.isHistory = late.isHistory || noted.isHistory;
        if (!isFilled && std::all_of(events.cbegin(), events.cend(), isTie)) {
            late.ties += events;
            late.tied.append(id);
        } else {
            late.messages.append(id);
        }
    }
    const bool isAnyLate = !late.messages.isEmpty() || !late.tied.isEmpty();
    if (!isAnyLate && !(*reading)->isBlank())
        return following;
    const auto isWaiting = StateRepository(m_database).isToRead(contact);
    if (!isWaiting)
        return isWaiting.error();
    if (*isWaiting && (*reading)->isBlank()) {
        const auto done = putAside(contact, messages);
        return done ? Result<Events>(Events()) : Result<Events>(done.error());
    }
    if (!isAnyLate)
        return following;
    const auto played = takeLate(contact, **reading, late, *isWaiting);
    if (!played)
        return played.error();
    return (*reading)->isReadAnew() ? Events() : following + *played;
}

/// Reads the contact anew where that is due at once, else what is to be played all the same.
Result<ConversationWatch::Events> ConversationWatch::takeLate(ContactId contact, const ContactReading &reading,
                                                              Late late, bool isWaiting)
{
    const bool isLarge = reading.messageCount() > kMostReadAtOnce;
    if (!isWaiting && !late.isHistory && !isLarge) {
        const auto done = readAnew(contact, [this](const ObservedEvent &event) { return isNew(event); });
        return done ? Result<Events>(Events()) : Result<Events>(done.error());
    }
    if (late.isHistory) {
        late.messages += late.tied;
        late.ties.clear();
    }
    const auto done = putAside(contact, late.messages);
    return done ? Result<Events>(late.ties) : Result<Events>(done.error());
}

Result<> ConversationWatch::putAside(ContactId contact, const QVector<MessageId> &messages)
{
    StateRepository states(m_database);
    for (const MessageId message : messages) {
        if (auto done = states.setToRead(message); !done)
            return done;
    }
    return states.setToRead(contact);
}

Result<ContactReading *> ConversationWatch::open(ContactId contact)
{
    auto known = m_readings.find(contact);
    if (known == m_readings.end()) {
        auto opened = ContactReading::open(m_database, contact, *m_detector.scanner(), *m_company);
        if (!opened)
            return opened.error();
        known = m_readings.emplace(contact, std::move(opened).value()).first;
    }
    return &known->second;
}

Result<AgentState *> ConversationWatch::stateOf(AgentId agent)
{
    auto known = m_agents.find(agent);
    if (known == m_agents.end()) {
        const auto stored = StateRepository(m_database).agent(agent);
        if (!stored)
            return stored.error();
        known = m_agents.emplace(agent, agentStateFromCbor(*stored)).first;
    }
    return &known->second;
}

/// Whether this transaction wrote it.
bool ConversationWatch::isNew(const ObservedEvent &event) const
{
    const auto noted = m_noted.find(MessageId{event.message.number});
    if (noted == m_noted.end())
        return false;
    const QVector<MessageChange> &changes = noted->second.changes;
    return std::any_of(changes.cbegin(), changes.cend(), [&event](const MessageChange &change) {
        if (change.isNewMessage || (event.message.isRevoked && change.isRevocation))
            return true;
        if (event.version >= 0)
            return change.newVersion && change.newVersion->version == event.version;
        return change.isFilled && !event.message.isRevoked;
    });
}

/// Of all contacts in the order of time: an agent writes to several.
Result<> ConversationWatch::play(const Events &events)
{
    std::map<ConversationId, ContactReading *> readingOf;
    for (auto &[contact, reading] : m_readings) {
        for (const ConversationId conversation : reading.conversations())
            readingOf.emplace(conversation, &reading);
    }
    Events inOrder = events;
    std::sort(inOrder.begin(), inOrder.end(), isBefore);
    for (const ObservedEvent &event : std::as_const(inOrder)) {
        ContactReading &reading = *readingOf.at(event.conversation);
        const auto agent = stateOf(reading.agentOf(event.conversation));
        if (!agent)
            return agent.error();
        reading.read(event, **agent);
    }
    for (auto &[contact, reading] : m_readings) {
        if (auto recorded = m_recording.record(reading.takeHits()); !recorded)
            return recorded;
    }
    return {};
}

Result<ConversationWatch::Events> ConversationWatch::storedEvents(const ContactReading &reading) const
{
    MessageRepository messages(m_database);
    Events events;
    for (const ConversationId conversation : reading.conversations()) {
        const QString line = reading.lineOf(conversation);
        Message oldest; // of the pages so far, the newest page first
        for (bool hasMore = true; hasMore;) {
            const auto page = messages.page(conversation, oldest.sentAtMs, oldest.id, kPageMessages);
            if (!page)
                return page.error();
            for (const Message &message : *page)
                events += eventsOf(message, line);
            hasMore = page->size() == kPageMessages;
            if (hasMore)
                oldest = page->constFirst();
        }
    }
    std::sort(events.begin(), events.end(), isBefore);
    return events;
}

/// All conversations of the contact, from nothing. What was played before meets agents who are remembered
/// for this contact alone, so that nothing counts twice.
template <typename IsNew> Result<> ConversationWatch::readAnew(ContactId contact, IsNew isNewEvent)
{
    const auto opened = open(contact);
    if (!opened)
        return opened.error();
    ContactReading &reading = **opened;
    const auto events = storedEvents(reading);
    if (!events)
        return events.error();
    const QString contactKey = ContactReading::keyOf(contact);
    // A contact that was joined to this one is remembered under its own key yet.
    const auto contacts = IdentityRepository(m_database).contactsOf(contact);
    if (!contacts)
        return contacts.error();
    std::map<AgentId, AgentState> before;
    for (const ConversationId conversation : reading.conversations()) {
        const AgentId agent = reading.agentOf(conversation);
        const auto state = stateOf(agent);
        if (!state)
            return state.error();
        for (const ContactId one : *contacts)
            forgetOpenings(**state, ContactReading::keyOf(one));
        before.emplace(agent, AgentState());
    }
    reading.restart();
    QSet<qint64> read;
    for (const ObservedEvent &event : *events) {
        const AgentId agent = reading.agentOf(event.conversation);
        reading.read(event, isNewEvent(event) ? m_agents.at(agent) : before.at(agent));
        read.insert(event.message.number);
    }
    m_readAgain += events->size();
    reading.lookAtSilences(m_nowMs);
    for (const auto &[agent, state] : before)
        mergeOpenings(m_agents.at(agent), state, contactKey);
    if (auto done = m_recording.replace(reading.conversations(), read, reading.takeHits()); !done)
        return done;
    return StateRepository(m_database).setRead(contact);
}

Result<ConversationWatch::Waiting> ConversationWatch::readWaiting(qint64 mostEvents)
{
    Waiting waiting;
    if (m_detector.scanner() == nullptr)
        return waiting;
    if (auto begun = m_recording.begin(); !begun)
        return begun.error();
    StateRepository states(m_database);
    const auto contacts = states.contactsToRead(kMostContacts);
    if (!contacts)
        return contacts.error();
    for (const ContactId contact : *contacts) {
        if (m_readAgain >= mostEvents)
            break;
        const auto unread = states.messagesToRead(contact);
        if (!unread)
            return unread.error();
        const QSet<MessageId> news(unread->cbegin(), unread->cend());
        const auto done = readAnew(contact, [&news](const ObservedEvent &event) {
            return news.contains(MessageId{event.message.number});
        });
        if (!done)
            return done.error();
        ++waiting.contacts;
    }
    if (auto done = save(); !done)
        return done.error();
    waiting.hasMore = waiting.contacts < contacts->size() || contacts->size() == kMostContacts;
    waiting.outcome = outcome();
    return waiting;
}

Result<ConversationWatch::Silence> ConversationWatch::closeSilent(int limit)
{
    Silence silence;
    if (m_detector.scanner() == nullptr)
        return silence;
    if (auto begun = m_recording.begin(); !begun)
        return begun.error();
    StateRepository states(m_database);
    const auto silent = states.toClose(m_nowMs, limit);
    if (!silent)
        return silent.error();
    for (const ConversationId conversation : *silent) {
        const auto contact = states.contactOf(conversation);
        if (!contact)
            return contact.error();
        const auto reading = open(*contact);
        if (!reading)
            return reading.error();
        silence.closed += (*reading)->lookAtSilences(m_nowMs);
        if (auto recorded = m_recording.record((*reading)->takeHits()); !recorded)
            return recorded.error();
    }
    if (auto done = save(); !done)
        return done.error();
    silence.outcome = outcome();
    return silence;
}

Result<> ConversationWatch::save()
{
    for (const auto &[contact, reading] : m_readings) {
        if (auto done = reading.save(m_database); !done)
            return done;
    }
    StateRepository states(m_database);
    for (const auto &[agent, state] : m_agents) {
        if (auto done = states.save(agent, toCbor(state)); !done)
            return done;
    }
    return {};
}

ConversationWatch::Outcome ConversationWatch::outcome() const
{
    const QSet<ConversationId> &changed = m_recording.conversations();
    return {m_regroupedFlags + m_recording.flags(), QVector<ConversationId>(changed.cbegin(), changed.cend()),
            m_recording.count(), m_readAgain};
}

} // namespace atalaia
