// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/messagerecall.h"

#include <algorithm>

namespace atalaia {

bool MessageRecall::remember(const QString &line, const MessageReceived &message)
{
    const quint64 key = quint64(qHashMulti(0, line, message.messageId));
    if (m_keys.contains(key))
        return false;
    if (m_order.size() >= kMostMessages) {
        m_forgottenUntilMs = std::max(m_forgottenUntilMs, m_order.front().sentAtMs);
        m_keys.remove(m_order.front().key);
        m_order.pop_front();
    }
    m_keys.insert(key);
    m_order.push_back({key, message.sentAtMs});
    return true;
}

void MessageRecall::note(const QString &line, const MessageReceived &message)
{
    remember(line, message);
}

void MessageRecall::compare(const QString &line, const MessageReceived &message, qint64 sinceMs, qint64 untilMs)
{
    if (message.sentAtMs > untilMs)
        return; // may still come; a later round sees it again
    const bool isNew = remember(line, message);
    // Notices come with the history alone, deleted ones without their event, and media are held back until the
    // gateway has fetched them, which may take minutes.
    const bool isLive = message.author != Author::System && !message.isRevoked && message.mediaReference.isEmpty();
    if (!isNew || !isLive || message.sentAtMs < sinceMs || message.sentAtMs <= m_forgottenUntilMs)
        return;
    Missed &missed = m_missed[line];
    missed.fromMs = missed.count == 0 ? message.sentAtMs : std::min(missed.fromMs, message.sentAtMs);
    missed.toMs = std::max(missed.toMs, message.sentAtMs);
    ++missed.count;
}

std::optional<MessageRecall::Missed> MessageRecall::takeMissed(const QString &line)
{
    const auto found = m_missed.constFind(line);
    if (found == m_missed.cend())
        return std::nullopt;
    const Missed missed = *found;
    m_missed.erase(found);
    return missed;
}

} // namespace atalaia
