// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange.h"

#include "wire.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {
constexpr int kStartingMs = 400;
constexpr int kDecryptedAfterMs = 500;
constexpr qsizetype kRememberedChanges = 3;
} // namespace

Exchange::Exchange(History &history, MediaShelf &shelf, Broadcast &broadcast, IdSource &ids, const Clock &clock,
                   QObject *parent)
    : QObject(parent), m_history(history), m_shelf(shelf), m_broadcast(broadcast), m_ids(ids), m_clock(clock)
{}

const SampleSession &Exchange::sessionOf(quint32 message) const
{
    return m_history.sessionOf(m_history.message(message));
}

bool Exchange::isWorking(quint32 session) const
{
    return m_history.session(session).status == SessionStatus::Working;
}

quint32 Exchange::remember(const SampleMessage &message)
{
    return m_history.addMessage(message);
}

quint32 Exchange::post(const SampleMessage &message)
{
    const quint32 index = m_history.addMessage(message);
    ++m_postedCount;
    if (message.hasMedia())
        m_shelf.put(message, nowMs());
    if (!m_broadcast.hasClients())
        return index;
    if (message.isFromMe || !m_broadcast.isNextWaiting()) {
        tell(index);
        return index;
    }
    m_broadcast.publish(sessionOf(index), u"message.waiting"_s, wire::waiting(m_history, message));
    QTimer::singleShot(kDecryptedAfterMs, this, [this, index] { tell(index); });
    return index;
}

void Exchange::tell(quint32 message)
{
    const SampleMessage &told = m_history.message(message);
    const QJsonObject payload = wire::messageEvent(m_history, told, {true, m_baseUrl});
    m_broadcast.publish(sessionOf(message), u"message.any"_s, payload);
    if (!told.isFromMe)
        m_broadcast.publish(sessionOf(message), u"message"_s, payload);
}

void Exchange::edit(quint32 message, const QString &text, const QByteArray &editId)
{
    SampleMessage &target = m_history.message(message);
    if (target.isRevoked)
        return;
    target.text = text;
    m_broadcast.publish(sessionOf(message), u"message.edited"_s, wire::edited(m_history, target, editId, nowMs()));
}

void Exchange::revoke(quint32 message, const QByteArray &revokeId)
{
    SampleMessage &target = m_history.message(message);
    if (target.isRevoked)
        return;
    target.isRevoked = true;
    target.text.clear();
    m_broadcast.publish(sessionOf(message), u"message.revoked"_s, wire::revoked(m_history, target, revokeId, nowMs()));
}

void Exchange::react(quint32 message, const QString &emoji, const QByteArray &reactionId)
{
    const SampleMessage &target = m_history.message(message);
    m_broadcast.publish(sessionOf(message), u"message.reaction"_s,
                        wire::reaction(m_history, target, reactionId, emoji, nowMs()));
}

void Exchange::acknowledge(quint32 message, int ack)
{
    SampleMessage &target = m_history.message(message);
    if (ack <= target.ack)
        return;
    target.ack = qint8(ack);
    const bool isGroup = m_history.chat(target.chat).address.endsWith("@g.us"_L1);
    m_broadcast.publish(sessionOf(message), isGroup ? u"message.ack.group"_s : u"message.ack"_s,
                        wire::acknowledged(m_history, target));
}

void Exchange::setStatus(quint32 session, SessionStatus status)
{
    SampleSession &line = m_history.session(session);
    line.status = status;
    line.changes.append({status, nowMs()});
    if (line.changes.size() > kRememberedChanges)
        line.changes.removeFirst();
    m_broadcast.publish(line, u"session.status"_s, wire::status(line));
}

void Exchange::startSession(quint32 session)
{
    const SessionStatus before = m_history.session(session).status;
    if (before == SessionStatus::Working || before == SessionStatus::Starting)
        return;
    const SessionStatus after = before == SessionStatus::ScanQrCode ? before : SessionStatus::Working;
    setStatus(session, SessionStatus::Starting);
    QTimer::singleShot(kStartingMs, this, [this, session, after] {
        if (m_history.session(session).status == SessionStatus::Starting)
            setStatus(session, after);
    });
}

} // namespace atalaia
