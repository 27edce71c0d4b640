// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/conductstate.h"

#include <QCborArray>
#include <QCborValue>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

/// What a file may make us hold, whoever wrote it.
constexpr int kMostEntries = 4096;
constexpr std::size_t kMostOpenings = 512;
constexpr std::size_t kMostHashes = 1024;

QCborArray toCbor(const SignalTrace::Occurrence &said)
{
    return {said.message, said.ordinal, said.atMs};
}

QCborMap toCbor(const SignalTraces &traces)
{
    QCborMap map;
    for (auto trace = traces.cbegin(); trace != traces.cend(); ++trace) {
        QCborArray latest;
        for (const SignalTrace::Occurrence &said : trace->latest)
            latest.append(toCbor(said));
        map.insert(trace.key(), QCborArray{trace->count, latest});
    }
    return map;
}

QCborMap toCbor(const ConductMemory &memory)
{
    QCborMap map;
    for (auto entry = memory.cbegin(); entry != memory.cend(); ++entry)
        map.insert(entry.key(), *entry);
    return map;
}

bool areIntegers(const QCborArray &array, qsizetype count)
{
    return array.size() >= count
           && std::all_of(array.begin(), array.begin() + count, [](const auto &entry) { return entry.isInteger(); });
}

std::optional<SignalTrace::Occurrence> occurrenceFrom(const QCborArray &array)
{
    if (!areIntegers(array, 3))
        return std::nullopt;
    return SignalTrace::Occurrence{array.at(0).toInteger(), int(array.at(1).toInteger()), array.at(2).toInteger()};
}

SignalTraces tracesFrom(const QCborMap &map)
{
    SignalTraces traces;
    for (auto entry = map.begin(); entry != map.end() && traces.size() < kMostEntries; ++entry) {
        const QCborArray parts = entry.value().toArray();
        if (!entry.key().isString() || !areIntegers(parts, 1))
            continue;
        SignalTrace trace;
        trace.count = int(parts.at(0).toInteger());
        for (const QCborValue &part : parts.at(1).toArray()) {
            const auto said = occurrenceFrom(part.toArray());
            if (said && trace.latest.size() < SignalTrace::kMaxKept)
                trace.latest.append(*said);
        }
        if (!trace.latest.isEmpty())
            traces.insert(entry.key().toString(), trace);
    }
    return traces;
}

ConductMemory memoryFrom(const QCborMap &map)
{
    ConductMemory memory;
    for (auto entry = map.begin(); entry != map.end() && memory.size() < kMostEntries; ++entry) {
        if (entry.key().isString() && entry.value().isInteger() && entry.value().toInteger() != 0)
            memory.insert(entry.key().toString(), entry.value().toInteger());
    }
    return memory;
}

std::optional<Author> authorFrom(const QCborValue &value)
{
    const qint64 number = value.toInteger(-1);
    if (number < qint64(Author::Agent) || number > qint64(Author::System))
        return std::nullopt;
    return Author(number);
}

std::optional<RecentMessage> recentFrom(const QCborArray &array)
{
    const auto author = authorFrom(array.at(2));
    if (array.size() < 6 || !areIntegers(array, 3) || !author || !array.at(4).isInteger() || !array.at(5).isString())
        return std::nullopt;
    RecentMessage message;
    message.number = array.at(0).toInteger();
    message.ordinal = int(array.at(1).toInteger());
    message.author = *author;
    message.isAutomatic = array.at(3).toBool();
    message.atMs = array.at(4).toInteger();
    message.text = array.at(5).toString().left(ConversationState::kMaxRecentText);
    return message;
}

qint64 figure(const QCborMap &map, const QString &key)
{
    return map.value(key).toInteger(0);
}

} // namespace

QCborMap toCbor(const ConversationState &state)
{
    QCborArray recent;
    for (const RecentMessage &message : state.recent)
        recent.append(QCborArray{message.number, message.ordinal, int(message.author), message.isAutomatic,
                                 message.atMs, message.text});
    return {{u"messages"_s, state.messageCount},
            {u"byAgent"_s, state.agentCount},
            {u"byContact"_s, state.contactCount},
            {u"windowAt"_s, state.windowStartedAtMs},
            {u"windowBy"_s, int(state.windowStartedBy)},
            {u"lastAt"_s, state.lastAtMs},
            {u"agentAt"_s, state.lastAgentAtMs},
            {u"contactAt"_s, state.lastContactAtMs},
            {u"agentMessage"_s, state.lastAgentMessage},
            {u"recent"_s, recent},
            {u"said"_s, toCbor(state.said)},
            {u"memory"_s, toCbor(state.memory)}};
}

QCborMap toCbor(const ContactState &state)
{
    return {{u"said"_s, toCbor(state.said)},
            {u"memory"_s, toCbor(state.memory)},
            {u"seenAt"_s, state.firstSeenAtMs},
            {u"wroteAt"_s, state.lastWroteAtMs}};
}

QCborMap toCbor(const AgentState &state)
{
    QCborArray openings;
    for (const AgentState::Opening &opening : state.openings) {
        QCborArray sketch;
        for (const quint32 hash : opening.sketch)
            sketch.append(qint64(hash));
        openings.append(QCborArray{opening.contactKey, opening.atMs, sketch});
    }
    return {{u"openings"_s, openings}, {u"memory"_s, toCbor(state.memory)}};
}

ConversationState conversationStateFromCbor(const QCborMap &map)
{
    ConversationState state;
    state.messageCount = int(figure(map, u"messages"_s));
    state.agentCount = int(figure(map, u"byAgent"_s));
    state.contactCount = int(figure(map, u"byContact"_s));
    state.windowStartedAtMs = figure(map, u"windowAt"_s);
    state.windowStartedBy = authorFrom(map.value(u"windowBy"_s)).value_or(Author::Contact);
    state.lastAtMs = figure(map, u"lastAt"_s);
    state.lastAgentAtMs = figure(map, u"agentAt"_s);
    state.lastContactAtMs = figure(map, u"contactAt"_s);
    state.lastAgentMessage = figure(map, u"agentMessage"_s);
    for (const QCborValue &entry : map.value(u"recent"_s).toArray()) {
        auto message = recentFrom(entry.toArray());
        if (message && state.recent.size() < std::size_t(ConversationState::kMaxRecent))
            state.recent.push_back(std::move(*message));
    }
    state.said = tracesFrom(map.value(u"said"_s).toMap());
    state.memory = memoryFrom(map.value(u"memory"_s).toMap());
    return state;
}

ContactState contactStateFromCbor(const QCborMap &map)
{
    ContactState state;
    state.said = tracesFrom(map.value(u"said"_s).toMap());
    state.memory = memoryFrom(map.value(u"memory"_s).toMap());
    state.firstSeenAtMs = figure(map, u"seenAt"_s);
    state.lastWroteAtMs = figure(map, u"wroteAt"_s);
    return state;
}

AgentState agentStateFromCbor(const QCborMap &map)
{
    AgentState state;
    for (const QCborValue &entry : map.value(u"openings"_s).toArray()) {
        const QCborArray parts = entry.toArray();
        if (parts.size() < 3 || !parts.at(0).isString() || !parts.at(1).isInteger() || !parts.at(2).isArray()
            || state.openings.size() >= kMostOpenings)
            continue;
        AgentState::Opening opening{parts.at(0).toString(), parts.at(1).toInteger(), {}};
        for (const QCborValue &hash : parts.at(2).toArray()) {
            if (hash.isInteger() && opening.sketch.size() < kMostHashes)
                opening.sketch.push_back(quint32(hash.toInteger()));
        }
        state.openings.push_back(std::move(opening));
    }
    state.memory = memoryFrom(map.value(u"memory"_s).toMap());
    return state;
}

} // namespace atalaia
