// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "broadcast.h"
#include "history.h"
#include "idsource.h"
#include "mediashelf.h"

#include <QObject>

namespace atalaia {

/// WhatsApp as the stand-in imagines it: whatever happens is written to the history and told to the
/// clients, here and nowhere else. A line that does not work is silent.
class Exchange final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Exchange)

public:
    Exchange(History &history, MediaShelf &shelf, Broadcast &broadcast, IdSource &ids, const Clock &clock,
             QObject *parent = nullptr);

    void setBaseUrl(const QString &baseUrl) { m_baseUrl = baseUrl; }

    /// Happened before the program started: only in the history.
    quint32 remember(const SampleMessage &message);
    /// Happens now.
    quint32 post(const SampleMessage &message);
    void edit(quint32 message, const QString &text, const QByteArray &editId);
    void revoke(quint32 message, const QByteArray &revokeId);
    void react(quint32 message, const QString &emoji, const QByteArray &reactionId);
    /// Never lowers an acknowledgement.
    void acknowledge(quint32 message, int ack);
    void setStatus(quint32 session, SessionStatus status);
    /// STARTING at once, WORKING a moment later; a line without a phone asks for the QR code instead.
    void startSession(quint32 session);

    [[nodiscard]] bool isWorking(quint32 session) const;
    [[nodiscard]] const QString &baseUrl() const { return m_baseUrl; }
    [[nodiscard]] History &history() { return m_history; }
    [[nodiscard]] MediaShelf &shelf() { return m_shelf; }
    [[nodiscard]] IdSource &ids() { return m_ids; }
    [[nodiscard]] qint64 nowMs() const { return m_clock.nowMs(); }
    /// Sockets closed for a wrong key since the start.
    [[nodiscard]] int refusedCount() const { return m_broadcast.refusedCount(); }
    [[nodiscard]] const FaultCounts &faultCounts() const { return m_broadcast.faultCounts(); }
    /// How many times message.any was due since the start, whether or not a fault ate it.
    [[nodiscard]] qint64 postedCount() const { return m_postedCount; }

private:
    [[nodiscard]] const SampleSession &sessionOf(quint32 message) const;
    void tell(quint32 message);

    History &m_history;
    MediaShelf &m_shelf;
    Broadcast &m_broadcast;
    IdSource &m_ids;
    const Clock &m_clock;
    QString m_baseUrl;
    qint64 m_postedCount = 0;
};

} // namespace atalaia
