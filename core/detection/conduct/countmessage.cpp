// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/conduct/countmessage.h"

#include <algorithm>

namespace atalaia {

namespace {

QString keptText(const QString &text)
{
    if (text.size() <= ConversationState::kMaxRecentText)
        return text;
    const bool splitsPair = text.at(ConversationState::kMaxRecentText - 1).isHighSurrogate();
    return text.left(ConversationState::kMaxRecentText - (splitsPair ? 1 : 0));
}

void beginWindow(ConversationState &state, const ObservedMessage &message)
{
    state.agentCount = 0;
    state.contactCount = 0;
    state.windowStartedAtMs = message.atMs;
    state.windowStartedBy = message.author;
}

void keepRecent(ConversationState &state, const ObservedMessage &message)
{
    if (state.recent.size() < std::size_t(ConversationState::kMaxRecent))
        state.recent.emplace_back();
    else
        std::rotate(state.recent.begin(), state.recent.begin() + 1, state.recent.end());
    RecentMessage &kept = state.recent.back();
    kept.number = message.number;
    kept.ordinal = state.messageCount;
    kept.author = message.author;
    kept.isAutomatic = message.isAutomatic;
    kept.atMs = message.atMs;
    kept.text = keptText(message.text);
}

} // namespace

bool isWindowOver(const ConversationState &state, qint64 atMs, qint64 silenceMs)
{
    return state.messageCount > 0 && atMs - state.lastAtMs >= silenceMs;
}

qint64 windowSilenceMs(const CompanyProfile &company)
{
    return company.conversation.idleCloseHours * 60LL * 60 * 1000;
}

void countMessage(ConversationState &conversation, ContactState &contact, const ObservedMessage &message,
                  qint64 silenceMs)
{
    if (message.author == Author::System)
        return;
    const auto known = std::find_if(conversation.recent.begin(), conversation.recent.end(),
                                    [&message](const RecentMessage &kept) { return kept.number == message.number; });
    if (known != conversation.recent.end()) {
        known->text = keptText(message.text);
        return;
    }
    if (message.isUpdate)
        return; // of a message that is no longer among the recent ones

    if (conversation.messageCount == 0 || isWindowOver(conversation, message.atMs, silenceMs))
        beginWindow(conversation, message);
    ++conversation.messageCount;
    conversation.lastAtMs = std::max(conversation.lastAtMs, message.atMs);
    if (message.author == Author::Contact) {
        ++conversation.contactCount;
        conversation.lastContactAtMs = message.atMs;
        contact.lastWroteAtMs = std::max(contact.lastWroteAtMs, message.atMs);
    } else if (!message.isAutomatic) {
        ++conversation.agentCount;
        conversation.lastAgentAtMs = message.atMs;
        conversation.lastAgentMessage = message.number;
    }
    if (contact.firstSeenAtMs == 0)
        contact.firstSeenAtMs = message.atMs;
    keepRecent(conversation, message);
}

} // namespace atalaia
