// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/contactreading.h"

#include "detection/conduct/countmessage.h"
#include "detection/policyengine.h"
#include "domain/identity.h"
#include "store/staterepository.h"

#include <QCborArray>

#include <algorithm>
#include <set>
#include <tuple>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;

ConversationFacts factsOf(const ConversationHead &head, const CompanyProfile &company)
{
    ConversationFacts facts;
    // A line's display name is mostly the company's: who writes is not on record yet.
    facts.agentId = QString::number(head.line.agent.value);
    facts.contactName = head.contactName;
    facts.contactKey = ContactReading::keyOf(head.contact);
    facts.contactPhone = head.contactPhone;
    facts.isGroup = isGroupAddress(head.chatAddress);
    facts.company = &company;
    return facts;
}

const QString kPlaceKey = u"readUntil"_s; // beside the entries of ContactState

QCborArray toCbor(const ReadingPlace &place)
{
    return {place.atMs, place.message, place.line, place.step};
}

ReadingPlace placeFrom(const QCborArray &array)
{
    if (array.size() != 4 || !array.at(0).isInteger())
        return {};
    return {array.at(0).toInteger(), array.at(1).toString(), array.at(2).toString(), int(array.at(3).toInteger())};
}

} // namespace

Result<ContactReading> ContactReading::open(Database &database, ContactId contact, PolicyScanner &scanner,
                                            const CompanyProfile &company)
{
    StateRepository states(database);
    const auto ids = states.conversationsOf(contact);
    if (!ids)
        return ids.error();
    const auto stored = states.contact(contact);
    if (!stored)
        return stored.error();
    ContactReading reading(contact, scanner);
    reading.m_state = contactStateFromCbor(*stored);
    reading.m_readUntil = placeFrom(stored->value(kPlaceKey).toArray());
    ConversationRepository conversations(database);
    for (const ConversationId id : *ids) {
        const auto head = conversations.head(id);
        if (!head)
            return head.error();
        const auto entry = states.conversation(id);
        if (!entry)
            return entry.error();
        Conversation &conversation = reading.m_conversations[id];
        conversation.head = *head;
        conversation.facts = factsOf(*head, company);
        if (*entry) {
            conversation.state = conversationStateFromCbor((*entry)->state);
            conversation.lastAtMs = (*entry)->lastAtMs;
            conversation.closeAtMs = (*entry)->closeAtMs;
        }
    }
    return reading;
}

/// Of the last look at a silence that still lasts.
qint64 ContactReading::lookedUntilMs() const
{
    qint64 untilMs = 0;
    for (const auto &[id, conversation] : m_conversations) {
        const qint64 silenceMs = windowSilenceMs(*conversation.facts.company);
        const qint64 firstMs = conversation.lastAtMs + silenceMs;
        const qint64 looks = 1 + (kLongestTermMs - silenceMs) / kDayMs; // after the first
        if (conversation.lastAtMs == 0 || conversation.closeAtMs == firstMs)
            continue;
        untilMs = std::max(untilMs,
                           conversation.closeAtMs == 0 ? firstMs + looks * kDayMs : conversation.closeAtMs - kDayMs);
    }
    return untilMs;
}

bool ContactReading::isBehind(const ReadingPlace &place) const
{
    return !(m_readUntil < place) || place.atMs < lookedUntilMs();
}

bool ContactReading::isTie(const ReadingPlace &place) const
{
    return place.atMs == m_readUntil.atMs && place.message != m_readUntil.message && place.atMs >= lookedUntilMs();
}

qint64 ContactReading::messageCount() const
{
    qint64 count = 0;
    for (const auto &[id, conversation] : m_conversations)
        count += conversation.head.messageCount;
    return count;
}

void ContactReading::restart()
{
    m_isReadAnew = true;
    m_state = {};
    m_readUntil = {};
    for (auto &[id, conversation] : m_conversations) {
        conversation.state = {};
        conversation.lastAtMs = 0;
        conversation.closeAtMs = 0;
        conversation.hasMoved = true;
    }
}

void ContactReading::read(const ObservedEvent &event, AgentState &agent)
{
    const qint64 atMs = event.place.atMs;
    while (Conversation *const due = nextDue([atMs](const Conversation &) { return atMs; }))
        look(*due);
    Conversation &conversation = m_conversations.at(event.conversation);
    ObservedMessage message = event.message;
    message.isAutomatic = message.isAutomatic && conversation.facts.company->hasProgramsOnly;
    const QVector<RuleHit> hits = m_scanner->observe(message, conversation.facts, conversation.state, m_state, agent);
    for (const RuleHit &hit : hits)
        m_hits.append({event.conversation, MessageId{event.message.number}, event.version, atMs, event.knownAtMs, false,
                       hit});
    conversation.lastAtMs = std::max(conversation.lastAtMs, atMs);
    conversation.closeAtMs = conversation.lastAtMs + windowSilenceMs(*conversation.facts.company);
    conversation.hasMoved = true;
    m_readUntil = std::max(m_readUntil, event.place);
}

int ContactReading::lookAtSilences(qint64 nowMs)
{
    std::set<const Conversation *> looked;
    const auto limitOf = [nowMs](const Conversation &conversation) {
        return std::min(nowMs, conversation.head.line.completeUntilMs);
    };
    while (Conversation *const due = nextDue(limitOf)) {
        look(*due);
        looked.insert(due);
    }
    return int(looked.size());
}

/// The first silence that is over by its limit.
template <typename Limit> ContactReading::Conversation *ContactReading::nextDue(Limit limitOf)
{
    Conversation *due = nullptr;
    for (auto &[id, conversation] : m_conversations) {
        const qint64 closeAtMs = conversation.closeAtMs;
        if (closeAtMs == 0 || closeAtMs > limitOf(conversation))
            continue;
        const auto isBefore = [](const Conversation &a, const Conversation &b) {
            return std::tie(a.closeAtMs, a.head.line.externalId) < std::tie(b.closeAtMs, b.head.line.externalId);
        };
        if (due == nullptr || isBefore(conversation, *due))
            due = &conversation;
    }
    return due;
}

void ContactReading::look(Conversation &conversation)
{
    const qint64 closeAtMs = conversation.closeAtMs;
    AgentState nobody; // a silence is no agent's doing
    const QVector<RuleHit> hits = m_scanner->close(closeAtMs, conversation.facts, conversation.state, m_state, nobody);
    for (const RuleHit &hit : hits)
        m_hits.append({conversation.head.id, MessageId(), 0, closeAtMs, 0, false, hit});
    conversation.closeAtMs = closeAtMs - conversation.lastAtMs > kLongestTermMs ? 0 : closeAtMs + kDayMs;
    conversation.hasMoved = true;
}

Result<> ContactReading::save(Database &database) const
{
    StateRepository states(database);
    bool hasMoved = false;
    for (const auto &[id, conversation] : m_conversations) {
        if (!conversation.hasMoved || conversation.lastAtMs == 0)
            continue;
        hasMoved = true;
        const auto saved = states.save(id, {toCbor(conversation.state), conversation.lastAtMs, conversation.closeAtMs});
        if (!saved)
            return saved;
    }
    if (!hasMoved)
        return {};
    QCborMap contact = toCbor(m_state);
    contact.insert(kPlaceKey, toCbor(m_readUntil));
    return states.save(m_contact, contact);
}

QVector<ConversationId> ContactReading::conversations() const
{
    QVector<ConversationId> ids;
    for (const auto &[id, conversation] : m_conversations)
        ids.append(id);
    return ids;
}

AgentId ContactReading::agentOf(ConversationId conversation) const
{
    return m_conversations.at(conversation).head.line.agent;
}

QString ContactReading::lineOf(ConversationId conversation) const
{
    return m_conversations.at(conversation).head.line.externalId;
}

} // namespace atalaia
