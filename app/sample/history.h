// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "accounts.h"

#include <deque>
#include <optional>
#include <utility>

namespace atalaia {

/// How REST asks for messages. Times are inclusive.
struct MessageQuery
{
    std::optional<quint32> chat; ///< none = all chats of the session
    std::optional<qint64> fromSeconds;
    std::optional<qint64> untilSeconds;
    std::optional<bool> isFromMe;
    std::optional<int> ack;
    bool isNewestFirst = true;
    qint64 limit = 10;
    qint64 offset = 0;
};

/// Everything that was ever said, as the gateway's own store has it. Indexes stay valid.
class History
{
public:
    [[nodiscard]] quint32 addSession(const SampleSession &session);
    [[nodiscard]] quint32 addChat(const SampleChat &chat);
    /// Precondition: the session has no message with that id.
    [[nodiscard]] quint32 addMessage(const SampleMessage &message);

    [[nodiscard]] std::optional<quint32> findSession(const QString &name) const;
    [[nodiscard]] std::optional<quint32> findChat(quint32 session, const QString &address) const;
    [[nodiscard]] std::optional<quint32> findMessage(quint32 session, const QByteArray &id) const;
    [[nodiscard]] QVector<quint32> find(quint32 session, const MessageQuery &query) const;

    [[nodiscard]] SampleSession &session(quint32 index) { return m_sessions[index]; }
    [[nodiscard]] const SampleSession &session(quint32 index) const { return m_sessions[index]; }
    [[nodiscard]] const SampleChat &chat(quint32 index) const { return m_chats[index]; }
    [[nodiscard]] SampleMessage &message(quint32 index) { return m_messages[index]; }
    [[nodiscard]] const SampleMessage &message(quint32 index) const { return m_messages[index]; }
    [[nodiscard]] quint32 sessionCount() const { return quint32(m_sessions.size()); }
    [[nodiscard]] quint32 messageCount() const { return quint32(m_messages.size()); }
    [[nodiscard]] const SampleSession &sessionOf(const SampleMessage &message) const
    {
        return m_sessions[m_chats[message.chat].session];
    }

private:
    /// The part of `order` that lies within the query's times.
    [[nodiscard]] std::pair<qsizetype, qsizetype> rangeOf(const std::vector<quint32> &order,
                                                          const MessageQuery &query) const;
    void insertByTime(std::vector<quint32> &order, quint32 index) const;

    // Deques: references stay valid and growing never copies a large block.
    std::deque<SampleSession> m_sessions;
    std::deque<SampleChat> m_chats;
    std::deque<SampleMessage> m_messages;
    QHash<QString, quint32> m_sessionByName;
};

} // namespace atalaia
