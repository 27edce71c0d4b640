// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/observedmessage.h"

#include <QCborMap>
#include <QHash>
#include <QString>
#include <QVector>

#include <vector>

namespace atalaia {

/// When a rule or signal was found lately.
struct SignalTrace
{
    struct Occurrence
    {
        qint64 message = 0;
        int ordinal = 0; ///< of the message in its conversation, from 1
        qint64 atMs = 0;
        friend bool operator==(const Occurrence &, const Occurrence &) = default;
    };

    static constexpr int kMaxKept = 8;

    QVector<Occurrence> latest; ///< oldest first, at most kMaxKept
    int count = 0; ///< all of them; in a conversation those of its window

    friend bool operator==(const SignalTrace &, const SignalTrace &) = default;
};

using SignalTraces = QHash<QString, SignalTrace>; ///< by the full id of the rule
using ConductMemory = QHash<QString, qint64>; ///< "RULE-ID KEY" -> figure; entries of 0 are removed

/// A bubble that later ones may complete or refer to.
struct RecentMessage
{
    qint64 number = 0;
    int ordinal = 0;
    Author author = Author::Contact;
    bool isAutomatic = false;
    qint64 atMs = 0;
    QString text; ///< at most kMaxRecentText units
    friend bool operator==(const RecentMessage &, const RecentMessage &) = default;
};

/// What conduct rules remember of one conversation. Saved with each batch; the same messages from an
/// empty state lead to an equal one.
struct ConversationState
{
    static constexpr int kMaxRecent = 10;
    static constexpr int kMaxRecentText = 2048;

    int messageCount = 0;
    int agentCount = 0; ///< agents' messages by hand in this window
    int contactCount = 0;
    qint64 windowStartedAtMs = 0; ///< a silence of 12 h closes a window
    Author windowStartedBy = Author::Contact;
    qint64 lastAtMs = 0;
    qint64 lastAgentAtMs = 0;
    qint64 lastContactAtMs = 0;
    qint64 lastAgentMessage = 0; ///< number of the last one by hand
    std::vector<RecentMessage> recent; ///< oldest first
    SignalTraces said;
    ConductMemory memory;

    friend bool operator==(const ConversationState &, const ConversationState &) = default;
};

/// What is remembered of one person, on whatever line and under whatever id.
struct ContactState
{
    SignalTraces said;
    ConductMemory memory;
    qint64 firstSeenAtMs = 0;
    qint64 lastWroteAtMs = 0; ///< the contact wrote to the company
    friend bool operator==(const ContactState &, const ContactState &) = default;
};

/// What is remembered of one agent: openings of conversations, for outreach to many.
struct AgentState
{
    struct Opening
    {
        QString contactKey;
        qint64 atMs = 0;
        std::vector<quint32> sketch; ///< min-hashes of its 5-grams
        friend bool operator==(const Opening &, const Opening &) = default;
    };
    std::vector<Opening> openings; ///< of the last 24 h, oldest first, at most 512
    ConductMemory memory;
    friend bool operator==(const AgentState &, const AgentState &) = default;
};

/// For the store, which seals it: the states hold words of the last bubbles.
[[nodiscard]] QCborMap toCbor(const ConversationState &state);
[[nodiscard]] QCborMap toCbor(const ContactState &state);
[[nodiscard]] QCborMap toCbor(const AgentState &state);
/// Unknown or malformed entries are dropped.
[[nodiscard]] ConversationState conversationStateFromCbor(const QCborMap &map);
[[nodiscard]] ContactState contactStateFromCbor(const QCborMap &map);
[[nodiscard]] AgentState agentStateFromCbor(const QCborMap &map);

} // namespace atalaia
