// SPDX-License-Identifier: GPL-3.0-or-later
#include "history.h"

#include <algorithm>

namespace atalaia {

namespace {

template <typename Key> std::optional<quint32> found(const QHash<Key, quint32> &hash, const Key &key)
{
    const auto it = hash.constFind(key);
    return it == hash.cend() ? std::nullopt : std::optional(*it);
}

} // namespace

quint32 History::addSession(const SampleSession &session)
{
    const auto index = quint32(m_sessions.size());
    m_sessions.push_back(session);
    m_sessionByName.insert(session.name, index);
    return index;
}

quint32 History::addChat(const SampleChat &chat)
{
    const auto index = quint32(m_chats.size());
    m_chats.push_back(chat);
    SampleSession &session = m_sessions[chat.session];
    session.chats.append(index);
    session.chatByAddress.insert(chat.phoneAddress, index);
    if (!chat.lidAddress.isEmpty())
        session.chatByAddress.insert(chat.lidAddress, index);
    return index;
}

quint32 History::addMessage(const SampleMessage &message)
{
    const auto index = quint32(m_messages.size());
    m_messages.push_back(message);
    SampleChat &chat = m_chats[message.chat];
    SampleSession &session = m_sessions[chat.session];
    session.messageById.insert(message.id, index);
    insertByTime(chat.messages, index);
    insertByTime(session.messages, index);
    return index;
}

void History::insertByTime(std::vector<quint32> &order, quint32 index) const
{
    const auto place = std::upper_bound(order.begin(), order.end(), index, [this](quint32 a, quint32 b) {
        return m_messages[a].atMs < m_messages[b].atMs;
    });
    order.insert(place, index);
}

std::optional<quint32> History::findSession(const QString &name) const
{
    return found(m_sessionByName, name);
}

std::optional<quint32> History::findChat(quint32 session, const QString &address) const
{
    return found(m_sessions[session].chatByAddress, address);
}

std::optional<quint32> History::findMessage(quint32 session, const QByteArray &id) const
{
    return found(m_sessions[session].messageById, id);
}

std::pair<qsizetype, qsizetype> History::rangeOf(const std::vector<quint32> &order, const MessageQuery &query) const
{
    const auto isBefore = [this](quint32 index, qint64 seconds) { return m_messages[index].atMs / 1000 < seconds; };
    auto first = order.begin();
    auto last = order.end();
    if (query.fromSeconds)
        first = std::lower_bound(order.begin(), order.end(), *query.fromSeconds, isBefore);
    if (query.untilSeconds)
        last = std::lower_bound(first, order.end(), *query.untilSeconds + 1, isBefore);
    return {first - order.begin(), last - order.begin()};
}

QVector<quint32> History::find(quint32 session, const MessageQuery &query) const
{
    const std::vector<quint32> &order = query.chat ? m_chats[*query.chat].messages : m_sessions[session].messages;
    const auto [first, last] = rangeOf(order, query);
    const bool isFiltered = query.isFromMe || query.ack;
    qint64 skip = query.offset;
    qsizetype step = isFiltered ? 0 : qsizetype(std::min<qint64>(skip, last - first));
    if (!isFiltered)
        skip -= step;

    QVector<quint32> page;
    for (; first + step < last && page.size() < query.limit; ++step) {
        const quint32 index = order[size_t(query.isNewestFirst ? last - 1 - step : first + step)];
        const SampleMessage &message = m_messages[index];
        if ((query.isFromMe && message.isFromMe != *query.isFromMe) || (query.ack && message.ack != *query.ack))
            continue;
        if (skip > 0)
            --skip;
        else
            page.append(index);
    }
    return page;
}

} // namespace atalaia
